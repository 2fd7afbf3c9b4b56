"""The report: made, read in the page, saved, and compared with the one before."""

from analysis.web.features.reports.report_routes import router

__all__ = ["router"]
