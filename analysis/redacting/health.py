"""Health: what a text says of the health of somebody whom it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analysis.model import PersonalData, PersonalDataKind

_CONDITION = re.compile(
    r"(?<![\w-])(?:(?:type (?:1|2|one|two)|stage \w+|terminal|severe|chronic|acute|advanced|early[- ]onset|clinical|manic|post[- ]?natal"
    r"|breast|lung|bowel|prostate|skin|cervical|ovarian|brain|blood|heart|kidney|liver) ){0,2}"
    r"(?:[a-z]{3,}(?:itis|oma|aemia|emia|plegia|plegic|phrenia|pathy|ectomy|algia|osis|phasia|praxia|lexia|morbid|cardia)"
    r"|asthma(?:tic)?|autis(?:m|tic)|asd|adhd|add|aids|hiv|alzheimer'?s(?: disease)?|anorexi[ac]|anxiety|arthritic|bipolar(?: disorder)?"
    r"|blind(?:ness)?|cancer|cardiac arrest|cataracts?|cerebral palsy|chemotherapy|coeliac(?: disease)?|copd|crohn'?s(?: disease)?"
    r"|deaf(?:ness)?|dementia|depress(?:ion|ed|ive)|diabet(?:es|ic)|dialysis|disab(?:led|ility|ilities)|down'?s syndrome"
    r"|dyspraxic|dyslexic|eating disorder|eczema|epilep(?:sy|tic)|heart (?:attack|failure|disease|condition|surgery)|hepatitis(?: [a-c])?"
    r"|hip replacement|huntington'?s(?: disease)?|hypertension|incontinen(?:t|ce)|learning (?:disability|difficulty|difficulties)"
    r"|lupus|m\.?e\.?(?= )|mental (?:health|illness)(?: (?:problems?|condition|crisis))?|migraines?|miscarriage|motor neurone disease"
    r"|multiple sclerosis|(?:has|with) ms(?!\w)|muscular dystrophy|ocd|overdosed?|paralysed|parkinson'?s(?: disease)?|pregnan(?:t|cy)"
    r"|ptsd|schizophrenic|seizures?|self[- ]harm(?:s|ed|ing)?|sepsis|sickle cell(?: disease)?|spina bifida|stroke|suicid(?:e|al)"
    r"|transplant|tumours?|wheelchair|chemo|insulin|antidepressants|methadone|ritalin|addict(?:ed|ion)|alcoholi(?:c|sm)"
    r"|rehab|sectioned|self[- ]isolating|long covid)(?![\w-])",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:diagnosed (?:with|as)|suffers? (?:from|with)|suffered (?:from|with|a)|treated for|operat(?:ed|ion) (?:on )?for|died (?:of|from)"
    r"|living with|medication for|recovering from|being treated for|admitted (?:with|for))"
    r" (?:(?:an?|the|her|his|their|severe|chronic|acute) )*(?P<it>[a-z][\w' -]{2,40}?)(?=[.,;:!?)\n]|$| (?:and|when|while|since|last|in|at|who|which|but|so|for|by|after)\b)",
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


__all__ = ["of_named_people"]
