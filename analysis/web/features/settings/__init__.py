"""Settings: what the consultation is called, when it was open, what it asked of whom, what readers must know."""

from analysis.web.features.settings.settings_routes import router

__all__ = ["router"]
