"""The reference engine: the same model as Mesa agents, one readable step at a time."""
