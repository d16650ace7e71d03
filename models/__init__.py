"""What things are: documents, fiches, actions, tables and closed vocabularies. No I/O and no format library."""
