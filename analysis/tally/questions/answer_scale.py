"""Answer scales: closed answers in the order in which a form gives them, from one end of their scale to the other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.text import word_set

_APART = re.compile(
    r"\b(?:don'?t know|do not know|not sure|unsure|undecided|can'?t say|cannot say|prefer not|rather not|no opinion|"
    r"no view|not applicable|n/?a|no answer|not stated|other|none of)\b"
)
"""What stands outside a scale, and after it."""

_MIDDLE = re.compile(
    r"\b(?:neither|neutral|partly|partially|in part|to some extent|about (?:the )?same|no (?:change|impact|"
    r"difference|effect)|mixed|maybe|average|fair|moderate(?:ly)?|sometimes|yes and no)\b"
)
_STRONG = re.compile(
    r"\b(?:strongly|completely|fully|entirely|totally|very|definitely|absolutely|wholly|extremely|much|always|never|"
    r"a lot|a great deal|significant(?:ly)?|substantial(?:ly)?|all)\b"
)
_WEAK = re.compile(
    r"\b(?:tend to|slightly|somewhat|mostly|mainly|fairly|quite|probably|generally|a little|rather|often|rarely|some)\b"
)
_AGAINST = re.compile(
    r"\b(?:no|not|disagree|oppose[sd]?|against|object|dissatisfied|unsatisfied|unfavou?rable|unlikely|negative(?:ly)?|"
    r"poor|bad|worse|unimportant|unsafe|difficult|never|rarely|decrease|less|low|ineffective|unhelpful|unclear|unfair|"
    r"false|disapprove|reject|unacceptable|inappropriate)\b"
)
_FOR = re.compile(
    r"\b(?:yes|agree|support|favou?r|for|satisfied|likely|positive(?:ly)?|good|excellent|better|important|safe|easy|"
    r"always|often|increase|more|high|effective|helpful|clear|fair|true|approve|accept(?:able)?|appropriate|welcome)\b"
)
_OF_SCALES = word_set("""
    a about acceptable agree all always an answer applicable approve at bad benefit better cannot change decrease
    difference difficult disagree disapprove dissatisfied do don't easy effect effective excellent extent extremely
    fair fairly false favour for fully good great impact important in increase ineffective know less likely little lot
    maybe mixed moderate moderately more much n/a negative negatively neither neutral never no none nor not object of
    often opinion oppose opposed or other part partially partly poor positive positively prefer prefers probably quite
    rarely rather reject same satisfied say significant significantly slightly some sometimes somewhat strongly
    support sure tend the to true undecided unfair unfavourable unimportant unlikely unsatisfied unsure very view
    worse yes
""")


def is_of_a_scale(answer: str) -> bool:
    """Return whether an answer is in the words of usual scales alone, and so nobody's own.

    >>> is_of_a_scale("Neither agree nor disagree"), is_of_a_scale("Don’t know"), is_of_a_scale("Ask my son Alan")
    (True, True, False)
    """
    return _OF_SCALES.issuperset(re.findall(r"[\w'/]+", _folded(answer)))


_RANGE = re.compile(r"\D{0,12}?(\d[\d,]*(?:\.\d+)?)")

_OPEN_LOW = re.compile(r"^\W*(?:under|below|less than|fewer than|up to|younger than)\b")


def in_scale_order(answers: Sequence[str], form_order: Sequence[str] = ()) -> list[str]:
    """Return answers in the order of their scale; as they come where none is known.

    ``form_order`` is that of the form, where the consultation says it: it goes before everything; what it does not
    name comes after. Else a scale of numbers is in their order, and one that leads from yes or agreement to its
    opposite begins with agreement, with what stands outside it last.

    >>> in_scale_order(["Disagree", "Don't know", "Strongly agree", "Agree", "Neither agree nor disagree"])
    ['Strongly agree', 'Agree', 'Neither agree nor disagree', 'Disagree', "Don't know"]
    >>> in_scale_order(["25 to 34", "Under 18", "65 or over", "18 to 24"])
    ['Under 18', '18 to 24', '25 to 34', '65 or over']
    >>> in_scale_order(["Tram", "Bus"])
    ['Tram', 'Bus']
    """
    if form_order:
        places = {_folded(answer): place for place, answer in enumerate(form_order)}
        return sorted(answers, key=lambda answer: places.get(_folded(answer), len(places)))
    outside = [answer for answer in answers if _APART.search(_folded(answer))]
    inside = [answer for answer in answers if answer not in outside]
    for step in (_number, _agreement):
        steps = [step(_folded(answer)) for answer in inside]
        known = [place for place in steps if place is not None]
        # Two answers of one step are no scale: "a good bus", "a good tram".
        if len(known) > 1 and len(set(known)) == len(inside):
            return [answer for _, answer in sorted(zip(known, inside, strict=True))] + outside
    return list(answers)


def _folded(answer: str) -> str:
    return " ".join(answer.replace("’", "'").split()).casefold()


def _number(answer: str) -> float | None:
    """Return the number with which an answer begins; one that is open below comes just before it."""
    match = _RANGE.match(answer)
    if match is None:
        return None
    return float(match[1].replace(",", "")) - (0.5 if _OPEN_LOW.match(answer) else 0)


def _agreement(answer: str) -> float | None:
    """Return where an answer lies between full agreement, -3, and its opposite, 3."""
    if _MIDDLE.search(answer) and not _STRONG.search(answer):
        return 0
    is_against = _AGAINST.search(answer)
    if not is_against and not _FOR.search(answer):
        return None
    strength = 3 if _STRONG.search(answer) else 1 if _WEAK.search(answer) else 2
    return strength if is_against else -strength
