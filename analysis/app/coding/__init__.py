"""Coding: what the machine and people said of points, what counts, and what another codebook would do."""
