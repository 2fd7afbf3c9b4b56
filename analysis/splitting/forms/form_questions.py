"""Form questions: those that the consultation's list lacks, told by their wording and by being answered below.

Many forms are copied into a response without their numbers, or ask more than consultation.toml says. A line that asks
and has text below it is believed to be a form's question only where there are several and most address the reader; an
essay's "Who pays?" is a heading. Such a question has no key, so it stands in its answers' section path, as a heading
does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.model import DETAILS, BlockKind
from analysis.splitting import questions
from analysis.splitting.forms.answer_lines import is_answer_line, recurring_leads
from analysis.splitting.forms.tick_boxes import is_of_boxes
from analysis.splitting.labelled_pieces import Given, runs_on
from analysis.splitting.nested_lists import is_bullet, list_numbers
from analysis.splitting.phrases import furniture_lines as phrases
from analysis.splitting.phrases.form_phrases import DETAIL_ROW, FORM_SECTION
from analysis.splitting.split_state import LIKELY, UNSURE, Role, RoleAssignment, SplitState, furniture

WORDED_AS_QUESTION = "worded like a form's question, and answered below"

BELOW_NUMBER = "below the number of a question"
FORM_WORDS = phrases.FORM_WORDS
ABOVE_BOXES = "a question of a form with boxes to tick"

SEVERAL = 3
"""So many make a form; two do where one of them is answered with a word, or both are numbered and ask their reader."""

LEAST_WORDS = 4
"""Shorter lines that ask ("Who pays?", "Why not?") are headings."""

LONGEST_WORDS = 80
"""Forms explain themselves in their questions; what is longer is an argument that ends in a question."""

ADDRESSES = re.compile(
    r"\b(?:you|yours?|chi|eich|sie|ihren?|ihrer|vous|votre|vos)\b"
    r"|^(?:(?:if so|if not|and),? )?(?:(?:are|is) there|a oes|gibt es|y a-t-il)\b",
    re.IGNORECASE,
)
"""The reader, in the languages of the forms at hand: English, Welsh, German, French; and "Are there …?", which seeks
an answer and argues nothing."""

_DETAILS = re.compile(
    r"(?:what (?:is|are) (?:your|the) (?:full |contact )?(?:names?|e-?mail|organi[sz]ation(?:'s|’s)? name|address"
    r"|post ?code|phone|telephone|job title|details)\b|are you (?:responding|answering|replying)\b"
    r"|(?:in )?(?:what|which) (?:capacity|region|area|type of organi[sz]ation|sector)\b.{0,60}\byou"
    r"|(?:do|would|are) you (?:consent|agree|want|wish|like|give|happy|content|willing)\b.{0,80}"
    r"\b(?:publish|confidential|contact you|anonym)|(?:may|can) we publish\b)",
    re.IGNORECASE,
)
"""What a form asks of everybody, as a question."""

SHORT_ANSWER = 16
"""Words; who gives more than a name below such a question says something."""


def mark_form_questions(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark a form's questions, and the one-word answers and the form's own words below them."""
    _mark_details(page, roles)
    _mark_below_numbers(page, roles)
    _mark_above_boxes(page, roles)
    next_pieces = _next_non_furniture(roles)
    candidates = [i for i, below in enumerate(next_pieces) if below and _may_ask(page, roles, i, below)]
    addressed_count = sum(ADDRESSES.search(page.bare(i)) is not None or _prompts(page, i) for i in candidates)
    has_closed_answer = any(
        roles[below].role is Role.ANSWER or questions.is_closed_answer(page.words_of(below), page.asked)
        for below in (next_pieces[i] for i in candidates)
        if below
    )
    cut_count = sum(piece.given is Given.QUESTION for piece in page.pieces)
    above_boxes = sum(role.reason == ABOVE_BOXES for role in roles)
    lists = list_numbers(page.pieces)
    asking_lists = {lists[i] for i in candidates} - {None}
    listed = [i for i, number in enumerate(lists) if number in asking_lists]
    others = [i for i in listed if _is_unanswered(page, roles, i)]
    details = [i for i in listed if DETAIL_ROW.match(page.bare(i))]
    numbered = all(page.pieces[i].label for i in candidates) and addressed_count == len(candidates)
    is_list = {*candidates, *others, *details} == {*listed, *candidates} and _is_list(page, candidates, lists)
    least = SEVERAL - (has_closed_answer or numbered or is_list or above_boxes > 0)
    are_addressed = addressed_count * 2 > len(candidates) or is_list
    if len(candidates) + cut_count + above_boxes >= least and are_addressed:
        for i in (*candidates, *others):
            roles[i] = RoleAssignment(Role.QUESTION, UNSURE, WORDED_AS_QUESTION, _number_key(page, i))
        _mark_fields(page, roles, details)
    for i, key in recurring_leads(page, roles).items():
        asks = page.bare(i).endswith("?")
        roles[i] = RoleAssignment(Role.QUESTION, LIKELY, FORM_WORDS, key) if asks else furniture(FORM_WORDS)
    above = Role.FURNITURE
    for i in range(len(roles)):
        _mark_form_words(page, roles, i)
        if above in (Role.QUESTION, Role.ANSWER):
            _mark_below_question(page, roles, i, above)
        above = above if roles[i].role is Role.FURNITURE else roles[i].role


_SEEKS_OPINION = re.compile(r"\b(?:should|would|could|ought|agree|sollten?|devrait|dylai)\b", re.IGNORECASE)


def _is_list(page: SplitState, candidates: Sequence[int], lists: Sequence[int | None]) -> bool:
    """Return whether answered questions are of one list, most of which seek an opinion, or one with an instruction: who
    numbers nothing but those fills in a form, whomever they address."""
    if page.is_of_another_paper or len({lists[i] for i in candidates}) != 1 or lists[candidates[0]] is None:
        return False
    texts = [page.bare(i) for i in candidates]
    seeking = sum(bool(ADDRESSES.search(each) or _SEEKS_OPINION.search(each)) for each in texts)
    return seeking * 2 > len(texts) or not all(each.endswith("?") for each in texts)


def _number_key(page: SplitState, i: int) -> str | None:
    """Return the key by which a question's number calls it, unless the consultation's question of that number is about
    something else."""
    label = page.pieces[i].label
    key = questions.match_key(f"Q{label.shown}", page.asked) if label else None
    ours = next((question.text for question in page.asked if question.key == key), "")
    return None if questions.agrees(page.bare(i), ours, page.asked) is False else key


def _is_unanswered(page: SplitState, roles: Sequence[RoleAssignment], i: int) -> bool:
    """Return whether a piece asks in a form's list, whether anybody answered it or not."""
    is_own = roles[i].role in (Role.HEADING, Role.BODY) and page.pieces[i].given is None
    return is_own and (_prompts(page, i) or (page.length(i) <= LONGEST_WORDS and questions.asks(page.bare(i))))


def _mark_above_boxes(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark what stands above boxes to tick as the question, and what asks in the same list of numbers."""
    boxes = [i for i in range(1, len(roles)) if is_of_boxes(page.pieces[i]) and not is_of_boxes(page.pieces[i - 1])]
    asking = {above for i in boxes if (above := _above_boxes(page, roles, i)) is not None}
    lists = list_numbers(page.pieces)
    asking_lists = {lists[i] for i in asking} - {None}
    in_lists = [i for i, number in enumerate(lists) if number in asking_lists]
    asking |= {i for i in in_lists if _asks_or_opens(page.bare(i)) or _prompts(page, i)}
    for i in asking:
        label = page.pieces[i].label
        key = questions.match_key(f"Q{label.shown}", page.asked) if label and not label.cites else roles[i].question
        roles[i] = RoleAssignment(Role.QUESTION, LIKELY, ABOVE_BOXES, key)


def _above_boxes(page: SplitState, roles: Sequence[RoleAssignment], i: int) -> int | None:
    """Return the piece above boxes that they answer: a line that asks, or a short statement; none above a question
    about who responds, or where a form explains itself."""
    above = i - 1
    while above >= 0 and roles[above].role is Role.FURNITURE and not is_of_boxes(page.pieces[above]):
        if roles[above].reason == DETAILS and questions.asks(page.bare(above)):
            return None
        above -= 1
    if above >= 0 and page.is_named(above, FORM_SECTION):
        return None
    if above < 0 or roles[above].role not in (Role.HEADING, Role.BODY) or page.pieces[above].given:
        return None
    longest = LONGEST_WORDS if _asks_or_opens(page.bare(above)) else SHORT_ANSWER
    return above if page.length(above) <= longest else None


def _asks_or_opens(line_text: str) -> bool:
    return questions.asks(line_text) or line_text.endswith(":")


def _mark_below_numbers(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark the question below a line that holds no more than its number, with the list that it ends in."""
    next_pieces = _next_non_furniture(roles)
    for i, lead in enumerate(next_pieces):
        key = questions.lone_number_key(page.words_of(i), page.asked)
        if not key or lead is None or roles[lead].role not in (Role.HEADING, Role.BODY):
            continue
        end = lead + 1
        while end < len(roles) and page.bare(lead).endswith(":") and _is_plain_item(page, roles, end):
            end += 1
        if _is_one_question(page, lead, end):
            roles[lead:end] = [RoleAssignment(Role.QUESTION, LIKELY, BELOW_NUMBER, key)] * (end - lead)


def _next_non_furniture(roles: Sequence[RoleAssignment]) -> list[int | None]:
    """Return for every piece the next one that is not furniture."""
    next_pieces: list[int | None] = [None] * len(roles)
    for i in range(len(roles) - 2, -1, -1):
        next_pieces[i] = i + 1 if roles[i + 1].role is not Role.FURNITURE else next_pieces[i + 1]
    return next_pieces


def _is_plain_item(page: SplitState, roles: Sequence[RoleAssignment], i: int) -> bool:
    return roles[i].role is Role.BODY and page.pieces[i].kind is BlockKind.LIST_ITEM and page.pieces[i].label is None


def _is_one_question(page: SplitState, lead: int, end: int) -> bool:
    """Return whether a paragraph, with the list below it, is one question, and no answer that asks one in passing."""
    line_text = page.bare(lead)
    if page.pieces[lead].label or page.length(lead) > LONGEST_WORDS or runs_on(line_text.split("?")[0]):
        return False
    if end == lead + 1:
        return questions.asks(line_text)
    is_asked = "?" in line_text or any(page.bare(i).rstrip(";,").endswith("?") for i in range(lead + 1, end))
    return is_asked and ADDRESSES.search(line_text) is not None


_LETTERED = re.compile(r"(?:(?:our |my |your )?(?:answer|ans?|response|reply))?\W?[A-Za-z]?[.):]\s+", re.IGNORECASE)
"""The letter of an option, or "A." for the answer."""


def mark_lettered_answers(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark "A. No" below a question as its answer, and "A. Yes", "B. No" as the options that the form offers."""
    run: list[int] = []
    for i in range(len(roles) + 1):
        if i < len(roles) and _is_lettered_answer(page, roles, i):
            run.append(i)
            continue
        above = roles[run[0] - 1] if run and run[0] else None
        if len(run) > 1 and len({page.bare(k).casefold() for k in run}) == len(run):
            for k in run:
                roles[k] = furniture(FORM_WORDS)
        elif len(run) == 1 and above and above.role is Role.QUESTION:
            roles[run[0]] = RoleAssignment(Role.ANSWER, LIKELY, "under a form's question", above.question)
        run = []


def _is_lettered_answer(page: SplitState, roles: Sequence[RoleAssignment], i: int) -> bool:
    if roles[i].role not in (Role.BODY, Role.HEADING) or page.pieces[i].given:
        return False
    whole = page.text[page.pieces[i].outer : page.pieces[i].end].strip("*_ ")
    letter = _LETTERED.match(whole)
    return letter is not None and questions.is_closed_answer(whole[letter.end() :], page.asked)


_OPTIONS = re.compile(r"\b(?:options?|following|of these)\b", re.IGNORECASE)
"""How a question asks for a choice from the list below it."""


def mark_options(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark the list from which a question asks its reader to choose as the question's."""
    open_question: RoleAssignment | None = None
    for i, role in enumerate(roles):
        if role.role is Role.FURNITURE:
            continue
        if open_question and role.role is Role.BODY and is_bullet(page.pieces[i]):
            roles[i] = RoleAssignment(
                Role.QUESTION, LIKELY, "an option of the question above it", open_question.question
            )
            continue
        offers_options = role.role is Role.QUESTION and _OPTIONS.search(page.bare(i)) is not None
        open_question = role if offers_options else None


def _mark_details(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark questions after the respondent's name and the like, each with the short lines below it."""
    for i, role in enumerate(roles):
        is_before_boxes = i + 1 < len(roles) and is_of_boxes(page.pieces[i + 1])
        asks_consent = _ASKS_CONSENT.search(page.bare(i)) is not None
        is_ours = role.role is Role.QUESTION and (not asks_consent or role.question in {q.key for q in page.asked})
        is_candidate = role.role in (Role.HEADING, Role.BODY, Role.QUESTION) and not is_ours
        if not is_candidate or is_before_boxes or not is_detail(page.bare(i)):
            continue
        answer_end = _details_end(page, roles, i + 1)
        answer_end = _reasons_end(page, roles, answer_end) if asks_consent else answer_end
        roles[i:answer_end] = [furniture("respondent's details")] * (answer_end - i)


_SAYS_HOW = re.compile(
    r"(?:(?:yes|no|but|and|please|only|you|may|do|not|don['’]t|publish(?:ed)?|it|my|our|the|response|name[sd]?|in|full|with"
    r"|without|attribut(?:ed|ion)|anonymous(?:ly)?|confidential(?:ly)?|private(?:ly)?|organi[sz]ation)\b\W*){1,12}",
    re.IGNORECASE,
)
"""What is answered to a question of consent: "Yes, but anonymously"."""


def _mark_fields(page: SplitState, roles: list[RoleAssignment], fields: Sequence[int]) -> None:
    """Mark the names of fields in a list of questions ("3. Your name"), each with the short lines below it."""
    for i in fields:
        end = _details_end(page, roles, i + 1)
        roles[i:end] = [furniture("respondent's details")] * (end - i)


def _details_end(page: SplitState, roles: Sequence[RoleAssignment], start: int) -> int:
    end = start
    while end < len(roles) and _is_detail_answer(page, roles, end):
        end += 1
    return end


_ASKS_CONSENT = re.compile(r"\b(?:publish|confidential|anonym)", re.IGNORECASE)
_ASKS_FOR_REASONS = re.compile(
    r"(?:if (?:not|no|so|yes|you)\b|(?:please )?(?:tell us|say|give|explain|state)\b|why\b|reasons?\b).{0,120}",
    re.IGNORECASE,
)


def _reasons_end(page: SplitState, roles: Sequence[RoleAssignment], start: int) -> int:
    """Return the end of the reasons why a response is not to be published, which answer no question of the matter."""
    if start >= len(roles) or not _ASKS_FOR_REASONS.fullmatch(page.bare(start)):
        return start
    end = start + 1
    while (
        end < len(roles) and roles[end].role is Role.BODY and page.is_plain(end) and not questions.asks(page.bare(end))
    ):
        end += 1
    return end


def is_detail(line_text: str) -> bool:
    """Return whether a line asks after the respondent: name, capacity, consent to publish, perhaps with a "Yes"."""
    _, question_mark, behind = line_text.partition("?")
    is_answered = questions.is_closed_answer(behind) or (
        _ASKS_CONSENT.search(line_text) is not None and _SAYS_HOW.fullmatch(behind.strip()) is not None
    )
    asks = questions.asks(line_text) or (question_mark and is_answered)
    return bool(asks) and _DETAILS.match(line_text) is not None


def _is_detail_answer(page: SplitState, roles: Sequence[RoleAssignment], i: int) -> bool:
    is_short_text = roles[i].role in (Role.HEADING, Role.BODY, Role.ANSWER) and page.length(i) < SHORT_ANSWER
    return is_short_text and page.is_plain(i) and not page.bare(i).endswith((".", "?", "!", ":"))


def _mark_form_words(page: SplitState, roles: list[RoleAssignment], i: int) -> None:
    """Mark "Question 1a: Please explain your answer.", which asks without a question mark."""
    label = page.pieces[i].label
    is_asked = phrases.FORM_FIELD.match(page.bare(i)) or (_prompts(page, i) and i + 1 < len(roles))
    if roles[i].role in (Role.BODY, Role.HEADING) and label and label.cites and is_asked:
        roles[i] = RoleAssignment(Role.QUESTION, LIKELY, FORM_WORDS, roles[i].question)


def _may_ask(page: SplitState, roles: Sequence[RoleAssignment], i: int, below: int) -> bool:
    """Return whether a piece asks one question, or prompts, and is directly above words that do not ask.

    A number of its own makes it no less a form's ("1.2 Are there …?"), where no other item of its list is below it.
    """
    piece, line_text = page.pieces[i], page.bare(i)
    is_row_alone = piece.kind is BlockKind.TABLE_ROW and "\t" not in line_text
    is_paragraph = piece.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) or piece.label is not None or is_row_alone
    if not is_paragraph or roles[i].role not in (Role.HEADING, Role.BODY):
        return False
    if piece.label is not None and page.pieces[below].label is not None:
        return False
    if _prompts(page, i):
        return _is_answered(page, roles, below)
    if not LEAST_WORDS <= page.length(i) <= LONGEST_WORDS:
        return False
    if not questions.asks(line_text) or runs_on(line_text.split("?")[0]):
        return False
    return not questions.asks(page.bare(below)) and _is_answered(page, roles, below)


_PROMPT = re.compile(
    # A respondent's "Please add a crossing" speaks of no answer and to nobody who fills in a form.
    r"please (?:also )?(?:add|give|set out|provide|explain|state|describe|tell us|share|say|outline|list|write"
    r"|comment|use"
    r"|let us know|indicate|specify|suggest|identify|expand)\b"
    r"(?=.{0,200}\b(?:you|your|anything (?:else|further)|any (?:other|further|additional)|the reasons? for"
    r"|(?:the )?box|below"
    r"|(?:no more than|maximum|up to|max\.?) \d+)\b)[^.!?]{0,200}[.:?]?(?: ?\([^()]{0,60}\)\.?)?$|"
    r"please (?:tell us|explain|say|state|give reasons|let us know) ?(?:why|how|below|briefly)?[.:?]?$"
    r"|please (?:give|set out|provide|explain|state|describe) (?:us )?(?:the |your )(?:reasons?|views?|answers?"
    r"|comments?)\b[^.!?]{0,80}[.:?]?$"
    r"|(?:do you have |have you |please (?:give|make|add) )?any (?:(?:other|further|general|additional|final) )+"
    r"(?:remarks|comments|views|observations|points|suggestions)\b[^.!?]{0,80}[:?]?$",
    re.IGNORECASE,
)
"""How a form asks for the rest without a question mark."""


def _prompts(page: SplitState, i: int) -> bool:
    return page.pieces[i].label is not None and _PROMPT.match(page.bare(i)) is not None


def _is_answered(page: SplitState, roles: Sequence[RoleAssignment], i: int) -> bool:
    """Return whether the respondent's words stand at an index, or directly below the form's own that stand there; a
    line that could be a heading and stands above the next question heads nothing."""
    if _looks_like_heading(page, roles, i) and i + 1 < len(roles) and questions.asks(page.bare(i + 1)):
        return not questions.asks(page.bare(i))
    answer_roles = (Role.BODY, Role.ANSWER)
    answered_behind = i + 1 < len(roles) and roles[i].role is not Role.QUESTION and roles[i + 1].role in answer_roles
    return roles[i].role in answer_roles or answered_behind


def _mark_below_question(page: SplitState, roles: list[RoleAssignment], i: int, above: Role) -> None:
    if roles[i].role in (Role.BODY, Role.HEADING) and page.is_plain(i) and is_answer_line(page.bare(i)):
        roles[i] = furniture(FORM_WORDS)
    elif roles[i - 1].role is Role.FURNITURE:
        return
    elif roles[i].role is Role.BODY and page.is_plain(i) and questions.is_closed_answer(page.words_of(i), page.asked):
        if above is Role.QUESTION:
            roles[i] = RoleAssignment(Role.ANSWER, LIKELY, "under a form's question")
    elif _is_short_answer(page, roles, i):
        roles[i] = RoleAssignment(Role.BODY, UNSURE, "a short answer to a question", roles[i].question)


def _is_short_answer(page: SplitState, roles: Sequence[RoleAssignment], i: int) -> bool:
    """Return whether what looks like a heading stands between two questions, and so heads nothing."""
    return _looks_like_heading(page, roles, i) and i + 1 < len(roles) and roles[i + 1].role is Role.QUESTION


def _looks_like_heading(page: SplitState, roles: Sequence[RoleAssignment], i: int) -> bool:
    return roles[i].role is Role.HEADING and page.pieces[i].label is None and page.pieces[i].kind is BlockKind.PARAGRAPH
