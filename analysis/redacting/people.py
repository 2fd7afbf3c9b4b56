"""People: whom a text names, be it its author, somebody close to them, or somebody whom they met."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from analysis.model import PersonalData, PersonalDataKind
from analysis.redacting.name_lists import AMBIGUOUS, PLACES, given_names, surnames
from analysis.redacting.names import is_ordinary, is_word_of_a_body
from analysis.redacting.places import STREETS
from analysis.text import word_set

_HONORIFIC = (
    r"(?:Mrs?|Ms|(?<!\bhas )(?<!\bhave )(?<!\bhad )(?<!\bwith )MS(?!\.)"  # the illness is no title
    r"|Miss|Mx|Master|Dr|Doctor|Prof|Professor|Rev|Revd|Reverend|Father|Fr|Sister|Nurse|Midwife|Matron|Aunt"
    r"|Auntie|Aunty|Uncle|Nan|Nanny|Nana|Granny|Grandma|Grandpa|Grandad|Granddad|Gran|Mum|Dad|PC|DC|Sgt|Sergeant"
    r"|Constable|Inspector|Imam|Rabbi|Pastor|Canon|Captain|Capt|Major|Maj|Colonel|Col)"
)
_OFFICE = (
    r"(?:Cllrs?|Councillors?|Councilors?|Alderman|Lord|Lady|Baroness|Baron|Sir|Dame|Senator|Congressman|Congresswoman|Mayor"
    r"|Minister|President|Chancellor|Commissioner|Justice|Judge|Premier|Ambassador|General|Archbishop|Bishop|Pope|King"
    r"|Queen|Prince|Princess|Attorney[ -]General|Ombudsman)"
)
"""Titles of those who hold public office; a school has a governor and a club a secretary, who are private people."""

_TITLES = re.compile(rf"{_HONORIFIC}|{_OFFICE}")
_NEVER_A_NAME = (
    r"(?!(?:Mrs?|Ms|Miss|Dr|Prof|Professor|Rev|Revd|Cllrs?|Councillors?|Councilors?|Minister|Senator|Baroness|Sir|Dame"
    r"|Lady|Lord|Nurse)\b)"
)
_NAME_WORD = rf"{_NEVER_A_NAME}(?:O'[A-Z][a-z]+|D'[A-Z][a-z]+|Ma?c[A-Z][a-z]+|[A-Z][a-z]+(?:-[A-Z][a-z]+)*)"
_RUN = re.compile(
    rf"(?<![\w@./'-])(?:(?P<title>{_HONORIFIC})\b\.? |(?P<office>{_OFFICE})\b\.? )?"
    rf"(?P<names>{_NAME_WORD}(?: (?:[A-Z]\.?(?![\w'])|van|von|der|den|de|la|al|el|bin|ap|{_NAME_WORD})){{0,4}})"
    r"(?:'s)?(?![\w@'-])"
)
_OFFICE_AFTER = re.compile(
    r",? \(?(?:MPs?|MSPs?|MEPs?|MLAs?|the (?:\w+ ){0,4}(?:[Mm]inister|[Ss]ecretary of [Ss]tate|[Mm]ayor))\b"
)
_OFFICE_BEFORE = re.compile(
    r"\b(?:minister|secretary of state|commissioner|chancellor|senator|ombudsman|council leader|mayor|MP)"
    r"(?: (?:for|of) (?:the )?[\w ,]{1,40}?)?,? $",
    re.IGNORECASE,
)
BEFORE = 60
"""Characters before a name in which its office may stand."""

_PERSON_AFTER = re.compile(
    r",? (?:said|says|told|tells|asked|asks|who|herself|himself|lives|lived|works|worked|needs|cannot|can't"
    r"|next door|and (?:I|his|her|their)|has been|had (?:a|an|to|been)|aged|suffers?"
    r"|was (?:told|born|diagnosed|seen|given|taken)|is (?:my|our|not|disabled|deaf|blind|\d\d?)|\(\d\d?\))\b"
)
_PERSON_BEFORE = re.compile(
    r"\b(?:spoke (?:to|with)|speak (?:to|with)|talk(?:ed)? to|met|(?:is|was) called|named|people like|someone like"
    r"|asked|told|thanks? to|seen by|saw|married|phoned|e-?mailed|signed|tenants?|residents?|neighbours?|carer"
    r"|manager|officer|driver|nurse|doctor|teacher|warden|was),? (?:is |was )?$",
    re.IGNORECASE,
)
_MONTHS = ("April", "May", "June", "July", "August", "Jan")
_IN_TIME = re.compile(
    r"\b(?:last|next|this|in|since|until|till|during|every|early|late|mid|end|(?:end|middle|beginning|start) of"
    r"|\d{1,2}(?:st|nd|rd|th)?(?: of)?)[ -]$",
    re.IGNORECASE,
)
"""What stands before a month, and before nobody's name."""

_CITED = re.compile(r",? (?:et al\b|\(?(?:19|20)\d\d\b|v\.? [A-Z])")
_CALLED_AFTER = re.compile(
    r"(?:'s)?,? (?:hospital|school|college|university|station|library|centre|street|road|lane|park|ward|surgery|clinic"
    r"|building|stadium|bridge|academy|trust|foundation|theatre|hall|church|report|review|inquiry|prize|award|act|law"
    r"|method|scale|test|syndrome|disease)\b| (?:and|&) (?:Sons?|Co|Partners)\b"
    r"|(?:'s)? (?:Act|Law|Review|Report|Inquiry|Bill)\b"
)
"""What is called after somebody is not them."""

_STARTS = re.compile(r"(?:^|[.!?:;\n\"(]|\s[-•]) ?$")
_OF_COUNCILS = re.compile(r"C(?:llr|ounc)|Alderman")
_OF_ONE_NAME = ("Cllr", "Councillor", "Sir", "Dame", "Lord", "Lady")
_OF_PEOPLE_ALONE = ("Mr", "Mrs", "Ms", "Miss", "Mx")
_STREET_WORD = re.compile(rf"{STREETS}\Z")
_NOT_FIRST = word_set("""
    The A An And But Or If When While Where Why What Who How As At By For From In Into Of On To With Without
    After Before Since Because Although Though I We You He She It They My Our Your His Her Its Their This That
    These Those There Here Not No Yes Please Thank Thanks Dear Hi Hello Ask Tell Call Ring Speak See Can Could
    Should Would Will May Might Must Do Does Did Is Are Was Were Has Have Had Both Also Even Only Just Like
    Unlike Then Than So Our Poor Little Old Young Dr Mr Mrs Ms Miss Great New North South East West Upper Lower
    Royal Northern Southern Eastern Western Central National Local Federal
""")
"""Words that begin a sentence, or a place, and nobody's name."""

_CONTINUED = re.compile(r"(?: (?:of|upon|on) | |-| (and|&) )([A-Z][\w'-]*)")
_JOINED = re.compile(r"([A-Z][\w'-]+) (?:and|&) $")
"""What a name is joined to: "Tom and Harry" are two, "Marks and Spencer" is none."""

_LARGE = re.compile(r"(?=(?<![\w-])([A-Z]{2,}) ([A-Z][A-Z'-]{2,})(?![\w]))")
_SAINT = re.compile(r"\b(?:St|Saint|Santa|San|Lake|Mount|Port|Fort|Cape|River|Great|Royal|The|the|HMS|HMP)\.? $")


class Person(NamedTuple):
    """A person whom a text names: the name, where it stands, and the kind of personal data that it is."""

    name: str
    start: int
    end: int
    kind: PersonalDataKind = PersonalDataKind.NAME


def people(text: str, known_words: frozenset[str]) -> Iterator[Person]:
    """Find those whom a folded text names: by a title, or by a given name that is nobody's but a person's.

    ``known_words`` are the consultation's own: a name of which all words are among them is one of its subjects.
    """
    for run in _RUN.finditer(text):
        person = _titled(text, run) if run["title"] or run["office"] else _called(text, run)
        if person is not None and not _is_of_the_consultation(person.name, known_words):
            yield person


def people_in_capitals(text: str) -> Iterator[Person]:
    """Find those whom a text names in capital letters: by a title, or by a given name before a known surname."""
    for found in _LARGE.finditer(text):
        first, last = found[1].title(), found[2].title()
        if first in _OF_PEOPLE_ALONE or (_is_given_alone(first) and last in surnames() and not is_ordinary(last)):
            yield Person(f"{first} {last}", found.start(1), found.end(2))


def _is_of_the_consultation(name: str, known_words: frozenset[str]) -> bool:
    return all(word.lower().strip(".") in known_words for word in name.split())


def _titled(text: str, run: re.Match[str]) -> Person | None:
    """Return whoever stands after a title: "Mrs Ellison", "Dr Patel", "Councillor Priya Nair"."""
    words = run["names"].split()
    first = words[0]
    is_plain_title = run["title"] in _OF_PEOPLE_ALONE
    if not (is_plain_title and first in surnames()) and (
        is_word_of_a_body(first) or not (is_plain_title or _may_be_surname(text, first))
    ):
        return None
    kept = _name_words(words)
    if any(is_word_of_a_body(word) or _STREET_WORD.match(word) for word in words[len(kept) :][:2]):
        return None
    start, end = run.start(), run.start("names") + len(" ".join(kept))
    if run["office"]:
        is_public = _is_known(first) or run["office"] in _OF_ONE_NAME
        kind = PersonalDataKind.COUNCILLOR if _OF_COUNCILS.match(run["office"]) else PersonalDataKind.OFFICE_HOLDER
        return Person(" ".join(kept), start, end, kind) if is_public and first not in AMBIGUOUS else None
    return Person(" ".join(kept), start, end, _kind(text, start, end))


def _may_be_surname(text: str, word: str) -> bool:
    is_other = _TITLES.fullmatch(word) or word in _NOT_FIRST or _STREET_WORD.match(word)
    return not is_other and _is_proper(text, word)


def _kind(text: str, start: int, end: int) -> PersonalDataKind:
    """Return whether a name is somebody's in public office, as what stands before or after it says."""
    is_in_office = _OFFICE_BEFORE.search(text, max(0, start - BEFORE), start) or _OFFICE_AFTER.match(text, end)
    return PersonalDataKind.OFFICE_HOLDER if is_in_office else PersonalDataKind.NAME


def _called(text: str, run: re.Match[str]) -> Person | None:
    """Return whoever is called by a given name: "Margaret Ellison", "Liam"; not what is called after somebody."""
    words, start = run["names"].split(), run.start("names")
    while words and (words[0] in _NOT_FIRST or _only_begins(text, start, words)):
        start += len(words[0]) + 1
        words = words[1:]
    if not words or _SAINT.search(text, max(0, start - 8), start):
        return None
    kept = _name_words(words)
    rest = words[len(kept) :]
    end = start + len(" ".join(kept))
    if any(map(is_word_of_a_body, rest)) or _CITED.match(text, end) or _CALLED_AFTER.match(text, end):
        return None
    if len(kept) == 1 and kept[0] in _MONTHS and _IN_TIME.search(text, max(0, start - 20), start):
        return None
    if len(kept) == 1:
        is_first = start > run.start("names")
        is_name = _is_given_alone(kept[0]) or (_is_given(kept[0]) and _PERSON_AFTER.match(text, end) is not None)
        is_person = not rest and is_name and _stands_for_a_person(text, kept[0], start, end, is_first)
    else:
        is_person = _is_full_name(text, kept, start, end)
    return Person(" ".join(kept), start, end, _kind(text, start, end)) if is_person else None


def _only_begins(text: str, start: int, words: list[str]) -> bool:
    """Return whether the first of some capitals is no name, and has its capital from the sentence."""
    if len(words) < 3 and not (len(words) == 2 and _is_given(words[1])):
        return False
    return not _is_given(words[0]) and _is_given(words[1]) and _begins(text, start)


def _name_words(words: list[str]) -> list[str]:
    """Return the words up to which a run of capitals is a name."""
    kept: list[str] = []
    for word in words:
        if kept and ((word in _NOT_FIRST and not is_ordinary(word)) or is_word_of_a_body(word)):
            break
        kept.append(word)
    while len(kept) > 1 and kept[-1][:1].islower():
        kept.pop()
    return kept[:4]


def _is_full_name(text: str, kept: list[str], start: int, end: int) -> bool:
    """Return whether several capitals are a person's name, and no place or thing that begins like one.

    A given name tells it, or a surname that is no other word; where either could be something else, what is said of it.
    """
    first, surname = kept[0], _plain(kept[-1])
    is_like_a_street = any(map(_STREET_WORD.match, kept))
    if is_like_a_street or is_ordinary(surname):
        is_given = _is_given_alone(first) and not is_like_a_street
        return is_given or ((_is_known(first) or not is_like_a_street) and _is_told_of(text, start, end))
    if _is_given_alone(first):
        return len(surname.strip(".")) > 1
    if surname in surnames():
        return first in AMBIGUOUS or (len(kept) == 2 and surname not in PLACES and _may_be_surname(text, first))
    is_likely = _is_given(first) or (len(kept) == 2 and all(_may_be_surname(text, word) for word in kept))
    return is_likely and _is_told_of(text, start, end)


def _is_told_of(text: str, start: int, end: int) -> bool:
    """Return whether the words around a name are such as are said of people."""
    return (
        _PERSON_AFTER.match(text, end) is not None or _PERSON_BEFORE.search(text, max(0, start - 30), start) is not None
    )


def _is_given_alone(word: str) -> bool:
    return _is_given(word) and word not in AMBIGUOUS


def _is_given(word: str) -> bool:
    return word in given_names() or word.split("-")[0] in given_names()


def _is_known(word: str) -> bool:
    return _is_given(word) or _plain(word) in surnames()


def _plain(word: str) -> str:
    return word[:2] + word[2:].lower() if word.startswith("O'") else word


def _begins(text: str, start: int) -> bool:
    return _STARTS.search(text, max(0, start - 4), start) is not None


def _is_proper(text: str, word: str) -> bool:
    """Return whether a text never uses the word in small letters."""
    return re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", text) is None


def _stands_for_a_person(text: str, name: str, start: int, end: int, is_first: bool) -> bool:
    """Return whether a given name stands by itself: not within other capitals, and never in small letters.

    ``is_first``: what stands before it only begins the sentence.
    """
    if _goes_on(text, end):
        return False
    has_capital_before = re.search(r"[A-Z][\w'-]* $", text[max(0, start - 20) : start]) is not None
    joined = _JOINED.search(text, max(0, start - 30), start)
    if joined is not None and not _is_given(joined[1]):
        return False
    starts = is_first or _begins(text, start)
    return (starts or not has_capital_before) and len(name) > 2 and _is_proper(text, name)


def _goes_on(text: str, end: int) -> bool:
    """Return whether a name goes on after a given name; another person beside it is none."""
    following = _CONTINUED.match(text, end)
    is_beside = following is not None and following[1] is not None and (following[2] == "I" or _is_given(following[2]))
    return following is not None and not is_beside


def spans_of(found: Iterator[Person]) -> Iterator[PersonalData]:
    """Yield people as personal data."""
    for person in found:
        yield PersonalData(person.start, person.end, person.kind)
