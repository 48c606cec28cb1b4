"""A result as other programs open it: tables that are worked out once, and one file a format."""
