"""REFI-QDA files of others: read as they are, and what is hostile or broken refused with words."""

from __future__ import annotations

import io
import zipfile

import pytest

from analysis.errors import UnreadableError
from analysis.exporting import safe_xml, safe_zip
from analysis.exporting.qda.qda_reading import read_qda

PROJECT = """<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="study">
<Users><User guid="{AD68FBE7-E1EE-4A82-A279-23CC698C89EB}" name="Bo"/></Users>
<CodeBook><Codes><Code guid="7C108712-B650-4892-AC0B-FC9A10190C3B" name="Topics" isCodable="false">
<Code guid="{D7AA29DA-519B-4946-9B90-253B6DB8FD0A}" name=" Economy " isCodable="true"><Description>Money.
All of it.</Description></Code></Code></Codes></CodeBook>
<Sources><TextSource guid="1" name="in.txt"><PlainTextContent>Money matters.</PlainTextContent>
<PlainTextSelection guid="2" startPosition="0" endPosition="14"><Coding guid="3"
creatingUser="ad68fbe7-e1ee-4a82-a279-23cc698c89eb"><CodeRef targetGUID="d7aa29da-519b-4946-9b90-253b6db8fd0a"/>
<NoteRef targetGUID="5"/></Coding></PlainTextSelection></TextSource>
<TextSource guid="4" name="out.txt" plainTextPath="internal://A.TXT"/>
<TextSource guid="6" name="gone.txt" plainTextPath="internal://../../etc/passwd"/>
<PictureSource guid="7" name="picture"/></Sources>
<Notes><Note guid="5"><PlainTextContent>So they say.</PlainTextContent></Note></Notes></Project>"""


def packed(**members: bytes | str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_SLASH_", "/").replace("_DOT_", "."), content)
    return stream.getvalue()


def test_a_project_of_another_tool_is_read_with_braces_capitals_and_notes() -> None:
    read = read_qda(packed(project_DOT_qde=PROJECT, sources_SLASH_a_DOT_txt="\ufeffInside.".encode()), "s.qdpx")
    assert [(theme.name, theme.definition, theme.is_folder) for theme in read.themes] == [
        ("Topics", "", True),
        ("Economy", "Money. All of it.", False),
    ]
    assert read.themes[1].parent == read.themes[0].id
    assert [(text.name, text.text) for text in read.texts] == [("in.txt", "Money matters."), ("out.txt", "Inside.")]
    assert read.passed_over == 2, "a path that leads out is no member, and a picture no text"
    ((coding,),) = [text.codings for text in read.texts if text.codings]
    assert (coding.name, coding.codes, coding.memo) == ("Bo", (read.themes[1].id,), "So they say.")
    assert (coding.start, coding.end) == (0, 14)


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    '<CodeBook xmlns="urn:QDA-XML:codebook:1.0">&b;</CodeBook>'
)
OUTSIDE = (
    '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code name="&x;"/></Codes></CodeBook>'
)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (BOMB.encode(), "declares entities"),
        (BOMB.replace('<?xml version="1.0"?>', "").encode("utf-16"), "declares entities"),
        (OUTSIDE.encode(), "declares entities"),
        (b"<!DOCTYPE html><html/>", "declares entities"),
        (b"<CodeBook", "not well-formed XML"),
        (b"<a>" * 10_000, "not well-formed XML"),
        (b"<html/>", "no codebook or project of REFI-QDA"),
        (b"PK\x03\x04 nonsense", "damaged"),
        (packed(readme="nothing"), "no codebook or project of REFI-QDA"),
        (packed(a_DOT_qde=PROJECT, b_DOT_qde=PROJECT), "no codebook or project of REFI-QDA"),
        (packed(project_DOT_qde="<Project>" + " " * 20_000_000), "unpacks to far more"),
    ],
    ids=[
        "laughs",
        "laughs-utf16",
        "file",
        "doctype",
        "cut",
        "deep",
        "html",
        "torn",
        "no-project",
        "two-projects",
        "bomb",
    ],
)
def test_what_is_hostile_or_broken_is_refused_with_words(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        read_qda(content, "s.qdpx")


def test_an_xml_that_is_too_large_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_xml, "MOST_BYTES", 100)
    with pytest.raises(UnreadableError, match="larger than"):
        read_qda(PROJECT.encode(), "s.qdc")


def test_too_many_members_and_too_much_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = packed(project_DOT_qde=PROJECT, sources_SLASH_a_DOT_txt="Inside." * 400)
    monkeypatch.setattr(safe_zip, "MOST_BYTES", len(PROJECT) + 100)
    with pytest.raises(UnreadableError, match="unpacks to far more"):
        read_qda(content, "s.qdpx")
    monkeypatch.setattr(safe_zip, "MOST_MEMBERS", 1)
    with pytest.raises(UnreadableError, match="unpacks to far more"):
        read_qda(content, "s.qdpx")


def test_a_position_that_is_no_number_selects_nothing() -> None:
    odd = PROJECT.replace('endPosition="14"', f'endPosition="{"9" * 5000}"')
    read = read_qda(packed(project_DOT_qde=odd), "s.qdpx")
    assert read.texts[0].selections == ((0, 0),)
