"""The commands, one module each: add a file here and there is one more."""
