"""Names: every form in which somebody who is known by name may be named in a folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.english_lexicon import lemmas
from analysis.redacting.name_lists import AMBIGUOUS, PLACES, given_names, surnames
from analysis.redacting.patterns import Hint, has_any
from analysis.text import Span, word_set

_TITLES = (
    r"(?:Mrs?|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|Councilor|Sir|Dame|Lady|Lord|Rev|Reverend|Revd|Fr|Father|Sister"
    r"|Alderman|Ald|Baroness|Captain|Capt|Major|Maj|Colonel|Col)"
)
_TITLE = re.compile(rf"{_TITLES}\.?(?: and {_TITLES}\.?)?", re.IGNORECASE)
_LETTERS_AFTER = re.compile(r"(?:OBE|MBE|CBE|MP|MEP|MSP|MS|JP|BSc|BA|MA|MSc|PhD|FRCS|FRSA|QC|KC|Esq)\.?")
_PARTICLES = frozenset(
    ["and", "at", "da", "de", "del", "der", "di", "du", "for", "in", "la", "le", "of", "on", "the", "van", "von", "den"]
)
_OF_A_FAMILY = frozenset(
    ["da", "de", "del", "della", "der", "den", "di", "du", "la", "le", "van", "von", "st", "al", "el"]
)
_BODIES = word_set("""
    academy agency alliance ambulance association authority bakery board borough bureau business cafe centre chair
    chairman charity chief church cic city clinic club coalition college commission committee community company
    consortium corporation council county department dept director directors district doctor executive
    federation fellowship forum foundation friends garage governors govt group headteacher hosp hospital hotel house
    infirmary institute kingdom limited llp ltd manager neighbours network nurse nursery office officer parent parents
    parish partners partnership pharmacy plc practice president project resident residents school secretary service
    services social society staff support surgery teacher team town trade treasurer trust trustees union university
    village volunteers ward watch worker workers
    awdurdod bwrdd canolfan cartrefi clwb coleg comisiwn cwmni cymdeithas cyngor cynghrair eglwys elusen ffermwyr fforwm
    grŵp gwasanaeth heddlu llywodraeth menter mudiad partneriaeth plaid prifysgol undeb urdd ymddiriedolaeth ysgol
    bòrd comhairle foras gemeinde kreis landkreis stadt verband verein commune mairie syndicat ville
""")
"""Words of what organisations and offices are called, in English, Welsh and others; a name that holds one is no
person's."""

_ORDINARY = word_set("""
    archer baker ball bath bridge doctor francisco jesus banks barn bell best bird bishop black bond bright
    brook brooks brown bush butler carter case cash castle chambers child church close cole cook cotton court
    cross day dean east english fair farmer field fish fisher ford forest fox french friend frost gale gardener
    gold good grant green hall hardy heath hill hope house hunter joy judge king knight lamb lane law little
    long love major march marsh mason may mill miller mills moody moor noble north page park penny plant pond
    pool poole pope porter potter power price prince rain reed rich rivers root rose scott self sharp shepherd
    short silver small snow south steel stone storm strong summer summers swift taylor temple turner walker
    waters way welsh west white wild winter winters wise wolf wood woods york young
""")
"""Surnames that are words, too: alone, they are masked only where a capital in mid-sentence tells them apart."""

_CAPITAL = r"[A-Z][A-Za-z]*(?:['-][A-Za-z]+)*"
_PERSON = rf"(?:{_TITLES}\.? )?(?:{_CAPITAL}|[A-Z]\.)(?: (?:{_CAPITAL}|[A-Z]\.|van|von|der|den|de|la|al|bin)){{0,4}}"
_REGARDS = (
    r"(?i:(?:(?:kind|kindest|warm|warmest|best|with|many|very) )*(?:regards|wishes)|yours(?: (?:sincerely|faithfully"
    r"|truly|ever))?|sincerely|faithfully|respectfully|cordially|many thanks|thanks|thank you|thanking you|cheers"
    r"|signed|love(?=[,\n])|best(?=[,\n])|submitted by|sent by)"
)
_SIGNED_OFF = re.compile(rf"\b{_REGARDS}[,.]?[ \n]{{1,2}}(?P<it>{_PERSON})(?=[,.]?\s*(?:$|\n|[(])|, )")
_SIGNED_SMALL = re.compile(
    rf"\b{_REGARDS}[,.]?[ \n]{{1,2}}(?P<it>[a-z][a-z'-]+(?: [a-z]\.?)?(?: [a-z][a-z'-]+)?)(?=[,.]?\s*(?:$|\n))"
)
_LAST_LINE = re.compile(rf"[.!?,]\s*\n\s*(?P<it>{_PERSON})\s*\Z")
_RELATIONS = (
    r"(?:neighbours?|friends?|colleagues?|partner|fiancée?|husband|wife|mother|mum|mam|father|dad|sons?|daughters?"
    r"|brothers?|sisters?|child|baby|twins|grand(?:mother|father|sons?|daughters?|child)|gran|nan|nana|uncle|aunt|auntie"
    r"|cousin|nephew|niece|carer|landlord|landlady|tenant|lodger|ex|boss|manager|social worker|teacher|doctor|gp|nurse"
    r"|consultant|midwife|patient|client|pupil|student)"
)
_OF_A_RELATION = re.compile(
    rf"\b(?i:my|our|his|her|their|your|an?) (?:[a-z][a-z-]+ ){{0,2}}{_RELATIONS},?(?: (?:is|was|called|named))*"
    rf" (?P<it>{_PERSON})"
)
"""Whom somebody names as their own: a private person, who was never asked."""

_AND = re.compile(rf" (?:and|&) (?P<it>{_PERSON})")
_RELATED_AFTER = re.compile(rf"(?P<it>{_PERSON}), (?i:my|our|his|her|their) (?:[a-z][a-z-]+ ){{0,2}}{_RELATIONS}\b")
_SAYS_NAME = re.compile(
    r"(?:\b[Mm]y (?:full |own )?name is|\bI am called|\b[Nn]ame:|\b[Ss]igned:?|\bSent by:?|\b[Mm]y name's)"
    rf" (?P<it>{_PERSON})"
)
_SAYS_NAME_SMALL = re.compile(r"\b(?:my name is|my name's|i am called|name:) (?P<it>[a-z]+ [a-z'-]+)\b", re.IGNORECASE)


class _Cue(NamedTuple):
    """Where people say who somebody is; where written small, or a given name alone, that must be a known one."""

    pattern: re.Pattern[str]
    hint: Hint
    is_first_enough: bool = False
    is_small: bool = False


_is_signed = has_any(
    *(
        "egards",
        "ishes",
        "incerely",
        "aithfully",
        "ours",
        "espectfully",
        "ordially",
        "hank",
        "heers",
        "igned",
        "ove",
        "est",
        "itted by",
        "ent by",
    )
)
_is_related = has_any("my ", "My ", "our ", "Our ", "his ", "her ", "their ", "your ", " a ", "A ", " an ")
_is_named = has_any("name", "Name", "called", "igned", "Sent by")

_CUES = (
    _Cue(_OF_A_RELATION, _is_related, is_first_enough=True),
    _Cue(_RELATED_AFTER, has_any(", my ", ", our ", ", his ", ", her ", ", their "), is_first_enough=True),
    _Cue(_SAYS_NAME, _is_named),
    _Cue(_SAYS_NAME_SMALL, has_any("name", "Name", "called"), is_small=True),
    _Cue(re.compile(rf"\bI, (?P<it>(?:{_TITLES}\.? )?{_CAPITAL}(?: {_CAPITAL}){{1,3}}),"), has_any("I, ")),
    _Cue(
        re.compile(rf"(?:^|\n|(?<= ))From: \"?(?P<it>{_PERSON})\"?(?= ?[<\[(\n]|$| (?:Sent|To|Date|Subject):)"),
        has_any("From:"),
    ),
    _Cue(re.compile(rf"\bFrom: \"?(?P<it>{_CAPITAL}, {_CAPITAL}(?: [A-Z]\.?)?)\"? ?[<\[(]"), has_any("From:")),
    _Cue(_SIGNED_OFF, _is_signed, is_first_enough=True),
    _Cue(_SIGNED_SMALL, _is_signed, is_first_enough=True, is_small=True),
    _Cue(_LAST_LINE, has_any("\n")),
    _Cue(
        re.compile(
            r"(?:^|\n)[# ]*(?i:(?:consultation |written )?(?:response|submission|objection|comments?|representations?"
            rf"|evidence|letter|statement|views?|reply|feedback)) (?:of|from|by) (?P<it>{_PERSON})"
            r"(?=[,.]? *(?:$|\n)| (?:to|on|regarding|about) )"
        ),
        has_any(" of ", " from ", " by "),
    ),
)
"""Where people say who they are, or who is theirs: a greeting's end, a message's head, a title."""


def given_in(text: str) -> Iterator[str]:
    """Find the names that a text, folded line by line, gives as its author's, or as those of people close to them."""
    for cue in _CUES:
        for found in cue.pattern.finditer(text) if cue.hint(text) else ():
            yield from _given(cue, _without_opener(cue, found))
            if cue.pattern is _OF_A_RELATION and (other := _AND.match(text, found.end())):
                yield from _given(cue, other["it"])


_APPOSITION_ENDS = re.compile(r"(?: (?:of|from|for|since)(?: [\w-]+){1,3})?(?:[,.;:)!?]|\s*$)| who(?:m|se)?\b")
_PLACED = re.compile(
    r"\b(?:in|at|to|of|from|near|since|for|with|by|on|through|after|before|around|across|until|during)\s+$",
    re.IGNORECASE,
)
"""What stands before a place or a time."""


def _without_opener(cue: _Cue, found: re.Match[str]) -> str:
    """Return a name without words that only begin its sentence; none of "Also, my mother is 86" or "In Wrexham, my …".

    Before a comma a known given name is one, and any other but a word that opens sentences where the relation stands
    between two commas, or where it is no word of English and no place or time by what stands before it.
    """
    text, end, name_words = found.string, found.end("it"), found["it"].split()
    is_related = cue.pattern is _RELATED_AFTER
    is_before_comma = is_related or (cue.pattern is _SIGNED_OFF and text.startswith(", ", end))
    if not is_before_comma or _TITLE.fullmatch(name_words[0]):
        return found["it"]
    kept = name_words
    while len(kept) > 1 and kept[0] not in given_names() and _opens_sentences(kept[0]):
        kept = kept[1:]
    is_whole = kept == name_words
    if not _is_surely_given(kept, is_whole):
        if _opens_sentences(kept[-1]) or (not is_related and kept[-1].lower() in _OF_CALENDARS):
            return ""
        if not is_related or _APPOSITION_ENDS.match(text, found.end()):
            return " ".join(kept)
        if kept[0] not in given_names() and kept[-1] not in surnames() and is_in_common_use(kept[-1]):
            return ""
        is_place = _PLACED.search(text, max(0, found.start("it") - 9), found.start("it"))
        if len(kept) > 1 or not is_whole or is_place:
            return ""
    return " ".join(kept)


_OPENERS = word_set("""
    after again also although always and anyway as at because before besides but by during either else even every
    everyone few finally first for from furthermore hence here however if in indeed instead it just last later like
    many maybe meanwhile more moreover most my neither never next no nobody nonetheless nor not now of often on once
    one only or otherwise our over perhaps please second since so some sometimes still such thank thanks that the then
    there therefore these they third this those though through thus to today tomorrow too under unless until well what
    whatever when whenever where while who why with within without yes yesterday yet
""")
"""Words with which a sentence begins and that name nobody; with them are those in "-ly"."""


def _opens_sentences(word: str) -> bool:
    lower_word = word.lower()
    return lower_word in _OPENERS or (lower_word.endswith("ly") and is_in_common_use(word))


def _is_surely_given(kept: Sequence[str], is_whole: bool) -> bool:
    """Return whether a known given name is first, and alone none that "In May" or "Last Summer" could have meant."""
    if kept[0] not in given_names():
        return False
    is_doubtful = kept[0].lower() in _OF_CALENDARS if is_whole else is_in_common_use(kept[0]) or kept[0] in AMBIGUOUS
    return len(kept) > 1 or not is_doubtful


def _given(cue: _Cue, found_name: str) -> Iterator[str]:
    name = found_name.strip(" .,")
    if not name:
        return
    if cue.is_small:
        if name.split()[0].title() not in given_names():
            return
        name = name.title()
    is_first = cue.is_first_enough and re.fullmatch(_CAPITAL, name) and len(name) > 1 and not is_word_of_a_body(name)
    if is_first or _is_person(_parts(name)):
        yield name


def spans(text: str, names: Sequence[str], known_words: frozenset[str]) -> Iterator[Span]:
    """Find every form of these names in a folded text; ``known_words`` are those that the consultation itself uses."""
    for known_name in dict.fromkeys(filter(None, map(str.strip, names))):
        for name_pattern in _name_patterns(known_name):
            yield from (Span(*name_match.span()) for name_match in name_pattern.finditer(text))
        for parts in _person_names(known_name):
            yield from _person_spans(text, parts, known_words)


def _name_patterns(full_name: str) -> Iterator[re.Pattern[str]]:
    """Yield a name as it is known, and an organisation's without the letters of its legal form.

    A description in its place ("A parent") is only found as it is written, not wherever "a parent" is mentioned; so is
    a name of one word, which may be a word.
    """
    short_name = re.sub(r",? (?:Ltd|Limited|LLP|PLC|plc|CIC|CIO)\.?$", "", full_name)
    for name_form in dict.fromkeys([full_name, short_name]):
        name_words = name_form.split()
        is_proper = len(name_words) > 1 and not any(word[0].islower() for word in name_words if word not in _PARTICLES)
        name_pattern = r"[\s_]+".join(map(re.escape, name_words))
        yield re.compile(rf"(?<![^\W_]){name_pattern}(?![^\W_])", re.IGNORECASE if is_proper else 0)


def _person_names(full_name: str) -> Iterator[tuple[str, ...]]:
    """Yield the persons that a name may be of, each as (given names, surname): also those of "Smith, Jane" and "A
    and B"."""
    yield from filter(_is_person, _person_forms(full_name))


def _person_forms(full_name: str) -> Iterator[tuple[str, ...]]:
    """Yield the parts of every name that may be meant, whether or not it is a person's."""
    before_comma, comma, after_comma = full_name.partition(", ")
    name_forms = [full_name, f"{after_comma} {before_comma}"] if comma else [full_name]
    joint_names = re.split(r" (?:and|&) ", full_name)
    name_forms += joint_names if len(joint_names) > 1 else []
    # "Jane and John Doe" are both of one surname.
    name_forms += [f"{joint_name} {full_name.split()[-1]}" for joint_name in joint_names[:-1] if " " not in joint_name]
    yield from map(_parts, name_forms)


def _parts(full_name: str) -> tuple[str, ...]:
    """Return a name without titles and letters after it; a surname takes its particles with it ("van der Berg")."""
    name_words = [
        word
        for word in full_name.split()
        if not _TITLE.fullmatch(word) and not _LETTERS_AFTER.fullmatch(word.strip(","))
    ]
    name_words = [word.strip(",") for word in name_words]
    surname_start = len(name_words) - 1
    while surname_start > 1 and name_words[surname_start - 1].lower() in _OF_A_FAMILY:
        surname_start -= 1
    return (*name_words[:surname_start], " ".join(name_words[surname_start:])) if name_words else ()


def _is_person(parts: Sequence[str]) -> bool:
    """Return whether these are a person's given names and surname, as far as their looks tell."""
    name_words = [word for part in parts for word in part.split()]
    has_capitals = all(word[:1].isupper() or word.lower() in _OF_A_FAMILY for word in name_words)
    return 2 <= len(parts) <= 5 and has_capitals and not any(is_word_of_a_body(word) for word in name_words)


def looks_like_a_person(full_name: str) -> bool:
    """Return whether a name may be that of a person: no word of it is one that bodies alone have."""
    name_words = full_name.split()
    is_written_large = full_name.isupper() or ", " in full_name
    if any(re.search(r"[&\d]" if is_written_large else r"[A-Z]{2}|[&\d]", word) for word in name_words):
        return False
    is_titled = len(name_words) > 1 and _TITLE.fullmatch(name_words[0]) is not None
    is_given = len(name_words) == 1 and full_name.title() in given_names()
    return is_titled or is_given or any(map(_is_person, _person_forms(full_name)))


def is_surely_a_person(full_name: str) -> bool:
    """Return whether a name that may be a person's has a title, a given name or initials before its surname, or is
    made as names of people are: of few peoples given names are listed, and many surnames are words of English."""
    if not looks_like_a_person(full_name):
        return False
    forms = [parts for parts in _person_forms(full_name) if len(parts) > 1 and _is_person(parts)]
    firsts = [parts[0] for parts in forms]
    is_titled = _TITLE.fullmatch(full_name.split()[0]) is not None
    if is_titled or any(one.title() in given_names() or _INITIALS.fullmatch(one) for one in [full_name, *firsts]):
        return True
    return any(map(_is_made_as_a_persons, forms))


def _is_made_as_a_persons(parts: Sequence[str]) -> bool:
    """Return whether a first word of no dictionary stands before what may be a surname, or any before a listed one;
    a plural that is no surname is what a body makes or does ("Arriva Trains")."""
    surname = parts[-1].title()
    is_listed = surname in surnames() or is_ordinary(surname)
    if _is_word_of_english(parts[0]):
        return is_listed and surname not in PLACES
    return is_listed or not (surname.endswith("s") and _is_word_of_english(surname))


def _is_word_of_english(word: str) -> bool:
    """Return whether a dictionary has a word, written small."""
    return bool(lemmas(word.lower()))


_OF_CALENDARS = word_set("""
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday
""")
"""Names of months and days, which dictionaries leave out."""

_INITIALS = re.compile(r"(?:[A-Z]\.? ?){1,3}")


def is_ordinary(word: str) -> bool:
    """Return whether a surname is a word of English as well."""
    return word.lower() in _ORDINARY


def is_in_common_use(word: str) -> bool:
    """Return whether a word that may be of a name is a word of English, or the name of a month or a day, as well."""
    return is_ordinary(word) or _is_word_of_english(word) or word.lower() in _OF_CALENDARS


def is_word_of_a_body(word: str) -> bool:
    """Return whether a word is part of what organisations and offices are called."""
    return (
        word.lower() in _BODIES or word.lower() in ("the", "a", "an", "of", "and", "for", "&") or not word[0].isalpha()
    )


def _person_spans(text: str, parts: Sequence[str], known_words: frozenset[str]) -> Iterator[Span]:
    """Yield the forms of one person's name: turned round, shortened, with a title, and the surname by itself."""
    given_names, surname = [re.escape(part) for part in parts[:-1]], re.sub(r"\\? ", r"[\\s_]+", re.escape(parts[-1]))
    first_name, initial = given_names[0], re.escape(parts[0][0])
    separator, word_end = r"[\s_]+", r"(?![^\W_])"
    name_forms = [
        rf"{first_name}{separator}(?:[^\W\d_]+\.?{separator}){{0,2}}{surname}{word_end}",
        rf"{surname},? {first_name}(?:{separator}[^\W\d_]\b\.?){{0,2}}{word_end}",
        rf"{initial}\.?{separator}?(?:[^\W\d_]\.?{separator}?){{0,2}}{surname}{word_end}",
        rf"{surname},? {initial}(?:\.|\b(?!\.| [a-z]))",
        rf"{_TITLES}\.? (?:and {_TITLES}\.? )?(?:[^\W\d_]\.? )*{surname}{word_end}",
    ]
    form_flags = (re.IGNORECASE, re.IGNORECASE, 0, 0, re.IGNORECASE)
    for name_form, form_flag in zip(name_forms, form_flags, strict=True):
        yield from (Span(*name_match.span()) for name_match in re.finditer(rf"(?<![^\W_]){name_form}", text, form_flag))
    yield from _surname_spans(text, parts[-1], known_words)


_DETERMINER = r"(?:an?|the|some|any|no|this|that|these|those|each|every|my|our|your|their)"
"""A word after one of these, in small letters, is a word of the text and nobody's name."""


def _surname_spans(text: str, surname: str, known_words: frozenset[str]) -> Iterator[Span]:
    """Yield a surname by itself, however it is written, unless it is a word of the consultation.

    One that is an ordinary word, or that the text uses as one ("a doe"), is found with its capital and in mid-sentence
    only, and not as part of another name ("the Green Party").
    """
    lower_surname = surname.lower()
    if len(surname) < 3 or lower_surname in known_words:
        return
    small = rf"{re.escape(lower_surname)}(?![^\W_])"
    is_common = is_ordinary(lower_surname)
    if is_common and re.search(rf"(?<![^\W_]){small}", text):
        return
    is_word = is_common or re.search(rf"\b(?i:{_DETERMINER})\s+{small}", text) is not None
    pattern = rf"(?<![^\W_])(?:{re.escape(surname)}|{re.escape(surname.upper())})(?![^\W_])"
    for surname_match in re.finditer(pattern, text, 0 if is_word else re.IGNORECASE):
        if not is_word or _stands_alone(text, surname_match):
            yield Span(*surname_match.span())


def _stands_alone(text: str, surname_match: re.Match[str]) -> bool:
    starts_sentence = surname_match.start() == 0 or re.search(
        r"[.!?:\n][\"')\s]*$", text[max(0, surname_match.start() - 4) : surname_match.start()]
    )
    is_continued = re.match(r"[ -][A-Z]", text[surname_match.end() : surname_match.end() + 2])
    has_capital_before = re.search(r"[A-Z][\w'-]* $", text[max(0, surname_match.start() - 20) : surname_match.start()])
    return not starts_sentence and not is_continued and not has_capital_before
