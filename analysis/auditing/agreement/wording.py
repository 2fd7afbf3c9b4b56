"""Agreement in words: what a figure means for somebody who has to rely on the coding."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.auditing.agreement.agreement_intervals import NOT_SHARED
from analysis.model import Agreement, AgreementLine, Agreements, Measure, PeopleAgreement
from analysis.text import plural, whole

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


def agreement_in_words(agreement: Agreement, raw: Agreement | None = None) -> str:
    """Return a few plain sentences on what a figure means; with the raw agreement beside it, also why the two may
    differ.

    >>> agreement_in_words(Agreement(Measure.RAW, 0.94, 0.88, 0.97, points=100, coders=2))
    'Where two people judged the same point, they gave the same answer in 94% of cases (between 88% and 97%).'
    """
    if agreement.reason == NOT_SHARED:
        return f"Nothing is known of {agreement.measure}: {NOT_SHARED}. Have some points coded by a second person."
    if agreement.figure is None:
        return f"{_sentence(agreement.measure)} cannot be given for {_points(agreement)}: {agreement.reason}."
    sentences = [_share(agreement) if agreement.measure in SHARE_WORDS else _beyond_chance(agreement)]
    if agreement.low is None:
        sentences.append(f"How far that holds for other points cannot be told: {agreement.reason}.")
    if raw is not None and _is_paradox(agreement, raw):
        sentences.append(_paradox(raw))
    if agreement.points < FEW_POINTS:
        sentences.append(f"This rests on only {_points(agreement)}: too few to conclude much from.")
    return " ".join(sentences)


def people_agreement(
    sets: Agreements, themes: Mapping[str, Agreements], ceiling: Agreement, names: Mapping[str, str]
) -> PeopleAgreement:
    """Return how people agree on whole sets and on each theme, by its name; ``ceiling``: positive, over all themes."""
    raw, alpha = sets[Measure.RAW], sets[Measure.ALPHA]
    lines = [_line("whole sets of themes", sets), *(_line(names[key], measures) for key, measures in themes.items())]
    words = agreement_in_words(raw), agreement_in_words(alpha, raw)
    return PeopleAgreement(alpha.points, alpha.coders, words, ceiling.estimate, tuple(lines))


def _line(name: str, agreements: Agreements) -> AgreementLine:
    raw, kappa, alpha, ac1 = (
        agreements[measure].estimate for measure in (Measure.RAW, Measure.COHEN, Measure.ALPHA, Measure.AC1)
    )
    positive, negative = (
        agreements[measure].estimate if measure in agreements else None
        for measure in (Measure.POSITIVE, Measure.NEGATIVE)
    )
    return AgreementLine(name, raw, positive, negative, kappa, alpha, ac1)


def sets_in_words(agreements: Agreements) -> tuple[str, ...]:
    """Return whether people agree on whole sets of themes, in general and beyond chance; nothing where no two judged a
    point.

    The figures are of one set of points that people judged, with raw agreement and Krippendorff's alpha among them.
    """
    measures = (Measure.RAW, Measure.ALPHA)
    return tuple(
        agreement_in_words(agreements[measure], agreements[Measure.RAW])
        for measure in measures
        if agreements[measure].points
    )


def sets_plainly(agreements: Agreements) -> str:
    """Return the same for somebody who wants no figure with a name: how often people gave the same themes, and what
    follows.

    Empty where no two people judged a point.
    """
    raw, alpha = agreements[Measure.RAW], agreements[Measure.ALPHA]
    if not raw.points or raw.figure is None:
        return ""
    sentences = [_share(raw)]
    if raw.points < FEW_POINTS:
        sentences.append(f"This rests on only {_points(raw)}: too few to conclude much from.")
    elif alpha.figure is not None:
        sentences.append(f"Leaving out what chance alone would give, that is {_verdict(alpha.figure)}.")
    return " ".join(sentences)


def _share(agreement: Agreement) -> str:
    interval = (
        f" (between {_percent(agreement.low)} and {_percent(agreement.high)})" if agreement.low is not None else ""
    )
    return SHARE_WORDS[agreement.measure].format(f"{_percent(agreement.figure)} of cases") + interval + "."


def _beyond_chance(agreement: Agreement) -> str:
    """Return the figure, and what Krippendorff's thresholds make of it and of the ends of its interval."""
    interval = f" (between {agreement.low:.2f} and {agreement.high:.2f})" if agreement.low is not None else ""
    statement = (
        f"{_sentence(agreement.measure)} is {agreement.figure:.2f}{interval}, where 1 is full agreement and 0 is chance"
    )
    if agreement.measure is Measure.AC1:
        return f"{statement}; it takes less to be chance than kappa does where a theme is rare."
    verdict = _verdict(agreement.figure)
    low_verdict, high_verdict = _verdict(agreement.low), _verdict(agreement.high)
    if agreement.low is None or low_verdict == high_verdict:
        return f"{statement}: {verdict}."
    return f"{statement}: {verdict}, though other points might show it to be {_or(low_verdict, high_verdict, verdict)}."


def _verdict(figure: float | None) -> str:
    return VERDICTS[0 if figure is None or figure < TENTATIVE else 1 if figure < RELIABLE else 2]


def _or(low_verdict: str, high_verdict: str, verdict: str) -> str:
    return " or ".join(interval_end for interval_end in (low_verdict, high_verdict) if interval_end != verdict)


def _is_paradox(agreement: Agreement, raw: Agreement) -> bool:
    if agreement.measure not in {Measure.COHEN, Measure.FLEISS, Measure.ALPHA}:
        return False
    return (agreement.figure or 0.0) < TENTATIVE and (raw.figure or 0.0) >= OFTEN_THE_SAME


def _paradox(raw: Agreement) -> str:
    return (
        f"Yet people gave the same answer in {_percent(raw.figure)} of cases: where nearly all points have the same "
        "answer, much agreement is expected by chance, and a few differences weigh heavily. See positive agreement."
    )


def _points(agreement: Agreement) -> str:
    return f"{plural(agreement.points, 'point')} that two people judged"


def _percent(share: float | None) -> str:
    """Return a share in whole percent, never rounded to all or nothing."""
    percent = 100 * (share or 0.0)
    if 99.5 <= percent < 100:
        return "over 99%"
    if 0 < percent < 0.5:
        return "under 1%"
    return f"{whole(percent)}%"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
