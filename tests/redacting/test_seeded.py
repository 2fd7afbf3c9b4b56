"""Texts made by a seed: what tells of a person is found in all of them, and what is none stays."""

from __future__ import annotations

import socket
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import PersonalData, PersonalDataKind, Publish
from analysis.redacting import KnownNames, find, find_all
from analysis.redacting.search import forget
from analysis.tally.passages.printable import shown
from analysis.tally.privacy.masking import masks
from tests.builders import make_response
from tests.personal_data_texts import KINDS, all_seeded, seeded, seeded_health

SEEDS = range(60)


def printed(text: str) -> str:
    response = make_response(parts=[text], publish=Publish.ANONYMOUS)
    return "".join(run.text for run in shown(response, 0, len(text)))


def test_there_are_fourteen_kinds_and_more() -> None:
    assert len(KINDS) >= 14
    assert len({text for text, _ in (seeded(kind, seed) for kind in KINDS for seed in SEEDS)}) > 500


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_withheld_in_whatever_sentence_it_stands(kind: str) -> None:
    for seed in SEEDS:
        text, secrets = seeded(kind, seed)
        said = printed(text)
        assert not [secret for secret in secrets if secret in said], (text, said)
        assert "withheld]" in said


BEFORE = (
    "I live at ",
    "Name: Jane Doe ",
    "10 Mill Lane, Ware ",
    "12 Mill Lane\nWare\n",
    "house is at Rose Cottage, Ely, ",
    "near ",
)
BEHIND = (" and object.", ", UK", " Jane Doe", " since 2010", ") and so on")
WHOLE = (
    "SW1A 2AA",
    "sw1a 2aa",
    "AB1 2CD",
    "ZZ9 9ZZ",
    "GIR 0AA",
    "SWIA 2AA",
    "SW1A 2 AA",
    "SW1A.2AA",
    "01632 960001 x12",
    "AB 12 34 56 C",
)


@pytest.mark.parametrize("whole", WHOLE)
def test_an_identifier_is_withheld_whole_or_not_at_all(whole: str) -> None:
    for text in (before + whole + behind for before in BEFORE for behind in BEHIND):
        start = text.index(whole)
        withheld = {place for one in find(text) for place in range(one.start, one.end)}
        own = {start + place for place, letter in enumerate(whole) if letter.isalnum()}
        assert not own & withheld or own <= withheld, (text, find(text))


def test_a_time_behind_an_address_is_no_postcode() -> None:
    assert "at 2 pm" in printed("Meet us at 12 Mill Lane, Ware at 2 pm.")


def test_what_a_named_person_suffers_from_is_withheld() -> None:
    for seed in SEEDS:
        text, (suffered,) = seeded_health(seed)
        assert suffered not in printed(text), text


def test_all_kinds_in_one_text_are_withheld() -> None:
    for start in range(0, 40, 8):
        texts = [text for _, text in all_seeded(range(start, start + 1))]
        said = printed("\n\n".join(text.text for text in texts))
        for text, secrets in texts:
            assert not [secret for secret in secrets if secret in said], (text, said)


STAYS = [
    "Ofsted inspected Northfield Council in May, and the Care Quality Commission came in June.",
    "The Children Act 1989 and the Local Government Act 2003 apply in Northern Ireland.",
    "James Cook University Hospital and the Royal Victoria Infirmary are full.",
    "Victoria Park, Charlotte Street and Great Yarmouth need lights.",
    "Age UK, Barnardo's and the National Autistic Society wrote to us.",
    "The Munro Review, the Laming report and Baker's law were cited.",
    "Paragraphs 4.2.1.3 and 10.1.2 to 10.1.4 contradict section 12.",
    "See Smith v Jones [2014] UKSC 56 and Patel et al. 2019.",
    "Jordan, Georgia and Chad are countries; Grant funding is not.",
    "The Minister said so, and so did the Secretary of State.",
    "Will May and June be dry? Mark my words, and have Faith and Hope.",
    "The Mary Rose and the Elizabeth Line opened.",
    "Young people with asthma or diabetes need the bus.",
    "Between 12-34-56 and 2014-15 the budget was £12,345,678.",
    "Version 1.2.3.4 of the plan, ref. 14/00123/FUL, grid TQ 301 042.",
    "Bishop Auckland, Prince Rupert Drive and King Street.",
    "https://www.gov.uk/government/consultations and https://www.legislation.gov.uk/ukpga/1989/41",
    "Our neighbours on Mill Lane object, and so does the parish council.",
    "The Headteacher and the Chair of Governors agree. Kind regards, The Board",
    "A doctor, a nurse and a Social Worker told us. The Doctor was kind.",
    "Marks and Spencer sells it.",
    "Windsor Castle, Lincoln City and Chester Zoo",
]


@pytest.mark.parametrize("text", STAYS)
def test_organisations_places_acts_and_words_stay(text: str) -> None:
    assert printed(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Sir Alan Ellison MP opened it.",
        "The Minister, Angela Okafor, promised it.",
        "Margaret Ellison MP voted for it.",
        "Lord Ellison disagreed.",
    ],
)
def test_who_holds_public_office_is_proposed_and_printed(text: str) -> None:
    assert printed(text) == text
    assert PersonalDataKind.OFFICE_HOLDER in {one.kind for one in find(text)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Mrs Hill and Mr King came.", "[name withheld] and [name withheld] came."),
        ("As Sonia May said, no.", "As [name withheld] said, no."),
        ("My name is jane ellison and I object.", "My name is [name withheld] and I object."),
        ("No.\n\nkind regards\njane ellison", "No.\n\nkind regards\n[name withheld]"),
        ("Our sons Tom and Harry walk.", "Our sons [name withheld] and [name withheld] walk."),
        ("The secretary, Jane Ellison, was rude.", "The secretary, [name withheld], was rude."),
        ("The club president, Sarah Okafor, left.", "The club president, [name withheld], left."),
        ("Margaret Ellison MBE runs it.", "[name withheld] MBE runs it."),
        ("I SPOKE TO MARGARET ELLISON TWICE", "I SPOKE TO [name withheld] TWICE"),
        ("I met Zebulon Quackenbush there.", "I met [name withheld] there."),
        ("No.\n\nOluwatobi Akinyemi", "No.\n\n[name withheld]"),
        ("I live at Rose Cottage, Little Stow.", "I live at [address withheld]."),
        ("I live on Harrow Terrace.", "I live on [address withheld]."),
        ("we live at 14 harrow terrace", "we live at [address withheld]"),
    ],
)
def test_names_and_addresses_are_found_however_they_are_told(text: str, said: str) -> None:
    assert printed(text) == said


# Whatever the text ----------------------------------------------------------------------------------------------------

pieces = st.sampled_from([seeded(kind, seed).text for kind in KINDS for seed in range(3)])
texts = st.lists(st.one_of(pieces, st.text(max_size=12)), max_size=4).map("\n".join)


@given(texts, st.sampled_from([(), ("Jane Doe",), ("Margaret Ellison",)]))
def test_what_is_found_lies_in_the_text_in_order_and_apart(text: str, names: tuple[str, ...]) -> None:
    found = find(text, KnownNames(names))
    assert all(isinstance(one, PersonalData) and 0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert found == find_all([(text, KnownNames(names))], frozenset())[0]


@given(texts)
def test_what_is_printed_is_the_text_but_for_what_is_withheld(text: str) -> None:
    response = make_response(parts=[text], publish=Publish.ANONYMOUS)
    text = response.document.text
    kept, start = [], 0
    for mask in masks(response):
        kept += [text[start : mask.span.start], f"[{mask.word}]"]
        start = mask.span.end
    expected = "".join([*kept, text[start:]])
    plain = "".join(run.text for run in shown(response, 0, len(text)))
    assert plain.replace("*", "").replace("_", "") == expected.replace("*", "").replace("_", "")


# What it costs --------------------------------------------------------------------------------------------------------


def test_nothing_is_looked_up_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    forget()
    assert all(find(text) for _, (text, _) in all_seeded(range(2)))


def test_reading_files_loads_no_list_of_names_and_no_numbering_plan() -> None:
    program = (
        "import sys, analysis.app.reader_process.worker, analysis.reading, analysis.splitting, analysis.cli;"
        "print([name for name in ('faker', 'phonenumbers') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, check=True)
    assert done.stdout.strip() == "[]"
