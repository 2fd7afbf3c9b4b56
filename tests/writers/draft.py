"""A document before it has a format: what tests write as Word, OpenDocument, PDF and the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a part of a draft is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "numbered point"
    BULLET = "bullet"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Scheme:
    """How one list numbers: for each depth the form of its own count ("1", "a", "i", "A") and Word's pattern of it."""

    name: str
    levels: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph or table of a draft; ``text`` may hold ``**bold**`` words.

    ``level`` is 1 and on for headings, 0 and on for bullets; ``depth`` is where a part stands in its scheme.
    """

    kind: Kind
    text: str = ""
    level: int = 0
    scheme: Scheme | None = None
    depth: int = 0
    note: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole document; ``head`` runs on every page where the format has pages, with the page's number in the foot."""

    parts: tuple[Part, ...]
    head: str = ""


def numbered(draft: Draft) -> Iterator[tuple[Part, str]]:
    """Each part with the number that a reader of the page sees, or an empty one."""
    counts: dict[str, list[int]] = {}
    for part in draft.parts:
        if part.scheme is None:
            yield part, ""
            continue
        counted = counts.setdefault(part.scheme.name, [])
        # A depth that was passed over counts as begun, as in every word processor.
        counted += [1] * (part.depth - len(counted))
        counted += [0] * (part.depth + 1 - len(counted))
        del counted[part.depth + 1 :]
        counted[part.depth] += 1
        yield part, _shown(part.scheme, part.depth, counted)


def _shown(scheme: Scheme, depth: int, counted: Sequence[int]) -> str:
    pattern = scheme.levels[depth][1]
    for i, count in enumerate(counted, 1):
        pattern = pattern.replace(f"%{i}", figure(scheme.levels[i - 1][0], count))
    return pattern


def figure(form: str, count: int) -> str:
    """A count as "1", "a", "A" or "i" show it; letters and Roman figures as far as tests need them."""
    if form in "aA":
        return chr(ord(form) + (count - 1) % 26) * (1 + (count - 1) // 26)
    if form == "i":
        tens, ones = divmod(count, 10)
        return "x" * tens + ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"][ones]
    return str(count)


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """The stretches of a text, and whether each is bold."""
    for i, stretch in enumerate(text.split("**")):
        if stretch:
            yield stretch, i % 2 == 1


def plainly(text: str) -> str:
    """A text without its emphasis marks."""
    return text.replace("**", "")


def notes(draft: Draft) -> dict[int, str]:
    """The notes of a draft by their number."""
    return dict(enumerate((part.note for part in draft.parts if part.note), 1))
