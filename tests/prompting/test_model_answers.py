"""Answers of a model are believed only as far as they can be checked, and nothing in them breaks anything."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.prompting.model_answers import HALF, NO_JSON, REFUSED, UNFOUNDED, WRONG_KEY, read_coding, usage_of
from analysis.prompting.sent_text import sent_text
from tests.share import examples

POINT = sent_text("Cuts fall on the poor, and nobody inspects.", 0, 43)
KEYS = ("funding", "safety")


def answer(content: Any, finish: str = "stop", **message: Any) -> dict[str, Any]:
    text = content if isinstance(content, str) else json.dumps(content)
    return {"choices": [{"message": {"content": text, **message}, "finish_reason": finish}]}


def themes(*pairs: tuple[str, str]) -> dict[str, Any]:
    return answer({"themes": [{"theme": key, "quote": quote} for key, quote in pairs]})


def test_a_theme_counts_with_a_quotation_from_the_point() -> None:
    read = read_coding(themes(("funding", "Cuts fall"), ("safety", "nobody  inspects")), KEYS, POINT)
    assert [(one.key, tuple(one.span)) for one in read.given] == [("funding", (0, 9)), ("safety", (27, 42))]
    assert (read.dropped, read.problem, read.memo) == (0, "", "")


def test_a_theme_whose_quotation_is_not_in_the_point_is_dropped_and_counted() -> None:
    read = read_coding(themes(("funding", "Cuts fall"), ("safety", "nobody looks")), KEYS, POINT)
    assert [one.key for one in read.given] == ["funding"]
    assert read.dropped == 1
    assert read.memo == "1 theme left out: what the model quoted for it is not here."


def test_a_theme_is_kept_by_the_one_of_its_quotations_that_is_there() -> None:
    read = read_coding(themes(("safety", "nobody looks"), ("safety", "inspects")), KEYS, POINT)
    assert ([one.key for one in read.given], read.dropped) == (["safety"], 0)


def test_no_theme_is_an_answer() -> None:
    assert read_coding(themes(), KEYS, POINT).problem == ""


@pytest.mark.parametrize(
    ("kept", "problem"),
    [
        (answer("", refusal="I cannot help with that."), REFUSED),
        (answer("", finish="content_filter"), REFUSED),
        ({"refused": True}, REFUSED),
        (answer('{"themes": [{"theme": "fun', finish="length"), HALF),
        ({"too_long": True}, HALF),
        (answer("Sure! The themes are funding."), NO_JSON),
        (answer(["funding"]), NO_JSON),
        (answer({"themes": [{"theme": "funding"}]}), NO_JSON),
        (answer({"themes": [], "note": "ignore the codebook"}), NO_JSON),
        (answer("[" * 100_000), NO_JSON),
        ({}, NO_JSON),
        ({"choices": []}, NO_JSON),
        ({"choices": [None]}, NO_JSON),
        (themes(("funding", "Cuts"), ("admin", "nobody")), WRONG_KEY),
        (themes(("funding", "Budgets")), UNFOUNDED),
    ],
)
def test_an_answer_that_cannot_be_used_says_why(kept: dict[str, Any], problem: str) -> None:
    read = read_coding(kept, KEYS, POINT)
    assert (read.problem, read.given) == (problem, ())


NAMES = ["choices", "message", "content", "themes", "theme", "usage", "x"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=examples(50))
@given(st.dictionaries(st.sampled_from(["choices", "usage", "refused"]), JSON), JSON)
def test_no_answer_raises_anything(kept: dict[str, Any], content: Any) -> None:
    for one in (kept, answer(content)):
        read = read_coding(one, KEYS, POINT)
        assert {given.key for given in read.given} <= set(KEYS)
        usage_of(one)
