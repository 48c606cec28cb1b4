"""The dashboard: stored experiments in a browser, served from this computer. The address holds all that is chosen."""
