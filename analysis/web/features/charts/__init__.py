"""Charts: the look of the report's charts, for the team's own pages."""

from analysis.web.features.charts.chart_routes import router

__all__ = ["router"]
