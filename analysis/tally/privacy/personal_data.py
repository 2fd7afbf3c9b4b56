"""Personal data: how much of it was found in what is printed, and what people decided about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from analysis.model import RedactionDecision, Response
from analysis.tally.privacy.disclosure import is_listed
from analysis.tally.privacy.masking import printed_proposals


@dataclass(frozen=True, slots=True)
class PersonalDataTally:
    """How many stretches of the printed text tell of a person: ``found`` in all, of which people ``confirmed`` or
    ``rejected`` some and have not looked at the others; ``withheld`` of all these, and ``kinds`` of what is withheld.
    """

    found: int = 0
    confirmed: int = 0
    rejected: int = 0
    withheld: int = 0
    kinds: tuple[tuple[str, int], ...] = ()

    @property
    def open(self) -> int:
        """Return how many nobody has looked at."""
        return self.found - self.confirmed - self.rejected


def personal_data_tally(responses: Iterable[Response], known_words: frozenset[str]) -> PersonalDataTally:
    """Count the personal data in what is printed of the responses that are listed."""
    listed = filter(is_listed, responses)
    found = [proposal for response in listed for proposal in printed_proposals(response, known_words)]
    decisions = Counter(proposal.decided.decision for proposal in found if proposal.decided)
    kinds = Counter(proposal.data.kind.value for proposal in found if proposal.is_withheld)
    return PersonalDataTally(
        found=len(found),
        confirmed=decisions[RedactionDecision.CONFIRMED],
        rejected=decisions[RedactionDecision.REJECTED],
        withheld=kinds.total(),
        kinds=tuple(sorted(kinds.items(), key=lambda kind: (-kind[1], kind[0]))),
    )
