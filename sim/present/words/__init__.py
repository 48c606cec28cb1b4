"""The words of the program: one file a language, and the one loader of them."""
