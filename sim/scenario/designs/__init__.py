"""Designs of sweeps: which values of parameters and of levers at the start an experiment goes through."""
