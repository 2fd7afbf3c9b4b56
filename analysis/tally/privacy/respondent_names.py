"""Respondents' names: whether one is an organisation's, which is printed with consent, or a person's, which is not."""

from __future__ import annotations

import re

from analysis.model import Respondent
from analysis.redacting.names import is_surely_a_person, looks_like_a_person
from analysis.text import word_set, words

_OF_ORGANISATIONS = word_set("""
    agency association associations authorities authority bodies body business businesses charities charity church club
    clubs college colleges commission committee companies company consortium council councils department developer
    federation firm firms forum foundation government group groups industry institute institution institutions media
    network ngo organisation organisations organization organizations partnership party provider providers regulator
    school schools sector societies society supplier trade trust trusts union unions universities university
""")
"""Words of types of respondent that are no persons."""

_OF_PEOPLE = word_set("""
    adult carer carers child citizen citizens consumer consumers customer customers doctor employee employees family
    household householder individual individuals landlord landowner learner member members neighbour nurse officer owner
    parent parents patient patients people person persons practitioner practitioners private professional public pupil
    pupils resident residents researcher student students taxpayer teacher teachers tenant tenants user users visitor
    volunteer volunteers worker workers
""")
"""Words of types of respondent that are persons."""


_ANYBODY = word_set("""
    a an citizen citizens general individual individuals local member members of other person persons people private
    public resident residents the
""")
"""Words of types that tell no person from any other."""


def is_of_anybody(type_name: str) -> bool:
    """Return whether a type of respondent says no more than that it is a person."""
    return _ANYBODY.issuperset(words(type_name))


_UNSAID = re.compile(
    r"\b(?:(?:prefer|rather) not|anon(?:ymous|ymised)?|withheld|undisclosed|redacted|confidential|unknown"
    r"|not (?:given|stated|provided|known|applicable|supplied|disclosed)|no name|name supplied)\b",
    re.IGNORECASE,
)
"""What people write in the place of a name that they do not tell."""


def is_nobodys(name: str) -> bool:
    """Return whether what stands in the place of a name is none: it says that none is told, or what many people are.

    >>> [is_nobodys(name) for name in ("Prefer not to say", "Local resident", "Ann Lee")]
    [True, True, False]
    """
    return _UNSAID.search(name) is not None or (_ANYBODY | _OF_PEOPLE).issuperset(words(name))


def is_of_a_person(respondent: Respondent) -> bool:
    """Return whether a respondent is a person as far as type and name tell; what tells nothing is taken for one.

    Somebody may answer for a charity and write their own name: where the type is an organisation's, a name that is
    surely a person's goes before it.
    """
    type_words = frozenset(words(respondent.type or ""))
    if is_type_of_a_body(respondent):
        return respondent.name is not None and is_surely_a_person(respondent.name)
    if type_words & _OF_PEOPLE:
        return True
    return respondent.name is not None and looks_like_a_person(respondent.name)


def is_type_of_a_body(respondent: Respondent) -> bool:
    """Return whether a type of respondent is one of organisations."""
    return not _OF_ORGANISATIONS.isdisjoint(words(respondent.type or ""))
