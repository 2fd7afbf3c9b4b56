"""Provenance: what a report was made from and by."""

from __future__ import annotations

from typing import Any

from analysis.app.context import AppContext
from analysis.app.use_case_results import Corpus
from analysis.model import Coder, Publish
from analysis.splitting import SPLITTER
from analysis.workspace import own_templates


def collect_provenance(app: AppContext, corpus: Corpus, coder: Coder) -> dict[str, Any]:
    """Return what a report was made from and by."""
    return {**collect_workspace_facts(app, corpus), "splitter": SPLITTER, "coder": coder.id}


def collect_workspace_facts(app: AppContext, corpus: Corpus) -> dict[str, Any]:
    """Return what lies in the workspace now that a report is made from."""
    return {
        "inputs": inputs(app, corpus),
        "codebook": corpus.consultation.codebook.version,
        "templates": own_templates(app.workspace),
    }


def inputs(app: AppContext, corpus: Corpus) -> list[dict[str, Any]]:
    """Return each source by the salted digest that the audit trail holds of it, with the numbers of its responses.

    No names, which are only for those who allow it; no number of a response that is withheld; and no plain digest, by
    which somebody could test a guess at what was sent, or see that two sent the same.
    """
    response_numbers: dict[str, list[str]] = {source.path: [] for source in corpus.sources}
    for position, response in enumerate(corpus.responses, 1):
        if response.respondent.publish is not Publish.NO:
            response_numbers[response.source].append(f"R{position}")
    source_digests = app.store.source_digests()
    readable_sources = [source for source in corpus.sources if source.sha256]
    input_entries = [
        {"record": source_digests.get((source.path, source.sha256), ""), "responses": response_numbers[source.path]}
        for source in readable_sources
    ]
    # By digest: in the order of the files an entry without a number would tell where a withheld one stands.
    return sorted(input_entries, key=lambda input_entry: str(input_entry["record"]))
