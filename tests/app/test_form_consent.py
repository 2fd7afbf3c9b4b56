"""What is ticked or typed at a form's question about publication."""

from __future__ import annotations

import pytest

from analysis.app.form_consent import form_consent
from analysis.model import Publish

THREE = "May we publish your response?\t{} Yes, with my name   {} Yes, but without my name   {} No"
BOX_A_LINE = "☐ I am happy for my response to be published\n☐ Publish without my name\n☒ Do not publish my response"


@pytest.mark.parametrize(
    ("form", "kept"),
    [
        (THREE.format("☐", "☐", "☒"), Publish.NO),
        (THREE.format("☐", "☒", "☐"), Publish.ANONYMOUS),
        (THREE.format("☒", "☐", "☐"), None),
        (THREE.format("☐", "☐", "☐"), None),
        (THREE.format("☒", "☐", "☒"), Publish.NO),
        (THREE.format("[ ]", "[ ]", "[x]"), Publish.NO),
        ("May we publish your response? Edith Crannock\ne@x.example\n\n☐ Yes ☒ No", Publish.NO),
        ("May we publish your response?\n\n☐ Yes, with my name\n\n☐ Yes, without my name\n\n☒ No", Publish.NO),
        (BOX_A_LINE, Publish.NO),
        ("Please tick if you do not want your response to be published ☒", Publish.NO),
        ("Please tick if you do not want your response to be published ☐", None),
        ("☒ I am happy for my response to be published", None),
        ("Do you wish your response to be kept confidential? ☐ Yes ☒ No", None),
        ("Can we publish your response?: No\n\nQ1. Do you agree?\nNo", Publish.NO),
        ("Can we publish your response?: Yes, anonymously", Publish.ANONYMOUS),
        ("May we name you?\n☐ Yes\n☒ No", Publish.ANONYMOUS),
        ("May we publish your response?\nYes / No\n\n1. Do you agree?\nNo", None),
        ("Should licence data be published?\n☐ Yes\n☒ No", None),
        ("May we publish your response?\n☒ Yes\nQ1. Do you support the plan?\n☐ Yes\n☒ No", None),
    ],
)
def test_the_option_that_is_ticked_decides(form: str, kept: Publish | None) -> None:
    found = form_consent(form)
    assert (found[0] if found else None) is kept
