"""Documents made from the code and its tables; `python -m docs` makes them."""
