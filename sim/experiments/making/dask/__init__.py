"""The executor whose workers are those of a Dask cluster: one of our own on this machine, or one that is there."""
