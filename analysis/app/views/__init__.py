"""Views: the figures that count now, as lists, pages and the report show them."""
