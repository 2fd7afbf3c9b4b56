"""Contacts: e-mail addresses, telephone numbers, network addresses, and where somebody is found on the web."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.model import PersonalData, PersonalDataKind
from analysis.redacting.patterns import Pattern, has_any

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

_OF_A_PUBLIC_BODY = re.compile(
    r"(?:https?: ?//)?(?:[a-z0-9-]+\.)*(?:gov|nhs|parliament|police|europa)(?:\.[a-z]{2,5})?(?=[/:?#]|[.,;)\]]*$)",
    re.IGNORECASE,
)


def _is_of_somebody(found: re.Match[str]) -> bool:
    """Return whether a web address is not one of a public body, of which it tells nothing who cites it."""
    return _OF_A_PUBLIC_BODY.match(found.group()) is None


_SITES = (
    r"(?:facebook|fb|twitter|x|linkedin|instagram|tiktok|youtube|threads|nextdoor|snapchat|pinterest|github|medium"
    r"|mastodon|bsky|reddit|t|wa|linktr|flickr|tumblr)"
)
_PROFILE = rf"\b(?:\w+\.)?{_SITES}\.(?:com|app|me|social|net|ee|co\.uk)/[^\s<>()\"]+"
_OWN_PAGE = (
    r"(?<![a-z0-9-])[a-z0-9-]{1,63}\.(?:wordpress|blogspot|tumblr|substack|weebly|wixsite|livejournal)\.(?:com|co\.uk)\b"
    r"[^\s<>()\"]*"
)
_NETWORKS = "twitter|x|instagram|insta|facebook|tiktok|linkedin|snapchat|telegram|skype|whatsapp|mastodon|bluesky"
_HANDLE = (
    rf"\b(?:{_NETWORKS})"
    r"(?: (?:handle|user ?name|account|profile|id|name))*(?::| (?:handle|account|name) is) ?(?P<it>\w[\w.-]{2,})"
)

# Telephone ------------------------------------------------------------------------------------------------------------

_SEPARATED = r"(?:[ \-./()]{0,3}\d)"
_EXTENSION = r"(?:,? ?\(?(?:ext(?:ension|n)?|x)\.? ?\d{1,6}(?!\w))?"
_DIALLED = re.compile(
    rf"(?<![\w.,£$/-])(?:\(?(?:\+|00) ?[1-9]\d{{0,2}}\)?[ \-.]?(?:\(0\) ?)?|\(?0 ?[1-35789])"
    rf"{_SEPARATED}{{7,13}}(?!\w|[.,]\d){_EXTENSION}"
)
_CALLED = re.compile(
    r"\b(?:tel(?:ephone)?|phone|mobile|mob|call|ring|text|whatsapp|fax)\b(?: (?:me|us|number|no|on|is))*[:. ]{1,3}"
    r"(?P<it>\+?\d(?:[ \-.()]{0,2}\d){8,12}(?!\d)" + _EXTENSION + ")",
    re.IGNORECASE,
)
_DATED = re.compile(r"\(?\d{1,2}[ ./-]\d{1,2}[ ./-](?:19|20)\d\d\b")
_BOOK = re.compile(
    r"\b(?:isbn|issn|doi|ref(?:erence)?(?: no| number)?|order no|invoice(?: no)?)\b[-\d]{0,3}[.:# ]*$", re.IGNORECASE
)
UK_DIGITS, MOST_DIGITS = (10, 11), 15
"""Digits of a number that is dialled in the UK with its 0 (Ofcom's numbering plan), and of any (ITU-T E.164)."""


def _is_dialled(found: re.Match[str]) -> bool:
    digits = re.sub(r"\D", "", re.split(r"(?i),? ?\(?e?x", found.group())[0].replace("(0)", ""))
    if _DATED.match(found.group()) or _BOOK.search(found.string, max(0, found.start() - 20), found.start()):
        return False
    if found.group().lstrip("(").startswith("+") or digits.startswith("00"):
        return len(digits.removeprefix("00")) <= MOST_DIGITS
    return len(digits) in UK_DIGITS


def dialled_numbers(text: str) -> Iterator[PersonalData]:
    """Find the telephone numbers that exist by the numbering plans of all countries, read as from the UK.

    What is written in a way of its own, or is kept free for stage and film, the patterns find.
    """
    if _SEVEN_DIGITS.search(text) is None:
        return
    import phonenumbers

    for found in phonenumbers.PhoneNumberMatcher(text, "GB", phonenumbers.Leniency.VALID):
        is_led = found.raw_string.lstrip("(")[:1] in ("0", "+")
        if is_led and not _BOOK.search(text, max(0, found.start - 20), found.start):
            yield PersonalData(found.start, found.end, PersonalDataKind.PHONE)


_SEVEN_DIGITS = re.compile(r"(?:\d[ \-./()]{0,3}){7}")

# Addresses of machines ------------------------------------------------------------------------------------------------

_IPV4 = re.compile(r"(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w.]\w)(?!\w)")
_IPV6 = re.compile(
    r"(?<![\w:.])(?:[0-9a-f]{1,4}:){3,7}:?(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,3})?(?![\w:])", re.IGNORECASE
)
_CALLED_NETWORK = re.compile(r"\b(?:ip|network)\b(?: address)?\W{1,4}(?:is |was )?$", re.IGNORECASE)
_SECTION = re.compile(r"\b(?:section|paragraph|para|clause|policy|version|v|at|see|and|to|in)\.? $", re.IGNORECASE)


def _is_network_address(found: re.Match[str]) -> bool:
    """Return whether four numbers are no paragraph's ("4.2.1.3"), by their size or by what stands before them."""
    text, start = found.string, found.start()
    if _CALLED_NETWORK.search(text, max(0, start - 30), start):
        return True
    is_large = max(int(number) for number in found.group().split(".")) >= LARGEST_PARAGRAPH
    return is_large and not _SECTION.search(text, max(0, start - 12), start)


def _is_ipv6(found: re.Match[str]) -> bool:
    """Return whether it holds a letter or is shortened, which no time of day is."""
    return "::" in found.group() or found.group().count(":") == 7


LARGEST_PARAGRAPH = 100
"""A number in a network address that no paragraph has."""

_I = re.IGNORECASE
_SPOKEN_SIGN = re.compile(r"\bat\b.{1,80}?(?:\bdot\b|[\[({<] ?[.d])", _I)
_has_at = has_any("@", "%40", "&#64;", "at)", "at]", "at}", "at>", "AT)", "AT]", "At)", "At]", "at )", "at ]")
_has_sign = has_any("@")
_has_dot = re.compile(r"https?:|www\.|[A-Za-z0-9]\.[A-Za-z]", _I).search
_has_account = has_any(":", "handle", "account", "Handle", "Account", "name is")


def _is_spoken(text: str) -> bool:
    return ("dot" in text or "DOT" in text or "[." in text or "(." in text) and _SPOKEN_SIGN.search(text) is not None


_POINTS = re.compile(r"\d\.\d+\.\d")


def _has_points(text: str) -> bool:
    return _POINTS.search(text) is not None


def _has_colons(text: str) -> bool:
    return text.count(":") > 1


def _has_address(text: str) -> bool:
    return _has_dot(text) is not None


PATTERNS = (
    Pattern(re.compile(rf"{_LOCAL}{_AT}{_DOMAIN}", _I), PersonalDataKind.EMAIL, hint=_has_at),
    Pattern(re.compile(_SPOKEN, _I), PersonalDataKind.EMAIL, hint=_is_spoken),
    Pattern(re.compile(_APART, _I), PersonalDataKind.EMAIL, hint=_has_sign),
    Pattern(_DIALLED, PersonalDataKind.PHONE, _is_dialled),
    Pattern(_CALLED, PersonalDataKind.PHONE),
    Pattern(_IPV4, PersonalDataKind.NETWORK, _is_network_address, hint=_has_points),
    Pattern(_IPV6, PersonalDataKind.NETWORK, _is_ipv6, hint=_has_colons),
    Pattern(re.compile(r"(?:https?: ?//|www\.)[^\s<>()\"]+", _I), PersonalDataKind.WEB, _is_of_somebody, _has_address),
    Pattern(re.compile(_PROFILE, _I), PersonalDataKind.WEB, hint=_has_address),
    Pattern(re.compile(_OWN_PAGE, _I), PersonalDataKind.WEB, hint=_has_address),
    Pattern(re.compile(r"(?<![\w@.])@[\w.]*\w{2,}"), PersonalDataKind.ACCOUNT, hint=_has_sign),
    Pattern(re.compile(_HANDLE, _I), PersonalDataKind.ACCOUNT, hint=_has_account),
)
