"""Monitoring: columns that ask who answers (age, sex, ethnicity, disability, religion …), by their names and by cells.

A question about a subject ("Which age group should the service cover?", "How old is the building?") is none about the
respondent: a name is known by what it asks of "you", compared whole, and cells count only where the name asks for no
opinion.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from analysis.reading.table.column_profile import Profile
from analysis.reading.table.other_languages import asks_monitoring
from analysis.text import POSTCODE

ENOUGH, KINDS = 0.9, 2
"""Share of a column's cells, and different ones among them that only such a column has, by which it is known."""

_SUBJECT = (
    r"(?:age(?: (?:group|range|band|bracket|category)s?)?|gender(?: identity| reassignment)?|sex|sexuality"
    r"|sexual orientation|ethnicity|ethnic(?:al)? (?:group|origin|background|identity)s?|race|racial (?:group|origin)"
    r"|nationality|national identity|country of birth|disabilit(?:y|ies)(?: status)?|disabled|impairments?"
    r"|(?:long[- ]term )?(?:health|medical) condition|religion|religious (?:belief|affiliation|identity)|faith|beliefs?"
    r"|marital status|marriage|civil partnership|relationship status|pregnan(?:cy|t)|maternity"
    r"|caring responsibilit(?:y|ies)|carer(?: status)?"
    r"|(?:household |annual |personal )?income(?: (?:band|bracket|range))?"
    r"|employment status|first language|year of birth|(?:trans(?:gender)?|veteran)(?: status)?"
    r"|(?:first (?:half|part) of )?(?:your |the )?(?:home |full |partial )?(?:post|zip|postal) ?codes?"
    r"(?: (?:area|district|sector))?(?: \(.{0,40}\))?)"
)
"""What is asked of respondents for monitoring: the protected characteristics of the Equality Act 2010, and the like."""

_SUBJECTS = rf"{_SUBJECT}(?:(?:,| ?/| ?&| or| and)+ (?:your )?{_SUBJECT}){{0,4}}"
_PLEASE = (
    r"(?:(?:please|could you|can you) )*(?:(?:tell us|state|specify|select|choose|indicate|tick|give(?: us)?|provide"
    r"|enter|confirm|describe|record|share)(?: which| what)? )?"
)
_WHICH = r"(?:what|which)(?: of (?:the following|these))?(?: options?| categor(?:y|ies)| terms?)?"
_ABOUT_YOU = (
    r"(?:about you|equalit(?:y|ies)|diversity|monitoring|demographics?)(?: monitoring| information| questions?)*"
    r"(?: ?[-–—:] ?|$)"
)
_YOU_ARE = (
    r"(?:male|female|man|woman|disabled|carer|unpaid carer|pregnant|married|transgender|trans|religious"
    r"|person with a disability|wheelchair user)\b"
)
_ASKS = (
    rf"(?:the |(?:respondent|partner|spouse|applicant)(?:['’]s)? )?{_SUBJECTS}",
    rf"{_PLEASE}(?:(?:what|which)(?:['’]?s| is| are)? (?:the )?)?(?:of (?:the following|these) )?(?:is |are )?"
    rf"your {_SUBJECTS}(?: at (?:your )?last birthday)?",
    rf"{_PLEASE}{_WHICH} {_SUBJECT}s?(?: (?:are you(?: in)?|do you (?:belong to|fall (?:in(?:to)?|under)|identify with"
    r"|have)|is yours|applies to you|you (?:belong to|are in)))?",
    rf"{_PLEASE}{_WHICH} (?:best )?(?:describes?|reflects?|represents?|applies to) (?:your {_SUBJECTS}"
    r"|how you (?:think of|identify) yourself)",
    rf"how (?:would|do) you (?:best )?(?:describe|define) your {_SUBJECTS}",
    r"how (?:would|do) you (?:identify(?: yourself)?|define yourself)",
    r"how old are you|what age are you|what was your age.{0,40}|when were you born",
    rf"are you(?: a| an)? {_YOU_ARE}.{{0,60}}|have you been pregnant.{{0,80}}",
    r"do you (?:consider|regard|think of) yourself (?:to be |as |to have )?(?:a |an )?(?:disabled|disability|trans"
    r"|carer|religious|person with a).{0,80}",
    r"do you (?:have|live with) (?:a |an |any )?(?:long[- ]term |physical |mental |or )*"
    r"(?:disabilit|impairment|illness|(?:health|medical) (?:condition|problem)).{0,140}",
    r"do you (?:identify|define) (?:yourself )?as (?:a |an )?(?:trans|disabled|lgb|gay|lesbian|bisexual"
    r"|heterosexual).{0,60}",
    r"(?:is|does) (?:your|the) gender(?: identity| you identify with)? (?:the same as|match|different from).{0,100}",
    r"are your day-to-day activities limited.{0,140}",
    r"where (?:do|did) you live\b.{0,40}",
    r"do you (?:provide|give) (?:any )?(?:unpaid )?care\b.{0,80}|do you have caring responsibilities.{0,80}",
    r"(?:do you have|what is|which is) (?:a |your )?(?:religion|faith).{0,60}",
)
_ASIDE = (
    r"(?: ?\(?(?:optional|required|please (?:select|tick|choose|specify).{0,40}|select (?:one|all that apply)"
    r"|tick.{0,40}|if you wish)\)?)*"
)
_NAMES = re.compile(rf"(?:{_ABOUT_YOU})?(?:{'|'.join(_ASKS)}){_ASIDE}", re.IGNORECASE)
_OPINION = re.compile(
    r"\b(?:should|would|could|ought|agree|support|oppose|propos\w*|polic(?:y|ies)|service|scheme|building|cover|better"
    r"|improve|important|priorit\w+|affect\w*|impact\w*|why|number of"
    r"|how (?:many|much|often|well|long|far|likely|important)|per (?:week|month|year)|hours?|visits?|think|views?"
    r"|comments?|employees|children)\b",
    re.IGNORECASE,
)
"""What asks for an opinion, or counts something else than years of life."""

_MUTE = re.compile(
    r"(?:(?:q|question|column|field|item|var|demographic)[ _.]?\d*[a-z]?|\d+[a-z]?|)[ .:_-]*", re.IGNORECASE
)
"""A name that says nothing."""

_NEUTRAL = re.compile(
    r"(?:prefer not to (?:say|answer|disclose|state)|rather not say|other.{0,40}|none|unknown|n/?a"
    r"|do(?:n['’]t| not) know|not (?:stated|known|answered|disclosed|provided)"
    r"|(?:prefer to )?self[- ]?describe.{0,30}|in another way.{0,30}|no|yes)\W*",
    re.IGNORECASE,
)
_STRAIGHT = r"(?:straight|heterosexual|gay|lesbian|bisexual|bi|pansexual|asexual|queer)"
_PEOPLE = re.compile(
    r"(?:(?:cis(?:gender)? )?(?:fe)?male|(?:trans )?(?:wo)?man|(?:wo)?men|non[- ]?binary|gender ?(?:fluid|queer)"
    rf"|intersex|trans(?:gender)?.{{0,20}}|{_STRAIGHT}(?:(?: ?/ ?| or ){_STRAIGHT})?(?: (?:wo)?man)?"
    r"|(?:no religion|christian|muslim|hindu|sikh|jewish|buddhist|atheist|agnostic|roman catholic)"
    r"(?: ?\(.{0,80}\)|/.{0,20})?"
    r"|(?:any other )?(?:white|black|asian|mixed|arab|chinese|bangladeshi|pakistani|african|caribbean|gypsy|roma)\b"
    r".{0,80}"
    r"|married.{0,40}|single|widowed|divorced.{0,40}|(?:in a )?civil partnership"
    r"|(?:a )?(?:disabled|(?:not|non)[- ]disabled))\W*",
    re.IGNORECASE,
)
_BAND = re.compile(
    r"(?:aged? )?(?:(?P<low>\d{2}) ?(?:-|–|—|to|and) ?(?P<high>\d{2})"
    r"|\d{2} ?(?:\+|(?:years )?(?:or|and) (?:over|above|older))"
    r"|(?:under|over|below) ?(?:1[0-9]|[2-9]\d)|1\d ?(?:or|and) (?:under|younger))(?: ?(?:years?(?: old)?|yrs))?\W*",
    re.IGNORECASE,
)
BANDS = (4, 20)
"""Years from the first to the last of an age band in surveys."""


def is_asked(reading: str) -> bool:
    """Return whether a column's name asks who the respondent is, and nothing else.

    >>> is_asked("What is your age group?"), is_asked("How old is the building?")
    (True, False)
    """
    return _NAMES.fullmatch(reading.strip(" *:?.")) is not None or asks_monitoring(reading)


def is_answered(name: str, profile: Profile) -> bool:
    """Return whether a column's cells say who respondents are, below a name that asks for nothing else."""
    if _OPINION.search(name):
        return False
    tests: list[Kind] = [_PEOPLE.fullmatch, _is_age]
    if _MUTE.fullmatch(name) is None:
        # A name that asks for something: only what hardly any other question is answered with.
        tests = [_PEOPLE.fullmatch]
    return profile.share(_is_postcode) >= ENOUGH or any(_holds(profile, is_kind) for is_kind in tests)


Kind = Callable[[str], object]


def _holds(profile: Profile, is_kind: Kind) -> bool:
    distinct_values = {cell_text.casefold() for cell_text in profile.looked_at if is_kind(cell_text)}
    return (
        len(distinct_values) >= KINDS
        and profile.share(lambda cell_text: is_kind(cell_text) or _NEUTRAL.fullmatch(cell_text)) >= ENOUGH
    )


def _is_postcode(cell_text: str) -> bool:
    return POSTCODE.fullmatch(cell_text.upper()) is not None


def _is_age(cell_text: str) -> bool:
    age_band = _BAND.fullmatch(cell_text)
    if age_band is None or age_band["low"] is None:
        return age_band is not None
    return BANDS[0] <= int(age_band["high"]) - int(age_band["low"]) <= BANDS[1]


__all__ = ["is_answered", "is_asked"]
