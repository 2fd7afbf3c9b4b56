"""Audits: samples are drawn and coded, on pages or in sheets, and what they prove is worked out."""
