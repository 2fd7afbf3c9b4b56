"""The codebook: its themes, and changing them, with what that does shown before it is saved."""

from analysis.web.features.codebook.codebook_routes import router

__all__ = ["router"]
