"""E-mail (.eml, .msg): the message as a Document, and what is attached as files of their own."""

from analysis.reading.mail.mail_reader import read

__all__ = ["read"]
