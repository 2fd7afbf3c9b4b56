"""Importing a codebook in the browser: what it changes is shown first, and a file that cannot be one is refused."""

from __future__ import annotations

from analysis.workspace import load_consultation
from tests.web.visitor import Visitor, text_of

THEMES = b"Theme,Definition\nRoof repairs,Mending the roof.\nFunding,All money there is.\n"


def send(visitor: Visitor, content: bytes, name: str = "themes.csv", status: int = 200):  # type: ignore[no-untyped-def]
    return visitor.post("/codebook/import", files=[(name, content)], status=status)


def keys(visitor: Visitor) -> tuple[str, ...]:
    return load_consultation(visitor.app_context.workspace.consultation).codebook.keys


def test_a_file_is_shown_with_what_it_does_and_then_saved(reader: Visitor) -> None:
    assert "/codebook/import" in reader.get("/codebook")
    shown = send(reader, THEMES)
    told = text_of(shown.text)
    assert "Import a codebook What would change" in told
    assert "Roof repairs is new." in told
    assert "Funding has a new meaning (definition)." in told
    assert "1 theme of the codebook is not in the file and will stay as now: Access." in told
    assert keys(reader) == ("funding", "access"), "nothing is saved yet"
    assert "The codebook has been changed" in text_of(reader.post(f"{shown.url.path}/save").text)
    assert keys(reader) == ("funding", "access", "roof-repairs")
    assert "There is nothing to change" in text_of(send(reader, THEMES, status=400).text)


def test_a_change_that_is_given_up_or_overtaken_is_not_saved(reader: Visitor) -> None:
    shown = send(reader, THEMES)
    reader.post(f"{shown.url.path}/drop")
    assert keys(reader) == ("funding", "access")
    overtaken = send(reader, THEMES)
    path = reader.app_context.workspace.consultation
    path.write_text(path.read_text() + "\n# another hand\n")
    told = text_of(reader.post(f"{overtaken.url.path}/save", status=400).text)
    assert "Somebody has changed consultation.toml since the file was read: nothing was saved" in told
    assert keys(reader) == ("funding", "access")
    assert "Import a codebook" in text_of(reader.get("/codebook/form", proposal=overtaken.url.path.split("/")[-1]))


def test_what_is_no_codebook_is_refused_with_words(reader: Visitor) -> None:
    assert "Choose a file" in text_of(reader.post("/codebook/import", status=400).text)
    for content, reason in (
        (b"Colour\nred\n", "its first row must name the columns"),
        (b"Theme,Part of\nOne,Nowhere\n", "Nowhere"),
        (b"PK\x03\x04 nonsense", "damaged"),
        (b'<!DOCTYPE l [<!ENTITY a "ha">]><CodeBook/>', "declares entities"),
    ):
        assert reason in text_of(send(reader, content, status=400).text)
    assert keys(reader) == ("funding", "access")


def test_an_import_is_no_form_for_themes(reader: Visitor) -> None:
    assert "Codebook" in text_of(reader.get("/codebook/form", act="import"))
    reader.post("/codebook/form", {"act": "import"}, status=400)
