"""Scenarios x policies x seeds: designs, executors and the run store."""
