"""The report of an experiment: one file of pictures and sentences."""
