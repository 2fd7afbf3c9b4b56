"""Ingest of ``responses/``: each file is read, or its cached reading is found, and recorded."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from dataclasses import replace as dataclass_replace
from functools import partial
from pathlib import Path

from pydantic import TypeAdapter

from analysis.app.context import AppContext
from analysis.app.corpus import MISSING, Corpus
from analysis.app.ingest.column_questions import TIES, tied_parts
from analysis.app.ingest.copying import ToCopy, as_one_name, copied
from analysis.app.ingest.links import find_same_letters, first_letters
from analysis.app.ingest.message_groupings import groupings_within, told_apart
from analysis.app.ingest.pipeline import (
    AtHand,
    Copied,
    ReadingRun,
    ReceivedFile,
    as_added,
    as_divided,
    as_paper,
    as_response,
    check_respondents,
    content_size,
    documents_of,
    map_in_order,
    receive_file,
    with_lookahead,
    without_taken_out,
)
from analysis.app.ingest.re_exports import NEW_EXPORT, SAME_PLACE, find_re_export
from analysis.app.ingest.recording import recorded
from analysis.app.use_case_results import Added
from analysis.errors import UnreadableError
from analysis.model import (
    Consultation,
    ManualSegmentation,
    Part,
    Respondent,
    Response,
    Segmentation,
    SegmentedDocument,
    Skipped,
    Source,
    Table,
    TableMapping,
    still_out,
)
from analysis.reading import READER, ReadSettings
from analysis.splitting import SPLITTER
from analysis.splitting.furniture.paper_quotations import beside_papers
from analysis.splitting.furniture.recurring_text import without_recurring
from analysis.store import Refs
from analysis.workspace import (
    content_of,
    documents_in,
    is_paper,
    load_consultation,
    load_respondents,
    template_folders,
)

Described = tuple[Consultation, list[tuple[str, Path]], dict[str, Respondent]]
"""A consultation, the files that lie in it with their names, and who sent them."""

_ANYTHING: TypeAdapter[object] = TypeAdapter(object)


MANY_ROWS = 1_000
"""Rows of a table of which it is told how many were read."""


def described(app: AppContext, is_adding: bool = False) -> Described:
    """Return the consultation, its files by name, and the respondents of respondents.csv.

    ``is_adding``: rows about files that are not there wait for them. Else each is a mistake, as a name that is typed
    wrongly would leave a response without its respondent's wish.
    """
    consultation = load_consultation(app.workspace.consultation)
    named_files = list(app.workspace.files())
    file_names = {file_name for file_name, _ in named_files}
    respondents = load_respondents(
        app.workspace.respondents, consultation.respondent_types, None if is_adding else file_names
    )
    mail = (*consultation.mail, *told_apart(respondents))
    return dataclass_replace(consultation, mail=mail), named_files, respondents


def recipe(consultation: Consultation, settings: ReadSettings) -> str:
    """Return the SHA-256 of everything but a file's bytes that decides what is read in it and how it is divided."""
    # In which order a form gives its answers changes nothing of what is read; which they are does.
    questions = [
        dataclass_replace(question, answers=tuple(sorted(question.answers))) for question in consultation.questions
    ]
    recipe_parts = (READER, SPLITTER, TIES, questions, settings)
    return hashlib.sha256(_ANYTHING.dump_json(recipe_parts)).hexdigest()


def reading_of(app: AppContext, consultation: Consultation, at_hand: AtHand | None = None) -> ReadingRun:
    """Return the reading of this consultation's files, as it was found by the same recipe before."""
    read_settings = ReadSettings(
        tables=consultation.tables,
        respondent_types=consultation.respondent_types,
        tell_tables=True,
        ocr=app.settings.ocr,
    )
    sources = app.store.sources()
    usual_recipe = recipe(consultation, read_settings)
    own_recipes = {
        path: recipe(consultation, dataclass_replace(read_settings, mail=groupings))
        for path in {*sources, *(name for name, _ in app.workspace.files())}
        if (groupings := groupings_within(path, consultation.mail))
    }
    known = _known(app, usual_recipe, own_recipes)
    read_settings = dataclass_replace(read_settings, mail=consultation.mail)

    def anew(content: bytes, name: str) -> Iterator[Part]:
        def read(ties: tuple[TableMapping, ...] = ()) -> Iterator[Part]:
            settings = dataclass_replace(read_settings, tables=(*ties, *read_settings.tables))
            return app.readers.read(content, name, settings=settings, questions=consultation.questions)

        return _tracked_rows(app, tied_parts(read(), consultation.questions, read), name)

    return ReadingRun(anew, usual_recipe, known, app.store.parts, sources, at_hand or {}, own_recipes)


def _tracked_rows(app: AppContext, found: Iterator[Part], name: str) -> Iterator[Part]:
    """Yield what is found in a file; of a table with many rows people see how far it is."""
    for part in found:
        yield part
        if isinstance(part, Table) and part.rows >= MANY_ROWS:
            yield from app.track(found, f"Reading the rows of {name}", part.rows)


def _known(app: AppContext, usual_recipe: str, own_recipes: Mapping[str, str]) -> dict[tuple[str, str], Refs]:
    """Return what was found before, in each file by its recipe."""
    known = {key: refs for key, refs in app.store.readings(usual_recipe).items() if key[0] not in own_recipes}
    for path, own_recipe in own_recipes.items():
        known |= {key: refs for key, refs in app.store.readings(own_recipe).items() if key[0] == path}
    return known


def take_in(app: AppContext, keep: bool = True, at_hand: AtHand | None = None, even_taken_out: bool = False) -> Corpus:
    """Read and split all that lies in ``responses/``; with ``keep``, record what is new.

    ``at_hand`` is what was just found in some files, so that it is not fetched back. ``even_taken_out``: responses
    that people took out are among the others.
    """
    from analysis.tally.privacy.disclosure import numbered_for_good

    consultation, named_files, respondents = described(app)
    given = app.store.numbers()
    reading_run = reading_of(app, consultation, at_hand)
    reading_run = with_lookahead(reading_run, [file_name for file_name, _ in named_files])
    recorded_sources = reading_run.kept
    received = _receive(app, reading_run, named_files, keep)
    sources, skipped = received.sources, received.skipped
    responses = [as_response(source, segmented, respondents) for source, segmented in received.segmented]
    redivisions = manual_segmentations(app)
    responses = without_recurring(beside_papers(responses, received.papers))
    responses = [as_divided(response, redivisions) for response in responses]
    missing_sources = list(find_missing(recorded_sources, named_files))
    sources.extend(source for source, _ in missing_sources)
    skipped.extend(skip for _, skip in missing_sources)
    everybody = responses  # who was taken out is known still, and comes back as they were
    taken_out = {} if even_taken_out else still_out(app.store.withdrawals())
    if taken_out:
        responses, skipped = without_taken_out(responses, skipped, taken_out)
    check_respondents(respondents, {source.path for source in sources}, responses, skipped, app.workspace.respondents)
    if keep:
        app.store.know_respondents({r.document.name: r.respondent for r in everybody}, app.clock())
    return Corpus(
        consultation=consultation,
        known=respondents,
        sources=tuple(sources),
        responses=tuple(numbered_for_good(_as_they_came(app, responses), given)),
        given=given,
        skipped=tuple(skipped),
        new=tuple(received.new_paths),
        tables=tuple(received.tables),
        erased=len(app.store.erasures()),
        taken_out=tuple(taken_out.values()),
        out=tuple(one for one in everybody if {one.document.name, one.source} & taken_out.keys()),
        template_folders=template_folders(app.workspace),
    )


def _as_they_came(app: AppContext, responses: Sequence[Response]) -> list[Response]:
    """Return the responses in the order in which they were first received, then what is not recorded yet."""
    arrivals = app.store.arrivals()
    return sorted(responses, key=lambda response: arrivals.get(response.document.name, sys.maxsize))


@dataclass(frozen=True, slots=True)
class _Received:
    """What was found in the files of ``responses/``, in their order; papers are the consultation's own."""

    sources: list[Source] = field(default_factory=list)
    segmented: list[tuple[Source, SegmentedDocument]] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    papers: list[SegmentedDocument] = field(default_factory=list)
    new_paths: list[str] = field(default_factory=list)


def _receive(
    app: AppContext, reading_run: ReadingRun, named_files: Sequence[tuple[str, Path]], keep: bool
) -> _Received:
    """Read and split every file; with ``keep``, record what is new."""
    found = _Received()
    read = map_in_order(partial(receive_file, app.workspace, reading_run), named_files, app.readers, content_size)
    named = ((received_file, received_file) for received_file in read)
    kept = recorded(app, reading_run, reading_run.kept, named) if keep else ((one, two, False) for one, two in named)
    for _, (received_file, _, is_new) in zip(app.track(named_files, "Reading"), kept, strict=True):
        source = received_file.source
        if is_new:
            found.new_paths.append(source.path)
        found.sources.append(source)
        if is_paper(source.path):
            found.papers.extend(documents_of(received_file))
            received_file = as_paper(received_file)
        found.tables.extend(part for part in received_file.results if isinstance(part, Table))
        found.skipped.extend(part for part in received_file.results if isinstance(part, Skipped))
        found.segmented.extend((source, part) for part in received_file.results if isinstance(part, SegmentedDocument))
    return found


def find_missing(
    recorded_sources: Mapping[str, Source], named_files: Sequence[tuple[str, Path]]
) -> Iterator[tuple[Source, Skipped]]:
    """Yield the sources that are no longer in ``responses/``: they stay in the account, with that as the reason."""
    present_names = {file_name for file_name, _ in named_files}
    for source_path, source in recorded_sources.items():
        if source_path not in present_names:
            yield source, Skipped(source_path, MISSING)


def recorded_parts(app: AppContext, file_name: str) -> tuple[Part, ...]:
    """Return what was found in a file as it lies in ``responses/``, by the recipe of now."""
    consultation, named_files, _ = described(app)
    reading_run = reading_of(app, consultation)
    return next(
        (receive_file(app.workspace, reading_run, named).results for named in named_files if named[0] == file_name), ()
    )


def manual_segmentations(app: AppContext) -> dict[str, ManualSegmentation]:
    """Return the last segmentation by hand of every document that has one."""
    return {redivision.segmentation.document: redivision for redivision in app.store.redivisions()}


def find(app: AppContext, document: str) -> Response:
    """Return one response as it is divided now; raises UnreadableError where there is no such document."""
    return as_divided(_find(app, document), manual_segmentations(app))


def machine_segmentation(app: AppContext, document: str) -> Segmentation:
    """Return how the machine divides a response; raises UnreadableError where there is none."""
    return _find(app, document).segmentation


def _find(app: AppContext, document: str) -> Response:
    consultation, named_files, respondents = described(app)
    reading_run = reading_of(app, consultation)
    containing_files = [
        named_file
        for named_file in named_files
        if document == named_file[0] or document.startswith(f"{named_file[0]}#")
    ]
    for named_file in containing_files:
        received_file = as_paper(receive_file(app.workspace, reading_run, named_file))
        for part in received_file.results:
            if isinstance(part, SegmentedDocument) and part.document.name == document:
                response = as_response(received_file.source, part, respondents)
                return beside_papers([response], _papers(app, reading_run, named_files))[0]
    raise UnreadableError(document, "there is no such response in responses/; `everypoint report --json` lists all")


def _papers(
    app: AppContext, reading_run: ReadingRun, named_files: Sequence[tuple[str, Path]]
) -> list[SegmentedDocument]:
    """Return the consultation's own papers, as they are divided."""
    own_files = (named_file for named_file in named_files if is_paper(named_file[0]))
    return [
        paper
        for named_file in own_files
        for paper in documents_of(receive_file(app.workspace, reading_run, named_file))
    ]


# Adding ---------------------------------------------------------------------------------------------------------------


def add(
    app: AppContext, source_paths: Sequence[Path], replace_existing: bool = False, keep_both: bool = False
) -> list[Added]:
    """Copy documents, or all documents in folders, into ``responses/``, record them, and say what each became.

    A new export of a table that is in takes its place, or does not go in; ``keep_both``: it goes in beside it.
    """
    consultation, named_files, respondents = described(app, is_adding=True)
    reading_run = reading_of(app, consultation)
    wanted_files = [
        ToCopy(file_path, file_name, replace_existing, source_path)
        for source_path in source_paths
        for file_path, file_name in documents_in(source_path)
    ]
    with app.store.alone():
        app.workspace.clear_remains()
        if not keep_both:
            renamed_files = [_unless_re_export(app, reading_run, wanted) for wanted in wanted_files]
            wanted_files = list(_each_in_its_place(wanted_files, renamed_files))
        additions, at_hand = list[Added](), dict[tuple[str, str], tuple[Part, ...]]()
        read = map_in_order(
            partial(_read, app, reading_run, respondents.keys()),
            copied(app, reading_run, wanted_files),
            app.readers,
            lambda one: content_size(one[1]),
        )
        sources = app.store.sources()
        leaving = {*still_out(app.store.withdrawals()), *(one.name for one in wanted_files if one.may_replace)}
        counting = {path for path, _ in named_files if path in sources and path not in leaving}
        first_paths = {source.sha256: path for path, source in reversed(sources.items()) if path in counting}
        done = recorded(app, reading_run, sources, read)
        for _, (addition, received_file, _) in zip(app.track(wanted_files, "Adding"), done, strict=True):
            if received_file is not None:
                at_hand[received_file.source.path, received_file.source.sha256] = received_file.results
                first = first_paths.setdefault(received_file.source.sha256, addition.name)
                addition = dataclass_replace(addition, same_as=first if first != addition.name else None)
            additions.append(addition)
        if not any(addition.points for addition in additions):
            return additions
        responses = take_in(app, keep=False, at_hand=at_hand).responses
        find_same_letters(app, responses)
        # A file of many responses has no one letter that it repeats.
        is_letter = {response.document.name for response in responses}.intersection(one.name for one in additions)
        first_letter_names = first_letters(app, responses) if is_letter else {}
    points = Counter[str]()
    for response in responses:
        points[response.source] += sum(1 for _ in response.points)
    return [
        dataclass_replace(
            addition,
            copies=first_letter_names.get(addition.name),
            points=points.get(addition.name, addition.points),
        )
        for addition in additions
    ]


def _unless_re_export(app: AppContext, reading_run: ReadingRun, wanted: ToCopy) -> ToCopy:
    """Return a file that is to be added; a new export of a table under that one's name, or with why it stops."""
    try:
        content = content_of(wanted.path, within=wanted.folder if wanted.folder != wanted.path else None)
    except OSError:  # it is told where it is to be copied
        return wanted
    found = find_re_export(reading_run, wanted.name, content, still_out(app.store.withdrawals()).keys())
    if found is None:
        return wanted
    if wanted.may_replace:
        return dataclass_replace(wanted, name=found.former)
    return dataclass_replace(wanted, refused=NEW_EXPORT.format(found.told))


def _each_in_its_place(wanted_files: Sequence[ToCopy], renamed_files: Sequence[ToCopy]) -> Iterator[ToCopy]:
    """Yield the files; a new export stops that would take the place of another one that is added with it."""
    places = Counter(as_one_name(file.name) for file in renamed_files)
    for wanted, renamed in zip(wanted_files, renamed_files, strict=True):
        if renamed.name != wanted.name and places[as_one_name(renamed.name)] > 1:
            yield dataclass_replace(wanted, refused=SAME_PLACE.format(renamed.name))
        else:
            yield renamed


def _read(
    app: AppContext, reading_run: ReadingRun, known: AbstractSet[str], copied_file: Added | Copied
) -> tuple[Added, ReceivedFile | None]:
    """Read a document that was copied in; one that could not be copied is not read."""
    if isinstance(copied_file, Added):
        return copied_file, None
    received_file = receive_file(
        app.workspace, reading_run, (copied_file.name, app.workspace.responses / copied_file.name)
    )
    return as_added(received_file, copied_file.is_new, known), received_file
