"""Numbers that belong to one person: by their form together with their checksum, or with the words before them.

So references, dates, sums and paragraph numbers stay.
"""

from __future__ import annotations

import re

from analysis.model import PersonalDataKind
from analysis.redacting.patterns import Pattern, has_digit, has_letter_and_digit

# Health, tax, travel --------------------------------------------------------------------------------------------------

_NHS = re.compile(r"(?<![\w-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w-]|[.,]\d)")
_INSURED = re.compile(r"(?<![\w-])[A-Z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D](?![\w-])", re.IGNORECASE)
_LICENCE = re.compile(
    r"(?<![\w-])[A-Z9]{5}[ -]?\d{6}[ -]?[A-Z9]{2}\d?[ -]?[A-Z0-9]{2}[A-Z](?:[ -]?\d\d)?(?![\w-])", re.IGNORECASE
)
"""A driving licence: five letters of the surname or nines, date of birth, initials, check letters (DVLA)."""

_BRIDGE = r"[^.!?\n\d]{0,30}?"
_REFERENCE = r"(?<![\w/])(?-i:(?=(?:[A-Z/ -]*\d){5})[A-Z0-9]+(?:[ /-](?=[A-Z]*\d)[A-Z0-9]+){0,4})(?![\w/])"
_OF_AN_OFFICE = (
    r"(?:chi|hospital|patient|h&c|medical record|upn|uln|residence permit|visa|payroll|staff|crime|case|council tax"
    r"|pension|benefit|customer|client|tenancy|membership|policy)"
)
_CALLED_SO = re.compile(
    rf"\bpassport\b{_BRIDGE}(?P<passport>(?<!\w)(?:[A-Z]{{1,2}} ?\d{{7}}|\d{{3}} ?\d{{3}} ?\d{{3}})(?!\w))"
    rf"|\b(?:national insurance|nino|ni (?:number|no))\b{_BRIDGE}"
    r"(?P<insured>(?<!\w)[A-Z]{2}[ -]?(?:\d\d[ -]?){2}\d\d(?!\w))"
    rf"|\b(?:utr|tax(?:payer)? (?:reference|ref))\b{_BRIDGE}(?P<tax>(?<!\w)(?:\d[ -]?){{9}}\d(?!\w))"
    rf"|\b{_OF_AN_OFFICE}[ -](?:number|no|id|ref(?:erence)?)\b\.?{_BRIDGE}(?P<office>{_REFERENCE})"
    r"|\b(?:my|his|her|our|their|your) (?:[\w-]+ ){0,3}(?:number|no|id|ref(?:erence)?)\b\.? ?(?:is|was|:|=)? ?"
    rf"(?P<own>{_REFERENCE})",
    re.IGNORECASE,
)
"""Numbers without a check that anybody could compute, known by what they are called."""

# Banks ----------------------------------------------------------------------------------------------------------------

_CARD = re.compile(r"(?<![\w-])[3-6]\d{3}(?:[ -]?\d){9,15}(?![\w-])")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2} ?(?:[A-Z0-9]{4} ?){2,7}[A-Z0-9]{1,4}(?!\w)", re.IGNORECASE)
_SORT_CODE = re.compile(r"\bsort[ -]?code\b[^.!?\n\d]{0,20}(?P<it>\d\d[ -]?\d\d[ -]?\d\d)(?!\d)", re.IGNORECASE)
_BANK_ACCOUNT = re.compile(
    r"\b(?:account|a/c|acct?)\b\.?(?:(?: (?:number|no\.?|is|num))*[:# ]{1,3}(?P<it>\d{4} ?\d{4}|\d{6,8})"
    r"|[^.!?\n\d]{1,30}(?P<far>\d{4} ?\d{4}))(?!\d)",
    re.IGNORECASE,
)
_SORT_AND_ACCOUNT = re.compile(r"(?<![\w-])\d\d-\d\d-\d\d[ ,/]{1,3}(?:and )?\d{8}(?![\w-])")


def _is_nhs(found: re.Match[str]) -> bool:
    """Return whether ten digits are an NHS number: so called, or grouped as one with the right check digit (mod 11)."""
    preceding = found.string[max(0, found.start() - 30) : found.start()].lower()
    if "nhs" in preceding:
        return True
    digits = [int(character) for character in found.group() if character.isdigit()]
    check_digit = 11 - sum(n * (10 - i) for i, n in enumerate(digits[:9])) % 11
    return check_digit % 11 == digits[9] and check_digit != 10 and found.group()[3] in " -"


def _is_card(found: re.Match[str]) -> bool:
    """Return whether 13 to 19 digits, which begin as a card's do, hold Luhn's check."""
    digits = [int(character) for character in found.group() if character.isdigit()]
    doubled_digits = (n * 2 - 9 if n > 4 else n * 2 for n in digits[-2::-2])
    return len(set(digits)) > 1 and (sum(doubled_digits) + sum(digits[-1::-2])) % 10 == 0


def _is_iban(found: re.Match[str]) -> bool:
    """Return whether the check of ISO 13616 holds (mod 97)."""
    account_number = found.group().replace(" ", "").upper()
    return int("".join(str(int(character, 36)) for character in account_number[4:] + account_number[:4])) % 97 == 1


# Birth and vehicles ---------------------------------------------------------------------------------------------------

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_DAY = (
    r"(?:\d{1,2}[/. -]\d{1,2}[/. -]'?\d{2,4}|\d{4}-\d\d-\d\d"
    rf"|{_NTH}(?: of)?[ -]{_MONTH},?[ -]'?\d{{2,4}}|{_MONTH} {_NTH},? '?\d{{4}})"
)
_BORN = re.compile(
    r"\b(?:born|d\.?o\.?b\b\.?|date of birth|birth ?date|birthday)"
    r"(?: (?:is|was|on|the|at|home|here|of|in(?: [A-Z][\w'-]*){0,3}))*"
    rf"[^\w.!?]{{1,4}}(?:(?:on|in) )?(?P<it>{_DAY})",
    re.IGNORECASE,
)
_PLATE = r"[A-Z]{2}\d{2} ?[A-Z]{3}|[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3}[A-Z]"
_PLATED = re.compile(
    r"\b(?:car|van|vehicle|vrn|reg(?:istration)?(?: (?:number|no|plate|mark))?|plates?|motor(?:bike|cycle)|lorry|truck"
    r"|taxi|cab|coach|caravan|driv(?:ing|es?|er)|drove|parked)\b"
    rf"[^.!?\n]{{0,25}}?(?<!\w)(?P<it>{_PLATE}|(?i:[A-Z]{{2}}\d{{2}} ?[A-Z]{{3}}))(?!\w)",
)
"""A plate of 2001 or later, or of the older kinds, after a word for what carries one."""

_REGISTERED = re.compile(
    r"\b(?i:registration|reg|plates?)\b\.?(?i: (?:number|no\.?|mark|is|plate))*[: ]{1,2}"
    r"(?P<it>[A-Z]{2,3} ?\d{1,4}|\d{1,4} ?[A-Z]{2,3})(?!\w)"
)
"""A plate of Northern Ireland or one without a date, where it is called one."""

_PLATE_OF_TODAY = re.compile(r"(?<![\w-])[A-HJ-PR-Y]{2}(?:0[1-9]|[1-7]\d) [A-HJ-PR-Z]{3}(?![\w-])")
"""Two letters, a half-year that there was, and three letters: nothing else is written so."""


PATTERNS = (
    Pattern(_INSURED, PersonalDataKind.NUMBER),
    Pattern(_NHS, PersonalDataKind.NUMBER, _is_nhs),
    Pattern(_LICENCE, PersonalDataKind.NUMBER),
    Pattern(_CARD, PersonalDataKind.BANK, _is_card),
    Pattern(_IBAN, PersonalDataKind.BANK, _is_iban),
    Pattern(_SORT_CODE, PersonalDataKind.BANK),
    Pattern(_BANK_ACCOUNT, PersonalDataKind.BANK),
    Pattern(_SORT_AND_ACCOUNT, PersonalDataKind.BANK),
    Pattern(_CALLED_SO, PersonalDataKind.NUMBER),
    Pattern(_BORN, PersonalDataKind.BIRTH, hint=has_digit),
    Pattern(_PLATED, PersonalDataKind.PLATE, hint=has_letter_and_digit),
    Pattern(_REGISTERED, PersonalDataKind.PLATE, hint=has_letter_and_digit),
    Pattern(_PLATE_OF_TODAY, PersonalDataKind.PLATE, hint=has_letter_and_digit),
)
