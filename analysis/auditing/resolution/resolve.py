"""Resolution: which of a point's codings counts now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from analysis.auditing.resolution.codebook_migration import (
    NONE,
    TranslatedCoding,
    Translator,
    untranslated,
    with_wider_themes,
)
from analysis.model import Codebook, CoderKind, Coding, Outcome, PointKey, ResolvedCoding


def resolve(
    codings: Iterable[Coding], machine_id: str, translate: Translator = untranslated
) -> dict[PointKey, ResolvedCoding]:
    """Return each point's coding that counts: an adjudicator's, else people's who agree, else the named machine's.

    ``codings`` come in the order in which they were made; of one coder's codings of a point the last counts, and of
    several adjudications the last. Where people disagree and nobody has adjudicated, the machine's coding counts and
    is flagged as disputed. A person who cannot tell has not decided; that the machine cannot tell counts as its coding.
    A point that is not settled by people and that the named machine never coded is absent.

    ``translate`` says what people's codings say in the themes of today. About each theme an answer to its meaning of
    today goes before one to an earlier meaning, which counts until a person looks again, and is flagged as stale; a no
    only where the machine finds the theme as it is defined today (ADR 98).
    About a theme that no person has answered, the machine's coding counts. Where a theme is raised, all that it is part
    of are.
    """
    latest_codings: dict[PointKey, dict[tuple[CoderKind, str], Coding]] = {}
    for coding in codings:
        point_codings = latest_codings.setdefault(coding.point, {})
        coder_key = (coding.coder.kind, coding.coder.id)
        point_codings.pop(coder_key, None)  # so that the order of the dict is the order of what counts
        point_codings[coder_key] = coding
    resolved_codings = {
        point: _choose(list(point_codings.values()), machine_id, translate)
        for point, point_codings in latest_codings.items()
    }
    return {
        point: _with_wider_themes(resolved_coding, translate.codebook)
        for point, resolved_coding in resolved_codings.items()
        if resolved_coding is not None
    }


def _with_wider_themes(resolved: ResolvedCoding, codebook: Codebook) -> ResolvedCoding:
    """Return a coding with all that its themes are part of; what only the machine's parts imply, no person said."""
    coding = with_wider_themes(resolved.coding, codebook)
    if coding is resolved.coding:
        return resolved
    said = codebook.with_wider(resolved.coding.themes - resolved.unanswered)
    unsaid = frozenset() if coding.coder.is_machine else coding.themes - resolved.coding.themes - said
    return replace(resolved, coding=coding, unanswered=resolved.unanswered | unsaid)


def _choose(codings: Sequence[Coding], machine_id: str, translate: Translator) -> ResolvedCoding | None:
    decided = [c for c in codings if c.outcome is Outcome.CODED]
    machine_codings = [c for c in codings if c.coder.is_machine and c.coder.id == machine_id][-1:]
    adjudicated = [translate(c) for c in decided if c.coder.kind is CoderKind.ADJUDICATOR][-1:]
    translated_people = [translate(c) for c in decided if c.coder.kind is CoderKind.HUMAN]
    if not adjudicated and not translated_people:
        return ResolvedCoding(machine_codings[-1]) if machine_codings else None
    theme_verdicts = _verdicts(adjudicated, translated_people)
    machine_themes = NONE.union(*(coding.themes for coding in machine_codings))
    stale_themes = frozenset(
        theme
        for theme, verdict in theme_verdicts.items()
        if verdict.is_stale and (verdict.answer is not False or theme in machine_themes)
    )
    disputed = any(verdict.is_disputed for verdict in theme_verdicts.values())
    heard_codings = [s.coding for s in (*translated_people, *adjudicated) if not s.says_nothing]
    if heard_codings and not (disputed and heard_codings[-1].coder.kind is CoderKind.HUMAN):
        unanswered = frozenset(theme for theme, verdict in theme_verdicts.items() if verdict.answer is None)
        confirmed = frozenset(theme for theme, verdict in theme_verdicts.items() if verdict.answer)
        return ResolvedCoding(
            _composed(heard_codings[-1], machine_codings, confirmed, unanswered), disputed, stale_themes, unanswered
        )
    return ResolvedCoding(machine_codings[-1], disputed, stale_themes) if machine_codings else None


@dataclass(frozen=True, slots=True)
class _Verdict:
    """People's verdict on one theme; the answer is None where nobody says, or where they differ."""

    answer: bool | None = None
    is_stale: bool = False
    is_disputed: bool = False


def _verdicts(adjudicated: Sequence[TranslatedCoding], people: Sequence[TranslatedCoding]) -> dict[str, _Verdict]:
    all_translated = [*adjudicated, *people]
    themes = NONE.union(*(s.coding.themes | s.about | s.silent for s in all_translated))
    return {theme: _verdict(theme, adjudicated, people) for theme in sorted(themes)}


def _verdict(theme: str, adjudicated: Sequence[TranslatedCoding], people: Sequence[TranslatedCoding]) -> _Verdict:
    """Return the first answer of: an adjudicator or people to today's meaning, an adjudicator or people to an
    earlier one."""
    for weigh_answers in (_today, _earlier):
        for translations in (adjudicated, people):
            verdict = weigh_answers(theme, translations)
            if verdict is not None:
                return verdict
    return _Verdict()


def _today(theme: str, translations: Sequence[TranslatedCoding]) -> _Verdict | None:
    current_answers = [s.answer(theme) for s in translations if theme not in s.stale and theme not in s.denied]
    answers = {answer for answer in current_answers if answer is not None}
    if len(answers) > 1:
        return _Verdict(is_disputed=True)
    return _Verdict(answers.pop()) if answers else None


def _earlier(theme: str, translations: Sequence[TranslatedCoding]) -> _Verdict | None:
    """Return what was said of an earlier meaning, or of a whole that is split now: a no to it contradicts a yes to
    it."""
    is_stale = any(theme in s.about for s in translations)
    earlier_answers = {s.answer(theme) for s in translations if theme in s.stale or theme in s.denied}
    earlier_answers |= {None for s in translations if theme in s.parts}
    if False in earlier_answers and len(earlier_answers) > 1:
        return _Verdict(None, is_stale, is_disputed=True)
    if not earlier_answers:
        return None
    return _Verdict(True if True in earlier_answers else earlier_answers.pop(), is_stale)


def _composed(
    person_coding: Coding, machine_codings: Sequence[Coding], confirmed: frozenset[str], unanswered: frozenset[str]
) -> Coding:
    """Return a person's coding with all that people found, and what the machine found where no person has answered.

    Of what the machine found there it keeps the scores and cuts, by which doubt about it is told.
    """
    machine_themes = NONE.union(*(coding.themes & unanswered for coding in machine_codings))
    evidence = [e for e in person_coding.evidence if e.theme in confirmed]
    evidence += [e for coding in machine_codings for e in coding.evidence if e.theme in machine_themes]
    scores = tuple(
        theme_score for coding in machine_codings for theme_score in coding.scores if theme_score[0] in unanswered
    )
    cuts = tuple(
        theme_score for coding in machine_codings for theme_score in coding.cuts if theme_score[0] in unanswered
    )
    return replace(person_coding, themes=confirmed | machine_themes, evidence=tuple(evidence), scores=scores, cuts=cuts)
