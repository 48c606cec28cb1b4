"""A result as one file for a repository: what it is, how it was made, how to cite it, and everything in it."""
