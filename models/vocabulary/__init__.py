"""Closed lists, each term with a French label and a definition."""
