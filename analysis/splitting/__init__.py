"""Splitting: a Document becomes its author's points, and everything else in it is named.

``split_document`` takes the steps, one after the other.

``labelled_pieces`` cuts the blocks at the labels that make sense together (``labels`` reads them, ``inline_labels``
those within a line; ``label_sequence`` decides, or ``cited_numbers`` where it finds none; ``line_repair`` joins broken
lines, ``tabbed_columns`` knows typed tables, ``table_cells`` the cells of a row); ``repeated_questions`` separates
questions from the answers in their paragraph or row (``comment_tables`` knows rows that are points, ``answer_grids``
statements and a scale, ``opposed_columns`` what speaks for and against, ``tick_boxes`` the options of a form,
``tracked_changes`` what was inserted into a draft, ``letter_ends`` a greeting and a sign-off); ``block_roles`` tells
headings (``headings``), questions (``questions``, ``form_questions``), comments (``margin_comments``) and furniture (by
its words: ``furniture_lines``, ``letter_phrases``, ``form_phrases``; by its place: ``context_rules``,
``introductions``, ``mail_thread``, ``short_pieces``) from the respondent's words; ``last_resort`` gives back what would
be too much to set aside; ``section_outline`` finds the sections; ``merge_blocks`` merges what belongs to one point
(``nested_lists`` has the rule for sub-items); ``point_segments`` labels the points, long prose divided
(``long_paragraphs``); ``note_callers`` ties each note to its point; ``partition`` accounts for every character;
``recognised_words`` doubts what was hardly read in a picture. ``manual_edit`` makes a person's changes;
``sent_together`` puts the files of one message together.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.splitting.split_document import segment, split

__all__ = ["SPLITTER", "segment", "split"]

SPLITTER = "splitter-20"
"""The coder that the machine's segmentations are signed by; raised whenever the same text would be split otherwise."""


def __getattr__(name: str) -> Any:
    """Import the steps when they are first taken: whoever finds a document divided already needs none of them."""
    if name not in ("segment", "split"):
        raise AttributeError(f"module 'analysis.splitting' has no attribute {name!r}")
    return getattr(import_module("analysis.splitting.split_document"), name)
