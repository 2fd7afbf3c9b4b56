"""Labels: the author's own numbers, found and believed."""
