"""Reading: bytes in, a Document out. One module a format, each the only one to import its format library."""
