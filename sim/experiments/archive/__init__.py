"""An experiment folder in one file: written the same each time, and opened with care."""
