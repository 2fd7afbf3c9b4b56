"""What an address asks for of the points, and the address of what is asked for."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends

from analysis.app.views.point_filter import PointFilter
from analysis.web import page_rendering

WAIT = "The points are being counted. Reload the page in a moment."


AskedFilter = Annotated[PointFilter, Depends(PointFilter)]
"""A handler's argument of this type is what the address asks for."""


def here(point_filter: PointFilter) -> str:
    """Return the address of a page of the list."""
    return page_rendering.address("/points", **point_filter.asked, page=point_filter.page)
