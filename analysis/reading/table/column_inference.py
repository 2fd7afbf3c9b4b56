"""Inference of each column's role from its name and its cells, with a reason and a confidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from analysis.model import ColumnRole as Role
from analysis.reading.table import column_vocabulary as words
from analysis.reading.table import consent, monitoring
from analysis.reading.table.column_profile import LONGEST_CHOICE, SAME_CHOICES, Profile
from analysis.reading.table.consent_subject import is_consent_alone, speaks_of_consent
from analysis.reading.table.header_rows import LONGEST_NAME, Name
from analysis.reading.table.joined_choices import joined_choices, split_choices
from analysis.reading.table.name_subject import Subject, asked_subject, names_in, names_plainly
from analysis.reading.table.recorded_cells import FEW, MOST, NEARLY_ALL, are_kinds_of_people, what_program_wrote
from analysis.reading.table.recorded_columns import RECORDED
from analysis.text import is_prose

SURE, LIKELY, UNSURE = 0.95, 0.8, 0.5


ADDRESSES_ONLY = "its cells are addresses of files or pages; what lies there is not read"


class Guess(NamedTuple):
    """The role that a column is taken for."""

    role: Role
    confidence: float
    reason: str
    ticks: bool = False
    separator: str | None = None
    ranks: bool = False
    choices: frozenset[str] = frozenset()


def infer_role(column_name: Name, profile: Profile, types: Sequence[str], is_id: bool) -> Guess:
    """Infer the role of one column, looked at by itself; ``is_id`` where it is the likeliest column of ids."""
    column_name = Name(*(reading[:LONGEST_NAME] if reading else reading for reading in column_name))  # type: ignore[arg-type]
    if is_id:
        return Guess(Role.ID, SURE, "its heading is that of an identifier, and it is different in every row")
    known_guess = (
        _by_name(column_name, profile) or _by_contents(column_name, profile) or _by_record(column_name, profile)
    )
    if known_guess:
        return known_guess
    if _holds_types(profile, types):
        return Guess(Role.TYPE, LIKELY, "its answers are the consultation's respondent types")
    return _question(column_name, profile)


def id_rank(column_name: Name) -> int | None:
    """Return the rank of a name among the names of id columns: 0 is the likeliest; None: it is not one."""
    bare_name = _spaced(column_name.header)
    return next((rank for rank, pattern in enumerate(words.IDS) if pattern.fullmatch(bare_name)), None)


def _counts_people(column_name: Name) -> bool:
    """Return whether a name is that of the ids of those who respond: "Consultee ID"."""
    bare_name = _spaced(column_name.header)
    behind = words.WHO_RESPONDS.sub("", bare_name, count=1)
    return behind != bare_name and words.MAY_BE_ID.fullmatch(behind) is not None and not words.asks(bare_name)


def _spaced(header: str) -> str:
    """Return a name as people would write it: programs write "respondent_id"."""
    return header.strip(" *:.").replace("_", " ")


def may_be_id(column_name: Name) -> bool:
    """Return whether a column may hold ids by its name, which its cells must bear out."""
    bare_name = _spaced(column_name.header)
    return id_rank(column_name) is not None or (
        words.MAY_BE_ID.fullmatch(bare_name) is not None
        and not words.asks(bare_name)
        and words.DETAILS.fullmatch(bare_name) is None
        and asked_subject(bare_name) is not Subject.DETAIL
    )


def _readings(column_name: Name) -> list[str]:
    """Return the ways to read a column's name: whole, without its number, and by the fields that platforms add."""
    readings = [
        column_name.header,
        _spaced(column_name.header),
        *column_name.header.split(" - "),
        *([column_name.part] if column_name.part else []),
    ]
    readings += [words.WHO_RESPONDS.sub("", reading, count=1) for reading in readings]
    return [reading.strip(" *?:") for whole in readings for reading in (whole, words.split_number(whole)[1])]


_CALLED: tuple[tuple[re.Pattern[str], Role, float, str], ...] = (
    (words.DETAILS, Role.DETAILS, SURE, "its heading is that of personal details"),
    (words.ORGANISATION, Role.RESPONDENT, SURE, "its heading is that of an organisation's name"),
    (words.PERSON, Role.RESPONDENT, SURE, "its heading is that of a person's name"),
    (words.TYPE, Role.TYPE, SURE, "asks what kind of respondent it is"),
)


def _by_name(column_name: Name, profile: Profile) -> Guess | None:
    if words.ANALYSIS.fullmatch(column_name.header):
        return Guess(Role.LEAVE_OUT, SURE, "written in the office, not by the respondent")
    if id_rank(column_name) is not None or _counts_people(column_name):
        guess_reason = "an id, but another one is better, or not every row has its own"
        return _unless_prose(Guess(Role.LEAVE_OUT, LIKELY, guess_reason), profile)
    if any(RECORDED.fullmatch(name.strip(" *?:")) for name in (column_name.header, _spaced(column_name.header))):
        guess_reason = "its heading is that of something a survey tool records about each response"
        return _unless_prose(Guess(Role.LEAVE_OUT, SURE, guess_reason), profile)
    readings = _readings(column_name)
    question = next((reading for reading in readings if consent.is_asked(reading)), None)
    if question:
        consent_guess = Guess(Role.PUBLISH, LIKELY, "asks whether the response may be published")
        # Reasons for a wish to be confidential are prose and no answer to the consultation.
        is_certain = consent.is_wish(question) or consent.is_plain(question) or profile.values.repeated() >= MOST
        argues = profile.share(lambda cell_text: is_prose(cell_text) and not consent.is_about(cell_text)) >= MOST
        return None if argues and not is_certain else consent_guess
    if permission_guess := _by_permission(readings, profile):
        return permission_guess
    if any(monitoring.is_asked(reading) for reading in readings):
        return _unless_prose(Guess(Role.MONITORING, SURE, "asks who the respondent is, for monitoring"), profile)
    called = _as_called(column_name, readings, profile)
    # "How should we reply? - E-mail" offers an address and holds none.
    is_choice = called is not None and called.role is not Role.TYPE
    return (_by_ticks(column_name, profile) if is_choice else None) or called


def _as_called(column_name: Name, readings: Sequence[str], profile: Profile) -> Guess | None:
    """Return a guess that a column says who somebody is, as its name is that of personal details."""
    for pattern, role, confidence, guess_reason in _CALLED:
        if role is Role.TYPE and (_by_vocabulary(column_name, profile) or any(map(names_plainly, readings))):
            continue  # "Are you responding for an organisation?" answered by yes or no, or with its name, tells no type
        if any(pattern.fullmatch(reading) for reading in readings):
            return _unless_prose(Guess(role, confidence, guess_reason), profile)
    return next(filter(None, (_by_subject(reading, profile) for reading in readings)), None)


def _by_permission(readings: Sequence[str], profile: Profile) -> Guess | None:
    """Return a guess that a column asks for consent in words of its own, which its cells must bear out: they allow or
    refuse, and where its name may speak of other things, too, some of them ask to be nameless."""
    if profile.share(consent.is_permission) < NEARLY_ALL:
        return None
    if any(map(is_consent_alone, readings)):
        return Guess(Role.PUBLISH, LIKELY, "its heading and its cells speak of publication alone")
    if any(map(speaks_of_consent, readings)) and profile.share(consent.asks_to_be_nameless) > 0:
        return Guess(Role.PUBLISH, UNSURE, "its heading speaks of publication, and some cells ask to be nameless")
    return None


def _by_subject(reading: str, profile: Profile) -> Guess | None:
    subject = asked_subject(reading)
    if subject is None or profile.share(words.SCALE.match) >= MOST:
        return None
    if profile.filled >= FEW and profile.values.repeated() >= MOST and not names_plainly(reading):
        return None  # the same few groups or roles, to which many belong
    if subject is Subject.DETAIL:
        return _unless_prose(Guess(Role.DETAILS, LIKELY, "asks for personal details"), profile)
    return _unless_prose(Guess(Role.RESPONDENT, LIKELY, "asks who the respondent is"), profile)


def _unless_prose(named_guess: Guess, profile: Profile) -> Guess | None:
    """Return a guess by name, but not where the cells hold sentences ("Address" may ask what should be addressed)."""
    prose_share = profile.share(lambda cell_text: len(cell_text.split()) > LONGEST_CHOICE)
    return None if prose_share > 1 - MOST else named_guess


def _by_contents(column_name: Name, profile: Profile) -> Guess | None:
    if monitoring.is_answered(words.split_number(column_name.part or column_name.header)[1], profile):
        return Guess(Role.MONITORING, LIKELY, "its cells say who respondents are (age, sex, postcode …)")
    if profile.filled and profile.share(words.DOCKET_TITLE.match) >= NEARLY_ALL:
        return Guess(Role.LEAVE_OUT, LIKELY, "its cells only say whose comment it is")
    if profile.share(words.is_contact) >= MOST:
        return Guess(Role.DETAILS, SURE, "most of its cells are e-mail addresses, telephone numbers or postcodes")
    if not words.asks(column_name.header) and are_kinds_of_people(profile):
        return Guess(Role.TYPE, LIKELY, "its cells say what kind of respondent each is")
    if profile.filled >= 2 and profile.share(consent.is_answer) >= NEARLY_ALL:
        return Guess(Role.PUBLISH, LIKELY, "its cells say what may be done with the response")
    subject = names_in(column_name.part or column_name.header, profile)
    role = Role.RESPONDENT if subject is Subject.NAME else Role.DETAILS
    return Guess(role, UNSURE, "its cells are names, and its name asks for no view") if subject else None


def _by_record(column_name: Name, profile: Profile) -> Guess | None:
    """Return a guess that a column is left out where its cells show that a program wrote them."""
    if column_name.part or words.asks(column_name.header):
        return None
    if profile.share(words.ADDRESSES.match) >= NEARLY_ALL:
        return Guess(Role.LEAVE_OUT, LIKELY, ADDRESSES_ONLY)
    asks_for_words = words.ASKS_FOR_WORDS.search(column_name.header) is not None
    reason = what_program_wrote(profile, asks_for_words and profile.share(_has_words) > 1 - MOST)
    return Guess(Role.LEAVE_OUT, LIKELY, f"{reason}, and its name asks nothing") if reason else None


def _has_words(cell_text: str) -> bool:
    return words.CODE.match(cell_text) is None and any(map(str.isalpha, cell_text))


def _holds_types(profile: Profile, types: Sequence[str]) -> bool:
    known_types = {type_name.casefold() for type_name in types}
    type_share = profile.share(lambda cell_text: cell_text.casefold() in known_types)
    return bool(known_types) and profile.filled >= 2 and type_share >= NEARLY_ALL


# Open or closed -------------------------------------------------------------------------------------------------------


def _question(column_name: Name, profile: Profile) -> Guess:
    if not profile.filled:
        return Guess(Role.OPEN, UNSURE, "nobody has filled it in")
    if ticked := _by_ticks(column_name, profile):
        return ticked
    if words.ASKS_FOR_PLACE.match(column_name.part or column_name.header) and profile.share(_may_be_chosen) == 1:
        return Guess(Role.CLOSED, LIKELY, "asks which place in the paper it is about")
    asks_for_words = words.ASKS_FOR_WORDS.search(column_name.part or column_name.header)
    for infer_closed in (_by_vocabulary, _by_numbers, _by_choices, _by_repetition, _by_wording):
        closed_guess = infer_closed(column_name, profile)
        if closed_guess and (not asks_for_words or closed_guess.confidence >= SURE):
            return _as_ranking(closed_guess, profile)
    if asks_for_words:
        return Guess(Role.OPEN, SURE, "asks for the respondent's own words")
    if profile.longest > LONGEST_CHOICE:
        return Guess(Role.OPEN, SURE, "its answers are in the respondents' own words")
    if _begins_alike(column_name, profile):
        return Guess(Role.LEAVE_OUT, LIKELY, "its cells all begin alike, as what a program writes does")
    return Guess(Role.OPEN, UNSURE, "not known for anything else, so read as the respondents' own words")


def _begins_alike(column_name: Name, profile: Profile) -> bool:
    beginnings = Counter(" ".join(cell_text.split()[:2]) for cell_text in profile.looked_at if " " in cell_text)
    most_common = max(beginnings.values(), default=0)
    return profile.filled >= FEW and not words.asks(column_name.header) and most_common >= NEARLY_ALL * profile.filled


def _by_ticks(column_name: Name, profile: Profile) -> Guess | None:
    """Return a guess that the cells only say if a choice was ticked: by its own words, or by 1, x and the like."""
    folded = (column_name.part or "").casefold()
    allowed = words.TICKED | words.UNTICKED | {folded, f"not {folded}"}
    if not folded or not profile.filled or profile.values.over:
        return None
    is_tick = all(cell_text.casefold() in allowed for cell_text in profile.values.counts)
    return Guess(Role.CLOSED, SURE, "a choice that is ticked or not", ticks=True) if is_tick else None


def _by_vocabulary(column_name: Name, profile: Profile) -> Guess | None:
    if profile.values.over or all(words.NO_ANSWER.match(cell_text) for cell_text in profile.values.counts):
        return None
    reason = "its answers are those of a closed question (yes, no, agree …)"
    if all(words.SCALE.match(cell_text) for cell_text in profile.values.counts):
        return Guess(Role.CLOSED, SURE, reason)
    # Whoever types paper forms in notes beside them what cannot be read.
    is_nearly = profile.share(words.SCALE.match) >= NEARLY_ALL and profile.share(_may_be_chosen) == 1
    return Guess(Role.CLOSED, LIKELY, reason) if is_nearly and profile.filled >= FEW else None


def _by_numbers(column_name: Name, profile: Profile) -> Guess | None:
    for is_kind, called in ((words.NUMBER.match, "numbers"), (words.DATE.match, "dates")):
        if profile.share(is_kind) >= NEARLY_ALL:
            confidence = SURE if profile.filled >= FEW else LIKELY
            return Guess(Role.CLOSED, confidence, f"its answers are {called}")
    return None


def _by_choices(column_name: Name, profile: Profile) -> Guess | None:
    joined = joined_choices(profile) if profile.filled >= FEW else None
    if joined is None:
        return None
    reason = "several choices in one cell, the same few in every row"
    return Guess(Role.CLOSED, LIKELY, reason, separator=joined.separator, choices=joined.choices)


def _as_ranking(guess: Guess, profile: Profile) -> Guess:
    """Return a guess of several choices in one cell as that of a ranking, where nearly every cell holds all of them and
    the orders differ."""
    if guess.separator is None:
        return guess
    orders = Counter(tuple(split_choices(cell_text, guess.separator, guess.choices)) for cell_text in profile.looked_at)
    ranked = Counter[frozenset[str]]()
    for order, count in orders.items():
        if len(set(order)) == len(order) > 1:
            ranked[frozenset(order)] += count
    most = max(ranked.values(), default=0)
    if len(orders) < 2 or most < 2 or most < NEARLY_ALL * len(profile.looked_at):
        return guess
    return guess._replace(ranks=True, reason="every cell holds the same choices, each in an order of its own")


def _by_wording(column_name: Name, profile: Profile) -> Guess | None:
    """Infer choices from what a name says, where too few have answered for their answers to come again."""
    if profile.share(_may_be_chosen) == 1 and profile.share(_DIVIDED.match) > 0:
        divider = next(each for each in (";", "|") if each in profile.parts)
        return Guess(Role.CLOSED, SURE, "several choices in one cell", separator=divider)
    asks_to_choose = words.CHOSEN_PART.match(column_name.header) or words.ASKS_FOR_CHOICES.search(column_name.header)
    if profile.share(_may_be_chosen) < 1:
        return None
    if asks_to_choose is None:
        return _by_brief_answers(column_name, profile)
    if profile.filled >= FEW and not words.CHOSEN_PART.match(column_name.header):
        return None
    divided = (each for each in (";", "|", "\n") if each in profile.parts)
    return Guess(
        Role.CLOSED, LIKELY, "its heading asks to choose, and its cells are short", separator=next(divided, None)
    )


def _by_brief_answers(column_name: Name, profile: Profile) -> Guess | None:
    """Infer a closed question that few have answered, from a word or two in every cell below a question for such.

    Below any other question they are believed where they come again.
    """
    wording = words.split_number(column_name.part or column_name.header)[1]
    if profile.filled >= FEW or profile.longest > BRIEF_WORDS or not words.ASKED.search(wording):
        return None
    comes_again = 1 < len(profile.values.counts) < profile.filled and not _are_typed(profile.values.counts)
    if words.ASKS_BRIEFLY.match(wording) is None and not comes_again:
        return None
    return Guess(Role.CLOSED, LIKELY, "asks for a word or two, which all its cells hold")


BRIEF_WORDS = 3


def pooled_choices(profiles: Sequence[Profile]) -> Guess | None:
    """Return that several columns hold one set of choices, where together their answers come again and again."""
    counts = Counter[str]()
    for profile in profiles:
        counts.update(profile.values.counts)
    total = sum(counts.values())
    may_be = not any(profile.values.over or profile.longest > SHORT_CHOICE for profile in profiles)
    repeated = sum(times for times in counts.values() if times > 1)
    if not may_be or total < FEW or len(counts) > total // 2 or repeated < MOST * total or _are_typed(counts):
        return None
    return Guess(Role.CLOSED, LIKELY, f"only {len(counts)} different answers in the parts of one question")


def holds_entries(column_name: Name, profile: Profile) -> bool:
    """Return whether a column whose name asks nothing holds no more than a word or two in each cell."""
    wording = column_name.part or column_name.header
    asks = words.asks(wording) or words.ASKS_FOR_WORDS.search(wording) is not None
    return not asks and profile.filled > 1 and profile.longest <= ENTRY_WORDS and profile.share(_may_be_chosen) == 1


ENTRY_WORDS = 2


def _may_be_chosen(cell_text: str) -> bool:
    """Return whether a cell may hold what a form offers: a few words each, and no sentence."""
    return all(
        len(choice.split()) <= SHORT_CHOICE and choice[-1] not in ".!?"
        for choice in _CHOICES_IN.split(cell_text)
        if choice
    )


_DIVIDED = re.compile(r"[^\W\d_a-z][^;|]{0,40}[;|](?=\S)[^\W\d_a-z][^;|]{0,40}(?:[;|][^;|]{1,40})*[;|]?$")
"""Choices as programs join them, without a space behind the mark: "Lessons;Price"."""

_CHOICES_IN = re.compile(r"\s*[;|\n]\s*")
SHORT_CHOICE = 8
"""Words of a choice by its looks alone."""


def _are_typed(answers: Iterable[str]) -> bool:
    """Return whether people typed these answers: a form writes a choice in one way, people "Nothing" and "nothing."."""
    spellings = list(answers)
    return len({tuple(_WORD.findall(answer.casefold())) for answer in spellings}) < len(spellings)


_WORD = re.compile(r"\w+")


def _by_repetition(column_name: Name, profile: Profile) -> Guess | None:
    counts = {
        answer_text: times
        for answer_text, times in profile.values.counts.items()
        if not words.NO_ANSWER.match(answer_text)
    }
    total = sum(counts.values())
    if profile.values.over or total < FEW or profile.longest > LONGEST_CHOICE:
        return None
    repeated_share = sum(times for times in counts.values() if times > 1) / total
    may_choose = words.ASKS_TO_CHOOSE.search(column_name.header) or words.asks(column_name.header)
    most_choices = max(2, total // 2 if may_choose else total // 3)
    if repeated_share < SAME_CHOICES or len(counts) > most_choices or _are_typed(counts):
        return None
    return Guess(Role.CLOSED, LIKELY, f"only {len(counts)} different answers in {total:,} rows")
