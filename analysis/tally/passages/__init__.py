"""Passages: what is printed of a response, and how each point is cited."""
