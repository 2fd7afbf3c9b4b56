"""The forms for themes: what stands in them at first, and what is sent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, replace

from analysis.app.coding.codebook_edit import Act, Change, Draft
from analysis.model import Theme
from analysis.web.identity import Form
from analysis.web.middleware import Refused

OF_ONE = (Act.EDIT, Act.SPLIT, Act.RETIRE)
"""What is done with one theme."""

LEAST_DRAFTS = {Act.ADD: 1, Act.EDIT: 1, Act.MERGE: 1, Act.SPLIT: 2, Act.RETIRE: 0}
"""How many themes a form must hold."""

MOST_PARTS = 8
"""Parts of a theme that is split."""

FIELD = re.compile(r"name-(\d)")


def first_drafts(act: Act, themes: Sequence[Theme]) -> tuple[Draft, ...]:
    """Return what stands in a form at first."""
    if act is Act.ADD:
        return (Draft(),)
    if act is Act.RETIRE or not themes:
        return ()
    if act is Act.SPLIT:
        return (replace(Draft.of(themes[0]), key="", name=""), replace(Draft.of(themes[0]), key="", name=""))
    merged_draft = Draft.of(themes[0])
    for other_draft in map(Draft.of, themes[1:]):
        changes = {
            field_name: _join_lines(getattr(merged_draft, field_name), getattr(other_draft, field_name))
            for field_name in ("include", "exclude")
        }
        changes["examples"] = _join_lines(merged_draft.examples, other_draft.examples)
        changes["definition"] = f"{merged_draft.definition} {other_draft.definition}"
        changes["keywords"] = f"{merged_draft.keywords}, {other_draft.keywords}".strip(", ")
        merged_draft = replace(merged_draft, **changes)
    return (merged_draft,)


def _join_lines(first: str, second: str) -> str:
    return "\n".join(filter(None, (first, second)))


def parse_change(form: Form) -> Change:
    """Parse a change of the codebook from a form; raises Refused where it is none of our forms."""
    draft_numbers = [field_match[1] for field_name in form.names() if (field_match := FIELD.fullmatch(field_name))]
    drafts = (
        Draft(**{field.name: form.text(f"{field.name}-{number}") for field in fields(Draft)})
        for number in draft_numbers
    )
    if form.text("act") not in LEAST_DRAFTS:
        raise Refused(400, "This form does not say what to do. Reload the page.")
    sent_change = Change(
        Act(form.text("act")), tuple(dict.fromkeys(form.texts("keys"))), tuple(drafts), form.text("base")
    )
    needed = 1 if sent_change.act in OF_ONE else 2 if sent_change.act is Act.MERGE else 0
    is_short = len(sent_change.drafts) < LEAST_DRAFTS[sent_change.act]
    if (
        is_short
        or len(sent_change.keys) < needed
        or (len(sent_change.keys) > needed and sent_change.act is not Act.MERGE)
    ):
        raise Refused(400, "This form does not say which themes it is about. Go to the codebook and start there.")
    return sent_change
