"""The live page: one file that holds the model, a world and the words."""

EXAMPLE = "lindenford"  # the scenario of a page that nobody asked for by name
