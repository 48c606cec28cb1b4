"""Hints: what is allowed, and cannot have been meant. One file for each kind; `every.py` lists them."""
