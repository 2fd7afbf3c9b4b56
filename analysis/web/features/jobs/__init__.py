"""Pages of long jobs while they run; closing one stops nothing."""

from analysis.web.features.jobs.job_routes import router

__all__ = ["router"]
