"""Taking out what should not be in: what would go, why, and that it is meant."""

from analysis.web.features.withdraw.withdraw_routes import router

__all__ = ["router"]
