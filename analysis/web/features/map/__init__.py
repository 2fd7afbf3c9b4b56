"""The map of points: where points lie by their words, for finding what a theme misses."""

from analysis.web.features.map.map_routes import router

__all__ = ["router"]
