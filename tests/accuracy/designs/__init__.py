"""Sheets as designers, offices and sites make them: each a script of its own that says its gold while it lays out."""
