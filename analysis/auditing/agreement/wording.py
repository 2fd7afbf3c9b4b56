"""Agreement in words: what a figure means for somebody who has to rely on the coding."""

from __future__ import annotations

from analysis.auditing.agreement.agreement_intervals import NOT_SHARED, Agreement, Agreements, Measure
from analysis.text import plural

RELIABLE = 0.8
"""Agreement beyond chance from which codings may be relied on (Krippendorff 2004, page 241)."""

TENTATIVE = 2 / 3
"""Agreement beyond chance from which tentative conclusions may be drawn (the same)."""

FEW_POINTS = 30
"""Below so many points judged twice, a figure says little whatever it is."""

OFTEN_THE_SAME = 0.85
"""Raw agreement from which a low figure beyond chance surprises and is explained (Feinstein & Cicchetti 1990)."""

VERDICTS = ("too little to rely on", "enough for tentative conclusions only", "enough to rely on")
"""What is said below ``TENTATIVE``, below ``RELIABLE``, and from there on."""

SHARE_WORDS = {
    Measure.RAW: "Where two people judged the same point, they gave the same answer in {}",
    Measure.POSITIVE: "Where one person gave the label, another gave it too in {}",
    Measure.NEGATIVE: "Where one person did not give the label, another did not either in {}",
}
"""How a share of cases is introduced."""


def agreement_in_words(found: Agreement, raw: Agreement | None = None) -> str:
    """Return a few plain sentences on what a figure means; with the raw agreement beside it, also why the two may
    differ.

    >>> agreement_in_words(Agreement(Measure.RAW, 0.94, 0.88, 0.97, points=100, coders=2))
    'Where two people judged the same point, they gave the same answer in 94 % of cases (between 88 % and 97 %).'
    """
    if found.reason == NOT_SHARED:
        return f"Nothing is known of {found.measure}: {NOT_SHARED}. Have some points coded by a second person."
    if found.figure is None:
        return f"{_sentence(found.measure)} cannot be given for {_points(found)}: {found.reason}."
    said = [_share(found) if found.measure in SHARE_WORDS else _beyond_chance(found)]
    if found.low is None:
        said.append(f"How far that holds for other points cannot be told: {found.reason}.")
    if raw is not None and _is_paradox(found, raw):
        said.append(_paradox(raw))
    if found.points < FEW_POINTS:
        said.append(f"It rests on {_points(found)} only: too few to conclude much from.")
    return " ".join(said)


def sets_in_words(found: Agreements) -> tuple[str, ...]:
    """Return whether people agree on whole sets of themes, in general and beyond chance; nothing where no two judged a
    point.

    The figures are of one set of points that people judged, with raw agreement and Krippendorff's alpha among them.
    """
    measures = (Measure.RAW, Measure.ALPHA)
    return tuple(agreement_in_words(found[one], found[Measure.RAW]) for one in measures if found[one].points)


def sets_plainly(found: Agreements) -> str:
    """Return the same for somebody who wants no figure with a name: how often people gave the same themes, and what
    follows.

    Empty where no two people judged a point.
    """
    raw, alpha = found[Measure.RAW], found[Measure.ALPHA]
    if not raw.points or raw.figure is None:
        return ""
    said = [_share(raw)]
    if raw.points < FEW_POINTS:
        said.append(f"It rests on {_points(raw)} only: too few to conclude much from.")
    elif alpha.figure is not None:
        said.append(f"Leaving out what chance alone would give, that is {_verdict(alpha.figure)}.")
    return " ".join(said)


def _share(found: Agreement) -> str:
    between = f" (between {_percent(found.low)} and {_percent(found.high)})" if found.low is not None else ""
    return SHARE_WORDS[found.measure].format(f"{_percent(found.figure)} of cases") + between + "."


def _beyond_chance(found: Agreement) -> str:
    """Return the figure, and what Krippendorff's thresholds make of it and of the ends of its interval."""
    between = f" (between {found.low:.2f} and {found.high:.2f})" if found.low is not None else ""
    what = f"{_sentence(found.measure)} is {found.figure:.2f}{between}, where 1 is full agreement and 0 is chance"
    if found.measure is Measure.AC1:
        return f"{what}; it takes less to be chance than kappa does where a theme is rare."
    verdict = _verdict(found.figure)
    least, most = _verdict(found.low), _verdict(found.high)
    if found.low is None or least == most:
        return f"{what}: {verdict}."
    return f"{what}: {verdict}, though other points might show it to be {_or(least, most, verdict)}."


def _verdict(figure: float | None) -> str:
    return VERDICTS[0 if figure is None or figure < TENTATIVE else 1 if figure < RELIABLE else 2]


def _or(least: str, most: str, verdict: str) -> str:
    return " or ".join(end for end in (least, most) if end != verdict)


def _is_paradox(found: Agreement, raw: Agreement) -> bool:
    if found.measure not in {Measure.COHEN, Measure.FLEISS, Measure.ALPHA}:
        return False
    return (found.figure or 0.0) < TENTATIVE and (raw.figure or 0.0) >= OFTEN_THE_SAME


def _paradox(raw: Agreement) -> str:
    return (
        f"Yet people gave the same answer in {_percent(raw.figure)} of cases: where nearly all points have the same "
        "answer, much agreement is expected by chance, and a few differences weigh heavily. See positive agreement."
    )


def _points(found: Agreement) -> str:
    return f"{plural(found.points, 'point')} that two people judged"


def _percent(share: float | None) -> str:
    """Return a share in whole percent, never rounded to all or nothing."""
    percent = 100 * (share or 0.0)
    if 99.5 <= percent < 100:
        return "over 99 %"
    if 0 < percent < 0.5:
        return "under 1 %"
    return f"{percent:.0f} %"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
