"""Roles: what each piece is (heading, question, furniture, or the respondent's own words), from its words and place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from analysis.model import BlockKind, Question
from analysis.splitting import context_rules, form_questions, furniture_lines, headings, mail_thread, questions
from analysis.splitting.labelled_pieces import Given, LabelledPiece, runs_on
from analysis.splitting.last_resort import in_doubt, within
from analysis.splitting.split_state import LIKELY, UNSURE, Role, RoleAssignment, SplitState
from analysis.splitting.split_state import furniture as as_furniture
from analysis.text import CONTACT, WORD, Span

Step = Callable[[SplitState, list[RoleAssignment]], None]

STEPS: tuple[Step, ...] = (
    context_rules.letter_head,
    mail_thread.older_messages,
    context_rules.page_ends,
    context_rules.details,
    headings.numbered,
    headings.plain,
    headings.contents,
    form_questions.asked,
    form_questions.options,
    context_rules.notes,
    context_rules.after_sign_off,
    context_rules.byline,
    context_rules.introductions,
    context_rules.last_sections,
    context_rules.signature,
)
"""Each step sees what the earlier ones decided, and changes what it knows better."""


def assign_roles(
    text: str, pieces: Sequence[LabelledPiece], asked: Sequence[Question] = (), back: Sequence[Span] = ()
) -> list[RoleAssignment]:
    """The role of every piece; what stands at the spans ``back`` is furniture by its own words only."""
    page = SplitState(text, pieces, asked)
    kept = frozenset(i for i, piece in enumerate(pieces) if within(back, piece.outer, piece.end))
    roles: list[RoleAssignment] = []
    for i in range(len(pieces)):
        roles.append(_by_own_words(page, roles, i, i in kept))
    form = next((i for i, piece in enumerate(pieces) if piece.kind is BlockKind.QUESTION), len(pieces))
    if form:
        for step in STEPS:
            _taken(step, page, roles, kept)
        _answers(page, roles)
    _in_form(page, roles, form)
    _given(page, roles, kept)
    return _something([in_doubt(role) if i in kept else role for i, role in enumerate(roles)])


def _taken(step: Step, page: SplitState, roles: list[RoleAssignment], kept: Collection[int]) -> None:
    """Take a step, but for what it would make furniture of what is kept."""
    before = {i: roles[i] for i in kept}
    step(page, roles)
    for i, role in before.items():
        if roles[i].role is Role.FURNITURE:
            roles[i] = role


def _by_own_words(page: SplitState, roles: Sequence[RoleAssignment], i: int, kept: bool) -> RoleAssignment:
    piece, line = page.pieces[i], page.words_of(i)
    if piece.given is not None and not kept:
        return _as_given(page, i, piece.given)
    if piece.kind is BlockKind.FURNITURE:
        return RoleAssignment(Role.FURNITURE, reason="page furniture")
    if piece.kind is BlockKind.NOTE:
        return RoleAssignment(Role.FURNITURE, LIKELY, "note")
    if piece.kind is BlockKind.QUESTION:
        # "Please explain" belongs to the question that stands open.
        own = _of_form(page, i)
        before = next(
            (assign_roles.question for assign_roles in reversed(roles) if assign_roles.role is Role.QUESTION), None
        )
        return RoleAssignment(Role.QUESTION, question=own or before)
    if piece.kind is BlockKind.ANSWER:
        return RoleAssignment(Role.ANSWER)
    if page.is_number_of_parts(i):
        return RoleAssignment(Role.BODY)
    if not WORD.search(line):
        return RoleAssignment(Role.FURNITURE, reason="a number without words")
    question = _question(page, roles, i)
    if question:
        return question
    if furniture_lines.is_quoted(line) and not kept:
        return RoleAssignment(Role.FURNITURE, LIKELY, "quoted from another message")
    cites = _cites(page, i)
    if piece.kind is BlockKind.HEADING:
        return RoleAssignment(Role.HEADING, question=cites)
    reason = furniture_lines.is_furniture(line) if page.is_plain(i) else None
    return RoleAssignment(Role.FURNITURE, LIKELY, reason) if reason else RoleAssignment(Role.BODY, question=cites)


def _question(page: SplitState, roles: Sequence[RoleAssignment], i: int) -> RoleAssignment | None:
    label, line = page.pieces[i].label, page.words_of(i)
    same = questions.repeated(line, page.asked)
    if same:
        return RoleAssignment(Role.QUESTION, question=same)
    key = _cites(page, i) if label and label.cites else None
    if i and not label:
        # "Question 3" may stand on a line of its own above the question.
        key = questions.names_only(page.words_of(i - 1), page.asked)
    if key and questions.asks(line) and not runs_on(line.split("?")[0]):
        return RoleAssignment(Role.QUESTION, question=key)
    if not label and questions.is_ticked(line):
        return RoleAssignment(Role.ANSWER)
    if i and roles[i - 1].role is Role.QUESTION and questions.is_choice(line):
        return RoleAssignment(Role.QUESTION, LIKELY, form_questions.OWN_WORDS, roles[i - 1].question)
    if questions.is_parliamentary(line):
        return RoleAssignment(Role.QUESTION, LIKELY, "worded as a question in Parliament")
    asked_for = (label and label.cites) or (i and not label and roles[i - 1].role in (Role.QUESTION, Role.ANSWER))
    return RoleAssignment(Role.ANSWER, question=key) if asked_for and questions.is_closed_answer(line) else None


def _of_form(page: SplitState, i: int) -> str | None:
    """The question that a form's own line asks: the consultation's, if its words or number are, else the form's."""
    line, own = page.words_of(i), page.pieces[i].question
    same = questions.repeated(line, page.asked)
    return same or (questions.key(own, page.asked) if own else questions.cited(line, page.asked))


def _cites(page: SplitState, i: int) -> str | None:
    """The question that a piece names by its number or in its first words."""
    label = page.pieces[i].label
    return (
        questions.key(label.cites, page.asked)
        if label and label.cites
        else questions.cited(page.words_of(i), page.asked)
    )


def _answers(page: SplitState, roles: list[RoleAssignment]) -> None:
    """A "Yes" under a heading that asks."""
    for i in range(1, len(roles)):
        asks = roles[i - 1].role is Role.HEADING and page.bare(i - 1).endswith("?")
        if asks and roles[i].role is Role.BODY and page.is_plain(i) and questions.is_closed_answer(page.words_of(i)):
            roles[i] = RoleAssignment(Role.ANSWER, LIKELY, "under a heading that asks")


def _given(page: SplitState, roles: list[RoleAssignment], kept: Collection[int]) -> None:
    """What was plain as it was cut: questions with their answers behind them, and the rest of a form's table."""
    for i, piece in enumerate(page.pieces):
        if piece.given is not None and i not in kept:
            roles[i] = _as_given(page, i, piece.given)


def _as_given(page: SplitState, i: int, given: Given) -> RoleAssignment:
    line = page.words_of(i)
    if given is Given.QUESTION:
        key = questions.repeated(line, page.asked) or page.pieces[i].question
        return (
            RoleAssignment(Role.QUESTION, question=key)
            if key
            else RoleAssignment(Role.QUESTION, UNSURE, form_questions.ASKED)
        )
    if given is Given.ANSWER:
        return RoleAssignment(
            Role.ANSWER if questions.is_closed_answer(line) or questions.is_ticked(line) else Role.BODY
        )
    return as_furniture(given.value)


# Answers in a form ----------------------------------------------------------------------------------------------------

GIVEN = (BlockKind.FURNITURE, BlockKind.NOTE, BlockKind.QUESTION, BlockKind.ANSWER)
"""Kinds of block that say themselves what they are."""

NAME_WORDS = 8
"""Below a sign-off, a name, a post and an organisation take no more."""


def _in_form(page: SplitState, roles: list[RoleAssignment], form: int) -> None:
    """What stands below a question that a form's export gives is the respondent's answer, whatever it looks like.

    A one-line answer is neither a heading nor a signature, and an e-mail address in it heads no letter.
    """
    signed = False
    for i in range(form, len(roles)):
        if page.pieces[i].kind in GIVEN:
            signed = False
            continue
        roles[i] = _answered(page, i, signed)
        signed = roles[i].reason == "sign-off" or (signed and roles[i].role is Role.FURNITURE)


def _answered(page: SplitState, i: int, signed: bool) -> RoleAssignment:
    """One paragraph of an answer: a point, unless it says nothing or is a letter's greeting and end."""
    label, line = page.pieces[i].label, page.words_of(i)
    if page.is_number_of_parts(i):
        return RoleAssignment(Role.BODY)
    if not any(character.isalpha() for character in line) or (label is None and questions.is_closed_answer(line)):
        return RoleAssignment(Role.ANSWER)
    same = questions.repeated(line, page.asked) if questions.asks(line) else None
    if same:
        return RoleAssignment(Role.QUESTION, question=same)
    reason = furniture_lines.is_furniture(line) if page.is_plain(i) else None
    if reason in ("greeting", "sign-off") or (reason == "contact details" and CONTACT.search(line)):
        return RoleAssignment(Role.FURNITURE, LIKELY, reason)
    if signed and page.is_plain(i) and page.length(i) <= NAME_WORDS and line.rstrip()[-1:] not in ".!?":
        return RoleAssignment(Role.FURNITURE, LIKELY, "signature")
    return RoleAssignment(Role.BODY, question=questions.key(label.cites, page.asked) if label and label.cites else None)


def _something(roles: list[RoleAssignment]) -> list[RoleAssignment]:
    """The roles; but where headings are all that somebody wrote, they are what was said."""
    if any(c.role in (Role.BODY, Role.ANSWER) for c in roles):
        return roles
    said = "a heading with nothing below it"
    return [RoleAssignment(Role.BODY, UNSURE, said, c.question) if c.role is Role.HEADING else c for c in roles]
