"""Furniture: what stands around a respondent's points and is none of them."""
