"""Contacts: e-mail addresses, telephone numbers, places where people live, numbers that belong to one person.

Every pattern is for a folded text (``folding``). A number is taken for somebody's only by its form together with its
checksum or with the words before it, so that references, dates and sums stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from analysis.text import Span

EMAIL = "e-mail address withheld"
PHONE = "telephone number withheld"
NUMBER = "personal number withheld"
BANK = "bank details withheld"
WEB = "web address withheld"
ACCOUNT = "account withheld"
POSTCODE = "postcode withheld"
ADDRESS = "address withheld"
BIRTH = "date of birth withheld"
PLATE = "vehicle registration withheld"


class Kind(NamedTuple):
    """A kind of contact detail: its pattern, the word printed in its place, and whether a match is really one.

    Where the pattern has a group ``it``, only that is masked.
    """

    pattern: re.Pattern[str]
    word: str
    holds: Callable[[re.Match[str]], bool] = lambda _: True


def spans(text: str, kinds: tuple[Kind, ...]) -> Iterator[tuple[Span, str]]:
    """Find every contact detail of these kinds in a folded text, with the word to print in its place."""
    for contact_kind in kinds:
        name = "it" if "it" in contact_kind.pattern.groupindex else 0
        for contact_match in contact_kind.pattern.finditer(text):
            if contact_kind.holds(contact_match):
                yield Span(*contact_match.span(name)), contact_kind.word


# E-mail and the web ---------------------------------------------------------------------------------------------------

# No longer than RFC 5321 allows, so that the search stays linear in a text of apostrophes.
_LOCAL = r"(?<![\w.+%-])\w[\w.+%'-]{0,63}(?:(?: dot | ?[\[(]dot[\])] ?)\w+){0,3}"
_AT = r"(?:@ ?| @ |(?:&#64;|%40)| ?[\[({<] ?(?:at|@) ?[\])}>] ?)"
_BRACKET_DOT = r" ?[\[({<] ?(?:dot|\.) ?[\])}>] ?"
_TLD = r"(?:com|org|net|uk|co|gov|ac|nhs|eu|info|me|io|ie|scot|wales|cymru|london|biz|mail|fr|de)"
_DOMAIN = rf"[a-z0-9-]+(?:(?:\.|{_BRACKET_DOT}| dot )[a-z0-9-]+| ?\. ?{_TLD}\b)+"

# People look at things and write to @handles: only what ends like a server's name is one behind a plain "at" or " @".
_SPOKEN = rf"{_LOCAL} at [a-z0-9-]+(?:(?:{_BRACKET_DOT}| dot )[a-z0-9-]+)*(?:{_BRACKET_DOT}| dot ){_TLD}\b"
_APART = rf"{_LOCAL} @[a-z0-9.-]+\.{_TLD}\b"

_SITES = (
    r"(?:facebook|fb|twitter|x|linkedin|instagram|tiktok|youtube|threads|nextdoor|snapchat|pinterest|github|medium"
    r"|mastodon|bsky|reddit|t|wa|linktr|flickr|tumblr)"
)
_PROFILE = rf"\b(?:\w+\.)?{_SITES}\.(?:com|app|me|social|net|ee|co\.uk)/[^\s<>()\"]+"
_OWN_PAGE = (
    r"(?<![a-z0-9-])[a-z0-9-]{1,63}\.(?:wordpress|blogspot|tumblr|substack|weebly|wixsite|livejournal)\.(?:com|co\.uk)\b"
    r"[^\s<>()\"]*"
)
_HANDLE = (
    r"\b(?:twitter|x|instagram|insta|facebook|tiktok|linkedin|snapchat|telegram|skype|whatsapp|mastodon|bluesky)"
    r"(?: (?:handle|user ?name|account|profile|id|name))*(?::| (?:handle|account|name) is) ?(?P<it>\w[\w.-]{2,})"
)

# Telephone ------------------------------------------------------------------------------------------------------------

_SEPARATED = r"(?:[ \-./()]{0,3}\d)"
_DIALLED = re.compile(
    rf"(?<![\w.,£$/-])(?:\(?(?:\+|00) ?[1-9]\d{{0,2}}\)?[ \-.]?(?:\(0\) ?)?|\(?0 ?[1-35789])"
    rf"{_SEPARATED}{{7,13}}(?!\w|[.,]\d)"
)
_CALLED = re.compile(
    r"\b(?:tel(?:ephone)?|phone|mobile|mob|call|ring|text|whatsapp|fax)\b(?: (?:me|us|number|no|on|is))*[:. ]{1,3}"
    r"(?P<it>\+?\d(?:[ \-.()]{0,2}\d){8,12})(?!\d)",
    re.IGNORECASE,
)
_DATED = re.compile(r"\(?\d{1,2}[ ./-]\d{1,2}[ ./-](?:19|20)\d\d\b")
_BOOK = re.compile(
    r"\b(?:isbn|issn|doi|ref(?:erence)?(?: no| number)?|order no|invoice(?: no)?)\b[-\d]{0,3}[.:# ]*$", re.IGNORECASE
)
UK_DIGITS, MOST_DIGITS = (10, 11), 15
"""Digits of a number that is dialled in the UK with its 0 (Ofcom's numbering plan), and of any (ITU-T E.164)."""


def _is_dialled(match: re.Match[str]) -> bool:
    digits = re.sub(r"\D", "", match.group().replace("(0)", ""))
    if _DATED.match(match.group()) or _BOOK.search(match.string, max(0, match.start() - 20), match.start()):
        return False
    if match.group().lstrip("(").startswith("+") or digits.startswith("00"):
        return len(digits.removeprefix("00")) <= MOST_DIGITS
    return len(digits) in UK_DIGITS


# Numbers that belong to one person ------------------------------------------------------------------------------------

_NHS = re.compile(r"(?<![\w-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w-]|[.,]\d)")
_INSURED = re.compile(r"(?<![\w-])[A-Z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D](?![\w-])", re.IGNORECASE)
_CARD = re.compile(r"(?<![\w-])(?:\d{4}[ -]?){3}\d{4}(?![\w-])")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2} ?(?:[A-Z0-9]{4} ?){2,7}[A-Z0-9]{1,4}(?!\w)", re.IGNORECASE)
_SORT_CODE = re.compile(
    r"\bsort[ -]?code\b\W{0,3}(?:is |no\.? |number )?(?P<it>\d\d[ -]?\d\d[ -]?\d\d)(?!\d)", re.IGNORECASE
)
_BANK_ACCOUNT = re.compile(
    r"\b(?:account|a/c|acct)\b\.?(?: (?:number|no\.?|is|num))*[:# ]{1,3}(?P<it>\d{4} ?\d{4}|\d{6,8})(?!\d)",
    re.IGNORECASE,
)
_SORT_AND_ACCOUNT = re.compile(r"(?<![\w-])\d\d-\d\d-\d\d[ ,/]{1,3}\d{8}(?![\w-])")


def _is_nhs(match: re.Match[str]) -> bool:
    """Return whether ten digits are an NHS number: so called, or grouped as one with the right check digit (mod 11)."""
    preceding = match.string[max(0, match.start() - 30) : match.start()].lower()
    if "nhs" in preceding:
        return True
    digits = [int(character) for character in match.group() if character.isdigit()]
    check_digit = 11 - sum(n * (10 - i) for i, n in enumerate(digits[:9])) % 11
    return check_digit % 11 == digits[9] and check_digit != 10 and match.group()[3] in " -"


def _is_card(match: re.Match[str]) -> bool:
    """Return whether sixteen digits hold Luhn's check."""
    digits = [int(character) for character in match.group() if character.isdigit()]
    doubled_digits = (n * 2 - 9 if n > 4 else n * 2 for n in digits[::2])
    return len(set(digits)) > 1 and (sum(doubled_digits) + sum(digits[1::2])) % 10 == 0


def _is_iban(match: re.Match[str]) -> bool:
    """Return whether the check of ISO 13616 holds (mod 97)."""
    account_number = match.group().replace(" ", "").upper()
    return int("".join(str(int(character, 36)) for character in account_number[4:] + account_number[:4])) % 97 == 1


_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_DAY = (
    r"(?:\d{1,2}[/. -]\d{1,2}[/. -]\d{2,4}|\d{4}-\d\d-\d\d"
    rf"|{_NTH}(?: of)? {_MONTH},? \d{{2,4}}|{_MONTH} {_NTH},? \d{{4}})"
)
_BORN = re.compile(
    r"\b(?:born|d\.?o\.?b\b\.?|date of birth|birth ?date|birthday)(?: (?:is|was|on|the))*[:,]? ?(?:on )?"
    rf"(?P<it>{_DAY})",
    re.IGNORECASE,
)
_PLATE = re.compile(
    r"\b(?:car|van|vehicle|reg(?:istration)?(?: (?:number|no|plate))?|plates?|motor(?:bike|cycle)|lorry|taxi|driving)\b"
    r"[^.!?\n]{0,25}?(?<!\w)(?P<it>[A-Z]{2}\d{2} ?[A-Z]{3}|[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3}[A-Z])(?!\w)",
)
"""A plate of 2001 or later, or of the older kinds, in capitals after a word for what carries one."""

# Where people live ----------------------------------------------------------------------------------------------------

_AREAS = re.findall(
    r"\w+",
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G "
    "GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW "
    "OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC "
    "WD WF WN WR WS WV YO ZE",
)
"""The areas of Royal Mail's postcodes."""

_POSTCODE = re.compile(
    rf"(?<![\w£$-])(?:{'|'.join(sorted(_AREAS, key=len, reverse=True))})\d[\dA-Z]?[ -]{{0,3}}"
    r"\d(?P<letters>[ABD-HJLNP-UW-Z]{2})(?!\w)",
    re.IGNORECASE,
)
_MEASURES = frozenset(["st", "nd", "rd", "th", "ft", "lb", "ha", "hr", "bn", "gb", "tb", "db", "pt", "pp", "yd"])


def _is_postcode(match: re.Match[str]) -> bool:
    """Return whether it is no "B1 2nd" or "L2 5ft", written small, and no section of an Act ("s140AA")."""
    postcode = match.group()
    is_mixed_case = postcode.isalnum() and postcode.upper() != postcode != postcode.lower()
    return match["letters"] not in _MEASURES and not is_mixed_case


_STREETS = (
    r"(?:Road|Rd|Street|Lane|Ln|Avenue|Ave|Close|Drive|Crescent|Cres|Terrace|Gardens|Gdns|Place|Square|Way|Grove|Court|Hill"
    r"|Row|Mews|Walk|Rise|View|Green|Park|Parade|Villas|Cottages?|Buildings|House|Wharf|Quay|Heights|Mount|Vale|Croft|Fold|Yard)"
)
_DOOR = r"(?:(?:Flat|Apartment|Apt|Unit|Room) ?\w{1,4},? )?\d{1,3}(?: ?[A-Ha-h]\b)?,? "
_STREET = re.compile(
    rf"(?<![\w£$.,/-])(?:{_DOOR})(?:[A-Z][\w'-]+ ){{1,3}}{_STREETS}\b(?:, [A-Z][\w'-]+(?: [A-Z][\w'-]+)?)?"
)
_NOT_DOOR = re.compile(
    r"\b(?:section|article|policy|question|chapter|table|figure|page|of|to|and|least|over|about|only|route|bus|the)\s$",
    re.IGNORECASE,
)
_LIVES = re.compile(
    r"\b(?:live|lives|lived|living|reside|resides|residing|residents?|home|house|address)(?: (?:is|at|in|are))+:? "
    r"(?P<it>(?:Flat \w{1,4},? )?\d{1,4}[A-Ha-h]?,? [A-Z][\w'-]*(?:,? [A-Z][\w'-]*)*)"
)


def _is_street(match: re.Match[str]) -> bool:
    return not _NOT_DOOR.search(match.string, max(0, match.start() - 12), match.start())


# What is masked of whom -----------------------------------------------------------------------------------------------

_I = re.IGNORECASE

ALWAYS = (
    Kind(re.compile(rf"{_LOCAL}{_AT}{_DOMAIN}", _I), EMAIL),
    Kind(re.compile(_SPOKEN, _I), EMAIL),
    Kind(re.compile(_APART, _I), EMAIL),
    Kind(_INSURED, NUMBER),
    Kind(_NHS, NUMBER, _is_nhs),
    Kind(_CARD, BANK, _is_card),
    Kind(_IBAN, BANK, _is_iban),
    Kind(_SORT_CODE, BANK),
    Kind(_BANK_ACCOUNT, BANK),
    Kind(_SORT_AND_ACCOUNT, BANK),
    Kind(_DIALLED, PHONE, _is_dialled),
    Kind(_CALLED, PHONE),
)
"""What is printed of nobody."""

UNNAMED = (
    Kind(re.compile(r"(?:https?: ?//|www\.)[^\s<>()\"]+", _I), WEB),
    Kind(re.compile(_PROFILE, _I), WEB),
    Kind(re.compile(_OWN_PAGE, _I), WEB),
    Kind(re.compile(r"(?<![\w@.])@[\w.]*\w{2,}"), ACCOUNT),
    Kind(re.compile(_HANDLE, _I), ACCOUNT),
    Kind(_BORN, BIRTH),
    Kind(_PLATE, PLATE),
    Kind(_LIVES, ADDRESS),
    Kind(_STREET, ADDRESS, _is_street),
    Kind(_POSTCODE, POSTCODE, _is_postcode),
)
"""What is printed only of respondents who are named."""

__all__ = ["ALWAYS", "UNNAMED", "Kind", "spans"]
