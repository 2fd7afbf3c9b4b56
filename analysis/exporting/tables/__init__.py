"""Tables: everything that the report counts and prints, as tidy tables."""

from analysis.exporting.tables.about_table import export_tables

__all__ = ["export_tables"]
