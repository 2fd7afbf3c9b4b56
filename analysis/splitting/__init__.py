"""Splitting: a Document becomes its author's points, and everything else in it is named.

``pieces`` cuts the blocks at the labels that make sense together (``labels``, ``inline`` for those within a line,
``sequence`` decides, or ``paper_numbers`` where it finds none; ``broken`` mends lines, ``columns`` knows typed tables);
``restated`` cuts questions from the answers in their paragraph or row; ``roles`` tells headings (``headings``),
questions (``questions``, ``survey``) and furniture (by its words: ``furniture``, by its place: ``surroundings``,
``thread``) from the respondent's words; ``last_resort`` gives back what would be too much to set aside; ``outline``
finds the sections; ``joining`` joins what belongs to one point (``groups`` has the rule for sub-items); ``points``
names the points, very long ones divided (``dividing``); ``notes`` ties each note to its point; ``partition`` accounts
for every character. A person's changes are made ``by_hand``.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.model import Document, Question, Segment, Segmentation
from analysis.splitting.block_roles import assign_roles
from analysis.splitting.labelled_pieces import pieces
from analysis.splitting.last_resort import as_paragraphs, marked, swallowed
from analysis.splitting.note_callers import with_callers
from analysis.splitting.partition import partition
from analysis.splitting.point_segments import points
from analysis.splitting.repeated_questions import cut_apart
from analysis.splitting.section_outline import section_paths
from analysis.splitting.split_state import SplitState

__all__ = ["SPLITTER", "segment", "split"]

SPLITTER = "splitter-4"
"""The coder that the machine's segmentations are signed by; raised whenever the same text would be split otherwise."""


def split(document: Document, questions: Sequence[Question] = ()) -> tuple[Segment, ...]:
    """Divide a document into segments whose spans run from 0 to the end of its text.

    ``questions`` are the consultation's, recognised where the document repeats or cites them.
    """
    text = document.text
    found = cut_apart(text, pieces(document), questions)
    roles = assign_roles(text, found, questions)
    back = swallowed(SplitState(text, found, questions), roles)
    if back:
        again = as_paragraphs(document, back)
        found = found if again == document else cut_apart(text, pieces(again), questions)
        roles = assign_roles(text, found, questions, back)
    sections = section_paths(text, found, roles)
    segments = with_callers(text, points(text, found, roles, sections))
    return marked(text, partition(text, segments))


def segment(document: Document, questions: Sequence[Question] = ()) -> Segmentation:
    """The splitter's segmentation of a document."""
    return Segmentation(document.name, SPLITTER, split(document, questions))
