"""Prompts: what a model is told, from templates that a workspace may override like all others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from analysis.model import Codebook, position_frame
from analysis.rendering.html import environment
from analysis.rendering.sandbox import template_faults

PROMPTS = "prompts"
"""The folder in ``templates/``."""


def coding_prompt(codebook: Codebook, template_folders: Sequence[Path]) -> str:
    """Return what a model is told that codes points; raises OutputError where the template does not do."""
    return _filled("code", template_folders, codebook=codebook)


def position_prompt(template_folders: Sequence[Path]) -> str:
    """Return what a model is told that says who is for and against."""
    return _filled("position", template_folders, positions=position_frame())


def naming_prompt(template_folders: Sequence[Path]) -> str:
    """Return what a model is told that names a proposed theme."""
    return _filled("name_theme", template_folders)


def merging_prompt(template_folders: Sequence[Path]) -> str:
    """Return what a model is told that says which proposed themes are the same."""
    return _filled("merge_themes", template_folders)


def _filled(name: str, template_folders: Sequence[Path], **shown: object) -> str:
    """Return a prompt as plain text: nothing is escaped, for no browser reads it."""
    with template_faults("the prompts' templates"):
        plain = environment(template_folders).overlay(autoescape=False)
        return plain.get_template(f"{PROMPTS}/{name}.txt.j2").render(**shown).strip() + "\n"
