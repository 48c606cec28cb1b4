"""Text in, checked world out: files, inheritance, checks, data."""
