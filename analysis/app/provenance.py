"""Provenance: what a report was made from and by."""

from __future__ import annotations

import hashlib
import json
import platform
from importlib.metadata import version
from typing import Any

from analysis.app.context import AppContext
from analysis.app.corpus import Corpus
from analysis.model import Coder, Publish
from analysis.splitting import SPLITTER
from analysis.store import Published
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
    for response in corpus.responses:
        if response.respondent.publish is not Publish.NO:
            response_numbers[response.source].append(corpus.labels[response.document.name])
    source_digests = app.store.source_digests()
    readable_sources = [source for source in corpus.sources if source.sha256]
    input_entries = [
        {"record": source_digests.get((source.path, source.sha256), ""), "responses": response_numbers[source.path]}
        for source in readable_sources
    ]
    # By digest: in the order of the files an entry without a number would tell where a withheld one stands.
    return sorted(input_entries, key=lambda input_entry: str(input_entry["record"]))


def manifest_as_made(published: Published, inputs: Any) -> dict[str, Any]:
    """Return the manifest of a report as the audit trail knows it, field by field; of ``inputs`` it knows the SHA-256
    alone.

    Where these are not the ones that it was made from, there stands what the trail knows in their place.
    """
    manifest_facts = dict(published.facts)
    if digest_of_inputs(inputs) == manifest_facts.get("inputs"):
        manifest_facts["inputs"] = inputs
    chain_end = published.end
    return {
        "report": published.page,
        **manifest_facts,
        "store": chain_end.first,
        "records": chain_end.records,
        "head": chain_end.head,
        "time": published.time,
    }


def digest_of_inputs(inputs: Any) -> str:
    """Return the SHA-256 by which the audit trail knows what a report was made from."""
    return hashlib.sha256(json.dumps(inputs, ensure_ascii=False).encode()).hexdigest()


def versions() -> dict[str, str]:
    """Return the versions of what makes a report, as its manifest tells them."""
    package_names = ("everypoint", "scikit-learn", "nltk", "jinja2")
    return {
        "python": platform.python_version(),
        **{package_name: version(package_name) for package_name in package_names},
    }
