"""Experiments that wait to be run, one after another, each by the program's own command in a process of its own."""
