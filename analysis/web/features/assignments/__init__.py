"""Assignments: points are divided among people, and how far everybody is."""

from analysis.web.features.assignments.assignment_routes import router

__all__ = ["router"]
