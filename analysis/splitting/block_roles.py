"""Roles: each piece as a heading, a question, furniture or the respondent's own words, by its words and its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from analysis.model import REFERS, SAYS_NO_MORE, BlockKind, Question
from analysis.splitting import headings, margin_comments, questions, short_pieces, tracked_changes
from analysis.splitting.forms import comment_tables, form_questions, form_sections, numbered_answers
from analysis.splitting.furniture import (
    bare_signatures,
    context_rules,
    earlier_papers,
    introductions,
    mail_thread,
    name_blocks,
    publication_wishes,
)
from analysis.splitting.furniture.demands import is_demand
from analysis.splitting.furniture.last_resort import in_doubt, within
from analysis.splitting.labelled_pieces import Given, LabelledPiece, runs_on, start_of_form
from analysis.splitting.phrases import furniture_lines
from analysis.splitting.phrases.contact_blocks import NAME_WORDS
from analysis.splitting.phrases.letter_phrases import ARGUES
from analysis.splitting.split_state import LAYOUT, LIKELY, SURE, UNSURE, Role, RoleAssignment, SplitState, furniture
from analysis.text import BEFORE_ITEM, CONTACT, POSTCODE, WEB, WORD, Span, words

Step = Callable[[SplitState, list[RoleAssignment]], None]

STEPS: tuple[Step, ...] = (
    context_rules.mark_letter_head,
    mail_thread.mark_older_messages,
    context_rules.mark_page_ends,
    context_rules.mark_details,
    headings.mark_numbered_headings,
    headings.mark_plain_headings,
    headings.mark_contents,
    introductions.mark_named_sections,
    form_questions.mark_form_questions,
    form_questions.mark_lettered_answers,
    form_sections.mark_form_sections,
    form_questions.mark_options,
    context_rules.mark_notes,
    context_rules.mark_after_sign_off,
    context_rules.mark_byline,
    introductions.mark_introductions,
    introductions.mark_signatories,
    earlier_papers.mark_earlier_papers,
    name_blocks.mark_name_blocks,
    introductions.mark_opening,
    introductions.mark_last_sections,
    context_rules.mark_signature,
    bare_signatures.mark_bare_signature,
    mail_thread.mark_small_print,
    margin_comments.mark_commented_paper,
    margin_comments.mark_quoted_paper,
    comment_tables.mark_announcements,
    numbered_answers.mark_announcements,
    publication_wishes.mark_publication_wishes,
    short_pieces.mark_repeated,
    short_pieces.mark_short_pieces,
    context_rules.mark_fragments,
    tracked_changes.mark_insertions,
)
"""Each step sees what the earlier ones decided, and changes what it knows better."""

CONTACT_DETAILS = "contact details"
CONTACT_OR_PLACE = re.compile(f"{CONTACT.pattern}|{WEB.pattern}|{POSTCODE.pattern}")

DECLARED_KINDS = (BlockKind.FURNITURE, BlockKind.NOTE, BlockKind.QUESTION, BlockKind.ANSWER, BlockKind.COMMENT)
"""Kinds of block that say themselves what they are."""


def assign_roles(
    text: str, pieces: Sequence[LabelledPiece], asked: Sequence[Question] = (), given_back: Sequence[Span] = ()
) -> list[RoleAssignment]:
    """Return the role of every piece; what stands at the spans ``given_back`` is furniture by its own words only."""
    cited = ((p.label.cites, text[p.start : p.end]) for p in pieces if p.label and p.label.cites)
    page = SplitState(text, pieces, asked, questions.are_of_another_paper(cited, asked))
    kept = frozenset(i for i, piece in enumerate(pieces) if within(given_back, piece.outer, piece.end))
    roles: list[RoleAssignment] = []
    for i in range(len(pieces)):
        roles.append(_by_own_words(page, roles, i, i in kept))
    form_start = start_of_form(pieces)
    if form_start:
        for step in STEPS:
            _take_step(step, page, roles, kept)
        _mark_answers(page, roles)
    _mark_form_answers(page, roles, form_start)
    _mark_references(page, roles, kept)
    _restore_given(page, roles, kept)
    return _headings_as_points([in_doubt(role) if i in kept else role for i, role in enumerate(roles)])


def _take_step(step: Step, page: SplitState, roles: list[RoleAssignment], kept: Collection[int]) -> None:
    """Take a step, but for what it would make furniture of what is kept."""
    roles_before = {i: roles[i] for i in kept}
    step(page, roles)
    for i, role_before in roles_before.items():
        if roles[i].role is Role.FURNITURE:
            roles[i] = role_before


def _by_own_words(page: SplitState, roles: Sequence[RoleAssignment], i: int, is_kept: bool) -> RoleAssignment:
    piece, line_text = page.pieces[i], page.words_of(i)
    if piece.given is not None and not is_kept:
        return _given_role(page, roles, i, piece.given)
    if piece.kind in DECLARED_KINDS:
        return _declared_role(page, roles, i)
    if page.is_number_of_parts(i):
        return RoleAssignment(Role.BODY)
    if not WORD.search(line_text):
        return RoleAssignment(Role.FURNITURE, reason="a number without words")
    question_role = _question_role(page, roles, i)
    if question_role:
        return question_role
    if furniture_lines.is_quoted(line_text) and not is_kept:
        asked_key = _quoted_question_key(page, i)
        if asked_key:
            return RoleAssignment(Role.QUESTION, question=asked_key)
        return RoleAssignment(Role.FURNITURE, LIKELY, "quoted from another message")
    cited_key = _cited_question_key(page, i)
    if piece.kind is BlockKind.HEADING:
        goes_on = piece.label is None and headings.breaks_off(page, i)
        if not cited_key and not page.is_of_another_paper:
            cited_key = questions.named_behind_key(line_text, page.asked)
        return RoleAssignment(Role.BODY if goes_on else Role.HEADING, question=cited_key)
    tell = furniture_lines.furniture_reason if page.is_plain(i) else furniture_lines.contact_reason
    reason = tell(line_text)
    reason = None if reason == CONTACT_DETAILS and _demands(line_text) else reason
    return RoleAssignment(Role.FURNITURE, LIKELY, reason) if reason else RoleAssignment(Role.BODY, question=cited_key)


def _demands(line_text: str) -> bool:
    """Return whether a line asks for something before a contact: "Stop it: 07700 900123"."""
    said = CONTACT_OR_PLACE.sub(" ", line_text)
    return len(words(said)) > 1 and is_demand(said.rstrip(": "))


def _declared_role(page: SplitState, roles: Sequence[RoleAssignment], i: int) -> RoleAssignment:
    """Return the role of a piece whose kind of block says itself what it is."""
    kind = page.pieces[i].kind
    if kind is BlockKind.FURNITURE:
        asked_key = _quoted_question_key(page, i)
        return RoleAssignment(Role.QUESTION, question=asked_key) if asked_key else furniture(LAYOUT, SURE)
    if kind is BlockKind.NOTE:
        return RoleAssignment(Role.BODY) if _opines(page.words_of(i)) else furniture("note")
    if kind is BlockKind.ANSWER:
        return RoleAssignment(Role.ANSWER)
    if kind is BlockKind.COMMENT:
        return margin_comments.comment_role()
    # "Please explain" belongs to the question that stands open.
    form_key = _form_question_key(page, i)
    previous_key = next((role.question for role in reversed(roles) if role.role is Role.QUESTION), None)
    return RoleAssignment(Role.QUESTION, question=form_key or previous_key)


_QUOTED_WORDS = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)")


def _opines(note: str) -> bool:
    """Return whether a note says what its writer thinks, and not only what others think or should do: a title may."""
    return any(found.group()[:2].lower() in ("we", "i ") for found in ARGUES.finditer(_QUOTED_WORDS.sub(" ", note)))


def _quoted_question_key(page: SplitState, i: int) -> str | None:
    """Return the key of the question with which a quotation ends, if the respondent's words follow directly."""
    is_above = i + 1 < len(page.pieces) and not _is_quotation(page, i + 1)
    if not is_above or not _is_quotation(page, i):
        return None
    quoted_lines = [line.lstrip("> \t") for line in page.words_of(i).splitlines()]
    for line in reversed([line for line in quoted_lines if line]):
        key = questions.repeated_key(line, page.asked) or questions.cited_key(line, page.asked)
        if key:
            return key
    return None


def _is_quotation(page: SplitState, i: int) -> bool:
    return furniture_lines.is_quoted(page.words_of(i))


def _question_role(page: SplitState, roles: Sequence[RoleAssignment], i: int) -> RoleAssignment | None:
    label, line_text = page.pieces[i].label, page.words_of(i)
    repeated_key = questions.repeated_key(line_text, page.asked)
    if repeated_key:
        return RoleAssignment(Role.QUESTION, question=repeated_key)
    cited_key = _cited_question_key(page, i) if page.cites(i) else None
    if page.is_of_another_paper and label and label.cites and questions.asks(line_text):
        return RoleAssignment(Role.HEADING)
    if i and not label:
        # "Question 3" may stand on a line of its own above the question.
        above = page.words_of(i - 1)
        cited_key = None if page.is_of_another_paper else questions.lone_number_key(above, page.asked)
    if cited_key and questions.asks(line_text) and not runs_on(line_text.split("?")[0]):
        return RoleAssignment(Role.QUESTION, question=cited_key)
    if i and roles[i - 1].role is Role.QUESTION and questions.is_choice(line_text):
        return RoleAssignment(Role.QUESTION, LIKELY, form_questions.FORM_WORDS, roles[i - 1].question)
    if questions.is_parliamentary(line_text):
        return RoleAssignment(Role.QUESTION, LIKELY, "worded as a question in Parliament")
    asked_for = (label and label.cites) or (i and not label and roles[i - 1].role in (Role.QUESTION, Role.ANSWER))
    is_answer = asked_for and questions.is_closed_answer(line_text, page.asked)
    return RoleAssignment(Role.ANSWER, question=cited_key) if is_answer else None


def _form_question_key(page: SplitState, i: int) -> str | None:
    """Return the key of a form's own question: the consultation's, if its words or number match, else the form's."""
    line_text, form_key = page.words_of(i), page.pieces[i].question
    item = questions.item_of(form_key or "", line_text)
    asked_key = questions.repeated_key(line_text.removesuffix(item), page.asked) if item else None
    if asked_key:
        return f"{asked_key}{item}"
    repeated_key = questions.repeated_key(line_text, page.asked)
    if repeated_key:
        return repeated_key
    return questions.match_key(form_key, page.asked) if form_key else questions.cited_key(line_text, page.asked)


def _cited_question_key(page: SplitState, i: int) -> str | None:
    """Return the key of the question that a piece names by its number or in its first words."""
    if page.is_of_another_paper:
        return None
    cites = page.cites(i)
    return questions.match_key(cites, page.asked) if cites else questions.cited_key(page.words_of(i), page.asked)


def _mark_answers(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark a "Yes" under a heading that asks as an answer."""
    for i in range(1, len(roles)):
        asks = roles[i - 1].role is Role.HEADING and page.bare(i - 1).endswith("?")
        is_plain = asks and roles[i].role is Role.BODY and page.is_plain(i)
        if is_plain and questions.is_closed_answer(page.words_of(i), page.asked):
            roles[i] = RoleAssignment(Role.ANSWER, LIKELY, "under a heading that asks")


def _restore_given(page: SplitState, roles: list[RoleAssignment], kept: Collection[int]) -> None:
    """Restore the roles that were plain as pieces were cut: questions, their answers, the rest of a form's table."""
    for i, piece in enumerate(page.pieces):
        if piece.given is not None and i not in kept:
            roles[i] = _given_role(page, roles, i, piece.given)


def _given_role(page: SplitState, roles: Sequence[RoleAssignment], i: int, given: Given) -> RoleAssignment:
    line_text = page.words_of(i)
    if given in (Given.RANKED, Given.RANK):
        return _rank_role(page, roles[:i], i, given)
    if page.pieces[i].within or given is Given.STATEMENT:
        return _grid_role(page, roles[:i], i, given)
    if given is Given.QUESTION:
        question_key = questions.repeated_key(line_text, page.asked) or page.pieces[i].question
        if question_key:
            return RoleAssignment(Role.QUESTION, question=question_key)
        return RoleAssignment(Role.QUESTION, UNSURE, form_questions.WORDED_AS_QUESTION)
    if given is Given.ANSWER:
        return RoleAssignment(Role.ANSWER if questions.is_closed_answer(line_text, page.asked) else Role.BODY)
    if given is Given.IN_DOUBT:
        return RoleAssignment(Role.ANSWER, UNSURE, given.value)
    if given in (Given.COMMENT, Given.GOES_ON, Given.TICKED):
        return RoleAssignment(Role.ANSWER if given is Given.TICKED else Role.BODY)
    return furniture(given.value)


def _rank_role(page: SplitState, above: Sequence[RoleAssignment], i: int, given: Given) -> RoleAssignment:
    """Return the role of an item of a ranking, or of its place: each item is a question of its own."""
    item = page.pieces[i].within[0] if given is Given.RANK else Span(page.pieces[i].start, page.pieces[i].end)
    asking = (role for role in reversed(above) if role.role is Role.QUESTION and role.reason != Given.RANKED)
    key = next((role.question for role in asking), None)
    own_key = f"{key}{BEFORE_ITEM}{' '.join(page.text[slice(*item)].split())}" if key else None
    return RoleAssignment(Role.QUESTION if given is Given.RANKED else Role.ANSWER, LIKELY, given.value, own_key)


def _grid_role(page: SplitState, above: Sequence[RoleAssignment], i: int, given: Given) -> RoleAssignment:
    """Return the role of a piece of a grid: its statements ask what the form asked above them."""
    key = next((role.question for role in reversed(above) if role.role is Role.QUESTION), None)
    if given is Given.STATEMENT:
        line_text = page.words_of(i)
        own_key = questions.repeated_key(line_text, page.asked) or questions.cited_key(line_text, page.asked)
        return RoleAssignment(Role.QUESTION, LIKELY, given.value, own_key or key)
    if given is Given.MARKED or questions.is_closed_answer(page.words_of(i), page.asked):
        return RoleAssignment(Role.ANSWER, LIKELY, given.value, key)
    return RoleAssignment(Role.BODY, question=key)


# Answers in a form ----------------------------------------------------------------------------------------------------


def _mark_form_answers(page: SplitState, roles: list[RoleAssignment], form_start: int) -> None:
    """Mark all below a question that a form's export gives as the respondent's answer, whatever it looks like.

    A one-line answer is neither a heading nor a signature, and an e-mail address in it heads no letter.
    """
    signed_off = False
    for i in range(form_start, len(roles)):
        if page.pieces[i].kind in DECLARED_KINDS:
            signed_off = False
            continue
        roles[i] = _form_answer_role(page, i, signed_off)
        signed_off = roles[i].reason == "sign-off" or (signed_off and roles[i].role is Role.FURNITURE)
    if any(role.role is Role.BODY for role in roles[form_start:]):
        return
    for i in range(form_start, len(roles)):
        if roles[i].reason == "cover note":
            roles[i] = RoleAssignment(Role.BODY, UNSURE, ATTACHED)


def _mark_references(page: SplitState, roles: list[RoleAssignment], kept: Collection[int]) -> None:
    """Mark what below a question refers to another answer and says no more."""
    is_asked = False
    for i, role in enumerate(roles):
        is_asked = is_asked or role.role is Role.QUESTION
        is_open = role.role is Role.BODY and page.pieces[i].label is None and i not in kept
        if is_asked and is_open and questions.refers_to_answer(page.words_of(i)):
            roles[i] = replace(role, role=Role.ANSWER, reason=REFERS)


ATTACHED = "refers to a file, and nothing else is said"
"""An answer "See attached file(s)" in an export, which the file itself does not stand beside: somebody is to look."""


SAY_NOTHING = ("greeting", "sign-off", "courtesy", "cover note", "acknowledgement", furniture_lines.COUNTED)
"""Reasons that hold in an answer, too; a line that could be a form's or a web page's is the respondent's there."""


def _form_answer_role(page: SplitState, i: int, signed_off: bool) -> RoleAssignment:
    """Return the role of a paragraph of an answer: a point, unless it says nothing or is a letter's greeting or end."""
    label, line_text = page.pieces[i].label, page.words_of(i)
    if page.is_number_of_parts(i):
        return RoleAssignment(Role.BODY)
    has_letters = any(character.isalpha() for character in line_text)
    if questions.is_offered(line_text, page.asked):
        return RoleAssignment(Role.ANSWER)
    if not has_letters or (label is None and questions.is_closed_answer(line_text)):
        return RoleAssignment(Role.ANSWER, reason=SAYS_NO_MORE)
    repeated_key = questions.repeated_key(line_text, page.asked) if questions.asks(line_text) else None
    if repeated_key:
        return RoleAssignment(Role.QUESTION, question=repeated_key)
    reason = furniture_lines.furniture_reason(line_text) if page.is_plain(i) else None
    if reason in SAY_NOTHING or (reason == CONTACT_DETAILS and CONTACT.search(line_text) and not _demands(line_text)):
        return RoleAssignment(Role.FURNITURE, LIKELY, reason)
    if signed_off and page.is_plain(i) and page.length(i) <= NAME_WORDS and line_text.rstrip()[-1:] not in ".!?":
        return RoleAssignment(Role.FURNITURE, LIKELY, "signature")
    cites = page.cites(i)
    return RoleAssignment(Role.BODY, question=questions.match_key(cites, page.asked) if cites else None)


def _headings_as_points(roles: list[RoleAssignment]) -> list[RoleAssignment]:
    """Return the roles, headings turned into points where they are all that somebody wrote."""
    if any(role.role in (Role.BODY, Role.ANSWER) for role in roles):
        return roles
    reason = "a heading with nothing below it"
    return [
        RoleAssignment(Role.BODY, UNSURE, reason, role.question) if role.role is Role.HEADING else role
        for role in roles
    ]
