"""Upkeep: whether everything holds, moving house, erasing on request, and the settings of a consultation."""
