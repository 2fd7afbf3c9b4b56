"""The codebook: its themes, and changing them, with what that does shown before it is saved."""

from fastapi import APIRouter

from analysis.web.features.codebook import codebook_routes, proposal_routes

router = APIRouter()
router.include_router(codebook_routes.router)
router.include_router(proposal_routes.router)
