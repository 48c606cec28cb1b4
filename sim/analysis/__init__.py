"""Analysis: what the runs of an experiment say about its policies."""
