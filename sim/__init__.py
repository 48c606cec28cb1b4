"""Agent-based simulator of surveillance roll-out."""

__version__ = "0.2.0"
