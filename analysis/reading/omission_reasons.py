"""Reasons by which every format lists as omitted what a file holds beside the text that is read.

A part without words of its own is listed with an empty text: the ledger counts it, and prints no name of a file.
"""

from __future__ import annotations

PICTURE = "a picture, in which nothing is read; if it shows words, ask the sender for them as text"
DESCRIPTION = "the description of a picture (alternative text)"
DRAWN = "words in a drawing, chart or diagram"
EMBEDDED = "a file or object inside the document, which is not read; save it by itself and add that"
PRONUNCIATION = "how words are pronounced, set above them (ruby)"
COMMENT = "comment"
DELETED = "deleted (tracked change)"
STRUCK = "struck out (a line is drawn through it)"
BENEATH = "hidden beneath a box that is painted over it; look at the page before it is quoted"
HIDDEN = "hidden text"
PROMPT = "prompt of an empty form field"
ROW_LINK = "a link of the page that does something to its row"
FIELD = "what stands in a field of a form"
CHOICES = "the choices of a list in a form"
NO_SCRIPT = "text for browsers without scripts"
OTHER_BODY = "words of the message's other form (plain text or web page), which differ from those that are read"
INLINE_PICTURE = "a picture in the message, such as a logo, in which nothing is read"
LINK = "the address that a link leads to, which its words do not show"
CONTACT_LINK = "the contact details that a link leads to, which its words do not show"
UNUSED = "a note, header or comment that is stored in the file and shown on no page"
OTHER_VERSION = "another version of a drawing, for other programs"
OTHER = "a part of the file that is not known, and not read"
