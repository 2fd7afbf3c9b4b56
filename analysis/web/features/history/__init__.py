"""The history page: what was done, and by whom."""

from analysis.web.features.history.history_routes import router

__all__ = ["router"]
