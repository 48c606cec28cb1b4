"""Experiments: scenarios x policies x seeds, run, stored and described."""
