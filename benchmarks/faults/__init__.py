"""Kill and stop processes of commands at random moments; count what was lost (Linux, macOS)."""
