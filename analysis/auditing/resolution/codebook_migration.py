"""Standing: what a coding that was made with an earlier codebook says in the themes of today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from analysis.auditing.resolution.codebook_changes import Meaning, descent, heirs, meaning, moved, renames
from analysis.model import Codebook, Coding, Evidence

NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TranslatedCoding:
    """A coding in today's themes, and the themes about which it says less than a coding of today would.

    ``stale``: answered as the theme was defined then. ``parts``: of a theme that the coder assigned and that has been
    split since; which part was meant, the coding does not say. ``denied``: parts of one that the coder did not assign,
    and so answered with no. ``silent``: the coder did not know the theme. ``retired``: assigned, and continued by no
    theme of today. About every theme of today that is in none of ``parts`` and ``silent``, the coding says yes
    (``coding.themes``) or no; ``says_nothing``: there is no such theme.
    """

    coding: Coding
    stale: frozenset[str] = NONE
    parts: frozenset[str] = NONE
    denied: frozenset[str] = NONE
    silent: frozenset[str] = NONE
    retired: frozenset[str] = NONE
    says_nothing: bool = False

    @property
    def about(self) -> frozenset[str]:
        """Return the themes about which the coding needs another look."""
        return self.stale | self.parts

    def answer(self, theme: str) -> bool | None:
        """Return whether the coder found the theme in the point; None where the coding does not say."""
        return None if theme in self.parts or theme in self.silent else theme in self.coding.themes


Reading = Callable[[Coding], TranslatedCoding]
"""Says how a coding stands."""


def as_made(coding: Coding) -> TranslatedCoding:
    """Return how a coding stands where nothing is known of other codebooks: as it was made."""
    return TranslatedCoding(coding)


def translator(books: Mapping[str, Codebook], current: Codebook) -> Reading:
    """Return how codings stand in the current codebook; ``books`` holds all versions that were coded with, oldest
    first.

    A coding of a version that is not among them is taken by its keys, and is stale about every theme.
    """
    today = current.version
    known: dict[str, dict[str, _Link]] = {}
    alike: dict[tuple[str, frozenset[str]], TranslatedCoding] = {}

    def standing(coding: Coding) -> TranslatedCoding:
        version, themes = coding.codebook, coding.themes
        if version == today:
            return TranslatedCoding(coding)
        if version not in known:
            path = _path(books, version, current)
            known[version] = _translation(path) if path else _by_key(current)
        if (version, themes) not in alike:
            alike[version, themes] = _stand(coding, known[version], current)
        one = alike[version, themes]
        evidence = tuple(_evidence(coding, known[version]))
        return replace(one, coding=replace(coding, themes=one.coding.themes, scores=(), evidence=evidence))

    return standing


def translated(coding: Coding, old: Codebook, new: Codebook) -> TranslatedCoding:
    """Return how a coding that was made with one codebook stands in another."""
    return translator({coding.codebook: old}, new)(coding)


def continued(coding: Coding, keys: Iterable[str], reading: Reading) -> dict[str, str]:
    """For each of the ``keys`` of a coding's codebook that one theme of today alone continues unchanged, that theme.

    Of the coding itself only the codebook counts.
    """
    stands = {key: reading(replace(coding, themes=frozenset({key}))) for key in keys}
    unlike = NONE.union(*(one.stale | one.parts | one.denied | one.silent for one in stands.values()))
    heirs_of = {key: one.coding.themes - unlike for key, one in stands.items()}
    count = Counter(theme for own in heirs_of.values() for theme in own)
    return {key: min(own) for key, own in heirs_of.items() if len(own) == 1 and count[min(own)] == 1}


def stale_about(coding: Coding, books: Mapping[str, Codebook], current: Codebook) -> frozenset[str]:
    """Return the themes of the current codebook about which a coding needs another look."""
    return translator(books, current)(coding).about


def _path(books: Mapping[str, Codebook], version: str, current: Codebook) -> list[Codebook]:
    """Return the codebooks from one version to the current one, which may also be an earlier one, taken up again."""
    versions = list(books)
    if version not in versions:
        return []
    since = versions[versions.index(version) :]
    between = since[: since.index(current.version)] if current.version in since else since
    return [*(books[one] for one in between), current]


# Where a theme's answer comes from ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Link:
    """The way in which an older coding answers a theme.

    Yes, where that has one of the ``certain`` themes; perhaps, with one of the ``undecided``; else no, if the coder
    knew the ``whole`` of it. ``judged`` is the meaning that the answer was given to; None is none of today's.
    """

    certain: frozenset[str] = NONE
    undecided: frozenset[str] = NONE
    whole: bool = False
    judged: Meaning | None = None

    @property
    def sources(self) -> frozenset[str]:
        return self.certain | self.undecided


def _translation(path: Sequence[Codebook]) -> dict[str, _Link]:
    """For each theme of the last codebook how a coding made with the first answers it."""
    first, last = path[0], path[-1]
    start = {theme.key: _Link(frozenset({theme.key}), NONE, True, meaning(theme)) for theme in first.themes}
    stepwise = start
    for old, new in pairwise(path):
        stepwise = dict(_followed(stepwise, old, new))
    direct = dict(_followed(start, first, last))
    return {t.key: _better(stepwise[t.key], direct[t.key], meaning(t)) for t in last.themes}


def _better(stepwise: _Link, direct: _Link, today: Meaning) -> _Link:
    """Return the history decides, unless it was taken back and the theme is again the one that the coder judged."""
    if stepwise.judged == today and not stepwise.undecided:
        return stepwise
    is_same = direct.judged == today and len(direct.certain) == 1 and not direct.undecided
    return direct if is_same or not stepwise.sources else stepwise


def _followed(links: Mapping[str, _Link], old: Codebook, new: Codebook) -> Iterator[tuple[str, _Link]]:
    """Yield the links taken on from one codebook to the next."""
    kin = descent(old, new)
    count, names = heirs(kin), renames(kin)
    meanings = {theme.key: meaning(theme) for theme in old.themes}
    for theme in new.themes:
        before = kin[theme.key]
        own = [links[key] for key in before]
        if len(own) == 1 and count[before[0]] == 1:
            judged = own[0].judged
            yield theme.key, replace(own[0], judged=moved(judged, names) if judged else None)
        elif own:
            split = NONE.union(*(links[key].sources for key in before if count[key] > 1))
            undecided = split.union(*(link.undecided for link in own))
            certain = NONE.union(*(link.certain for link in own)) - undecided
            # Whoever merges or splits says by it that the answers follow; they then mean what the new theme does.
            is_current = all(links[key].judged == meanings[key] for key in before if links[key].sources)
            whole = all(link.whole for link in own)
            yield theme.key, _Link(certain, undecided, whole, meaning(theme) if is_current else None)
        else:
            yield theme.key, _Link()


def _by_key(current: Codebook) -> dict[str, _Link]:
    return {key: _Link(frozenset({key}), whole=True) for key in current.keys}


def _stand(coding: Coding, links: Mapping[str, _Link], current: Codebook) -> TranslatedCoding:
    """Return how a coding with these themes stands; all of the same version and themes stand alike."""
    themes = {key for key, link in links.items() if coding.themes & link.certain}
    parts = {key for key, link in links.items() if coding.themes & link.undecided} - themes
    silent = {key for key, link in links.items() if not link.whole} - themes - parts
    judged_so = {theme.key for theme in current.themes if links[theme.key].judged == meaning(theme)}
    return TranslatedCoding(
        replace(coding, themes=frozenset(themes)),
        stale=frozenset(links.keys() - judged_so - parts - silent),
        parts=frozenset(parts),
        denied=frozenset(key for key, link in links.items() if link.undecided) - themes - parts - silent,
        silent=frozenset(silent),
        retired=coding.themes.difference(*(link.sources for link in links.values())),
        says_nothing=len(parts) + len(silent) == len(links),
    )


def _evidence(coding: Coding, links: Mapping[str, _Link]) -> Iterator[Evidence]:
    for evidence in coding.evidence:
        yield from (replace(evidence, theme=key) for key, link in links.items() if evidence.theme in link.certain)
