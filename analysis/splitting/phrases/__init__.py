"""Phrases: by which words letters and forms are told from what a respondent argues."""
