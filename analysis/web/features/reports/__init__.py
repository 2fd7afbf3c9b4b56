"""The report: made, read in the page, saved, compared with the one before; and the team's own words in it."""

from fastapi import APIRouter

from analysis.web.features.reports import message_routes, report_routes

router = APIRouter()
router.include_router(report_routes.router)
router.include_router(message_routes.router)

__all__ = ["router"]
