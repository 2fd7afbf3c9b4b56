"""The first page: what is in, what is waiting, what could not be read, and what to do next."""

from analysis.web.features.overview.overview_routes import router

__all__ = ["router"]
