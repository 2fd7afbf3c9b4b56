"""Themes crossed by closed questions, types of respondent and monitoring questions."""

from analysis.web.features.crossings.crossing_routes import router

__all__ = ["router"]
