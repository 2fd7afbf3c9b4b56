"""The page on which people confirm or reject what is proposed for redaction."""

from analysis.web.features.personal_data.personal_data_routes import router

__all__ = ["router"]
