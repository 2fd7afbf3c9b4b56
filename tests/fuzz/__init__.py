"""Damaged and hostile files, each told by a seed and a number, and the process that reads and divides them."""
