"""Speed of the program on this machine: `python -m benchmarks`."""
