"""What people look at: the summary of a run, one document's content, labels without a champ, violations."""
