"""What stands above the codebook, edited in the file: what is changed reads back, and all else stays as it is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import ConsultationError
from analysis.model import Consultation, Question, TeamMessage, TeamReply
from analysis.workspace import load_consultation
from analysis.workspace.consultation_edits import HEAD, Head, edited, headed, with_messages, with_replies
from tests.builders import CONSULTATION, ROOT

SHIPPED = ("responses/consultation.toml", "templates/workspace/consultation.toml")

ASKED = CONSULTATION.replace("[[question]]", "# First, this.\n[[question]]").replace(
    '[[theme]]\nkey = "funding"', '# The codebook.\n[[theme]]\nkey = "funding"'
)


def head_of(now: Consultation) -> Head:
    asked = tuple((question.key, question) for question in now.questions)
    return Head(**{field: getattr(now, field) for field in HEAD}, questions=asked)


def read(content: bytes | str, folder: Path) -> Consultation:
    (folder / "consultation.toml").write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_consultation(folder / "consultation.toml")


@pytest.mark.parametrize("path", SHIPPED)
def test_the_files_that_we_ship_stay_byte_for_byte_where_nothing_changes(path: str) -> None:
    content = (ROOT / path).read_bytes()
    assert headed(content, head_of(load_consultation(ROOT / path)), "x") == content


@pytest.mark.parametrize("path", SHIPPED)
def test_only_lines_that_say_something_else_change(path: str) -> None:
    content = (ROOT / path).read_bytes()
    head = replace(head_of(load_consultation(ROOT / path)), title="Another", opened=date(2026, 1, 5))
    before, after = content.decode().splitlines(), headed(content, head, "x").decode().splitlines()
    assert {line for line in after if line not in before} == {'title = "Another"', "opened = 2026-01-05"}
    assert all(line.startswith(("title", "opened")) for line in before if line not in after)


def test_with_the_last_question_its_table_goes_and_the_comments_stay(tmp_path: Path) -> None:
    head = head_of(read(ASKED, tmp_path))
    written = headed(ASKED.encode(), replace(head, questions=()), "x")
    assert read(written, tmp_path).questions == ()
    assert b"# First, this." in written
    assert written.index(b"# The codebook.") < written.index(b'key = "funding"')
    again = headed(written.rstrip(b"\n"), replace(head, questions=(("", Question("Q7", "Why?")),)), "x")
    assert read(again, tmp_path).questions == (Question("Q7", "Why?"),)


@pytest.mark.parametrize("none", ["", "theme = []\n"])
def test_a_codebook_that_lost_its_last_theme_can_be_written_again(none: str, tmp_path: Path) -> None:
    themes = [("", theme) for theme in read(ASKED, tmp_path).codebook.themes]
    emptied = none.encode() + edited(ASKED.encode(), [], "x")
    assert read(emptied, tmp_path).codebook.themes == ()
    assert b"# The codebook." in emptied
    again = read(edited(emptied, themes, "x"), tmp_path)
    assert again.codebook == read(ASKED, tmp_path).codebook
    assert again.questions == read(ASKED, tmp_path).questions


def test_windows_line_ends_and_the_mark_of_utf_8_stay(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + ASKED.replace("\n", "\r\n").encode()
    head = replace(head_of(read(ASKED, tmp_path)), questions=(("", Question("Q7", "Why?")),), notice="A draft.")
    written = headed(content, head, "x")
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.count(b"\n") == written.count(b"\r\n")


def test_a_file_that_is_written_in_another_way_is_left_alone() -> None:
    with pytest.raises(ConsultationError, match="change it in an editor"):
        headed(b'consultation = {title = "A"}\n[[theme]]\nkey = "a"\n', Head("B"), "consultation.toml")


ONE, TWO, THREE = (TeamMessage(text) for text in ("One.", "Two.", "Three."))
NOTED = f"""{CONSULTATION}
[[message]]
# On one.
text = "One."

# Above two.
[[message]]
# On two.
text = "Two."

[[message]]
# On three.
text = "Three."
"""


def noted(content: bytes, folder: Path) -> list[tuple[str, str]]:
    """Each message with the notes that stand below its heading, up to the next."""
    read(content, folder)
    tables = content.decode().split("[[message]]\n")[1:]
    return [
        (re.findall('text = "(.*)"', table)[0], " ".join(line for line in table.splitlines() if line[:4] == "# On"))
        for table in tables
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([None, TWO, THREE], [("Two.", "# On two."), ("Three.", "# On three.")]),
        ([ONE, None, TeamMessage("Third.")], [("One.", "# On one."), ("Third.", "# On three.")]),
        ([THREE, TWO], [("Three.", "# On three."), ("Two.", "# On two.")]),
        ([TWO, TeamMessage("New."), ONE], [("Two.", "# On two."), ("New.", ""), ("One.", "# On one.")]),
        ([THREE], [("Three.", "# On three.")]),
        ([None, None, None, TeamMessage("Four.")], [("Four.", "")]),
    ],
)
def test_what_is_noted_on_a_message_stays_with_it(
    rows: list[TeamMessage | None], expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    for content in (NOTED, NOTED.rstrip("\n")):
        made = with_messages(content.encode(), rows, "x")
        assert noted(made, tmp_path) == expected
        assert b"# Above two." in made


@given(st.lists(st.sampled_from([None, ONE, TWO, THREE, TeamMessage("Four."), TeamMessage("Five.")]), max_size=6))
def test_any_messages_are_read_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[TeamMessage | None]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    for content in (NOTED, NOTED.rstrip("\n"), CONSULTATION):
        made = with_messages(content.encode(), rows, "x")
        assert read(made, folder).messages == tuple(filter(None, rows))
        assert read(made, folder).codebook == read(CONSULTATION, folder).codebook


def test_a_response_to_which_nothing_is_said_stays(tmp_path: Path) -> None:
    content = f'{CONSULTATION}\n[[theme]]\nkey = "s"\nname = "S"\ndefinition = "S."\nresponse = "Theirs."\n'
    asked = read(content, tmp_path).questions[0].key
    made = with_replies(content.encode(), [TeamReply("", asked, "Ours.")], "x")
    assert [reply.response for reply in read(made, tmp_path).replies] == ["Ours.", "Theirs."]


LINES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Z")) | st.just(" "), min_size=1, max_size=200)
TEXT = LINES.map(lambda text: " ".join(text.split())).filter(bool)
DAYS = st.dates() | st.none()
HEADS = st.builds(
    Head,
    title=TEXT,
    organisation=TEXT | st.none(),
    opened=st.none(),
    closed=DAYS,
    summary=TEXT | st.none(),
    notice=TEXT | st.none(),
    audit_notice=TEXT | st.none(),
    respondent_types=st.lists(TEXT, max_size=9, unique=True).map(tuple),
    questions=st.lists(
        st.tuples(st.just(""), st.builds(Question, TEXT, TEXT)), max_size=3, unique_by=lambda q: q[1].key
    ),
)


@given(HEADS, st.booleans(), st.sampled_from([ASKED, (ROOT / SHIPPED[1]).read_text(encoding="utf-8")]))
def test_any_head_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, head: Head, keeps: bool, content: str
) -> None:
    folder = tmp_path_factory.getbasetemp()
    kept = head_of(read(content, folder)).questions if keeps else ()
    taken = {question.key for _, question in kept}
    asked = (*kept, *(pair for pair in head.questions if pair[1].key not in taken))
    found = read(headed(content.encode(), replace(head, questions=asked), "x"), folder)
    assert head_of(found) == replace(head, questions=tuple((question.key, question) for _, question in asked))
    assert found.codebook == read(content, folder).codebook
