"""The compiled engine: the citizen processes as loops over columns, with threads."""
