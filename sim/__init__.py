"""Agent-based simulator of surveillance roll-out."""

__version__ = "0.1.0"
