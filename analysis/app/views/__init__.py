"""Showing: what counts now, as lists, pages and the report tell it."""
