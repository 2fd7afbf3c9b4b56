"""Files of one message as one response: every word at its place, and several people's letters apart."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.model import Document, Respondent, SegmentedDocument, SegmentKind
from analysis.reading.plain import blocks_of
from analysis.splitting import segment
from analysis.splitting.sent_together import NAME_OF_FILE, joined, of_several_people
from tests.share import examples

LETTER = "Dear team\n\nThe bay is in the wrong place, for lorries stop there.\n\nYours sincerely\n\nAnn Hill\n"
OTHER = "Dear team\n\nPut the bay in Mill Lane, where the shops are.\n\nYours sincerely\n\nBob Lee\n"


def segmented(name: str, text: str, respondent: str | None = None) -> SegmentedDocument:
    document = Document(name, text, blocks_of(text), respondent=Respondent(respondent) if respondent else None)
    return SegmentedDocument(document, segment(document))


@settings(max_examples=examples(30))
@given(st.lists(st.text(alphabet="Ab1. \n¶", min_size=1, max_size=60), min_size=2, max_size=4))
def test_the_segments_are_those_of_every_file_and_partition_the_text(texts: list[str]) -> None:
    files = [segmented(f"a.eml#{i}.txt", text) for i, text in enumerate(texts)]
    whole = joined(None, files, "a.eml")
    text, at = whole.document.text, 0
    for one in whole.segmentation.segments:
        assert one.start == at < one.end
        at = one.end
    assert at == len(text)
    assert [text[part.start : part.end] for part in whole.document.parts] == texts
    words = [s for s in whole.segmentation.segments if s.kind is not SegmentKind.GAP and s.reason != NAME_OF_FILE]
    alone = [(f.document.text[s.start : s.end], s.kind) for f in files for s in f.segmentation.segments]
    assert [(text[s.start : s.end], s.kind) for s in words] == [pair for pair in alone if pair[1] != SegmentKind.GAP]


def test_a_response_begins_as_its_first_file_does_and_annexes_stand_last() -> None:
    annex, letter = segmented("a.eml#Annex.txt", "We counted forty lorries."), segmented("a.eml#Letter.txt", LETTER)
    whole = joined(None, [annex, letter], "a.eml")
    assert whole.document.name == "a.eml#Letter.txt"
    assert whole.document.text.startswith(LETTER)
    points = [s for s in whole.segmentation.segments if s.kind is SegmentKind.POINT]
    assert [(point.label, point.place) for point in points] == [("¶1", "Letter.txt"), ("¶2", "Annex.txt")]


def test_what_the_message_says_itself_comes_first() -> None:
    message = segmented("a.eml", "We object to the bay in the lane, because nobody asked the shops.")
    whole = joined(message, [segmented("a.eml#Letter.txt", LETTER)], "a.eml")
    assert whole.document.name == "a.eml"
    assert [part.title for part in whole.document.parts] == ["a.eml", "Letter.txt"]
    assert whole.segmentation.segments[0].place == "the message"


def test_letters_that_different_people_signed_are_several() -> None:
    ann, bob = segmented("a.eml#1.txt", LETTER), segmented("a.eml#2.txt", OTHER)
    assert of_several_people([ann, bob])
    assert not of_several_people([ann, segmented("a.eml#3.txt", LETTER.replace("Ann Hill", "Ann Hill, Chair"))])
    assert not of_several_people([ann, segmented("a.eml#map.txt", "A map of the lane.")])


def test_files_that_name_different_respondents_are_several() -> None:
    assert of_several_people([segmented("a#1", "Yes.", "Ann"), segmented("a#2", "No.", "Bob")])
    assert not of_several_people([segmented("a#1", "Yes.", "Ann"), segmented("a#2", "No.")])
