"""Coding with a language model: its settings, what would be sent to it, and the run."""

from analysis.web.features.model.model_routes import router

__all__ = ["router"]
