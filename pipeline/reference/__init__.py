"""Official reference tables, with their vintage and licence (README.md): read once, when first asked for."""
