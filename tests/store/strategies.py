"""Anything that the store may be given, for Hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from analysis.model import (
    Block,
    BlockKind,
    Codebook,
    Coder,
    CoderKind,
    Coding,
    CodingMode,
    ColumnRole,
    Document,
    Evidence,
    ManualSegmentation,
    Omitted,
    Outcome,
    PointKey,
    Publish,
    Respondent,
    Segment,
    Segmentation,
    SegmentedDocument,
    SegmentKind,
    Skipped,
    Source,
    Table,
    TableColumn,
    TableMapping,
    Theme,
)

# Lone surrogates and NUL are no text, and no reader lets them in.
texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=30)
offsets = st.integers(0, 10**9)
shares = st.floats(0, 1, allow_nan=False)
hashes = st.text("0123456789abcdef", min_size=64, max_size=64)
short = st.text("0123456789abcdef", min_size=16, max_size=16)
few = {"max_size": 3}

sources = st.builds(Source, texts, texts, hashes, offsets)
respondents = st.builds(Respondent, st.none() | texts, st.none() | texts, st.sampled_from(Publish))
blocks = st.builds(
    Block,
    st.sampled_from(BlockKind),
    offsets,
    offsets,
    offsets,
    st.none() | texts,
    st.none() | offsets,
    st.none() | texts,
)
documents = st.builds(
    Document,
    texts,
    texts,
    st.lists(blocks, **few).map(tuple),
    st.lists(st.builds(Omitted, texts, texts), **few).map(tuple),
    texts,
    st.none() | respondents,
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
    shares,
    st.none() | texts,
)
divided = st.lists(segments, **few).map(tuple)
parted = st.builds(
    lambda document, coder, segments: SegmentedDocument(document, Segmentation(document.name, coder, segments)),
    documents,
    texts,
    divided,
)
skipped = st.builds(Skipped, texts, texts)
pairs = st.lists(st.tuples(texts, texts), **few).map(tuple)
mappings = st.builds(
    TableMapping,
    texts,
    st.none() | texts,
    st.none() | offsets,
    st.lists(st.tuples(st.sampled_from(ColumnRole), st.lists(texts, **few).map(tuple)), **few).map(tuple),
    pairs,
    pairs,
    st.lists(st.tuples(texts, st.sampled_from(Publish)), **few).map(tuple),
)
columns = st.builds(
    TableColumn,
    offsets,
    texts,
    st.sampled_from(ColumnRole),
    texts,
    st.none() | texts,
    st.booleans(),
    st.none() | texts,
    st.none() | texts,
    shares,
    texts,
    texts,
)
tables = st.builds(
    Table,
    texts,
    st.none() | texts,
    offsets,
    offsets,
    st.lists(columns, **few).map(tuple),
    st.lists(texts, **few).map(tuple),
    st.none() | mappings,
)
found = st.lists(parted | skipped | tables, max_size=4)

people = st.sampled_from([kind for kind in CoderKind if kind is not CoderKind.MACHINE])
coders = st.builds(Coder, texts, st.sampled_from(CoderKind), texts)
scores = st.lists(st.tuples(texts, shares, shares), max_size=5)
codings = st.builds(
    lambda judged, with_cuts, **fields: Coding(
        scores=tuple((theme, score) for theme, score, _ in judged),
        cuts=tuple((theme, cut) for theme, _, cut in judged) if with_cuts else (),
        **fields,
    ),
    judged=scores,
    with_cuts=st.booleans(),
    point=st.builds(PointKey, texts, offsets, offsets),
    coder=coders,
    codebook=short,
    segmentation=texts,
    themes=st.frozensets(texts, max_size=5),
    time=texts,
    evidence=st.lists(st.builds(Evidence, texts, offsets, offsets, st.floats(-20, 20)), max_size=5).map(tuple),
    memo=texts,
    mode=st.sampled_from(CodingMode),
    outcome=st.sampled_from(Outcome),
    text_sha256=st.just("") | hashes,
)
redivisions = st.builds(
    lambda document, segments, coder, text, time, memo: ManualSegmentation(
        Segmentation(document, coder.id, segments), coder, text, time, memo
    ),
    texts,
    divided,
    st.builds(Coder, texts, people, texts),
    hashes,
    texts,
    texts,
)
themes = st.builds(
    Theme,
    texts,
    texts,
    texts,
    st.lists(texts, **few).map(tuple),
    st.lists(texts, **few).map(tuple),
    st.lists(texts, **few).map(tuple),
    st.lists(texts, **few).map(tuple),
    st.none() | texts,
    st.lists(texts, **few).map(tuple),
)
codebooks = st.lists(themes, **few).map(tuple).map(Codebook)
