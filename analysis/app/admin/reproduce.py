"""Reproducing a report: all is counted and rendered again from what is here, and held against a manifest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.context import AppContext
from analysis.app.provenance import versions
from analysis.app.publish import ASSURANCE, assurance_pack, rendered, report_facts_of, tally_of
from analysis.errors import UnreadableError
from analysis.text import plural
from analysis.workspace import FILES, digest_of, files_beside, parsed

NOT_THERE = "not there"
PACK = "the assurance pack"

COMPARED = {
    "codebook": "the codebook",
    "coder": "the machine coder: its method, settings and what people taught it",
    "splitter": "the way in which responses are divided",
    "templates": "the workspace's own templates",
    "audits": "the audits that were drawn",
    "versions": "the versions of the programs",
}
"""The fields of a manifest that decide a report, beside what was received."""


@dataclass(frozen=True, slots=True)
class ManifestDifference:
    """Something that a report was made from: as its manifest states it, and as it is here."""

    what: str
    stated: str
    found: str


@dataclass(frozen=True, slots=True)
class Reproduction:
    """The SHA-256 of a report as stated and as made again, with what differs of that which it is made from, of its
    annex and of its assurance pack.

    ``altered`` are the files beside the manifest that are not those which it states.
    """

    stated: str
    made: str
    differences: tuple[ManifestDifference, ...]
    altered: tuple[str, ...] = ()

    @property
    def is_identical(self) -> bool:
        """Return whether report, annex, assurance pack and the files beside the manifest are byte for byte the same."""
        is_pack_same = not any(one.what == PACK for one in self.differences)
        return self.stated == self.made and is_pack_same and not self.altered


def reproduce(app: AppContext, manifest_path: Path) -> Reproduction:
    """Make a report again and compare it with the manifest of one; nothing in ``reports/`` is touched.

    Raises UnreadableError where the file is no manifest.
    """
    if not manifest_path.exists():
        raise UnreadableError(str(manifest_path), "there is no such file; name one such as report.manifest.json")
    manifest = parsed(manifest_path)
    if manifest is None or not isinstance(manifest.get("report"), str):
        raise UnreadableError(
            str(manifest_path), "it is not the manifest of a report; name a file such as report.manifest.json"
        )
    snapshot = take_in_and_code(app).snapshot
    stated_files = manifest.get(FILES) or {}
    # The report holds the fingerprint of its annex, so that its digest stands for all.
    tallied, facts = tally_of(app, snapshot), report_facts_of(app, snapshot)
    digests = {name: digest_of(page) for name, page in rendered(app, tallied, not stated_files)}
    made = digests.pop(app.workspace.report.name)
    pack = assurance_pack(app, snapshot.corpus.consultation, tallied, facts)
    pages = (*_page_differences(stated_files, digests), *_pack_differences(manifest, digest_of(pack.encode())))
    beside = tuple(_altered(manifest_path, {app.workspace.report.name: manifest["report"], **stated_files}))
    found = tuple(ManifestDifference(name, stated, here) for name, stated, here in beside)
    differences = (*_differences(app, facts, manifest), *pages, *found)
    return Reproduction(manifest["report"], made, differences, tuple(one.what for one in found))


def _altered(manifest_path: Path, stated: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield the files of a report beside its manifest that are not as stated: another, missing, or one too many.

    A manifest of another name has none of its own beside it: somebody sent it, or it was kept of an earlier report.
    """
    report_name = next(iter(stated))
    is_of_them = manifest_path.name == f"{Path(report_name).stem}.manifest.json"
    found = files_beside(manifest_path.parent, report_name) if is_of_them else {}
    for name in sorted({*stated, *found}) if found else ():
        if stated.get(name) != found.get(name):
            yield name, stated.get(name, NOT_THERE), found.get(name, NOT_THERE)


def _pack_differences(manifest: Mapping[str, Any], made: str) -> Iterator[ManifestDifference]:
    """Yield the assurance pack where it differs; a report of an older version has none."""
    stated = manifest.get(ASSURANCE, made)
    if stated != made:
        yield ManifestDifference(PACK, str(stated), made)


def _page_differences(stated: Mapping[str, str], made: Mapping[str, str]) -> Iterator[ManifestDifference]:
    """Yield what differs of the pages of the annex: how many, and which first."""
    names = [name for name in sorted({*stated, *made}) if stated.get(name) != made.get(name)]
    if names:
        told = f"{names[0]}{f' and {len(names) - 1:,} more' if len(names) > 1 else ''}"
        yield ManifestDifference(
            f"the pages of the annex ({told})", stated.get(names[0], NOT_THERE), made.get(names[0], NOT_THERE)
        )


def _differences(
    app: AppContext, report_facts: Mapping[str, Any], manifest: Mapping[str, Any]
) -> Iterator[ManifestDifference]:
    facts = {**report_facts, "versions": versions()}
    inputs = manifest.get("inputs")
    # A file's digest is salted, and each store has salts of its own.
    is_own = manifest.get("store") == app.store.chain().first
    if inputs is not None and (inputs if is_own else _counted(inputs)) != (
        facts["inputs"] if is_own else _counted(facts["inputs"])
    ):
        yield ManifestDifference("what was received", _counted(inputs), _counted(facts["inputs"]))
    for field, what in COMPARED.items():
        if manifest.get(field) != facts[field]:
            yield ManifestDifference(what, _told(manifest.get(field)), _told(facts[field]))


def _told(fact: object) -> str:
    """Return a fact of a manifest in words: nothing is "none", several things one after another."""
    if fact is None or fact in ("", [], {}):
        return "none"
    if isinstance(fact, Mapping):
        return ", ".join(f"{name} {_told(value)}" for name, value in fact.items())
    return "; ".join(map(_told, fact)) if isinstance(fact, list | tuple) else str(fact)


def _counted(inputs: Sequence[Mapping[str, Any]]) -> str:
    listed = sum(len(one["responses"]) for one in inputs)
    return f"{plural(len(inputs), 'file')}, {plural(listed, 'response')} listed"
