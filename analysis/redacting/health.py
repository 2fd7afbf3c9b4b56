"""Health: what a text says of the health of somebody whom it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analysis.model import PersonalData, PersonalDataKind

_KIND = (
    r"(?:type (?:1|2|one|two)|stage \w+|terminal|severe|chronic|acute|advanced|early[- ]onset|clinical|manic|breast"
    r"|lung|bowel|prostate|skin|cervical|ovarian|brain|blood|heart|kidney|liver|post[- ]?natal)"
)
_ENDINGS = (
    r"[a-z]{3,}(?:itis|noma|aemia|emia|plegia|plegic|phrenia|pathy|ectomy|algia|osis|phasia|praxia|lexia|morbid|cardia)"
)
_CONDITIONS = (
    r"asthma(?:tic)?|autis(?:m|tic)|asd|adhd|hiv|alzheimer'?s|anorexi[ac]|anxiety|arthritic|bipolar|blind(?:ness)?|cancer"
    r"|cardiac arrest|cataracts?|cerebral palsy|chemotherapy|chemo|coeliac|copd|crohn'?s|deaf(?:ness)?|dementia"
    r"|depress(?:ion|ed|ive)|diabet(?:es|ic)|dialysis|disab(?:led|ility|ilities)|down'?s syndrome|dyspraxic|dyslexic"
    r"|eating disorder|eczema|epilep(?:sy|tic)|heart (?:attack|failure|surgery)|hepatitis(?: [a-c])?|hip replacement"
    r"|huntington'?s|hypertension|incontinen(?:t|ce)|insulin|learning (?:disability|difficulty|difficulties)|long covid"
    r"|lupus|mental (?:health|illness)(?: (?:problems?|condition|crisis))?|methadone|migraines?|miscarriage"
    r"|motor neurone disease|multiple sclerosis|(?:has|with) ms(?!\w)|muscular dystrophy|ocd|overdosed?|paralysed"
    r"|parkinson'?s|pregnan(?:t|cy)|ptsd|rehab|ritalin|schizophrenic|sectioned|seizures?|self[- ]harm(?:s|ed|ing)?"
    r"|sepsis|sickle cell|spina bifida|stroke|suicid(?:e|al)|transplant|tumours?|wheelchair"
    r"|antidepressants|addict(?:ed|ion)"
    r"|alcoholi(?:c|sm)|leukaemia|lymphoma|melanoma|glaucoma|tuberculosis|thyroid"
)
_CONDITION = re.compile(
    rf"(?<![\w-])(?:{_KIND} ){{0,2}}(?:{_ENDINGS}|{_CONDITIONS})(?: (?:disease|disorder|condition))?(?![\w-])",
    re.IGNORECASE,
)
_ENDS_CLAUSE = r"[.,;:!?)\n]|$| (?:and|when|while|since|last|in|at|who|which|but|so|for|by|after)\b"
_TOLD = re.compile(
    r"\b(?:diagnosed (?:with|as)|suffers? (?:from|with)|suffered (?:from|with|a)|treated for"
    r"|operat(?:ed|ion) (?:on )?for|died (?:of|from)|living with|medication for|recovering from|admitted (?:with|for))"
    rf" (?:(?:an?|the|her|his|their|severe|chronic|acute) )*(?P<it>[a-z][\w' -]{{2,40}}?)(?={_ENDS_CLAUSE})",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?](?=[\s\"')\]]|$)|\n")
_TITLE_END = re.compile(r"\b(?:Mrs?|Ms|Dr|Prof|St|Rev|[A-Z])\.$")


def of_named_people(text: str, people: Sequence[PersonalData]) -> Iterator[PersonalData]:
    """Find what stands of somebody's health in the sentences that name a private person."""
    named = [person for person in people if person.kind is PersonalDataKind.NAME]
    for start, end in _sentences(text) if named else ():
        if any(start <= person.start < end for person in named):
            for found in _CONDITION.finditer(text, start, end):
                yield PersonalData(found.start(), found.end(), PersonalDataKind.HEALTH)
            for found in _TOLD.finditer(text, start, end):
                yield PersonalData(*found.span("it"), PersonalDataKind.HEALTH)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _SENTENCE_END.finditer(text):
        if not _TITLE_END.search(text, max(start, stop.start() - 5), stop.start() + 1):
            yield start, stop.end()
            start = stop.end()
    yield start, len(text)
