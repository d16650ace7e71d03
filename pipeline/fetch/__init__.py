"""`fiches fetch`: the one part of the program that opens network connections.

`run` leads: `addresses` reads and checks the list of URLs, `robots` asks what a site allows, `client` speaks HTTP,
`journal` keeps what was fetched, so that a second run asks only for what changed.
"""
