"""REFI-QDA projects: valid by the published schema, and read back whole by another library and by ourselves."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from analysis.exporting.exporters import EXPORTERS
from analysis.exporting.qda.qda_identity import CANNOT_TELL, NO_THEME, outcome_guid, theme_guid
from analysis.exporting.qda.qda_reading import read_qda
from analysis.model import Codebook, Coding, Outcome, Publish, Response, SegmentKind, Theme
from tests.builders import FUNDING, SAFETY, make_coding, make_response, person
from tests.exporting.contents import content_of, words_in

SCHEMAS = Path(__file__).parent / "schemas"
"""The schemas of REFI-QDA 1.5 (Copyright 2019 REFI-QDA, www.qdasoftware.org; MIT licence)."""

PART = Theme("repair", "Repair", "What is mended.", parent="funding")
CODEBOOK = Codebook((FUNDING, SAFETY, PART))


def must_be_valid(project: bytes) -> None:
    schema = etree.XMLSchema(etree.parse(str(SCHEMAS / "Project.xsd")))
    schema.assertValid(etree.fromstring(project))


def responses() -> list[Response]:
    named = make_response(
        "a.txt", ["The budget 💷 is cut.", "Inspection matters.", "We welcome this."], who="A Council"
    )
    anonymous = make_response(
        "b.txt",
        [(SegmentKind.HEADING, "From Jane Smith"), "I, Jane Smith, want\r\ninspection. Ring 01273 496 000."],
        who="Jane Smith",
        publish=Publish.ANONYMOUS,
    )
    refused = make_response("c.txt", ["The secret budget of my family."], publish=Publish.NO)
    return [named, anonymous, refused]


def codings(of: list[Response]) -> list[Coding]:
    first, second, third = of[0].points
    (secret,) = of[2].points
    memo = Coding(**{**_fields(make_coding(first.key, ["repair"], by=person("ben"))), "memo": "Is it <money> & more?"})
    return [
        make_coding(first.key, ["funding", "repair"], by=person("ann")),
        memo,
        make_coding(second.key, [], by=person("ann")),
        make_coding(third.key, [], by=person("ben"), outcome=Outcome.CANNOT_TELL),
        make_coding(secret.key, ["funding"], by=person("ann")),
        *(make_coding(point.key, ["safety"]) for one in of for point in one.points),
    ]


def _fields(coding: Coding) -> dict[str, Any]:
    return {name: getattr(coding, name) for name in Coding.__dataclass_fields__}


@pytest.fixture(scope="module", params=[False, True], ids=["public", "team"])
def project(request: pytest.FixtureRequest) -> tuple[bool, bytes]:
    of = responses()
    return request.param, EXPORTERS["qdpx"].write(content_of(of, codings(of), CODEBOOK, for_team=request.param))


def test_it_is_valid_by_the_published_schema(project: tuple[bool, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(project[1])) as archive:
        must_be_valid(archive.read("project.qde"))
        assert all(name == "project.qde" or name.startswith("sources/") for name in archive.namelist())


def test_another_library_reads_every_point_and_coding(project: tuple[bool, bytes], tmp_path: Path) -> None:
    from pyrefiqda import RefiProject

    is_own, content = project
    (tmp_path / "project.qdpx").write_bytes(content)
    read = RefiProject.load(tmp_path / "project.qdpx", tmp_path / "unpacked")
    texts = {source.name: source for source in read.sources.text_source}
    assert list(texts) == (["a.txt", "b.txt", "c.txt"] if is_own else ["R1 A Council", "R2 Anonymous (respondent)"])
    first = next(iter(texts.values()))
    words = RefiProject.resolve_source_path(first.plain_text_path, tmp_path / "unpacked").read_bytes().decode()
    selected = [words[s.start_position : s.end_position] for s in first.plain_text_selection]
    assert selected == ["The budget 💷 is cut.", "Inspection matters.", "We welcome this."]
    given = [coding.code_ref.target_guid for coding in first.plain_text_selection[0].coding]
    by_ben = [theme_guid("repair")]
    # Ann and Ben disagree, and the machine's coding counts until somebody adjudicates.
    assert given == (
        [theme_guid("funding"), theme_guid("repair"), *by_ben, theme_guid("safety")]
        if is_own
        else [theme_guid("safety")]
    )
    assert {user.name for user in read.users.user} == (
        {"Ann", "Ben", "machine"} if is_own else {"a person", "the machine"}
    )


def test_our_own_reading_gives_back_every_point_coding_and_memo() -> None:
    of = responses()
    made = codings(of)
    read = read_qda(EXPORTERS["qdpx"].write(content_of(of, made, CODEBOOK, for_team=True)), "p.qdpx")
    assert [(text.name, text.text) for text in read.texts] == [(one.document.name, one.document.text) for one in of]
    points = [(one.document.name, point.start, point.end) for one in of for point in one.points]
    assert [(text.name, *place) for text in read.texts for place in text.selections] == points
    keys = {theme.id: theme.key for theme in read.themes}
    came_back = [
        (
            text.name,
            one.start,
            one.end,
            one.name,
            frozenset(keys[code] for code in one.codes),
            one.is_cannot_tell,
            one.memo,
        )
        for text in read.texts
        for one in text.codings
    ]
    assert sorted(came_back, key=repr) == sorted(
        (
            (*coding.point, coding.coder.name, coding.themes, coding.outcome is Outcome.CANNOT_TELL, coding.memo)
            for coding in made
        ),
        key=repr,
    )


def test_the_public_one_holds_no_file_name_no_coder_and_no_memo(project: tuple[bool, bytes]) -> None:
    is_own, content = project
    words = words_in(content)
    for secret in ("a.txt", "Jane", "01273", "secret", "Ann", "Ben", "&lt;money&gt;", "creationDateTime"):
        assert (secret in words) is is_own, secret


def test_no_guid_follows_from_a_file_name() -> None:
    one, other = (
        EXPORTERS["qdpx"].write(content_of([make_response(name, ["The budget is cut."], who="A")]))
        for name in ("a", "b")
    )
    assert one == other


def test_none_of_the_themes_and_cannot_tell_are_codes_of_their_own() -> None:
    of = responses()
    words = words_in(EXPORTERS["qdpx"].write(content_of(of, codings(of), CODEBOOK, for_team=True)))
    assert words.count(outcome_guid(NO_THEME)) == 2, "the code, and Ann's judgement"
    assert words.count(outcome_guid(CANNOT_TELL)) == 2, "the code, and Ben's judgement"


def test_a_workspace_without_responses_is_valid_too() -> None:
    content = EXPORTERS["qdpx"].write(content_of([], codebook=CODEBOOK))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        must_be_valid(archive.read("project.qde"))
