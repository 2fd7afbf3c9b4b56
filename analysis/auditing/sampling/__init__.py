"""Sampling: how large a blind sample must be, how it is drawn, and when to stop."""
