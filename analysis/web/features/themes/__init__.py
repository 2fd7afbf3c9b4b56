"""Themes: how many respondents raise each and in how many points, every figure leading to the points behind it."""

from analysis.web.features.themes.theme_routes import router

__all__ = ["router"]
