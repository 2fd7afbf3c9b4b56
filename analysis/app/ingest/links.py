"""Links between texts that say the same: letters when they arrive, and summaries and bodies in a response."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from analysis.app.context import AppContext
from analysis.model import Link, Response, SameLetter, SameShortAnswer


def find_same_letters(app: AppContext, responses: Sequence[Response]) -> tuple[SameLetter, ...]:
    """Return the sets of the same letter among responses; what is new in one is linked to the one that came first."""
    letters = same_letters_among(responses)
    _link_new(app, responses, letters)
    return letters


def same_letters_among(responses: Sequence[Response]) -> tuple[SameLetter, ...]:
    """Return the sets of the same letter among responses."""
    from analysis.matching import copies, same_letters

    return same_letters(responses, copies(responses))


def short_answers_among(responses: Sequence[Response]) -> tuple[SameShortAnswer, ...]:
    """Return the short answers that several responses give word for word."""
    from analysis.matching import same_short_answers

    return same_short_answers(responses)


def _link_new(app: AppContext, responses: Sequence[Response], letters: Sequence[SameLetter]) -> None:
    from analysis.matching import similarity

    recorded_links, arrival_order = app.store.links(), app.store.arrivals()
    responses_by_name = {response.document.name: response for response in responses}
    linked_pairs = {name: other for name, (other, _) in recorded_links.items()}
    new_links: dict[str, tuple[str, float]] = {}
    for letter in letters:
        for document_name, other_name in _pairs(_in_order_of_arrival(letter, arrival_order), linked_pairs):
            linked_pairs[document_name] = other_name
            pair = responses_by_name[other_name], responses_by_name[document_name]
            new_links[document_name] = (other_name, similarity(*pair))
    app.store.link(new_links, app.clock())


def _pairs(documents: Sequence[str], linked_pairs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs to link so that each document of a set stands in a link.

    A row of a survey may give several answers that others give too, and is linked once.
    """
    first_name, *other_names = documents
    new_names = [document_name for document_name in other_names if document_name not in linked_pairs]
    yield from ((document_name, first_name) for document_name in new_names)
    if not new_names and first_name not in linked_pairs and first_name not in linked_pairs.values():
        yield first_name, other_names[0]


def linked_letters(
    responses: Sequence[Response], recorded_links: Mapping[str, tuple[str, float]]
) -> tuple[SameLetter, ...]:
    """Return the sets of the same letter among the responses that were linked when they arrived, by the rule of today.

    All responses are searched when something arrives and for each report, which takes long.
    """
    linked_names = {*recorded_links, *(first_name for first_name, _ in recorded_links.values())}
    return same_letters_among([response for response in responses if response.document.name in linked_names])


def first_letters(app: AppContext, responses: Sequence[Response]) -> dict[str, str]:
    """Return for each response that sends an earlier one's letter the name of the first to arrive."""
    return repeated_letters(linked_letters(responses, app.store.links()), app.store.arrivals())


def repeated_letters(letters: Sequence[SameLetter], arrival_order: Mapping[str, int]) -> dict[str, str]:
    """Return for each response that sends an earlier one's letter the name of the first of these to arrive."""
    first_names: dict[str, str] = {}
    for letter in letters:
        first_name, *other_names = _in_order_of_arrival(letter, arrival_order)
        for document_name in other_names:
            first_names.setdefault(document_name, first_name)
    return first_names


def _in_order_of_arrival(letter: SameLetter, arrival_order: Mapping[str, int]) -> list[str]:
    """List the documents that send a letter as they arrived."""
    return sorted(letter.documents, key=lambda document_name: arrival_order.get(document_name, len(arrival_order)))


def find_restatements(responses: Sequence[Response]) -> tuple[Link, ...]:
    """Return the links from summaries to bodies, as the texts are divided now."""
    from analysis.matching import restatements

    return tuple(restatement for response in responses for restatement in restatements(response))
