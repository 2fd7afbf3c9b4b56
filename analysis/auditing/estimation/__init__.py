"""Estimation: accuracy and adjusted counts from a blind sample, each with its interval."""
