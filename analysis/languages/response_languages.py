"""Response languages: the language of every point, and how many responses are in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.languages.detection import detect, language_name
from analysis.model import Point, PointKey, Response
from analysis.text import plural


@dataclass(frozen=True, slots=True)
class LanguageCount:
    """The responses that are mostly in one language, those that are partly, and the points that are in it."""

    code: str
    name: str
    responses: int
    partly: int
    points: int


def point_languages(responses: Iterable[Response]) -> dict[PointKey, str]:
    """Return the language of every point, in order; nothing where it cannot be told.

    A point that is too short to tell is in the language of its response.
    """
    return {point.key: language for response in responses for point, language in _languages(response)}


def _languages(response: Response) -> Iterator[tuple[Point, str]]:
    points = list(response.points)
    texts = [response.text_of(point) for point in points]
    own_languages = list(map(detect, texts))
    is_any_untold = not all(own_languages) and len(points) > 1
    common_language = detect("\n".join(texts)) if is_any_untold else ""
    for point, language in zip(points, own_languages, strict=True):
        yield point, language or common_language


def unread_points(languages: Mapping[PointKey, str], spoken: Collection[str]) -> dict[PointKey, str]:
    """Return the points in languages that a codebook does not speak, with their languages."""
    return {point: language for point, language in languages.items() if language and language not in spoken}


def language_counts(languages: Mapping[PointKey, str], spoken: Collection[str]) -> tuple[LanguageCount, ...]:
    """Return how many responses are in each language, the commonest first.

    The commonest of all is not told where the codebook speaks it: it is what everybody expects.
    """
    characters: dict[str, Counter[str]] = {}
    for point, language in languages.items():
        if language:
            characters.setdefault(point.document, Counter())[language] += point.end - point.start
    point_counts = Counter(language for language in languages.values() if language)
    main_languages = Counter(_main(of_document) for of_document in characters.values())
    counts = [
        LanguageCount(
            language,
            language_name(language),
            main_languages[language],
            sum(language in of_document for of_document in characters.values()) - main_languages[language],
            point_count,
        )
        for language, point_count in point_counts.items()
    ]
    ordered = sorted(counts, key=lambda count: (-count.responses, -count.points, count.code))
    return tuple(ordered[1:] if ordered and ordered[0].code in spoken else ordered)


def _main(characters: Counter[str]) -> str:
    return min(characters, key=lambda language: (-characters[language], language))


def in_words(counts: Sequence[LanguageCount]) -> str:
    """Return how many responses are in which language, in sentences; nothing where there is nothing to tell.

    >>> in_words([LanguageCount("cy", "Welsh", 4, 2, 9), LanguageCount("pl", "Polish", 1, 0, 1)])
    '4 responses are in Welsh, 1 in Polish. 2 responses are partly in Welsh.'
    """
    whole = _sentence("", [(count.responses, count.name) for count in counts if count.responses])
    partly = _sentence("partly ", [(count.partly, count.name) for count in counts if count.partly])
    return " ".join(filter(None, (whole, partly)))


def _sentence(how: str, named_counts: Sequence[tuple[int, str]]) -> str:
    if not named_counts:
        return ""
    (first_count, first_name), *others = named_counts
    verb = "is" if first_count == 1 else "are"
    clauses = [f"{plural(first_count, 'response')} {verb} {how}in {first_name}"]
    return ", ".join([*clauses, *(f"{count:,} {how}in {name}" for count, name in others)]) + "."
