"""The consequences of another codebook, before it is saved: codings that need another look, figures that move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analysis.app.coding.codebook_diff import Changed, CodebookState, changed_by, counting, still_stale
from analysis.app.coding.machine import people, trained
from analysis.app.context import AppContext
from analysis.app.results import Corpus
from analysis.auditing import Figure, changes, figures, resolve, translator
from analysis.model import Codebook, Coder, Coding

if TYPE_CHECKING:
    from analysis.classifying import ThemeClassifier

CHUNK = 2_000
"""Points that are scored at a time, so that people see how far it is."""


@dataclass(frozen=True, slots=True)
class Consequences:
    """The effect of a codebook on people's codings and on the figures, against the one that it replaces.

    ``codings`` counts people's codings that count; ``another_look`` those that this change makes stale, at so many
    ``points``.
    """

    changes: tuple[Changed, ...]
    figures: tuple[Figure, ...]
    codings: int
    another_look: int
    points: int

    @property
    def moved(self) -> int:
        """Return how many themes' figures move."""
        return sum(figure.has_moved for figure in self.figures if figure.key)


def consequences(app: AppContext, corpus: Corpus, old: Codebook, new: Codebook) -> Consequences:
    """Compare two codebooks on today's responses and codings, coded by the machine anew; nothing is recorded."""
    books, codings = app.store.codebooks(), app.store.codings()
    counted = counting(people(codings, corpus).codings)
    state_before, state_after = (_under(app, codebook, corpus, codings, books) for codebook in (old, new))
    stale_codings = [
        coding for coding in counted if still_stale(coding, state_after) and not still_stale(coding, state_before)
    ]
    return Consequences(
        changes=tuple(changed_by(change, counted, state_before, state_after) for change in changes(old, new)),
        figures=figures(old, new, state_before.themed, state_after.themed),
        codings=len(counted),
        another_look=len(stale_codings),
        points=len({coding.point for coding in stale_codings}),
    )


def _under(
    app: AppContext, book: Codebook, corpus: Corpus, codings: Sequence[Coding], books: Mapping[str, Codebook]
) -> CodebookState:
    """Today's points as they would be settled; without the machine's evidence, which takes longest and is not asked."""
    from analysis.classifying import machine_coder

    changed = replace(corpus, consultation=replace(corpus.consultation, codebook=book))
    classifier = trained(changed, codings, books, app.store.audits().values())
    coder, translate = machine_coder(classifier), translator(books, book)
    machine_codings = _scored(app, classifier, changed, coder)
    return CodebookState(
        coder, changed, translate, resolve([*machine_codings, *people(codings, corpus).codings], coder.id, translate)
    )


def _scored(app: AppContext, classifier: ThemeClassifier, corpus: Corpus, coder: Coder) -> Iterator[Coding]:
    """Yield the machine's codings of all points, without evidence."""
    from analysis.classifying.machine_coding import contexts_of

    points, texts, contexts = corpus.points, corpus.texts, contexts_of(corpus.points)
    version = corpus.consultation.codebook.version
    for chunk_start in app.track(range(0, len(points), CHUNK), "Coding with the changed codebook"):
        chunk_slice = slice(chunk_start, chunk_start + CHUNK)
        scores = classifier.predict_proba(texts[chunk_slice], contexts[chunk_slice])
        for point, keys in zip(points[chunk_slice], classifier.assigned(scores), strict=True):
            yield Coding(point.key, coder, version, "", keys, "")
