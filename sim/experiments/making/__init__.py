"""Making runs: what goes together, and one executor that makes it, here or in other processes."""
