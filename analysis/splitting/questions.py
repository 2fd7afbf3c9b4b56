"""Questions of the consultation, recognised where a response repeats or cites them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from analysis.model import Question
from analysis.text import BEFORE_ITEM, words

SEVERAL = 2
"""So many questions of another's words make it another's paper; one may be what a respondent asks in return."""

SAME = 0.7
"""Share of words in common from which a line repeats a question: respondents shorten and mistype."""

PARLIAMENTARY = re.compile(
    r"to ask (?:the (?:secretary of state|minister|prime minister|chancellor|attorney|solicitor|hon|right hon|leader"
    r"|chair|president|deputy|first)|(?:her|his) majesty)",
    re.IGNORECASE,
)
_NUMBER = r"(?:(?:consultation )?questions?|fragen?|cwestiwn|q)\.? ?(\d{1,3})(?: ?\(?([a-h])\)?)?(?![\w%])"
CITED = re.compile(
    r"(?:(?:in )?(?:our |my )?(?:response|answer|reply|answering|replying) to |re:? ?|on |zu )?"
    # "Q4 2013" is a quarter of a year.
    rf"{_NUMBER}(?! ?(?:19|20)\d\d\b)",
    re.IGNORECASE,
)
_BEHIND = re.compile(rf"(?:[(\[]|[–—:] ?| - ){_NUMBER}[)\].]*$", re.IGNORECASE)
"""How a heading names a question behind its words: "Vision and aims (Question 1)", "Speed limits – Q2"."""

ANSWER = re.compile(
    # "A. No", "A2: Yes.", as the question above is marked with a Q.
    r"(?:(?:a|answer|ans|antwort|réponse|ateb)\s?\d{0,2}[.:)]\s*)?"
    r"(?:yes|no|not sure|unsure|don['’]?t know|neither(?: agree nor disagree)?"
    r"|(?:strongly |partly |tend to )?(?:dis)?agree(?: strongly)?"
    r"|(?:strongly |partly |somewhat )?(?:opposed?|support(?:ed|ive|s|ing)?)"
    r"|(?:the )?respondent (?:skipped|did not answer) this question|skipped"
    r"|object|objecting|in favour|neutral|undecided|maybe|n/?a|none|not applicable|not answered"
    r"|(?:almost |nearly )?every (?:day|week|month|year)|daily|weekly|fortnightly|monthly|most days|less often"
    r"|never|rarely|sometimes|often|always|(?:once|twice|(?:two|three|\d) times) a (?:day|week|month|year)"
    r"|ja|nein|oui|non|ydw|nac ydw|ydyn|nac ydyn|oes|nac oes|sí|wei(?:ß|ss) nicht|keine (?:angabe|meinung)"
    r"|je ne sais pas|sans (?:avis|opinion)|ddim yn gwybod|dim barn|no s[eé]"
    r"|(?:no|nothing|none)(?: (?:further|other|more|additional|else))?(?: comments?| thanks| thank you| to add)?)\W*$",
    re.IGNORECASE,
)


_INSTRUCTION = re.compile(
    r"\?[\"'”’)]*\s*(?:\(?\s*(?:please|if (?:so|not|yes|no|you)|explain|give|state|tick|select|circle|yes ?/ ?no|why"
    r"|tell us|provide|describe|outline|comment)\b.{0,120})$",
    re.IGNORECASE | re.DOTALL,
)
"""What a form adds to its question: "? Please give your reasons.", "? (Yes/No)"."""

_ADDRESSED = re.compile(
    r"\b(?:please|your|reasons?|below|box|yes ?/ ?no)\b|\bwhy\W*$|\?$|^(?:explain|comment)\W*$", re.IGNORECASE
)
"""What tells an instruction ("Please explain", "If so, why?") from an answer ("If so, families will suffer.")."""


def asks(line_text: str) -> bool:
    """Return whether a line is one question, with no more after it than a form's instruction."""
    bare_text = line_text.rstrip("*_ \n")
    return bare_text.endswith("?") or (bare_text.count("?") == 1 and _INSTRUCTION.search(bare_text) is not None)


def is_instruction(text_behind: str) -> bool:
    """Return whether text behind a question's end is no answer: nothing, or a form's words on the same line."""
    bare = text_behind.strip("*_ \n\"'”’)")
    if not bare:
        return True
    same_line = "\n" not in text_behind.strip() and not text_behind.startswith(("\n", "\t"))
    return (
        same_line and _INSTRUCTION.search(f"?{text_behind.rstrip('*_ ')}") is not None and bool(_ADDRESSED.search(bare))
    )


@lru_cache(maxsize=64)
def _offered(answers: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words(answer)) for answer in answers) - {()}


_LETTER = re.compile(r"(?:a|answer|ans)\s?\d{0,2}[.:)]\s+", re.IGNORECASE)
"""What a respondent writes before an answer, as the question above is marked with a Q."""

_CHOICE = re.compile(
    r"\W*(?:yes|agree)\s?(?:/|or)\s?(?:no|disagree)(?:\s?(?:/|or)\s?[\w' ’]{2,30}){0,3}\W*", re.IGNORECASE
)


def is_choice(line_text: str) -> bool:
    """Return whether a line is what a form offers to choose from: "(Yes/No)"."""
    return _CHOICE.fullmatch(line_text) is not None


def is_parliamentary(line_text: str) -> bool:
    """Return whether a line is a question to a minister, as Parliament words them."""
    return PARLIAMENTARY.match(line_text.strip("*_ ")) is not None


def is_closed_answer(line_text: str, asked: Sequence[Question] = ()) -> bool:
    """Return whether a line answers a closed question and says nothing else; ``asked`` may say what was offered."""
    return ANSWER.match(line_text.strip("*_ \t")) is not None or is_offered(line_text, asked)


_CLAUSE_END = r"(?:$|[.,;:!?()\n–—]| - |\b(?:and|as|because|but|if|since|so|provided|although)\b)"
_FIRST_CLAUSE = re.compile(rf"\W*(?P<said>[^.,;:!?()\n–—]{{1,40}}?)\s*{_CLAUSE_END}", re.IGNORECASE)
_TAKES_SIDE = re.compile(
    r"\W*(?:yes\b|no (?:i|we|it|this|they|there)\b"
    rf"|(?:i|we) (?:(?:do not|don['’]t|would|also|\w+ly) ){{0,2}}(?:(?:dis)?agree|support|oppose|object)"
    rf"(?: (?:that|with|this|these|the|to|a)\b|\s*{_CLAUSE_END}))",
    re.IGNORECASE,
)
"""How an answer begins beside a bare "Agree – …": "Yes we do", "We fully agree that …"; "No evidence" is none."""


def begins_as_answer(text: str, asked: Sequence[Question] = ()) -> bool:
    """Return whether a text begins with a clause that answers a closed question, or is no more than that.

    >>> [begins_as_answer(text) for text in ("Yes – too dear.", "We agree that it works.", "No evidence was shown.")]
    [True, True, False]
    """
    return begins_with_closed_answer(text, asked) or _TAKES_SIDE.match(text.strip("*_ \t")) is not None


def begins_with_closed_answer(text: str, asked: Sequence[Question] = ()) -> bool:
    """Return whether the first clause of a text is an answer to a closed question, or all that it says.

    >>> [begins_with_closed_answer(text) for text in ("Yes – too dear.", "We agree that it works.")]
    [True, False]
    """
    clause = _FIRST_CLAUSE.match(text.strip("*_ \t"))
    return clause is not None and is_closed_answer(clause["said"], asked)


_REFERS = re.compile(
    r"\W*(?:(?:please |pls )?(?:see|refer to|as(?: per| in| to)?|same as|covered (?:in|by))"
    r"(?=.*(?:\babove|\bbelow|\bprevious|\bearlier|\bstated|\bmentioned|\bsaid|\bquestion|\bq ?\d))"
    r"(?:,? (?:my|our|the|i|we|have|to|in|at|for|given|and|above|below|previous(?:ly)?|earlier|already|stated"
    r"|mentioned|said|answers?|answered|responses?|comments?|reply|points?|questions?|(?:q ?)?\d{1,2}[a-z]?))+"
    r"|ditto)\W*",
    re.IGNORECASE,
)


def refers_to_answer(line_text: str) -> bool:
    """Return whether an answer is no more than a reference to another.

    >>> [refers_to_answer(text) for text in ("See above.", "As stated in Q2", "See above: the road is narrow.")]
    [True, True, False]
    """
    return _REFERS.fullmatch(line_text.strip("*_ \t")) is not None


def is_offered(line_text: str, asked: Sequence[Question]) -> bool:
    """Return whether a line is one of the answers that the questions give to choose from, and nothing else."""
    offered = _offered(tuple(answer for question in asked for answer in question.answers))
    return bool(offered) and tuple(words(_LETTER.sub("", line_text.strip("*_ \t"), count=1))) in offered


def cited_key(line_text: str, questions: Sequence[Question]) -> str | None:
    """Return the key of the question that a line begins by naming ("Question 3(b)", "In answer to Q3"), or None."""
    citation = CITED.match(line_text.strip("*_ #\t"))
    return _matched_key(citation, questions) if citation else None


def lone_number_key(line_text: str, questions: Sequence[Question]) -> str | None:
    """Return the key of the question of which a line holds the number and nothing else, or None."""
    citation = CITED.fullmatch(line_text.strip("*_ #\t.:"))
    return _matched_key(citation, questions) if citation else None


def named_behind_key(heading: str, questions: Sequence[Question]) -> str | None:
    """Return the key of the question that a heading names behind its words, or None; one that is asked alone counts.

    >>> named_behind_key("2 Vision and aims (Question 1)", [Question("Q1", "Do you agree with the aims?")])
    'Q1'
    """
    citation = _BEHIND.search(heading.strip("*_ #\t"))
    key = _matched_key(citation, questions) if citation else None
    return key if any(key == question.key for question in questions) else None


def _matched_key(citation: re.Match[str], questions: Sequence[Question]) -> str:
    return match_key(f"Q{citation[1]}" + (f"({citation[2].lower()})" if citation[2] else ""), questions)


def match_key(cited_number: str, questions: Sequence[Question]) -> str:
    """Return a number as the consultation writes it, or as it stands where no question has it."""
    plain = cited_number.replace("(", "").replace(")", "").lower()
    for question in questions:
        key = question.key.replace("(", "").replace(")", "").lower().replace("q.", "q").strip(".")
        if key in (plain, plain.removeprefix("q")):
            return question.key
    return cited_number


_FORM_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
    about agree also answer answers been comment comments consider could disagree does doing else explain extent from
    further give have here into other please proposal proposals proposed question questions reason reasons respondents
    response should support than that their them there these they think this those views were what when where whether
    which will with would your
    """,
    )
)
"""Words of questions, of four letters and more, that say nothing of what a question is about."""

_LEAST_OF_SUBJECT, _ALIKE, _STEM = 4, 0.5, 5
"""A question of so many words of its own that has less than half of them, or of ours, in common is another; so many
letters make words the same ("infringe", "infringing")."""

_LEAST_OF_ALL = 2
"""A question of fewer words of its own is not compared; a short one is another where no question of ours has any."""


def _subject(question_text: str) -> frozenset[str]:
    """Return the words of a question that say what it is about, by their beginnings."""
    return frozenset(
        word[:_STEM] for word in words(question_text) if len(word) >= 4 and word.isalpha() and word not in _FORM_WORDS
    )


def agrees(line_text: str, question_text: str, asked: Sequence[Question] = ()) -> bool | None:
    """Return whether a numbered question in a response is about what the question of that number, one of those asked,
    is; None where either says too little.

    >>> asked = "Do you agree that internet providers should block websites that infringe copyright?"
    >>> agrees("How effective is the mechanism that the Copyright (Online Infringement) Act introduced?", asked)
    False
    >>> agrees("Should internet providers have to block infringing websites?", asked)
    True
    """
    theirs, ours = _subject(line_text), _subject(question_text)
    if not asks(line_text) or len(theirs) < _LEAST_OF_ALL or not ours:
        return None
    if len(theirs) < _LEAST_OF_SUBJECT:
        is_of_none = len(ours) >= _LEAST_OF_ALL and not any(theirs & _subject(question.text) for question in asked)
        return False if is_of_none else None
    return len(theirs & ours) >= _ALIKE * min(len(theirs), len(ours))


def are_of_another_paper(numbered: Iterable[tuple[str, str]], asked: Sequence[Question]) -> bool:
    """Return whether the questions of a response, each with its number, are those of another consultation: several say
    what ours of that number do not ask, and fewer what they do."""
    texts = {question.key: question.text for question in asked}
    keys = ((match_key(number, asked), line_text) for number, line_text in numbered)
    found = [agrees(line_text, texts[key], asked) for key, line_text in keys if key in texts]
    return found.count(False) >= SEVERAL and found.count(False) > found.count(True)


def item_of(key: str, line_text: str) -> str:
    """Return the item with which a question's key and its words both end, and what stands before it; else nothing.

    >>> item_of("Q5: Price", "Please rank these: Price"), item_of("Q5", "Please rank these: Price")
    (': Price', '')
    """
    marks = (mark.start() for mark in re.finditer(BEFORE_ITEM, key))
    return next((key[start:] for start in marks if line_text.endswith(key[start:])), "")


def repeated_key(line_text: str, questions: Sequence[Question]) -> str | None:
    """Return the key of the question whose words a line repeats, or None."""
    best_match = likeness(line_text, questions)
    return best_match[1] if best_match else None


def likeness(line_text: str, questions: Sequence[Question]) -> tuple[float, str] | None:
    """Return the share of words that a line has in common with the question that it repeats, and its key; or None.

    "Councils should be able to delegate these functions." is no question, though most of its words are one's: without
    a question mark it must begin as the question does.
    """
    if not questions:
        return None
    line_words = frozenset(words(line_text))
    best_share, closest = 0.0, None
    for question in questions:
        question_words = _question_words(question.text)
        common_share = len(line_words & question_words) / max(1, len(line_words | question_words))
        if common_share > best_share:
            best_share, closest = common_share, question
    if closest is None or best_share < SAME or not ("?" in line_text or _begin_alike(line_text, closest.text)):
        return None
    return best_share, closest.key


def _begin_alike(line_text: str, question_text: str) -> bool:
    """Return whether a line begins with a question's first word, the question's number left out."""
    question_start, line_start = words(question_text)[:1], words(CITED.sub("", line_text.strip("*_ #\t"), count=1))[:1]
    return "?" not in question_text or question_start == line_start


@lru_cache(maxsize=1024)
def _question_words(question_text: str) -> frozenset[str]:
    return frozenset(words(question_text))
