"""Uploading: choosing files, what becomes of each, and what the columns of a table are."""

from analysis.web.features.uploads.upload_routes import router

__all__ = ["router"]
