"""Privacy: of whom a report may show what, and which figures would tell of too few."""
