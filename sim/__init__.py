"""Agent-based simulator of surveillance roll-out."""
