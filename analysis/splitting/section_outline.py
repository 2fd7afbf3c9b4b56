"""The outline: the rank of each heading, and so the section path of every point."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from analysis.model import BlockKind
from analysis.splitting.forms.form_questions import ABOVE_BOXES, WORDED_AS_QUESTION
from analysis.splitting.labelled_pieces import LabelledPiece
from analysis.splitting.margin_comments import COMMENTED_ON
from analysis.splitting.phrases.furniture_lines import ANNEX
from analysis.splitting.split_state import Role, RoleAssignment
from analysis.splitting.tracked_changes import DRAFT

Style = tuple[str, int]

IN_PATHS = (WORDED_AS_QUESTION, ABOVE_BOXES, COMMENTED_ON, DRAFT)
"""Why something is a question that has no key, so that its words show where its answers stand."""


def section_paths(text: str, pieces: Sequence[LabelledPiece], roles: Sequence[RoleAssignment]) -> list[tuple[str, ...]]:
    """Return for every piece the headings above it, outermost first; the paper's own title is no section."""
    styles = {i: heading_style(text, pieces[i]) for i, role in enumerate(roles) if role.role is Role.HEADING}
    styles |= {i: ("question", 0) for i, role in enumerate(roles) if role.reason in IN_PATHS}
    styles = _numbered_below(styles, pieces, roles)
    titles = _titles(roles, styles)
    open_headings: list[tuple[Style, str]] = []
    piece_paths = []
    for i, piece in enumerate(pieces):
        if i in styles and i not in titles:
            open_headings = [] if ANNEX.match(heading_text(text, piece)) else _headings_above(open_headings, styles[i])
            open_headings.append((styles[i], heading_text(text, piece)))
        piece_paths.append(tuple(heading for _, heading in open_headings))
    return piece_paths


def heading_style(text: str, piece: LabelledPiece) -> Style:
    """Return a heading's rank: by the level that the layout gives, the numbering, or the letters."""
    if piece.kind is BlockKind.HEADING and piece.level:
        return "level", 2 * piece.level
    if piece.chosen:
        scheme, value = piece.chosen.stack[-1]
        return f"number {scheme}", len(value)
    heading_line = text[piece.start : piece.end].strip()
    if heading_line.startswith(("**", "__")):
        return "bold", 0
    return ("capitals" if heading_line.isupper() else "plain"), 0


def _numbered_below(
    styles: dict[int, Style], pieces: Sequence[LabelledPiece], roles: Sequence[RoleAssignment]
) -> dict[int, Style]:
    """Return the styles, numbered headings below plain ones of one look where a plain one has only such under it.

    A PDF shows no levels, and its "Main submission" may be set as the "1. Introduction" that follows at once is.
    """
    visible = [i for i, role in enumerate(roles) if role.role is not Role.FURNITURE]
    divided_styles = {
        styles[a]
        for a, b in pairwise(visible)
        if a in styles and styles[a][0] == "level" and styles[a] == styles.get(b)
        if not pieces[a].chosen and pieces[b].chosen
    }
    return {
        i: (style_name, rank + 1) if (style_name, rank) in divided_styles and pieces[i].chosen else (style_name, rank)
        for i, (style_name, rank) in styles.items()
    }


def heading_text(text: str, piece: LabelledPiece) -> str:
    """Return a heading as its reader sees it: with its number, without emphasis marks, on one line."""
    return " ".join(text[piece.outer : piece.end].replace("**", "").replace("__", "").strip("# ").split())


def _titles(roles: Sequence[RoleAssignment], styles: dict[int, Style]) -> set[int]:
    """Return the headings above the first text that no later heading is a sibling of: the title of the whole."""
    first_text = next((i for i, role in enumerate(roles) if role.role in (Role.BODY, Role.QUESTION)), len(roles))
    leading = [i for i in styles if i < first_text]
    later_styles = {styles[i] for i in styles if i > first_text}
    return {i for i in leading if styles[i] not in later_styles and (i == leading[0] or not _is_sub_heading(styles[i]))}


def _is_sub_heading(style: Style) -> bool:
    return style[0].startswith("number") or (style[0] == "level" and style[1] > 2)


def _headings_above(open_headings: list[tuple[Style, str]], new_style: Style) -> list[tuple[Style, str]]:
    """Return the headings that stay open above a new one: those before the last of its own rank."""
    for depth, (open_style, _) in enumerate(open_headings):
        same_kind = open_style[0] == new_style[0] or (open_style[0][:8] == new_style[0][:8] == "number 1")
        if open_style == new_style or (same_kind and open_style[1] >= new_style[1]):
            return open_headings[:depth]
    return list(open_headings)
