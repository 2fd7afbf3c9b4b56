"""Publishing: everything is taken in, coded, settled and counted, then written into ``reports/``, all or nothing."""

from __future__ import annotations

import hashlib
import platform
from importlib.metadata import version
from typing import Any

from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.coding.machine import settled
from analysis.app.coding.stale_codings import stale_points
from analysis.app.context import AppContext
from analysis.app.ingest.links import find_campaigns, find_restatements
from analysis.app.results import Corpus, Reported, ThemeCount
from analysis.errors import StoreError
from analysis.model import Coder
from analysis.splitting import SPLITTER
from analysis.workspace import keep_manifest, remembered, report_stands, template_folders, write_report


def report(desk: AppContext) -> Reported:
    """Take in what is new, code, settle, count, and write the report with its manifest; all or nothing."""
    from analysis.app.audit.audit_report import last_accuracy
    from analysis.rendering import render
    from analysis.splitting.sentences import sentences
    from analysis.tally import report

    intake, coder, _, sheets = take_in_and_code(desk)
    book = intake.ledger
    choices = settled(desk, intake, coder)
    groups = find_campaigns(desk, intake.responses)
    accuracy = last_accuracy(desk, intake, coder, choices, groups)
    again = find_restatements(intake.responses)
    facts = report(
        intake.consultation, intake.responses, choices, groups, book, intake.known, sentences, accuracy, again
    )
    page = render(facts, template_folders(desk.workspace)).encode()
    return Reported(
        path=desk.workspace.report,
        changed=_written(desk, page, {**made_from(intake, coder), "audits": _drawn(desk)}),
        sources=len(intake.sources),
        new=intake.new,
        responses=len(intake.responses),
        points=facts.points,
        coded=facts.coded_points,
        skipped=intake.skipped,
        tables=intake.tables,
        look_again=stale_points(desk, intake, choices),
        sheets=sheets,
        themes=tuple(ThemeCount(t.theme.key, t.theme.name, t.respondents, t.points) for t in facts.themes),
        numbers=tuple(
            (view.number, r.document.name) for view, r in zip(facts.responses, intake.responses, strict=True)
        ),
    )


def _written(desk: AppContext, page: bytes, facts: dict[str, Any]) -> bool:
    """Write a report unless the same one, of the same store, stands there; False where it does.

    Raises StoreError where an earlier report was made with records that the store does not have any more.
    """
    time, chain = desk.clock(), desk.store.chain()
    for first, head in remembered(desk.workspace):
        if first == chain.first and not desk.store.knows(head):
            raise StoreError(
                f"an earlier report was made with {head[0]:,} records, of which the last is missing or another; "
                "nothing was written. `everypoint check` says more; restore .everypoint from a backup."
            )
    if report_stands(desk.workspace, page, {**facts, "store": chain.first}):
        return False
    # Recorded first: a report whose manifest the store does not know would look like a store that was cut short.
    # Without the inputs: a bare hash would let somebody test a guess at what was erased.
    recorded = {key: value for key, value in facts.items() if key != "inputs"}
    desk.store.add_report(hashlib.sha256(page).hexdigest(), recorded, time)
    chain = desk.store.chain()
    keep_manifest(desk.workspace, chain.first)
    made = {"store": chain.first, "records": chain.records, "head": chain.head, "time": time, "versions": _versions()}
    write_report(desk.workspace, page, facts, made)
    return True


def made_from(intake: Corpus, coder: Coder) -> dict[str, Any]:
    """What a report was made from and by."""
    codebook = intake.consultation.codebook.version
    return {"inputs": inputs(intake), "codebook": codebook, "splitter": SPLITTER, "coder": coder.id}


def _drawn(desk: AppContext) -> list[dict[str, Any]]:
    """Which audits were drawn by which seed, and which machine coder they measure."""
    return [
        {"name": audit.name, "seed": audit.seed, "drawn": len(audit.drawn), "measures": audit.machine}
        for audit in desk.store.audits().values()
    ]


def inputs(intake: Corpus) -> list[dict[str, Any]]:
    """The hash of each source with the numbers of its responses; no names, which are only for those who allow it."""
    numbers: dict[str, list[str]] = {source.path: [] for source in intake.sources}
    for n, response in enumerate(intake.responses, 1):
        numbers[response.source].append(f"R{n}")
    return [{"sha256": source.sha256, "responses": numbers[source.path]} for source in intake.sources]


def _versions() -> dict[str, str]:
    names = ("everypoint", "scikit-learn", "nltk", "pandas", "jinja2")
    return {"python": platform.python_version(), **{name: version(name) for name in names}}
