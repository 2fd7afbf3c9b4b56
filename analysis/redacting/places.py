"""Places where people live: postcodes, streets with a number, houses with a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analysis.model import PersonalData, PersonalDataKind
from analysis.redacting.patterns import Pattern, has_any, has_digit, has_letter_and_digit

_AREAS = re.findall(
    r"\w+",
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G "
    "GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW "
    "OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC "
    "BX WD WF WN WR WS WV YO ZE",
)
"""The areas of Royal Mail's postcodes."""

_POSTCODE = re.compile(
    rf"(?<![\w£$-])(?:{'|'.join(sorted(_AREAS, key=len, reverse=True))})\d[\dA-Z]?[ -]{{0,3}}"
    r"\d[ABD-HJLNP-UW-Z]{2}(?!\w)",
    re.IGNORECASE,
)
_MEASURES = frozenset(["st", "nd", "rd", "th", "ft", "lb", "ha", "hr", "bn", "gb", "tb", "db", "pt", "pp", "yd"])

_SHAPED_LIKE_ONE = re.compile(
    r"(?<![\w£$])(?:(?i:[A-Z]{1,3}\d[\dA-Z]?[ .-]{0,3}\d[A-Z]{2})|[A-Z]{2,4}(?:\d[\dA-Z]?)?[ .-]{1,3}\d ?[A-Z]{2}"
    r"|[A-Z]{1,2}\d[\dA-Z]? {1,3}\d [A-Z]{2}|BFPO \d{1,4})(?!\w)"
)
_TOUCHING = re.compile(r"[\s,]{0,3}")
_IN_ADDRESSES = (PersonalDataKind.ADDRESS, PersonalDataKind.POSTCODE, PersonalDataKind.NAME)


def _is_postcode(found: re.Match[str]) -> bool:
    """Return whether it is no "B1 2nd" or "L2 5ft", written small, and no section of an Act ("s140AA")."""
    postcode = found.group()
    is_mixed_case = postcode.isalnum() and postcode.upper() != postcode != postcode.lower()
    return postcode[-2:] not in _MEASURES and not is_mixed_case


def completed(text: str, found: Sequence[PersonalData]) -> Iterator[PersonalData]:
    """Yield what is shaped like a postcode and stands in or right behind an address or a name, though its area or its
    letters exist nowhere: whoever mistypes it has written it all the same, and half of it tells as much."""
    ends = [one for one in found if one.kind in _IN_ADDRESSES]
    for shaped in _SHAPED_LIKE_ONE.finditer(text) if ends and has_digit(text) else ():
        start, end = shaped.span()
        if _is_postcode(shaped) and any(
            (one.start < end and start < one.end) or _touches(text, one.end, start) for one in ends
        ):
            yield PersonalData(start, end, PersonalDataKind.POSTCODE)


def _touches(text: str, end: int, start: int) -> bool:
    return 0 <= start - end <= 3 and _TOUCHING.fullmatch(text, end, start) is not None


STREETS = (
    r"(?:Road|Rd|Street|Lane|Ln|Avenue|Ave|Close|Drive|Crescent|Cres|Terrace|Gardens|Gdns|Place|Square|Way|Grove|Court|Hill"
    r"|Row|Mews|Walk|Rise|View|Green|Park|Parade|Villas|Cottages?|Buildings|House|Wharf|Quay|Heights|Mount|Vale|Croft|Fold|Yard)"
)
_TOWN = r"(?:, [A-Z][\w'-]+(?: [A-Z][\w'-]+)?)?"
_DOOR = r"(?:(?:Flat|Apartment|Apt|Unit|Room) ?\w{1,4},? )?\d{1,3}(?:[-/]\d{1,3})?(?: ?[A-Ha-h]\b)?,? "
_STREET = re.compile(rf"(?<![\w£$.,/-])(?:{_DOOR})(?:[A-Z][\w'-]+ ){{1,3}}{STREETS}\b{_TOWN}")
_NOT_DOOR = re.compile(
    r"\b(?:section|article|policy|question|chapter|table|figure|page|least|over|only"
    r"|route|bus|the|\d (?:of|to|and))\s$",
    re.IGNORECASE,
)
_LIVING = r"\b(?i:live|lives|lived|living|reside[sd]?|residing|residents?|home|house|flat|address|moved)"
_LIVES = re.compile(
    rf"{_LIVING}(?: (?:is|at|in|are|on|to|of))+:? "
    r"(?P<it>(?:Flat \w{1,4},? )?\d{1,4}[A-Ha-h]?,? [A-Z][\w'-]*(?:,? [A-Z][\w'-]*)*)"
)
_LIVES_WRITTEN_SMALL = re.compile(
    rf"{_LIVING}\b[^.!?\n\d]{{0,20}}?(?P<it>\d{{1,4}}[a-h]?,? (?:[a-z'-]+ ){{1,3}}"
    r"(?:road|street|lane|avenue|crescent|terrace|grove|mews)\b)",
    re.IGNORECASE,
)
_IN_A_STREET = re.compile(rf"{_LIVING} (?:on|in|at|to|off|is) (?P<it>(?:[A-Z][\w'-]+ ){{1,3}}{STREETS}\b{_TOWN})")
_HOUSE = re.compile(
    r"\b(?i:live|lives|lived|living|reside[sd]?|residing|home is|house is|address is)(?: with [\w' ]{1,30}?)? at:? "
    r"(?P<it>[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,3}(?:, [A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2}){0,3})"
)
"""A house by its name, where somebody says that they live at it."""


def _is_street(found: re.Match[str]) -> bool:
    return not _NOT_DOOR.search(found.string, max(0, found.start() - 12), found.start())


_is_lived_in = has_any("live", "Live", "living", "Living", "resid", "Resid", "ome", "ouse", "lat", "ddress", "oved")

PATTERNS = (
    Pattern(_LIVES, PersonalDataKind.ADDRESS, hint=has_digit),
    Pattern(_LIVES_WRITTEN_SMALL, PersonalDataKind.ADDRESS, hint=has_digit),
    Pattern(_STREET, PersonalDataKind.ADDRESS, _is_street, has_digit),
    Pattern(_IN_A_STREET, PersonalDataKind.ADDRESS, hint=_is_lived_in),
    Pattern(_HOUSE, PersonalDataKind.ADDRESS, hint=_is_lived_in),
    Pattern(_POSTCODE, PersonalDataKind.POSTCODE, _is_postcode, has_letter_and_digit),
)
