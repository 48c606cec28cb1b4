"""The views of the dashboard: a file each, with `PATH`, `ORDER`, `KEYS`, `IS_KEPT` and `show(shelf, asked)`."""
