"""Publishing: everything is taken in, coded, settled and counted, then written into ``reports/``, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from analysis.app.audit.sheets_folder import CodedWorkspace, take_in_and_code
from analysis.app.cited_points import mark_cited_points
from analysis.app.coding.model_coding import unanswered_points
from analysis.app.coding.position_coding import taken_positions
from analysis.app.coding.stale_codings import places, stale_points
from analysis.app.context import AppContext
from analysis.app.ingest.links import find_restatements, find_same_letters, short_answers_among
from analysis.app.kept_figures import (
    KeptFigures,
    digest_of_files,
    inputs_of,
    keep_figures,
    kept_figures,
    kept_report,
    with_told,
)
from analysis.app.provenance import collect_provenance, digest_of_inputs, manifest_as_made, versions
from analysis.app.quotes import quote_decisions
from analysis.app.settings_warnings import settings_warnings
from analysis.app.snapshot.free_memory import collect_and_give_back, forget_kept, hold_little
from analysis.app.snapshot.machine_identity import chosen_model
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.use_case_results import Reported, ThemeCount
from analysis.errors import OutputError, StoreError
from analysis.model import Audit, Consultation, Publish, Response, SendingRule
from analysis.reading import READER
from analysis.reading.table.unsent_tables import unsent_tables
from analysis.store import Published
from analysis.text import plural
from analysis.workspace import (
    FILES,
    digest_of,
    holds,
    manifest_of,
    own_templates,
    remembered,
    report_stands,
    staged,
    template_folders,
    write_report,
)

if TYPE_CHECKING:
    from analysis.rendering import Standing
    from analysis.tally.model_use import ModelUse
    from analysis.tally.proposed_themes import UncheckedTheme
    from analysis.tally.questions.position_views import PositionTally, ThemePosition
    from analysis.tally.report import Report, ThemeTally

P = TypeVar("P", "PositionTally", "ThemePosition")


def report(app: AppContext, one_file: bool = False) -> Reported:
    """Take in what is new, code, settle, count, and write the report with its annex and manifest; all or nothing.

    ``one_file``: the annex is in the same page. What has been counted already, and stands there as the report, is not
    counted again. Raises OutputError where there are too many responses for one file.
    """
    received, printed = digest_of_files(app, one_file), app.workspace.printed_report
    was_printed = printed.exists()
    standing = _standing_report(app, received)
    if standing is not None:
        return standing
    hold_little()
    coded = take_in_and_code(app)
    coded.snapshot.let_go()
    forget_kept("analysis.classifying")
    collect_and_give_back()
    snapshot = mark_cited_points(app, coded.snapshot)
    if snapshot is not coded.snapshot:
        coded, received = replace(coded, snapshot=snapshot), digest_of_files(app, one_file)
    facts, follows_from = report_facts_of(app, snapshot), inputs_of(app, snapshot.corpus.origins, one_file)
    figures, changed = kept_figures(app, follows_from), False
    if figures is not None and _stands(app, facts):
        told = _told(app, coded)
    else:
        told, tallied = _told_and_tallied(app, coded)
        consultation = snapshot.corpus.consultation
        del coded, snapshot  # pages are made from what was counted, by several processes that take memory too
        collect_and_give_back()
        pack = assurance_pack(app, consultation, tallied, facts)
        facts_with_pack = {**facts, ASSURANCE: digest_of(pack.encode())}
        figures, changed = _written(app, tallied, facts_with_pack, follows_from, one_file)
    points, coded_points, themes, positions = figures.points, figures.coded, figures.themes, figures.positions
    reported = replace(told, changed=changed, points=points, coded=coded_points, themes=themes, positions=positions)
    keep_figures(app, with_told(app, figures, reported, received))
    return replace(reported, pdf_removed=was_printed and not printed.exists())


def _standing_report(app: AppContext, received: str) -> Reported | None:
    """Return what was told of the report that stands there, where nothing at all has changed since it was made."""
    if kept_report(app, received) is None:
        return None
    with app.store.alone():
        app.workspace.clear_remains()
        _must_know_reports(app)
        reported, told = kept_report(app, received), manifest_of(app.workspace, app.store.chain().first)
        if reported is None or told is None:
            return None
        stands = any(_is_published(app, {"inputs": told.get("inputs")}, last) for last in app.store.reports()[-1:])
        return reported if stands else None


def _told(app: AppContext, coded: CodedWorkspace) -> Reported:
    """Return what is told of a report, but for its figures."""
    from analysis.tally.received.ledger_view import unread_parts

    snapshot, corpus = coded.snapshot, coded.snapshot.corpus
    account, resolved = corpus.ledger, snapshot.resolved
    return Reported(
        path=app.workspace.report,
        changed=False,
        sources=len(corpus.sources),
        new=corpus.new,
        responses=len(corpus.responses),
        points=0,
        coded=0,
        skipped=corpus.skipped,
        tables=corpus.tables,
        look_again=stale_points(snapshot, resolved),
        sheets=coded.sheets,
        to_look_at=corpus.to_look_at,
        refusals=corpus.refusals,
        left_out=corpus.left_out,
        withheld=corpus.withheld,
        settings_warnings=settings_warnings(corpus),
        unsent_tables=unsent_tables(corpus.consultation.tables, [source.path for source in corpus.sources]),
        languages=corpus.language_counts,
        for_person=places(corpus, snapshot.for_person),
        unanswered=unanswered_points(snapshot),
        numbers=tuple((label, name) for name, label in corpus.labels.items()),
        unread=tuple((number, name) for number, (name, _) in enumerate(unread_parts(account), 1)),
        received_points=_points_of(corpus.responses),
        points_out=_points_of(corpus.out),
    )


def _points_of(responses: Iterable[Response]) -> int:
    return sum(1 for response in responses for _ in response.points)


def _told_and_tallied(app: AppContext, coded: CodedWorkspace) -> tuple[Reported, Report]:
    """Keep the numbers of the responses, and return what is told of a report, with everything that it says."""
    told: list[Reported] = []

    def tell() -> None:
        app.store.keep_numbers(coded.snapshot.corpus.numbers, app.clock())
        told.append(_told(app, coded))

    tallied = tally_of(app, coded.snapshot, meanwhile=tell)
    return told[0], tallied


def report_facts_of(app: AppContext, snapshot: Snapshot) -> dict[str, Any]:
    """Return what a report of this snapshot is made from and by."""
    provenance = collect_provenance(app, snapshot.corpus, snapshot.machine)
    return {**provenance, "audits": _drawn_audits((*snapshot.audits.values(), *snapshot.position_audits.values()))}


def _written(
    app: AppContext, tallied: Report, facts: dict[str, Any], follows_from: Mapping[str, str], one_file: bool
) -> tuple[KeptFigures, bool]:
    """Write the report, and return its figures, and whether another or none had stood there."""
    from analysis.app.standing_pages import StandingPages

    standing = StandingPages.of(app)
    changed = _publish(app, rendered(app, tallied, one_file, standing), facts)
    standing.keep()
    themes = tuple(_theme_count(tally, tallied) for tally in tallied.themes)
    positions = tuple(_without_refs(tally) for tally in tallied.positions)
    counts = tallied.points, tallied.coded_points, themes, positions
    end = app.store.chain()
    return KeptFigures(follows_from, end.records, end.head, *counts), changed


def _stands(app: AppContext, facts: dict[str, Any]) -> bool:
    """Return whether the report that is there is the last one, as it was made from just this."""
    _must_know_reports(app)
    return any(_is_published(app, facts, last_report) for last_report in app.store.reports()[-1:])


def tally_of(
    app: AppContext, snapshot: Snapshot, for_team: bool = False, meanwhile: Callable[[], object] = lambda: None
) -> Report:
    """Return everything that the report says; ``for_team``, as if every respondent agreed to be published.

    ``meanwhile`` is done while other processes look for personal data.
    """
    from analysis.app.audit.audit_report import last_accuracy
    from analysis.app.personal_data_search import search_ahead
    from analysis.splitting.sentences import sentences
    from analysis.tally.count import report
    from analysis.tally.passages.letters import campaigns_of
    from analysis.tally.privacy.disclosure import is_listed
    from analysis.tally.privacy.masking import consultation_words
    from analysis.tally.proposed_themes import with_proposals

    corpus = snapshot.corpus
    responses = tuple(map(_agreed, corpus.responses)) if for_team else told_responses(snapshot)
    with search_ahead(app, list(filter(is_listed, responses)), consultation_words(corpus.consultation)):
        meanwhile()
        resolved = snapshot.resolved
        same_letters, short_answers = find_same_letters(app, responses), short_answers_among(responses)
        letters = campaigns_of(same_letters, responses, corpus.consultation, short_answers)
        accuracy = last_accuracy(snapshot, snapshot.machine, resolved, letters)
        paraphrases = find_restatements(responses)
        answers = snapshot.positions
        stands = answers.resolved
        taken, position_accuracy = (
            taken_positions(answers, stands),
            last_accuracy(answers, answers.machine, stands, letters),
        )
        del answers, stands
        snapshot.let_go("positions", "_answers")
    tallied = report(
        corpus.consultation,
        responses,
        resolved,
        letters,
        corpus.ledger,
        sentences,
        accuracy,
        paraphrases,
        corpus.languages,
        taken,
        position_accuracy,
        quote_decisions(app, corpus),
        explained=corpus.explained,
        taken_out=() if for_team else corpus.out,
    )
    if corpus.consultation.codebook.themes:
        return replace(tallied, model=_model_use(snapshot))
    return with_proposals(tallied, _proposals(snapshot), corpus.consultation, responses, resolved, sentences)


def _model_use(snapshot: Snapshot) -> ModelUse | None:
    """Return the use of the model that codes, or None where the local classifier alone does."""
    from analysis.prompting.model_requests import prompt_sha256
    from analysis.tally.model_use import model_use

    coder = chosen_model(snapshot.corpus.consultation)
    if coder is None:
        return None
    is_masked = coder.personal_data is not SendingRule.SEND
    return model_use(coder, prompt_sha256(snapshot.model_prompt), is_masked, snapshot.resolved.values())


def told_responses(snapshot: Snapshot) -> tuple[Response, ...]:
    """Return the responses as a report may tell of them, with what people decided about personal data in them."""
    from analysis.tally.privacy.disclosure import as_told

    decided = snapshot.redactions
    consultation = snapshot.corpus.consultation
    told = as_told(snapshot.corpus.responses, consultation.name_individuals, consultation.organisations)
    return tuple(
        replace(response, redactions=decided[response.document.name]) if response.document.name in decided else response
        for response in told
    )


def _proposals(snapshot: Snapshot) -> Iterator[UncheckedTheme]:
    """Yield the themes that are proposed while there is none."""
    from analysis.app.coding.theme_proposals import proposals_of
    from analysis.tally.proposed_themes import UncheckedTheme
    from analysis.tally.report import ProposedTheme

    offer = proposals_of(snapshot)
    names = {proposed.id: proposed.name for proposed in offer.proposals}
    for one in offer.proposals:
        wider = names.get(one.wider, "")
        counts = one.respondents, one.points
        theme = ProposedTheme(one.name, one.definition, *counts, wider, one.question, one.position)
        yield UncheckedTheme(theme, tuple(typical.point.key for typical in one.typical))


def _agreed(response: Response) -> Response:
    return replace(response, respondent=replace(response.respondent, publish=Publish.YES))


def rendered(
    app: AppContext, tallied: Report, one_file: bool = False, standing: Standing | None = None
) -> Iterator[tuple[str, bytes]]:
    """Yield the pages of the annex by their paths below ``reports/``, the report last; ``one_file``, it alone.

    Pages that are ``standing`` as they would be made now are taken over, unless the workspace has templates of its own.
    Raises OutputError where there are too many responses for one file.
    """
    from analysis.app.page_pool import rendered_elsewhere
    from analysis.rendering import NOTHING_STANDS, ONE_FILE, REPORT_FILE, render, render_set

    folders = template_folders(app.workspace)
    if not one_file:
        is_our_own = not own_templates(app.workspace)
        elsewhere = {"elsewhere": partial(rendered_elsewhere, folders)} if is_our_own else {}
        stand = standing if standing and is_our_own else NOTHING_STANDS
        tracked = partial(app.track, doing="Writing the pages")
        yield from render_set(tallied, folders, tracked, standing=stand, **elsewhere)
        return
    if len(tallied.responses) > ONE_FILE:
        raise OutputError(
            f"the report of {plural(len(tallied.responses), 'response')} cannot be one file: at most {ONE_FILE} may. "
            "Leave out --one-file, and the responses go into the pages of its annex."
        )
    yield REPORT_FILE, render(tallied, folders).encode()


ASSURANCE = "assurance"
"""The field of a manifest that holds the SHA-256 of the assurance pack."""


def assurance_pack(
    app: AppContext, consultation: Consultation, tallied: Report, report_facts: Mapping[str, Any]
) -> str:
    """Return the assurance pack of a report as HTML."""
    from analysis.rendering import render_assurance
    from analysis.rendering.pages import AssurancePage
    from analysis.tally.assurance import DrawnAudit, RunFacts, assumptions_of, record_of

    audits = tuple(DrawnAudit(one["name"], one["seed"], one["drawn"]) for one in report_facts["audits"])
    made_by = (report_facts["coder"], report_facts["splitter"], READER, report_facts["codebook"])
    page = AssurancePage(
        assumptions_of(tallied, consultation.assumptions), record_of(consultation), RunFacts(*made_by, audits)
    )
    return render_assurance(tallied, page, template_folders(app.workspace))


def _theme_count(tally: ThemeTally, tallied_report: Report) -> ThemeCount:
    return ThemeCount(
        key=tally.theme.key,
        name=tally.theme.name,
        respondents=tally.respondents,
        points=tally.points,
        of=tallied_report.respondents,
        of_points=tallied_report.arguments,
        without=tally.without,
        corrected=tally.corrected,
        positions=tuple(_without_refs(stand) for stand in tally.positions),
        places=tally.places,
        doubtful=tally.doubtful,
    )


def _without_refs(positions: P) -> P:
    """Return positions as they are printed in a terminal and kept, where no point can be pointed to."""
    return replace(positions, counts=tuple(replace(count, refs=()) for count in positions.counts))


def _publish(app: AppContext, pages: Iterable[tuple[str, bytes]], report_facts: dict[str, Any]) -> bool:
    """Write a report unless the same one, of the same store, stands there; False where it does.

    Raises StoreError where an earlier report was made with records that the store does not have any more.
    """
    timestamp = app.clock()
    _must_know_reports(app)
    earlier_reports = app.store.reports()[-1:]
    with staged(app.workspace, pages) as ready:
        facts, page_sha256 = {**report_facts, FILES: dict(ready.files)}, digest_of(ready.page)
        if any(last.page == page_sha256 and _is_published(app, facts, last) for last in earlier_reports):
            return False
        # Recorded first: a report whose manifest the store does not know would look like a store that was cut short.
        published = app.store.add_report(page_sha256, as_recorded({**facts, "versions": versions()}), timestamp)
        write_report(app.workspace, ready, manifest_as_made(published, report_facts["inputs"]))
    return True


def _must_know_reports(app: AppContext) -> None:
    """Raise StoreError where an earlier report was made with records that the store does not have any more."""
    chain = app.store.chain()
    for first_head, last_head in remembered(app.workspace):
        if first_head == chain.first and not app.store.knows(last_head):
            raise StoreError(
                f"an earlier report was made with {last_head[0]:,} records, of which the last is missing or different; "
                "nothing was written. `everypoint check` says more; restore .everypoint from a backup."
            )


def _is_published(app: AppContext, report_facts: Mapping[str, Any], last_report: Published) -> bool:
    """Return whether the last report was made from this, and lies there with all that the audit trail knows of it."""
    manifest = manifest_as_made(last_report, report_facts["inputs"])
    return holds(manifest, report_facts) and report_stands(app.workspace, manifest)


def as_recorded(report_facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the audit trail keeps of a report: its manifest, with a SHA-256 in place of the inputs."""
    return {**report_facts, "inputs": digest_of_inputs(report_facts["inputs"])}


def _drawn_audits(audits: Iterable[Audit]) -> list[dict[str, Any]]:
    """Return which audits were drawn by which seed, and which machine coder they measure."""
    return [
        {"name": audit.name, "seed": audit.seed, "drawn": len(audit.drawn), "measures": audit.machine}
        for audit in audits
    ]
