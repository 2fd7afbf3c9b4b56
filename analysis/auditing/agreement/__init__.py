"""Agreement: whether people who code the same points come to the same themes."""
