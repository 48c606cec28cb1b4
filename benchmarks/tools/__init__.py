"""Other programs on the files of `export`, run for real."""
