"""Downloads: the report and its data in other tools' formats."""

from analysis.web.features.downloads.download_routes import router

__all__ = ["router"]
