"""Short messages that ask for a response to be taken out, and those that only sound so."""

from __future__ import annotations

import pytest

from analysis.app.refusals import refusal_in
from analysis.model import Publish
from analysis.redacting.withdrawals import LONGEST, withdrawal
from tests.splitting.documents import document

WITHDRAWN = (
    "I wish to withdraw the response that I sent you on 14 September about the 47 bus. Please take it out.",
    "Please delete my consultation response and do not include it in your analysis.",
    "Rwyf am dynnu fy ymateb i'r ymgynghoriad yn ôl. Peidiwch â'i ddefnyddio.",
    "Could you please remove my comments from the consultation?",
    "We hereby withdraw our submission.",
    "I would like my response to be deleted.",
)
KEPT = (
    "Please withdraw the proposal.",
    "I wish to withdraw my support for the bypass.",
    "The council should remove the comments section from its website.",
    "Please find my response attached.",
    "We ask you to delete paragraph 4 of the draft order.",
    "Do not remove my bus stop.",
    "Please remove the bins that we sent you a picture of.",
)


@pytest.mark.parametrize("text", WITHDRAWN)
def test_a_message_that_withdraws_a_response_is_withheld_and_says_what_to_do(text: str) -> None:
    found = refusal_in(document(f"Dear Sirs\n\n{text}\n\nA Person\n"))
    assert found
    assert found.asked is Publish.NO
    assert "find that one and take it out" in found.told


@pytest.mark.parametrize("text", KEPT)
def test_what_only_sounds_so_is_none(text: str) -> None:
    assert withdrawal(text) is None


def test_who_writes_more_says_something_else() -> None:
    assert withdrawal(f"{WITHDRAWN[4]} {'The bus is late. ' * LONGEST}") is None
