"""Whether an experiment folder still says what was made, and whether its runs come out the same once more."""
