"""The words of a team in its assurance pack: assumptions of the log, and fields of the transparency record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Rating(StrEnum):
    """The ratings of an assumption's quality and impact: red, amber, green.

    Quality is green where it is well understood and documented, amber where there is some evidence, red where there is
    little. Impact is green where a change would hardly show in the figures, amber where it would, red where it would
    overturn them.
    """

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class TeamAssumption:
    """What a team says of an assumption: one that every analysis makes, by its ``key``, or one of its own.

    Of its own it says the ``assumption`` and its ``basis``. ``reviewed`` is the day on which it last looked at it.
    """

    key: str
    assumption: str = ""
    basis: str = ""
    owner: str = ""
    reviewed: date | None = None
    quality: Rating | None = None
    impact: Rating | None = None
    note: str = ""


ASSUMPTIONS = (
    "reading",
    "columns",
    "respondents",
    "dividing",
    "coding",
    "language-model",
    "equal-coding",
    "sample",
    "languages",
    "positions",
    "campaigns",
    "repeated-points",
    "consent",
    "personal-data",
    "small-numbers",
    "dates",
    "not-a-sample",
)
"""The keys of the assumptions that analyses make, in the order of the log."""

RECORD_SECTIONS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Tier 1: overview",
        (
            ("name", "Name"),
            ("description", "Description"),
            ("website", "Website"),
            ("contact", "Contact e-mail"),
        ),
    ),
    (
        "Tier 2: owner and responsibility",
        (
            ("organisation", "Organisation or department"),
            ("team", "Team"),
            ("senior-responsible-owner", "Senior responsible owner"),
            ("supplier", "Third party or external supplier involved"),
            ("companies-house-number", "Companies House number"),
            ("supplier-role", "Role of the third party"),
            ("procurement", "Type of procurement procedure"),
            ("supplier-access", "Terms of the third party’s access to data"),
        ),
    ),
    (
        "Tier 2: description and rationale",
        (
            ("detailed-description", "Detailed description"),
            ("scope", "Scope"),
            ("benefit", "Benefit"),
            ("previous-process", "Previous process"),
            ("alternatives", "Alternatives considered"),
        ),
    ),
    (
        "Tier 2: decision-making process",
        (
            ("process-integration", "Process integration"),
            ("provided-information", "Provided information"),
            ("frequency", "Frequency and scale of usage"),
            ("human-decisions", "Human decisions and review"),
            ("training", "Required training"),
            ("appeals", "Appeals and review"),
        ),
    ),
    (
        "Tier 2: tool specification",
        (
            ("system-architecture", "System architecture"),
            ("phase", "Phase"),
            ("maintenance", "Maintenance"),
            ("model-name", "Model name"),
            ("model-version", "Model version"),
            ("model-task", "Model task"),
            ("model-input", "Model input"),
            ("model-output", "Model output"),
            ("model-architecture", "Model architecture"),
            ("model-performance", "Model performance"),
            ("datasets", "Datasets and their purposes"),
        ),
    ),
    (
        "Tier 2: data specification",
        (
            ("data-description", "Data description"),
            ("data-modality", "Data modality"),
            ("data-quantities", "Data quantities"),
            ("sensitive-attributes", "Sensitive attributes"),
            ("completeness", "Data completeness and representativeness"),
            ("data-collection", "Data collection"),
            ("data-cleaning", "Data cleaning"),
            ("data-sharing", "Data sharing agreements"),
            ("data-access", "Data access and storage"),
        ),
    ),
    (
        "Tier 2: risks, mitigations and impact assessments",
        (
            ("impact-assessments", "Impact assessments"),
            ("risks", "Risks and mitigations"),
        ),
    ),
)
"""The fields of an Algorithmic Transparency Recording Standard record by section, each with its key and its name."""

RECORD_KEYS = tuple(key for _, fields in RECORD_SECTIONS for key, _ in fields)
