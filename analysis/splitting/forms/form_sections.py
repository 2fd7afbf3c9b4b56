"""Form sections: what a form says of itself above, between and below its questions."""

from __future__ import annotations

import re

from analysis.splitting.forms import form_questions
from analysis.splitting.phrases import furniture_lines as phrases
from analysis.splitting.phrases import letter_phrases
from analysis.splitting.phrases.form_phrases import (
    ABOVE_FORM,
    BECOMES_OF_ANSWERS,
    FORM_ENDS,
    FORM_SECTION,
    OWN_VOICE,
    announces_answers,
    directs_reader,
)
from analysis.splitting.split_state import ABOVE_QUESTIONS, UNSURE, Role, RoleAssignment, SplitState, furniture

FORM_WORDS = phrases.FORM_WORDS
BELOW_QUESTIONS = "below the last question, so perhaps the form's own words"
_OWN = re.compile(rf"{OWN_VOICE.pattern}|\b(?:we|our|us)\b", re.IGNORECASE)


def mark_form_sections(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark what a form says of itself: a section that is called so, up to a question or what argues."""
    if not any(role.role is Role.QUESTION for role in roles):
        return
    asking = [i for i, role in enumerate(roles) if role.role is Role.QUESTION]
    above = range(asking[0] if len(asking) > 1 else 0)
    may_be_form = page.cites(asking[0]) and not any(
        roles[i].role is Role.BODY and _OWN.search(page.bare(i)) for i in above
    )
    for i in above:
        if roles[i].role is Role.BODY and page.is_plain(i):
            if announces_answers(page.bare(i)):
                roles[i] = furniture("cover note")
            elif _explains_form(page.bare(i)):
                roles[i] = furniture(FORM_WORDS)
            elif may_be_form:
                roles[i] = RoleAssignment(Role.BODY, UNSURE, ABOVE_QUESTIONS, roles[i].question)
    for i, role in enumerate(roles):
        is_below = len(asking) > 1 and i > asking[0] and role.role is Role.BODY and page.is_plain(i)
        if is_below and directs_reader(page.bare(i)):
            roles[i] = furniture(FORM_WORDS)
        elif is_below and i > asking[-1] and form_questions.ADDRESSES.search(page.bare(i)) and _may_end(page, i):
            roles[i] = RoleAssignment(Role.BODY, UNSURE, BELOW_QUESTIONS, role.question)
        if role.role in (Role.HEADING, Role.BODY):
            end = _section_end(page, roles, i)
            roles[i:end] = [furniture(FORM_WORDS)] * (end - i)


def _section_end(page: SplitState, roles: list[RoleAssignment], i: int) -> int:
    """Return where the section below a heading ends in which a form speaks, or the heading's place where none does."""
    is_section, is_end = page.is_named(i, FORM_SECTION), page.is_named(i, FORM_ENDS)
    end = i + 1
    while end < len(roles) and roles[end].role in (Role.BODY, Role.FURNITURE) and not _is_answer_text(page, end):
        if is_end and roles[end].role is Role.BODY and not _tells_what_follows(page.bare(end)):
            break
        end += 1
    return end if is_section or (is_end and end > i + 1) else i


def _may_end(page: SplitState, i: int) -> bool:
    return i + 1 >= len(page.pieces) - 1 and OWN_VOICE.search(page.bare(i)) is None


def _tells_what_follows(paragraph: str) -> bool:
    sentences = phrases.introducing_sentences(paragraph)
    says_what = all(BECOMES_OF_ANSWERS.match(sentence) or phrases.says_nothing(sentence) for sentence in sentences)
    return says_what and OWN_VOICE.search(paragraph) is None


def _explains_form(paragraph: str) -> bool:
    """Return whether each sentence of a paragraph speaks to whoever fills the form in, or says nothing."""
    sentences = phrases.introducing_sentences(paragraph)
    says_how = [ABOVE_FORM.match(sentence) is not None for sentence in sentences]
    is_plain = OWN_VOICE.search(paragraph) is None and any(says_how)
    return is_plain and all(says or phrases.says_nothing(each) for says, each in zip(says_how, sentences, strict=True))


def _is_answer_text(page: SplitState, i: int) -> bool:
    return page.pieces[i].given is not None or letter_phrases.ARGUES.search(page.words_of(i)) is not None
