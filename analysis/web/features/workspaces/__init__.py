"""The user's consultations: opening one, and beginning a new one."""

from analysis.web.features.workspaces.workspace_routes import router

__all__ = ["router"]
