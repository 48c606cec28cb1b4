"""The model itself: pure scalar functions, one file per process."""
