"""Understanding and running: structure, values, conversion, export and the command line."""
