"""Benchmarks: speed and accuracy on data that nobody on this project wrote; never part of the tests."""
