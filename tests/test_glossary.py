"""The glossary defines every public class of the vocabulary, once, and says truly where it lives."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROW = re.compile(r"^\| \*\*(\w+)\*\* \| [^|]+ \| `(model/\w+\.py)` \|", re.MULTILINE)


def public_classes() -> dict[str, str]:
    """Return each public class of the vocabulary with its file."""
    return {
        node.name: f"model/{path.name}"
        for path in sorted((ROOT / "analysis" / "model").glob("*.py"))
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }


def defined() -> list[tuple[str, str]]:
    """Return each term that the glossary places in the vocabulary, with the file that it names."""
    return ROW.findall((ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"))


def test_every_public_class_of_the_vocabulary_is_defined_where_it_lives() -> None:
    assert dict(defined()) == public_classes()


def test_no_term_is_defined_twice() -> None:
    terms = [term for term, _ in defined()]
    assert len(terms) == len(set(terms))
