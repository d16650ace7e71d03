"""A gold corpus built by script: content x layouts x formats, and the scores of the program over it."""
