"""A document divided: each step of splitting after the other."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.model import Document, Question, Segment, Segmentation
from analysis.splitting import SPLITTER
from analysis.splitting.block_roles import assign_roles
from analysis.splitting.forms.answer_leads import cut_answer_leads
from analysis.splitting.forms.broken_items import cut_broken_items
from analysis.splitting.forms.keyed_paragraphs import cut_keyed
from analysis.splitting.forms.numbered_answers import at_their_questions
from analysis.splitting.forms.ranked_items import cut_ranked_items
from analysis.splitting.forms.repeated_questions import separate_answers
from analysis.splitting.forms.tick_boxes import cut_at_boxes
from analysis.splitting.furniture.courteous_ends import cut_courteous_ends
from analysis.splitting.furniture.last_resort import as_paragraphs, marked, swallowed
from analysis.splitting.furniture.letter_ends import cut_letter_ends
from analysis.splitting.furniture.publication_wishes import cut_wishes
from analysis.splitting.labelled_pieces import LabelledPiece, cut_at_labels
from analysis.splitting.note_callers import with_note_callers
from analysis.splitting.partition import partition
from analysis.splitting.point_segments import build_segments
from analysis.splitting.recognised_words import in_doubt_where_misread
from analysis.splitting.section_outline import section_paths
from analysis.splitting.split_state import SplitState
from analysis.splitting.tracked_changes import cut_insertions
from analysis.splitting.unsure_shapes import in_doubt_by_shape


def split(document: Document, questions: Sequence[Question] = ()) -> tuple[Segment, ...]:
    """Divide a document into segments whose spans run from 0 to the end of its text.

    ``questions`` are the consultation's, recognised where the document repeats or cites them.
    """
    text = document.text
    labelled = _labelled(document, questions)
    roles = assign_roles(text, labelled, questions)
    given_back = swallowed(SplitState(text, labelled, questions), roles)
    if given_back:
        plainer = as_paragraphs(document, given_back)
        if plainer != document:
            labelled = _labelled(plainer, questions)
        roles = assign_roles(text, labelled, questions, given_back)
    sections = section_paths(text, labelled, roles)
    segments = with_note_callers(text, build_segments(text, labelled, roles, sections))
    return marked(text, in_doubt_where_misread(document, in_doubt_by_shape(text, partition(text, segments))))


def _labelled(document: Document, questions: Sequence[Question]) -> list[LabelledPiece]:
    text = document.text
    pieces = at_their_questions(text, cut_at_labels(document), questions)
    pieces = cut_insertions(document, separate_answers(text, pieces, questions))
    pieces = cut_broken_items(text, pieces, questions)
    pieces = cut_ranked_items(text, cut_at_boxes(text, pieces), questions)
    pieces = cut_letter_ends(text, cut_answer_leads(text, pieces))
    return cut_keyed(text, cut_wishes(text, cut_courteous_ends(text, pieces)))


def segment(document: Document, questions: Sequence[Question] = ()) -> Segmentation:
    """Return the splitter's segmentation of a document."""
    return Segmentation(document.name, SPLITTER, split(document, questions))
