"""Settling: which of a point's codings counts now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from analysis.auditing.resolution.codebook_migration import NONE, Reading, TranslatedCoding, as_made
from analysis.model import CoderKind, Coding, Outcome, PointKey, ResolvedCoding


def resolve(codings: Iterable[Coding], machine: str, standing: Reading = as_made) -> dict[PointKey, ResolvedCoding]:
    """For every point the coding that counts: an adjudicator's, else people's who agree, else the named machine's.

    ``codings`` come in the order in which they were made; of one coder's codings of a point the last counts, and of
    several adjudications the last. Where people disagree and nobody has adjudicated, the machine's coding counts and
    is flagged as disputed. A coder who cannot tell has not decided. A point that is not settled by people and that the
    named machine never coded is absent.

    ``standing`` says what people's codings say in the themes of today. About each theme an answer to its meaning of
    today goes before one to an earlier meaning, which counts until a person looks again, and is flagged as stale.
    About a theme that no person has answered, the machine's coding counts.
    """
    latest: dict[PointKey, dict[tuple[CoderKind, str], Coding]] = {}
    for coding in codings:
        own = latest.setdefault(coding.point, {})
        coder = (coding.coder.kind, coding.coder.id)
        own.pop(coder, None)  # so that the order of the dict is the order of what counts
        own[coder] = coding
    choices = {point: _choose(list(own.values()), machine, standing) for point, own in latest.items()}
    return {point: choice for point, choice in choices.items() if choice is not None}


def _choose(codings: Sequence[Coding], machine: str, standing: Reading) -> ResolvedCoding | None:
    decided = [c for c in codings if c.outcome is Outcome.CODED]
    own = [c for c in decided if c.coder.is_machine and c.coder.id == machine][-1:]
    adjudicated = [standing(c) for c in decided if c.coder.kind is CoderKind.ADJUDICATOR][-1:]
    people = [standing(c) for c in decided if c.coder.kind is CoderKind.HUMAN]
    if not adjudicated and not people:
        return ResolvedCoding(own[-1]) if own else None
    verdicts = _verdicts(adjudicated, people)
    stale = frozenset(theme for theme, verdict in verdicts.items() if verdict.is_stale)
    disputed = any(verdict.is_disputed for verdict in verdicts.values())
    heard = [s.coding for s in (*people, *adjudicated) if not s.says_nothing]
    if heard and not (disputed and heard[-1].coder.kind is CoderKind.HUMAN):
        unanswered = frozenset(theme for theme, verdict in verdicts.items() if verdict.answer is None)
        yes = frozenset(theme for theme, verdict in verdicts.items() if verdict.answer)
        return ResolvedCoding(_composed(heard[-1], own, yes, unanswered), disputed, stale, unanswered)
    return ResolvedCoding(own[-1], disputed, stale) if own else None


@dataclass(frozen=True, slots=True)
class _Verdict:
    """People's verdict on one theme; the answer is None where nobody says, or where they differ."""

    answer: bool | None = None
    is_stale: bool = False
    is_disputed: bool = False


def _verdicts(adjudicated: Sequence[TranslatedCoding], people: Sequence[TranslatedCoding]) -> dict[str, _Verdict]:
    everybody = [*adjudicated, *people]
    themes = NONE.union(*(s.coding.themes | s.about | s.silent for s in everybody))
    return {theme: _verdict(theme, adjudicated, people) for theme in sorted(themes)}


def _verdict(theme: str, adjudicated: Sequence[TranslatedCoding], people: Sequence[TranslatedCoding]) -> _Verdict:
    """Return the first answer of: an adjudicator or people to today's meaning, an adjudicator or people to an
    earlier one."""
    for weigh in (_today, _earlier):
        for bench in (adjudicated, people):
            verdict = weigh(theme, bench)
            if verdict is not None:
                return verdict
    return _Verdict()


def _today(theme: str, bench: Sequence[TranslatedCoding]) -> _Verdict | None:
    heard = [s.answer(theme) for s in bench if theme not in s.stale and theme not in s.denied]
    answers = {answer for answer in heard if answer is not None}
    if len(answers) > 1:
        return _Verdict(is_disputed=True)
    return _Verdict(answers.pop()) if answers else None


def _earlier(theme: str, bench: Sequence[TranslatedCoding]) -> _Verdict | None:
    """Return what was said of an earlier meaning, or of a whole that is split now: a no to it contradicts a yes to
    it."""
    is_stale = any(theme in s.about for s in bench)
    answers = {s.answer(theme) for s in bench if theme in s.stale or theme in s.denied}
    answers |= {None for s in bench if theme in s.parts}
    if False in answers and len(answers) > 1:
        return _Verdict(None, is_stale, is_disputed=True)
    if not answers:
        return None
    return _Verdict(True if True in answers else answers.pop(), is_stale)


def _composed(base: Coding, own: Sequence[Coding], yes: frozenset[str], unanswered: frozenset[str]) -> Coding:
    """Return a person's coding with all that people found, and what the machine found where no person has answered.

    Of what the machine found there it keeps the scores and cuts, by which doubt about it is told.
    """
    added = NONE.union(*(coding.themes & unanswered for coding in own))
    evidence = [e for e in base.evidence if e.theme in yes]
    evidence += [e for coding in own for e in coding.evidence if e.theme in added]
    scores = tuple(one for coding in own for one in coding.scores if one[0] in unanswered)
    cuts = tuple(one for coding in own for one in coding.cuts if one[0] in unanswered)
    return replace(base, themes=yes | added, evidence=tuple(evidence), scores=scores, cuts=cuts)
