"""The snapshot: the workspace as it stands, and everything that is derived from it, computed at most once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from analysis.app.corpus import Corpus
from analysis.app.ingest.links import find_restatements
from analysis.app.snapshot.answer_snapshot import Frames, answers_in
from analysis.app.snapshot.derived import carry_over, derived
from analysis.app.snapshot.last_machine import LastMachine, last_machine
from analysis.app.snapshot.machine_identity import coder_of_today, local_coder, training
from analysis.app.snapshot.sent_letters import SentLetters
from analysis.app.snapshot.team_work import TeamWork
from analysis.app.snapshot.unthemed import NO_THEME, unthemed
from analysis.auditing.blinding import SIGHTED, Blinding, Exposure, HiddenPoints, Sample, samples_of, teaching
from analysis.auditing.resolution.audit_state import is_taken_back, last_standing, last_words
from analysis.auditing.resolution.codebook_migration import Translator, translator
from analysis.auditing.resolution.reanchor import AnchoredCodings, reanchor
from analysis.auditing.resolution.resolve import resolve
from analysis.errors import NO_RESPONSE, AuditError, ConsultationError, LedgerError, UnreadableError
from analysis.languages.codebook_languages import spoken_languages
from analysis.languages.response_languages import unread_points
from analysis.languages.unread_codings import Lessons, as_read, learned_themes
from analysis.model import (
    Audit,
    Codebook,
    Coder,
    CoderKind,
    Coding,
    CodingMode,
    Link,
    Point,
    PointKey,
    Redaction,
    ResolvedCoding,
    Response,
)
from analysis.splitting import SPLITTER
from analysis.store import Chain, Store

if TYPE_CHECKING:
    from analysis.app.snapshot.position_snapshot import PositionSnapshot
    from analysis.classifying import ThemeClassifier
    from analysis.classifying.feature_space import FeatureSpace
    from analysis.classifying.text_views import TextViews

Showing = tuple[str, PointKey, str]
"""Who was shown how others coded which point, with the SHA-256 of its words."""


COUNTED = {
    *("corpus", "codebooks", "arrivals", "links", "_machine_codings", "redactions"),
    *("codings", "audits", "position_codings", "position_audits"),
}
"""The fields from which figures follow."""


@dataclass(frozen=True, eq=False)
class Snapshot(TeamWork, SentLetters):
    """A workspace as it stands, keyed by the chain's end and a stamp of its folder.

    ``codings`` are people's, as they were appended, and ``machine_count`` counts the machine's, which are read
    when they are asked for; ``position_codings`` and ``position_audits`` are those of positions. ``shown`` says what
    people were shown, ``redactions`` what they decided about personal data, by response, ``arrivals`` when each
    document was taken in, ``links`` which said the same as an earlier one.
    """

    store: Store
    codebook: Codebook
    chain: Chain
    codings: tuple[Coding, ...]
    coders: Mapping[str, Coder]
    codebooks: Mapping[str, Codebook]
    audits: Mapping[str, Audit]
    shown: tuple[Showing, ...]
    arrivals: Mapping[str, int]
    links: Mapping[str, tuple[str, float]]
    machine_count: int
    stamp: object = None
    position_codings: tuple[Coding, ...] = ()
    position_audits: Mapping[str, Audit] = field(default_factory=dict)
    redactions: Mapping[str, tuple[Redaction, ...]] = field(default_factory=dict)
    whole: Snapshot | None = None
    _machine_codings: dict[tuple[str, bool], tuple[Coding, ...]] = field(default_factory=dict)

    def counts_like(self, other: Snapshot) -> bool:
        """Return whether every figure is the same in another: nothing is new but what people were shown."""
        return all(getattr(self, name) is getattr(other, name) for name in COUNTED)

    # The other frame --------------------------------------------------------------------------------------------------

    @derived("corpus")
    def _answers(self) -> Corpus:
        return answers_in(self.corpus)

    @derived(
        *("corpus", "codebooks", "coders", "position_codings", "position_audits", "shown", "arrivals", "links"),
        "machine_count",
    )
    def positions(self) -> PositionSnapshot:
        """Return the same workspace in the frame of positions."""
        from analysis.app.snapshot.position_snapshot import positions_of

        return positions_of(self, self._answers)

    def frame_of(self, audit_name: str) -> Snapshot:
        """Return the workspace in the frame in which the audit of this name was drawn, or in that of themes."""
        return self.positions if audit_name in self.position_audits else self

    def like(self, other: Snapshot) -> Snapshot:
        """Return the workspace in the frame of another snapshot."""
        return self if other.whole is None else self.positions

    # The points of today ----------------------------------------------------------------------------------------------

    @property
    def digests(self) -> Mapping[PointKey, str]:
        """Return the points of today, in the order of the documents, with the SHA-256 of their words."""
        return self.corpus.digests

    @derived("corpus", "arrivals")
    def points(self) -> tuple[PointKey, ...]:
        """Return the points of documents that were taken in: of these alone anything can be recorded."""
        if all(response.document.name in self.arrivals for response in self.corpus.responses):
            return tuple(self.digests)
        return tuple(point for point in self.digests if point.document in self.arrivals)

    def find_response(self, document: str) -> Response | None:
        """Return one response, or None where there is none of that name."""
        place = self.corpus.response_places.get(document)
        return None if place is None else self.corpus.responses[place]

    def response(self, document: str) -> Response:
        """Return one response; raises UnreadableError where there is none of that name."""
        response = self.find_response(document)
        if response is None:
            raise UnreadableError(document, NO_RESPONSE)
        return response

    @derived("corpus")
    def divided_by_hand(self) -> frozenset[str]:
        """Return the documents that a person has divided, as far as that division still counts."""
        responses = self.corpus.responses
        return frozenset(one.document.name for one in responses if one.segmentation.coder != SPLITTER)

    # What people said -------------------------------------------------------------------------------------------------

    @derived("corpus", "codings")
    def people(self) -> AnchoredCodings:
        """Return people's codings, carried to the points of today, in the order in which they were made."""
        return reanchor(self.codings, self.digests)

    @derived("corpus", "codings")
    def of_point(self) -> Mapping[PointKey, tuple[Coding, ...]]:
        """Return people's codings of each point of today that has any."""
        codings_of_point: dict[PointKey, list[Coding]] = {}
        for coding in self.people.codings:
            codings_of_point.setdefault(coding.point, []).append(coding)
        return {point: tuple(point_codings) for point, point_codings in codings_of_point.items()}

    @derived("codebook", "codebooks")
    def translate(self) -> Translator:
        """Return what says how codings stand in the themes of today."""
        return translator(self.codebooks, self.codebook)

    @derived("corpus", "codebook", "codings", "codebooks")
    def decided(self) -> dict[PointKey, ResolvedCoding]:
        """Return what people have decided of each point, where they have."""
        return resolve(self.people.codings, "", self.translate)

    def last_words(self, point: PointKey) -> tuple[Coding, ...]:
        """Return the last coding of each coder of a point, but for what was taken back."""
        return last_words(self.of_point.get(point, ()))

    def last_coding_of(self, point: PointKey, coder: Coder) -> Coding | None:
        """Return what somebody said last of a point."""
        return next((coding for coding in self.last_words(point) if _is_by(coding, coder)), None)

    def taken_back(self, point: PointKey, coder: Coder) -> Coding | None:
        """Return what somebody said of a point before they took it back, where that was the last thing they did."""
        own_codings = [coding for coding in self.of_point.get(point, ()) if _is_by(coding, coder)]
        standing = [coding for coding in own_codings if not is_taken_back(coding)]
        return standing[-1] if standing and is_taken_back(own_codings[-1]) else None

    def last_of(self, coder: Coder, mode: CodingMode) -> Coding | None:
        """Return somebody's last coding of a kind that they have not taken back."""
        return last_standing(one for one in self.people.codings if one.mode is mode and _is_by(one, coder))

    def count(self, point: PointKey) -> int:
        """Return how many codings of a point people have made."""
        return len(self.of_point.get(point, ()))

    # What was drawn, and who has seen what ----------------------------------------------------------------------------

    @derived("corpus", "audits")
    def samples(self) -> tuple[Sample, ...]:
        """Return every audit as it stands with the points of today."""
        return samples_of(self.audits.values(), self.digests)

    @derived("corpus", "audits")
    def _unexposed(self) -> Blinding:
        return Blinding.of(self.samples, Exposure({}), self.digests)

    @derived("corpus", "audits", "codings", "shown")
    def blinding(self) -> Blinding:
        """Return which points are drawn, hidden, and seen by whom."""
        exposure = Exposure.of(self.shown, self.people.codings, self.digests)
        return replace(self._unexposed, exposure=exposure)

    @property
    def hidden(self) -> HiddenPoints:
        """Return the points whose coding nobody may see."""
        return self._unexposed.hidden

    @derived("corpus", "audits", "arrivals")
    def hidden_received(self) -> frozenset[PointKey]:
        """Return the hidden points of documents that were taken in."""
        return frozenset(point for point in self.hidden.points if point.document in self.arrivals)

    def audit(self, name: str = "") -> Audit:
        """Return the audit of this name, or the last one; raises AuditError where there is none."""
        if name and name not in self.audits:
            known_names = ", ".join(self.audits) or "none yet"
            raise AuditError(f"{name}: there is no audit of this name; there are: {known_names}")
        if not self.audits:
            raise AuditError("no audit has been drawn yet; `everypoint audit draw --size 60` draws one")
        return self.audits[name] if name else list(self.audits.values())[-1]

    def sample(self, audit: Audit) -> Sample:
        """Return an audit, or its first draws, as they stand with the points of today."""
        whole = next(sample for sample in self.samples if sample.audit.name == audit.name)
        return whole if whole.audit.draws == audit.draws else samples_of([audit], self.digests)[0]

    # The machine ------------------------------------------------------------------------------------------------------

    @derived("corpus", "codebook", "codings", "codebooks", "audits")
    def lessons(self) -> Sequence[ResolvedCoding | None]:
        """Return for each point the coding that people settled on and the machine learns from, or None.

        Nothing that anybody says of a point that was drawn for an audit teaches before that audit was scored.
        """
        choices = resolve(teaching(self.people.codings, self._unexposed.open), "", self.translate)
        return [choices.get(point.key) for point in self.corpus.points]

    @derived("corpus")
    def restatements(self) -> tuple[Link, ...]:
        """Return the links from what a response says in short to where it says that in full."""
        return find_restatements(self.corpus.responses)

    @derived("corpus")
    def text_views(self) -> TextViews:
        """Return the views of the texts, which all codebooks share."""
        from analysis.classifying.feature_space import views_of

        return views_of(self.corpus.own_texts)

    @derived("corpus", "codebook")
    def feature_space(self) -> FeatureSpace:
        """Return the texts as the codebook lets them be seen."""
        from analysis.classifying.feature_space import FeatureSpace

        return FeatureSpace(self.codebook, self.corpus.own_texts, features=self.text_views)

    @derived("corpus", "codebook", "codings", "codebooks", "audits")
    def classifier(self) -> ThemeClassifier:
        """Return the classifier of the codebook, with all that people's codings teach it.

        Raises ConsultationError where the codebook has no theme.
        """
        from analysis.classifying import ThemeClassifier

        if not self.codebook.themes:
            raise ConsultationError("consultation.toml", [NO_THEME])
        return ThemeClassifier(self.codebook).fit(*training(self), space=self.feature_space)

    @derived("corpus", "codebook", "codings", "codebooks", "audits")
    def local_machine(self) -> Coder:
        """Return the local classifier of today as a coder; it is known without anything being fitted."""
        return local_coder(self)

    @derived("corpus", "codebook", "codings", "codebooks", "audits")
    def machine(self) -> Coder:
        """Return the machine coder of today, of which a model of the user's choice may be a part."""
        return coder_of_today(self)

    @derived("corpus", "codebook")
    def model_prompt(self) -> str:
        """Return what a model is told that codes points with the codebook."""
        from analysis.rendering.prompts import coding_prompt

        return coding_prompt(self.codebook, self.corpus.template_folders)

    @derived("corpus", "codebook")
    def unread(self) -> Mapping[PointKey, str]:
        """Return the points in languages that the codebook does not speak, by language; none without themes."""
        spoken = spoken_languages(replace(self.corpus.consultation, codebook=self.codebook))
        return unread_points(self.corpus.languages, spoken) if self.codebook.themes else {}

    def as_read(self, codings: Iterable[Coding], taught: Lessons = ()) -> Iterator[Coding]:
        """Yield codings of the machine of today; of unread points only what people, or these points, have taught it."""
        return as_read(codings, self.unread, self.learned_themes(taught))

    def learned_themes(self, taught: Lessons = ()) -> dict[str, frozenset[str]]:
        """Return by language of unread points the themes that people, or these points, have taught the machine."""
        known = dict(taught) | {p: one.coding.themes for p, one in zip(self.digests, self.lessons, strict=True) if one}
        both = self.unread.keys() & known.keys()
        return learned_themes((self.unread[point], self.codebook.with_wider(known[point])) for point in both)

    def machine_codings(self, coder_id: str, with_evidence: bool = False) -> tuple[Coding, ...]:
        """Return all codings of one machine coder, in the order in which they were made."""
        known, key = self._machine_codings, (coder_id, with_evidence)
        if key not in known and (coder_id, True) not in known:
            known[key] = self.store.machine_codings(coder_id, with_evidence)
        return known[key] if key in known else known[coder_id, True]

    @derived("corpus", "machine_count")
    def last_machine(self) -> LastMachine:
        """Return the machine coder that coded last, whatever it would be today, with its codings."""
        return last_machine(self.store, self.corpus, self.machine_codings)

    def is_of_today(self, coding: Coding) -> bool:
        """Return whether a coding is of the words that stand at its place now."""
        return self.digests.get(coding.point) == coding.text_sha256

    @derived("corpus", "codebook", "codings", "codebooks", "audits", "machine_count")
    def resolved(self) -> dict[PointKey, ResolvedCoding]:
        """Return the coding of every point that counts now; raises LedgerError if a point has none."""
        by_machine: Iterable[Coding] = unthemed(self.corpus, self.codebook, self.machine)
        if self.codebook.themes:
            by_machine = filter(self.is_of_today, self.machine_codings(self.machine.id, with_evidence=True))
        resolved_codings = resolve([*by_machine, *self.people.codings], self.machine.id, self.translate)
        for point in self.corpus.points:
            if point.key not in resolved_codings:
                raise LedgerError(
                    f"{point.document}, {self.corpus.citations[point.key]}: nobody has coded it; run `everypoint code`"
                )
        return resolved_codings

    @property
    def for_person(self) -> tuple[Point, ...]:
        """Return the points of which the machine cannot tell what they raise, and that no person has decided."""
        return tuple(point for point in self.corpus.points if self.resolved[point.key].is_for_person)

    def let_go(self, *names: str) -> None:
        """Forget what was derived under these names, else what only coding needs; it may be derived anew."""
        for name in names or ("classifier", "feature_space", "text_views"):
            vars(self).pop(name, None)

    # What comes after -------------------------------------------------------------------------------------------------

    def after(self, **changes: Any) -> Snapshot:
        """Return the snapshot that follows when some of its fields change, with all that is the same still."""
        carry_over(self, following := replace(self, **changes), changes)
        if "samples" in vars(self) and "audits" in changes and "corpus" not in changes:
            vars(following)["samples"] = samples_of(following.audits.values(), self.digests, self.samples)
        return following

    def extended(self, codings: Sequence[Coding] = (), shown: Sequence[Showing] = (), **changes: Any) -> Snapshot:
        """Return the snapshot that follows when people have made further codings, and were shown more."""
        codings, of_answers = Frames.of(changes.get("codebooks", self.codebooks)).codings(codings).values()
        longer: dict[str, Any] = {"codings": (*self.codings, *codings)} if codings else {}
        longer |= {"position_codings": (*self.position_codings, *of_answers)} if of_answers else {}
        longer |= {"shown": (*self.shown, *shown)} if shown else {}
        following = self.after(**longer, **changes)
        places = [(one.point, one.text_sha256) for one in codings] + [(point, digest) for _, point, digest in shown]
        if longer and not {"corpus", "codings"} & changes.keys() and self._stand_still(places):
            sights = [(one.coder.id, one.point) for one in codings if one.mode in SIGHTED]
            following._extend(self, codings, [*sights, *((coder_id, point) for coder_id, point, _ in shown)])
        return following

    def _extend(self, former: Snapshot, codings: Sequence[Coding], sights: Iterable[tuple[str, PointKey]]) -> None:
        """Take over what was derived of former codings and showings, with what these add to it."""
        of_point, blinding = dict(former.of_point), replace(self._unexposed, exposure=former.blinding.exposure)
        for coding in codings:
            of_point[coding.point] = (*of_point.get(coding.point, ()), coding)
        for coder_id, point in sights:
            blinding = blinding.extended(Coder(coder_id, CoderKind.HUMAN, ""), [point])
        people = replace(former.people, codings=(*former.people.codings, *codings))
        vars(self).update(people=people, of_point=of_point, blinding=blinding, _moved_texts=former._moved_texts)

    @derived("corpus", "codings", "shown")
    def _moved_texts(self) -> frozenset[tuple[str, str]]:
        """Return the documents and words of what was said or shown of another place than where those stand now."""
        places = [(coding.point, coding.text_sha256) for coding in self.codings]
        places += [(point, digest) for _, point, digest in self.shown]
        return frozenset((point.document, digest) for point, digest in places if self.digests.get(point) != digest)

    def _stand_still(self, places: Iterable[tuple[PointKey, str]]) -> bool:
        """Return whether these places are those of points of today, with whose words nothing else has moved."""
        return all(
            self.digests.get(point) == digest and (point.document, digest) not in self._moved_texts
            for point, digest in places
        )


def _is_by(coding: Coding, coder: Coder) -> bool:
    return (coding.coder.kind, coding.coder.id) == (coder.kind, coder.id)
