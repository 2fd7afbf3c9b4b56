"""The parts of NLTK that we use, and nothing that they do not need."""

from __future__ import annotations

import subprocess
import sys


def _printed(*statements: str) -> list[str]:
    command = [sys.executable, "-c", "; ".join(statements)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def test_sentences_cost_no_process_the_whole_of_nltk() -> None:
    printed = _printed(
        "import sys",
        "from analysis.splitting.sentences import sentences",
        "print(len(sentences('We agree. Dr. Jones does not.')))",
        "print(*({'nltk', 'numpy', 'scipy', 'sklearn', 'pandas'} & {name.partition('.')[0] for name in sys.modules}))",
    )
    assert printed == ["2"]


def test_stems_cost_no_process_the_whole_of_nltk() -> None:
    printed = _printed(
        "import sys",
        "from analysis.nltk_parts import english_stemmer",
        "print(*map(english_stemmer().stem, ('inspected', 'deliveries', 'the')))",
        "print(*({'nltk', 'numpy', 'scipy'} & {name.partition('.')[0] for name in sys.modules}))",
    )
    assert printed == ["inspect", "deliveri", "the"]


def test_whoever_imports_nltk_later_gets_all_of_it() -> None:
    printed = _printed(
        "from analysis.nltk_parts import english_stemmer, punkt",
        "punkt()",
        "print(english_stemmer().stem('inspected'))",
        "import nltk",
        "print(nltk.tokenize.wordpunct_tokenize('in full')[0], nltk.edit_distance('a', 'b'))",
    )
    assert printed == ["inspect", "in", "1"]


def test_where_all_of_nltk_is_imported_punkt_is_its_own() -> None:
    assert _printed(
        "import nltk", "from analysis.nltk_parts import punkt", "print(punkt() is nltk.tokenize.punkt)"
    ) == ["True"]
