"""One file an engine: its name is the file's. What an engine needs besides may have a folder of its own."""
