"""Policies minus the baseline, pair by pair."""
