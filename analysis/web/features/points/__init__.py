"""Points: a list by filters, each state of which has an address that can be shared, and the same as a table."""

from analysis.web.features.points.point_routes import router

__all__ = ["router"]
