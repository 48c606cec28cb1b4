"""The views of the dashboard: a file each, with `PATH`, `ORDER`, `KEYS` and `show(shelf, asked)`."""
