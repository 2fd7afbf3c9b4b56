"""Responses: the list, one of them whole, who sent it, and its points joined, divided and labelled by hand."""

from analysis.web.features.responses.response_routes import router

__all__ = ["router"]
