"""Redaction: what is proposed, what people decide about it, and sheets in which they say so."""
