"""The live page in real browsers: its bits, its times, what it asks for, and the same on a quarter of a processor."""
