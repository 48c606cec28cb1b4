"""The parts of a scenario file, one file a section: what is written becomes checked values."""
