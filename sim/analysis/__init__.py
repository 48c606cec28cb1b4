"""What the runs say: paired comparisons."""
