"""The words of one block of a web page, with white space collapsed as a browser does."""

from __future__ import annotations

import re

from analysis.reading.struck_choices import STRUCK, UNSTRUCK

_SPACE = re.compile(r"[ \t\n\r\f\xa0]+")


class BlockWords:
    """The words of one block as they come in, with white space collapsed as a browser does."""

    def __init__(self) -> None:
        """Begin a block."""
        self._parts: list[str] = []
        self._spaced = True

    def add(self, added_text: str, keeps_lines: bool = False) -> None:
        """Add words, where white space is one space unless the element keeps its lines."""
        added_text = added_text.replace("\xa0", " ") if keeps_lines else _SPACE.sub(" ", added_text)
        if self._spaced and not keeps_lines:
            added_text = added_text.lstrip(" ")
        if added_text:
            self._parts.append(added_text)
            self._spaced = added_text[-1] in " \n\t"

    def add_sign(self, sign: str) -> None:
        """Add a sign of a reader's own, which is no text."""
        self._parts.append(sign)

    def end_line(self) -> None:
        """Break the line."""
        self._parts.append("\n")
        self._spaced = True

    def take(self) -> list[str]:
        """Return the paragraphs so far, which blank lines divide; what follows begins anew."""
        paragraphs: list[list[str]] = [[]]
        for line in "".join(self._parts).split("\n"):
            if line.strip(f" \t{STRUCK}{UNSTRUCK}"):
                paragraphs[-1].append(line.rstrip())
            elif paragraphs[-1]:
                paragraphs.append([])
        self._parts, self._spaced = [], True
        return ["\n".join(paragraph_lines).strip() for paragraph_lines in paragraphs if paragraph_lines]
