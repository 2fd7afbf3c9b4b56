"""What an address asks for of the points, and the address of what is asked for."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends

from analysis.app.views.point_filter import PointFilter
from analysis.web import page_rendering

WAIT = "The points are being counted. Reload the page in a moment."


def wanted(
    find: str = "",
    theme: str = "",
    type: str = "",
    question: str = "",
    stand: str = "",
    position: str = "",
    coder: str = "",
    campaign: str = "",
    respondent: str = "",
    section: str = "",
    least: str = "",
    most: str = "",
    document: str = "",
    by: str = "",
    column: str = "",
    page: int = 1,
) -> PointFilter:
    """Return what the address asks for."""
    return PointFilter(
        find=find.strip(),
        theme=theme,
        type=type,
        question=question,
        stand=stand,
        position=position,
        coder=coder,
        campaign=campaign,
        respondent=respondent.strip(),
        section=section.strip(),
        least=least.strip(),
        most=most.strip(),
        document=document,
        by=by,
        column=column,
        page=page,
    )


AskedFilter = Annotated[PointFilter, Depends(wanted)]
"""A handler's argument of this type is what the address asks for."""


def here(point_filter: PointFilter) -> str:
    """Return the address of a page of the list."""
    return page_rendering.address("/points", **point_filter.asked, page=point_filter.page)
