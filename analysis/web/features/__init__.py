"""The pages, a file or folder for each feature. What is put here, with a ``router``, is part of the app."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from fastapi import APIRouter

SECTIONS = (
    ("Overview", "/"),
    ("Responses", "/responses"),
    ("Themes", "/themes"),
    ("Audit", "/audit"),
    ("Personal data", "/personal-data"),
    ("Codebook", "/codebook"),
    ("Report", "/report"),
    ("Downloads", "/downloads"),
    ("Settings", "/settings"),
    ("History", "/history"),
)
"""The navigation, in this order: the name and path of each section."""

PARTS = {
    "/themes": (("Themes", "/themes"), ("Points", "/points"), ("Crossings", "/crossings"), ("Map", "/map")),
    "/report": (("Report", "/report"), ("Messages and responses", "/report/messages"), ("Compare", "/report/compare")),
}
"""The pages of a section that has several, by its path: the name and path of each."""


def routers() -> tuple[APIRouter, ...]:
    """Return the router of every feature, in the order of their names."""
    module_names = sorted(module.name for module in iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{module_name}").router for module_name in module_names)
