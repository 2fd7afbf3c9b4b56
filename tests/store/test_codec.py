"""The codec: what is written comes back as it was, and what it did not write is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import (
    Coder,
    CoderKind,
    Coding,
    CodingMode,
    Evidence,
    Outcome,
    PointKey,
    Redivision,
    Segment,
    Segmentation,
    SegmentKind,
    Source,
)
from analysis.store.codec import decode_coding, decode_redivision, decode_source, encode
from tests.builders import make_coding

# Lone surrogates are no text, and no reader lets them in.
texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
offsets = st.integers(0, 10**9)
scores = st.floats(0, 1, allow_nan=False)
coders = st.builds(Coder, texts, st.sampled_from(CoderKind), texts)
evidence = st.builds(Evidence, texts, offsets, offsets, st.floats(-20, 20, allow_nan=False))
codings = st.builds(
    Coding,
    point=st.builds(PointKey, texts, offsets, offsets),
    coder=coders,
    codebook=texts,
    segmentation=texts,
    themes=st.frozensets(texts, max_size=5),
    time=texts,
    scores=st.lists(st.tuples(texts, scores), max_size=5).map(tuple),
    evidence=st.lists(evidence, max_size=5).map(tuple),
    memo=texts,
    mode=st.sampled_from(CodingMode),
    outcome=st.sampled_from(Outcome),
)
segments = st.builds(
    Segment,
    st.sampled_from(SegmentKind),
    offsets,
    offsets,
    st.none() | texts,
    st.lists(texts, max_size=2).map(tuple),
    st.none() | texts,
    st.none() | offsets,
    scores,
    st.none() | texts,
)
redivisions = st.builds(
    Redivision,
    st.builds(Segmentation, texts, texts, st.lists(segments, max_size=3).map(tuple)),
    coders,
    texts,
    texts,
    texts,
)
sources = st.builds(Source, texts, texts, texts, offsets)


@given(codings)
def test_a_coding_comes_back_as_it_was(coding: Coding) -> None:
    line = json.dumps(encode(coding), ensure_ascii=False)
    assert "\n" not in line
    assert decode_coding(json.loads(line)) == coding


@given(redivisions)
def test_a_segmentation_by_hand_comes_back_as_it_was(redivision: Redivision) -> None:
    assert decode_redivision(json.loads(json.dumps(encode(redivision)))) == redivision


@given(sources)
def test_a_source_comes_back_as_it_was(source: Source) -> None:
    assert decode_source(json.loads(json.dumps(encode(source)))) == source


@given(st.lists(texts, max_size=6))
def test_equal_codings_give_equal_lines(themes: list[str]) -> None:
    one, other = (make_coding(PointKey("a", 0, 1), order) for order in (themes, themes[::-1]))
    assert json.dumps(encode(one)) == json.dumps(encode(other))


FIELDS = sorted(encode(make_coding(PointKey("a", 0, 1))))


@pytest.mark.parametrize("field", FIELDS)
def test_a_missing_field_is_refused(field: str) -> None:
    plain = encode(make_coding(PointKey("a", 0, 1)))
    del plain[field]
    with pytest.raises(KeyError):
        decode_coding(plain)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("mode", "guess"),
        ("outcome", ""),
        ("coder", {"id": "x", "kind": "oracle", "name": "x"}),
        ("coder", "x"),
        ("point", ["a", "x", 1]),
        ("point", ["a", 0]),
        ("scores", [["a", "high"]]),
        ("evidence", [["a", 0, "end", 1.0]]),
        ("themes", 3),
    ],
)
def test_a_wrong_value_is_refused(field: str, value: object) -> None:
    plain = {**encode(make_coding(PointKey("a", 0, 1))), field: value}
    with pytest.raises((ValueError, TypeError)):
        decode_coding(plain)
