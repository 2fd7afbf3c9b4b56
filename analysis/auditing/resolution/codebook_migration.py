"""Codebook migration: what a coding that was made with an earlier codebook says in the themes of today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from analysis.auditing.resolution.codebook_changes import (
    Meaning,
    ancestors_of,
    count_heirs,
    meaning,
    renamed_keys,
    with_current_parent,
)
from analysis.model import Codebook, Coding, Evidence, is_position_frame

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


@dataclass(frozen=True, slots=True)
class Translator:
    """A function that returns what a coding says in the themes of today, and the ``codebook`` that these are of."""

    translation: Callable[[Coding], TranslatedCoding]
    codebook: Codebook

    def __call__(self, coding: Coding) -> TranslatedCoding:
        """Return what a coding says in the themes of today."""
        return self.translation(coding)


untranslated = Translator(TranslatedCoding, Codebook(()))
"""Leaves codings as they were made, where no codebook is known."""


def translator(codebooks: Mapping[str, Codebook], current: Codebook) -> Translator:
    """Return a function that translates codings into the current codebook.

    ``codebooks`` holds all versions that were coded with, oldest first.
    A coding of a version that is not among them is taken by its keys, and is stale about every theme.
    """
    current_version = current.version
    links_by_version: dict[str, dict[str, _Link]] = {}
    known_translations: dict[tuple[str, frozenset[str]], TranslatedCoding] = {}

    def translate(coding: Coding) -> TranslatedCoding:
        version, theme_keys = coding.codebook, coding.themes
        if version == current_version:
            return TranslatedCoding(with_wider_themes(coding, current))
        if version not in links_by_version:
            path = _codebook_path(codebooks, version, current)
            links_by_version[version] = _theme_links(path) if path else _links_by_key(current)
        if (version, theme_keys) not in known_translations:
            made_with = codebooks.get(version, current)
            as_meant = replace(coding, themes=made_with.with_wider(theme_keys))
            translation = _translate(as_meant, links_by_version[version], current)
            known_translations[version, theme_keys] = _with_hierarchy(translation, current)
        translation = known_translations[version, theme_keys]
        own_evidence = tuple(_evidence(coding, links_by_version[version]))
        return replace(
            translation, coding=replace(coding, themes=translation.coding.themes, scores=(), evidence=own_evidence)
        )

    return Translator(translate, current)


def with_wider_themes(coding: Coding, codebook: Codebook) -> Coding:
    """Return a coding with the themes that its own are part of, each with the evidence of its parts."""
    themes = codebook.with_wider(coding.themes)
    if themes == coding.themes:
        return coding
    parts_evidence = (
        replace(evidence, theme=wider_theme)
        for evidence in coding.evidence
        for wider_theme in codebook.wider.get(evidence.theme, ())
        if wider_theme not in coding.themes
    )
    return replace(coding, themes=themes, evidence=(*coding.evidence, *parts_evidence))


def _with_hierarchy(translation: TranslatedCoding, current: Codebook) -> TranslatedCoding:
    """Return a translation as the hierarchy of today completes it.

    Who found a part found the whole, as newly as they judged either; who denied the whole denied every part, also one
    that was added since.
    """
    if not current.wider:
        return translation
    own, themes = translation.coding.themes, current.with_wider(translation.coding.themes)
    fresh = current.with_wider(own - translation.stale)
    unsaid = (translation.parts | translation.silent) - themes
    denied_wholes = frozenset(current.keys) - themes - unsaid
    denied = {key for key in unsaid & translation.silent if not denied_wholes.isdisjoint(current.wider.get(key, ()))}
    stale_parts = {key for key in denied if denied_wholes.intersection(current.wider[key]) <= translation.stale}
    silent = translation.silent - themes - denied
    parts = translation.parts - themes
    return replace(
        translation,
        coding=replace(translation.coding, themes=themes),
        stale=((translation.stale | (themes - own)) - fresh) | stale_parts,
        parts=parts,
        denied=translation.denied - themes,
        silent=silent,
        says_nothing=len(parts) + len(silent) == len(current.themes),
    )


def continued(coding: Coding, keys: Iterable[str], translate: Translator) -> dict[str, str]:
    """Return for each of the ``keys`` of a coding's codebook the theme of today that alone continues it unchanged.

    Of the coding itself only the codebook counts.
    """
    translations = {theme_key: translate(replace(coding, themes=frozenset({theme_key}))) for theme_key in keys}
    unlike = NONE.union(
        *(
            translation.stale | translation.parts | translation.denied | translation.silent
            for translation in translations.values()
        )
    )
    # A coding of a part is one of its whole too, and the whole does not continue the part.
    heirs_of = {key: _narrowest(one.coding.themes, translate.codebook) - unlike for key, one in translations.items()}
    heir_counts = Counter(heir for continuing in heirs_of.values() for heir in continuing)
    return {
        theme_key: min(continuing)
        for theme_key, continuing in heirs_of.items()
        if len(continuing) == 1 and heir_counts[min(continuing)] == 1
    }


def _narrowest(theme_keys: frozenset[str], codebook: Codebook) -> frozenset[str]:
    """Return themes without those that another of them is part of."""
    return theme_keys.difference(*(codebook.wider.get(key, ()) for key in theme_keys))


def _codebook_path(codebooks: Mapping[str, Codebook], version: str, current: Codebook) -> list[Codebook]:
    """Return the codebooks from one version to the current one, which may also be an earlier one, taken up again."""
    # The frame of positions is another codebook's, and no step between two of themes.
    is_of_positions = is_position_frame(current)
    versions = [name for name, codebook in codebooks.items() if is_position_frame(codebook) is is_of_positions]
    if version not in versions:
        return []
    later_versions = versions[versions.index(version) :]
    passed_versions = (
        later_versions[: later_versions.index(current.version)] if current.version in later_versions else later_versions
    )
    return [*(codebooks[version_key] for version_key in passed_versions), current]


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


def _theme_links(path: Sequence[Codebook]) -> dict[str, _Link]:
    """Return for each theme of the last codebook how a coding made with the first answers it."""
    first_codebook, last_codebook = path[0], path[-1]
    start_links = {
        theme.key: _Link(frozenset({theme.key}), NONE, True, meaning(theme)) for theme in first_codebook.themes
    }
    stepwise = start_links
    for old_codebook, new_codebook in pairwise(path):
        stepwise = dict(_next_links(stepwise, old_codebook, new_codebook))
    direct_links = dict(_next_links(start_links, first_codebook, last_codebook))
    return {t.key: _better_link(stepwise[t.key], direct_links[t.key], meaning(t)) for t in last_codebook.themes}


def _better_link(stepwise: _Link, direct: _Link, current_meaning: Meaning) -> _Link:
    """Return the link by history, unless it was taken back and the theme is again the one that the coder judged."""
    if stepwise.judged == current_meaning and not stepwise.undecided:
        return stepwise
    is_same = direct.judged == current_meaning and len(direct.certain) == 1 and not direct.undecided
    return direct if is_same or not stepwise.sources else stepwise


def _next_links(
    links: Mapping[str, _Link], old_codebook: Codebook, new_codebook: Codebook
) -> Iterator[tuple[str, _Link]]:
    """Yield the links taken on from one codebook to the next."""
    ancestry = ancestors_of(old_codebook, new_codebook)
    heir_counts, new_names = count_heirs(ancestry), renamed_keys(ancestry)
    meanings = {theme.key: meaning(theme) for theme in old_codebook.themes}
    for theme in new_codebook.themes:
        ancestors = ancestry[theme.key]
        ancestor_links = [links[old_key] for old_key in ancestors]
        if len(ancestor_links) == 1 and heir_counts[ancestors[0]] == 1:
            judged = ancestor_links[0].judged
            judged_now = with_current_parent(judged, new_names) if judged else None
            yield theme.key, replace(ancestor_links[0], judged=judged_now)
        elif ancestor_links:
            split_sources = NONE.union(*(links[old_key].sources for old_key in ancestors if heir_counts[old_key] > 1))
            undecided = split_sources.union(*(link.undecided for link in ancestor_links))
            certain = NONE.union(*(link.certain for link in ancestor_links)) - undecided
            # Whoever merges or splits says by it that the answers follow; they then mean what the new theme does.
            is_current = all(links[key].judged == meanings[key] for key in ancestors if links[key].sources)
            is_whole = all(link.whole for link in ancestor_links)
            yield theme.key, _Link(certain, undecided, is_whole, meaning(theme) if is_current else None)
        else:
            yield theme.key, _Link()


def _links_by_key(current: Codebook) -> dict[str, _Link]:
    return {key: _Link(frozenset({key}), whole=True) for key in current.keys}


def _translate(coding: Coding, links: Mapping[str, _Link], current: Codebook) -> TranslatedCoding:
    """Return how a coding with these themes stands; all of the same version and themes stand alike."""
    assigned = {key for key, link in links.items() if coding.themes & link.certain}
    possible_parts = {key for key, link in links.items() if coding.themes & link.undecided} - assigned
    unknown_themes = {key for key, link in links.items() if not link.whole} - assigned - possible_parts
    same_meaning = {theme.key for theme in current.themes if links[theme.key].judged == meaning(theme)}
    return TranslatedCoding(
        replace(coding, themes=frozenset(assigned)),
        stale=frozenset(links.keys() - same_meaning - possible_parts - unknown_themes),
        parts=frozenset(possible_parts),
        denied=frozenset(key for key, link in links.items() if link.undecided)
        - assigned
        - possible_parts
        - unknown_themes,
        silent=frozenset(unknown_themes),
        retired=coding.themes.difference(*(link.sources for link in links.values())),
        says_nothing=len(possible_parts) + len(unknown_themes) == len(links),
    )


def _evidence(coding: Coding, links: Mapping[str, _Link]) -> Iterator[Evidence]:
    for evidence in coding.evidence:
        yield from (replace(evidence, theme=key) for key, link in links.items() if evidence.theme in link.certain)
