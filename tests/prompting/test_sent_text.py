"""Words are sent masked, and what is quoted from them is found again in the document."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.prompting.sent_text import sent_text
from tests.share import examples

TEXT = "Dear all, I am Ann Lee. The  fee\nis unfair, says Ann Lee. Yours"
NAMES = [(15, 22, "[name withheld]"), (49, 56, "[name withheld]")]


def test_what_is_masked_is_not_sent() -> None:
    sent = sent_text(TEXT, 10, 57, NAMES)
    assert sent.text == "I am [name withheld]. The  fee\nis unfair, says [name withheld]."
    assert sent.has_masks
    assert not sent_text(TEXT, 24, 44, NAMES).has_masks


def test_a_quotation_is_found_however_its_words_are_spaced() -> None:
    span = sent_text(TEXT, 10, 57, NAMES).find("The fee is\tunfair")
    assert span is not None
    assert TEXT[span.start : span.end] == "The  fee\nis unfair"


def test_a_quotation_of_a_mask_is_of_what_is_masked() -> None:
    span = sent_text(TEXT, 10, 57, NAMES).find("am [name withheld]. The")
    assert span is not None
    assert TEXT[span.start : span.end] == "am Ann Lee. The"


def test_a_quotation_that_is_not_there_is_not_found() -> None:
    sent = sent_text(TEXT, 10, 57, NAMES)
    quotes = ("", " \n", "the fee", "Ann Lee", "Dear all", "fee. is", "Yours", ".*")
    assert [quote for quote in quotes if sent.find(quote) is not None] == []


@settings(max_examples=examples(50))
@given(st.text("ab .\n", min_size=1, max_size=40), st.data())
def test_every_stretch_of_a_point_is_found_where_its_words_stand(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first = data.draw(st.integers(0, len(text) - 1))
    masks = [(first, data.draw(st.integers(first + 1, len(text))), "[x]")] if data.draw(st.booleans()) else []
    sent = sent_text(text, start, end, masks)
    cut = data.draw(st.integers(0, len(sent.text) - 1))
    quote = sent.text[cut : data.draw(st.integers(cut + 1, len(sent.text)))]
    span = sent.find(quote)
    if not quote.split():
        assert span is None
        return
    assert span is not None
    assert start <= span.start < span.end <= end
    if not sent.has_masks:
        assert text[span.start : span.end].split() == quote.split()
