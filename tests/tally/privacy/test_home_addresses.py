"""An address that the team types is masked where it is a respondent's home, and stands where it is anything else."""

from __future__ import annotations

import pytest

from analysis.model import Publish, Response, SegmentKind
from analysis.tally.privacy.masking import TeamWords
from tests.builders import make_response


def sent(name: str, head: str, publish: Publish = Publish.ANONYMOUS) -> Response:
    parts = [(SegmentKind.FURNITURE, head), "The junction is dangerous for everybody who walks."]
    return make_response(name, parts, publish=publish)


HOME = sent("a.txt", "12 Elm Road\nAmbridge\nAB1 2DE")
"""A letter head is printed of nobody."""


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("We will speak to the family at 12 Elm Road.", "We will speak to the family at [address withheld]."),
        ("The verge at 12 Elm Road, Ambridge will be mown.", "The verge at [address withheld] will be mown."),
        ("We will write to AB12DE again.", "We will write to [postcode withheld] again."),
        ("The light at 12 elm road is out.", "The light at [address withheld] is out."),
        ("Write to us at 1 High Street.", "Write to us at 1 High Street."),
        ("Elm Road will be closed.", "Elm Road will be closed."),
        ("The bus stops at 112 Elm Road.", "The bus stops at 112 Elm Road."),
    ],
)
@pytest.mark.parametrize("way", ["has_officers", "has_others"])
def test_a_respondents_home_is_masked_and_no_other_address(written: str, shown: str, way: str) -> None:
    assert TeamWords([HOME], frozenset(), least=5).shown(written, **{way: True}) == shown
    assert TeamWords([], frozenset(), [HOME], least=5).shown(written, **{way: True}) == shown, (
        "taken out, it is no less so"
    )


def test_what_the_consultation_or_many_speak_of_is_nobodys_home() -> None:
    written = "The site at 12 Elm Road will be fenced."
    withheld = "The site at [address withheld] will be fenced."
    known = frozenset({"12", "elm", "road", "site"})
    assert TeamWords([HOME], known, least=5).shown(written, has_officers=True) == written
    many = [sent(f"{n}.txt", "To the council, 12 Elm Road") for n in range(5)]
    assert TeamWords(many, frozenset(), least=5).shown(written, has_officers=True) == written
    assert TeamWords(many[:4], frozenset(), least=5).shown(written, has_officers=True) == withheld
    argued = make_response("c.txt", ["Save the 5 Green Belt sites."], publish=Publish.ANONYMOUS)
    kept = TeamWords([argued], frozenset(), least=5).shown("The 5 Green Belt sites stay.", has_officers=True)
    assert kept == "The 5 Green Belt sites stay.", "what somebody says is no letter head"
    printed = sent("b.txt", "Our hall is 12 Elm Road.", Publish.YES)
    assert TeamWords([HOME, printed], frozenset(), least=5).shown(written, has_officers=True) == written
