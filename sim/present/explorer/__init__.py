"""The live page: one file that holds the model, a world and the words."""
