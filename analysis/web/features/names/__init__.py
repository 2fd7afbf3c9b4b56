"""The name page: asked once, changed at any time, and never mistaken for whoever had a page before."""

from analysis.web.features.names.name_routes import router

__all__ = ["router"]
