"""A form's questions that the consultation's own list lacks: told by their wording, and by being answered below.

Many forms are copied into a response without their numbers, or ask more than consultation.toml says. A line that asks
and has text below it is believed to be a form's question only where there are several and most address the reader; an
essay's "Who pays?" is a heading. Such a question has no key, so it stands in its answers' section path, as a heading
does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.model import BlockKind
from analysis.splitting import furniture_lines as phrases
from analysis.splitting import questions
from analysis.splitting.labelled_pieces import runs_on
from analysis.splitting.nested_lists import is_bullet
from analysis.splitting.split_state import LIKELY, UNSURE, Role, RoleAssignment, SplitState, furniture

ASKED = "worded like a form's question, and answered below"

BELOW_NUMBER = "below the number of a question"
OWN_WORDS = "a form's own words"

SEVERAL = 3
"""So many make a form; two do where one of them is answered with a word."""

LEAST_WORDS = 4
"""Shorter lines that ask ("Who pays?", "Why not?") are headings."""

LONGEST_WORDS = 80
"""Forms explain themselves in their questions; what is longer is an argument that ends in a question."""

_ADDRESSES = re.compile(r"\b(?:you|yours?|chi|eich|sie|ihren?|ihrer|vous|votre|vos)\b", re.IGNORECASE)
"""The reader, in the languages of the forms at hand: English, Welsh, German, French."""

_ANSWER_LINE = re.compile(
    r"(?:(?:our|my|your) )?(?:answers?|responses?|reply|comments?|reasons?|ateb|sylwadau)"
    r"(?: to (?:this question|question \d{1,3}|q ?\d{1,3}))?\s*[:\-–]?$",
    re.IGNORECASE,
)


_DETAILS = re.compile(
    r"(?:what (?:is|are) (?:your|the) (?:full |contact )?(?:names?|e-?mail|organi[sz]ation(?:'s|’s)? name|address"
    r"|post ?code|phone|telephone|job title|details)\b|are you (?:responding|answering|replying)\b"
    r"|(?:in )?(?:what|which) (?:capacity|region|area|type of organi[sz]ation|sector)\b.{0,60}\byou"
    r"|(?:do|would) you (?:consent|agree|want|wish|like|give)\b.{0,80}\b(?:publish|confidential|contact you|anonym))",
    re.IGNORECASE,
)
"""What a form asks of everybody, as a question."""

SHORT_ANSWER = 16
"""Words; who gives more than a name below such a question says something."""


def asked(page: SplitState, roles: list[RoleAssignment]) -> None:
    """The questions of a form, and the one-word answers and the form's own words below them."""
    _details(page, roles)
    _below_numbers(page, roles)
    found = [i for i in range(len(roles)) if _may_ask(page, roles, i)]
    addressed = sum(_ADDRESSES.search(page.bare(i)) is not None for i in found)
    answered = any(questions.is_closed_answer(page.words_of(i + 1)) for i in found)
    if len(found) >= SEVERAL - answered and addressed * 2 > len(found):
        for i in found:
            roles[i] = RoleAssignment(Role.QUESTION, UNSURE, ASKED)
    for i in range(len(roles)):
        _form_words(page, roles, i)
        if i and roles[i - 1].role is Role.QUESTION:
            _below_question(page, roles, i)


def _below_numbers(page: SplitState, roles: list[RoleAssignment]) -> None:
    """The question below a line that holds no more than its number, with the list that it ends in."""
    leads = _next_words(roles)
    for i, lead in enumerate(leads):
        key = questions.names_only(page.words_of(i), page.asked)
        if not key or lead is None or roles[lead].role not in (Role.HEADING, Role.BODY):
            continue
        end = lead + 1
        while end < len(roles) and page.bare(lead).endswith(":") and _is_item(page, roles, end):
            end += 1
        if _is_question(page, lead, end):
            roles[lead:end] = [RoleAssignment(Role.QUESTION, LIKELY, BELOW_NUMBER, key)] * (end - lead)


def _next_words(roles: Sequence[RoleAssignment]) -> list[int | None]:
    """For every piece the next one that is no furniture."""
    found: list[int | None] = [None] * len(roles)
    for i in range(len(roles) - 2, -1, -1):
        found[i] = i + 1 if roles[i + 1].role is not Role.FURNITURE else found[i + 1]
    return found


def _is_item(page: SplitState, roles: Sequence[RoleAssignment], i: int) -> bool:
    return roles[i].role is Role.BODY and page.pieces[i].kind is BlockKind.LIST_ITEM and page.pieces[i].label is None


def _is_question(page: SplitState, lead: int, end: int) -> bool:
    """Whether a paragraph, with the list below it, is one question, and no answer that asks one in passing."""
    line = page.bare(lead)
    if page.pieces[lead].label or page.length(lead) > LONGEST_WORDS or runs_on(line.split("?")[0]):
        return False
    if end == lead + 1:
        return questions.asks(line)
    asks = "?" in line or any(page.bare(i).rstrip(";,").endswith("?") for i in range(lead + 1, end))
    return asks and _ADDRESSES.search(line) is not None


_OPTIONS = re.compile(r"\b(?:options?|following|of these)\b", re.IGNORECASE)
"""How a question asks for a choice from the list below it."""


def options(page: SplitState, roles: list[RoleAssignment]) -> None:
    """The list from which a question asks its reader to choose is the question's."""
    open_question: RoleAssignment | None = None
    for i, role in enumerate(roles):
        if role.role is Role.FURNITURE:
            continue
        if open_question and role.role is Role.BODY and is_bullet(page.pieces[i]):
            roles[i] = RoleAssignment(
                Role.QUESTION, LIKELY, "an option of the question above it", open_question.question
            )
            continue
        asks = role.role is Role.QUESTION and _OPTIONS.search(page.bare(i)) is not None
        open_question = role if asks else None


def _details(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Questions after the respondent's name and the like, each with the short lines below it."""
    for i, cast in enumerate(roles):
        if cast.role not in (Role.HEADING, Role.BODY) or not is_detail(page.bare(i)):
            continue
        end = i + 1
        while end < len(roles) and _is_detail(page, roles, end):
            end += 1
        roles[i:end] = [furniture("respondent's details")] * (end - i)


def is_detail(line: str) -> bool:
    """Whether a line asks after the respondent: name, capacity, consent to publish."""
    return questions.asks(line) and _DETAILS.match(line) is not None


def _is_detail(page: SplitState, roles: Sequence[RoleAssignment], i: int) -> bool:
    said = roles[i].role in (Role.HEADING, Role.BODY, Role.ANSWER) and page.length(i) < SHORT_ANSWER
    return said and page.is_plain(i) and not page.bare(i).endswith((".", "?", "!", ":"))


def _form_words(page: SplitState, roles: list[RoleAssignment], i: int) -> None:
    """ "Question 1a: Please explain your answer." asks, though without a question mark."""
    label = page.pieces[i].label
    if roles[i].role is Role.BODY and label and label.cites and phrases.FORM_FIELD.match(page.bare(i)):
        roles[i] = RoleAssignment(Role.QUESTION, LIKELY, OWN_WORDS, roles[i].question)


def _may_ask(page: SplitState, roles: Sequence[RoleAssignment], i: int) -> bool:
    """Whether a piece asks one question and is directly above words that do not ask."""
    said, line = page.pieces[i], page.bare(i)
    paragraph = said.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) or said.label is not None
    if not paragraph or not (roles[i].role is Role.HEADING or (roles[i].role is Role.BODY and said.label is None)):
        return False
    if not LEAST_WORDS <= page.length(i) <= LONGEST_WORDS or not questions.asks(line) or runs_on(line.split("?")[0]):
        return False
    return i + 1 < len(roles) and not questions.asks(page.bare(i + 1)) and _is_said(roles, i + 1)


def _is_said(roles: Sequence[RoleAssignment], i: int) -> bool:
    """Whether words of the respondent's stand at an index, or directly below the form's own that stand there."""
    said = (Role.BODY, Role.ANSWER)
    behind = i + 1 < len(roles) and roles[i].role is not Role.QUESTION and roles[i + 1].role in said
    return roles[i].role in said or behind


def _below_question(page: SplitState, roles: list[RoleAssignment], i: int) -> None:
    if roles[i].role is Role.BODY and page.is_plain(i) and questions.is_closed_answer(page.words_of(i)):
        roles[i] = RoleAssignment(Role.ANSWER, LIKELY, "under a form's question")
    elif roles[i].role in (Role.BODY, Role.HEADING) and page.is_named(i, _ANSWER_LINE):
        roles[i] = furniture(OWN_WORDS)
    elif _is_short_answer(page, roles, i):
        roles[i] = RoleAssignment(Role.BODY, UNSURE, "a short answer to a question", roles[i].question)


def _is_short_answer(page: SplitState, roles: Sequence[RoleAssignment], i: int) -> bool:
    """Whether what looks like a heading stands between two questions, and so heads nothing."""
    short = roles[i].role is Role.HEADING and page.is_plain(i) and page.pieces[i].kind is BlockKind.PARAGRAPH
    return short and i + 1 < len(roles) and roles[i + 1].role is Role.QUESTION
