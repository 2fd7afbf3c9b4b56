"""The glossary defines every public class of the vocabulary, once, and says truly where it lives."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROW = re.compile(r"^\| \*\*(\w+)\*\* \| [^|]+ \| `(model/\w+\.py)` \|", re.MULTILINE)


def public_classes() -> dict[str, str]:
    """Return each public class of the vocabulary with its file."""
    paths = sorted((ROOT / "analysis" / "model").glob("*.py"))
    return {name: f"model/{path.name}" for path in paths for name in classes_of(path)}


def classes_of(path: Path) -> list[str]:
    """Return the names of a file's public classes."""
    body = ast.parse(path.read_bytes()).body
    return [node.name for node in body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]


def defined() -> list[tuple[str, str]]:
    """Return each term that the glossary places in the vocabulary, with the file that it names."""
    return ROW.findall((ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"))


def test_every_public_class_of_the_vocabulary_is_defined_where_it_lives() -> None:
    assert dict(defined()) == public_classes()


def test_no_term_is_defined_twice() -> None:
    terms = [term for term, _ in defined()]
    assert len(terms) == len(set(terms))


def test_no_two_public_classes_have_one_name() -> None:
    names = Counter(name for path in (ROOT / "analysis").rglob("*.py") for name in classes_of(path))
    assert [name for name, times in names.items() if times > 1] == []
