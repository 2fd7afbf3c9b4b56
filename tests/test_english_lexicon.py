"""Words are looked up in the lexicon as its own library does, without a dictionary of all of them."""

from __future__ import annotations

import subprocess
import sys

import pytest
from lemminflect import getAllInflections, getAllLemmas

from analysis.english_lexicon import inflections, lemmas


@pytest.mark.parametrize("word", ["be", "can", "was", "left", "children", "all", "aneurysm", "zebra", "a", "gwely", ""])
def test_forms_are_those_of_the_library(word: str) -> None:
    assert lemmas(word) == {base for bases in getAllLemmas(word).values() for base in bases}
    assert inflections(word) == {form for forms in getAllInflections(word).values() for form in forms}


def test_keywords_cost_no_process_a_dictionary_of_all_words() -> None:
    asked = (
        "from analysis.classifying.irregular_forms import irregular_stems",
        "from analysis.redacting.names import _is_word_of_english",
        "from lemminflect import Inflections, Lemmatizer",
        "print(*irregular_stems('child'), _is_word_of_english('Park'))",
        "print(hasattr(Lemmatizer(), 'lemma_dict'), hasattr(Inflections(), 'infl_dict'))",
    )
    command = [sys.executable, "-c", "; ".join(asked)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert said == ["children True", "False False"]
