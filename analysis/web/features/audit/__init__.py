"""Audit pages: what there is to do, and one point after the other, in kinds that are kept apart."""

from analysis.web.features.audit.audit_routes import router

__all__ = ["router"]
