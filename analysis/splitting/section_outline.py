"""The outline: which heading stands under which, and so the section path of every point."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from analysis.model import BlockKind
from analysis.splitting.form_questions import ASKED
from analysis.splitting.furniture_lines import ANNEX
from analysis.splitting.labelled_pieces import LabelledPiece
from analysis.splitting.split_state import Role, RoleAssignment

Style = tuple[str, int]


def section_paths(text: str, pieces: Sequence[LabelledPiece], roles: Sequence[RoleAssignment]) -> list[tuple[str, ...]]:
    """For every piece the headings above it, outermost first; the paper's own title is no section."""
    styles = {i: style(text, pieces[i]) for i, c in enumerate(roles) if c.role is Role.HEADING}
    styles |= {i: ("question", 0) for i, c in enumerate(roles) if c.reason == ASKED}
    styles = _numbered_below(styles, pieces, roles)
    titles = _titles(roles, styles)
    open_headings: list[tuple[Style, str]] = []
    paths = []
    for i, piece in enumerate(pieces):
        if i in styles and i not in titles:
            open_headings = [] if ANNEX.match(shown(text, piece)) else _under(open_headings, styles[i])
            open_headings.append((styles[i], shown(text, piece)))
        paths.append(tuple(words for _, words in open_headings))
    return paths


def style(text: str, piece: LabelledPiece) -> Style:
    """What tells one rank of headings from another: the level that the layout gives, the numbering, or the letters."""
    if piece.kind is BlockKind.HEADING and piece.level:
        return "level", 2 * piece.level
    if piece.chosen:
        scheme, value = piece.chosen.stack[-1]
        return f"number {scheme}", len(value)
    line = text[piece.start : piece.end].strip()
    if line.startswith(("**", "__")):
        return "bold", 0
    return ("capitals" if line.isupper() else "plain"), 0


def _numbered_below(
    styles: dict[int, Style], pieces: Sequence[LabelledPiece], roles: Sequence[RoleAssignment]
) -> dict[int, Style]:
    """The styles, with numbered headings below plain ones of one look where a plain one has only such under it.

    A PDF shows no levels, and its "Main submission" may be set as the "1. Introduction" that follows at once is.
    """
    said = [i for i, c in enumerate(roles) if c.role is not Role.FURNITURE]
    divided = {
        styles[a]
        for a, b in pairwise(said)
        if a in styles and styles[a][0] == "level" and styles[a] == styles.get(b)
        if not pieces[a].chosen and pieces[b].chosen
    }
    return {
        i: (name, rank + 1) if (name, rank) in divided and pieces[i].chosen else (name, rank)
        for i, (name, rank) in styles.items()
    }


def shown(text: str, piece: LabelledPiece) -> str:
    """A heading as its reader sees it: with its number, without emphasis marks, on one line."""
    return " ".join(text[piece.outer : piece.end].replace("**", "").replace("__", "").strip("# ").split())


def _titles(roles: Sequence[RoleAssignment], styles: dict[int, Style]) -> set[int]:
    """The headings above the first text that no later heading is a sibling of: the title of the whole."""
    first = next((i for i, c in enumerate(roles) if c.role in (Role.BODY, Role.QUESTION)), len(roles))
    lead = [i for i in styles if i < first]
    later = {styles[i] for i in styles if i > first}
    return {i for i in lead if styles[i] not in later and (i == lead[0] or not _is_sub_heading(styles[i]))}


def _is_sub_heading(style: Style) -> bool:
    return style[0].startswith("number") or (style[0] == "level" and style[1] > 2)


def _under(open_headings: list[tuple[Style, str]], new: Style) -> list[tuple[Style, str]]:
    """The headings that stay open above a new one: those that came before the last of its own rank."""
    for depth, (known, _) in enumerate(open_headings):
        same_kind = known[0] == new[0] or (known[0][:8] == new[0][:8] == "number 1")
        if known == new or (same_kind and known[1] >= new[1]):
            return open_headings[:depth]
    return list(open_headings)
