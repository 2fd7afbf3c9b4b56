"""Acknowledgement phrases: of a country's first owners, of those who helped, wrote or paid."""

from __future__ import annotations

from analysis.splitting.phrases.letter_phrases import any_of

ACKNOWLEDGEMENT = any_of(
    r"[^.!?]{0,120}\backnowledges?\b[^.!?]{0,160}"
    r"\b(?:traditional|custodians|first nations|first peoples|aboriginal|country)\b[^.!?]{0,240}[.!]?$",
    r"[^.!?]{0,80}\b(?:pay|pays|paying|extend|extends)\b[^.!?]{0,30}\brespects?\b[^.!?]{0,160}[.!]?$",
    r"[^.!?]{0,120}\b(?:continu\w+|ongoing|deep) connections? to (?:\w+,? ){0,3}"
    r"(?:land|country|lands|waters?|sea|culture)\b[^.!?]{0,120}[.!]?$",
    r"(?:it )?always was[, ]|[^.!?]{0,60}\b(?:sovereignty|land|country)(?: (?:has|was|is))? never (?:been )?ceded\W*$",
    r"(?!.*\bwithout\b)[^.!?]{0,100}"
    r"\b(?:works?|lives?|based|located|meets?|operates?|gathers?|written|prepared) on the (?:\w+,? ){0,3}"
    r"(?:lands?|country) of the\b[^.!?]{0,120}\b(?:people|peoples|nation|clans?|custodians|owners)"
    r"\b[^.!?]{0,120}[.!]?$",
    r"[^.!?]{0,120}\belders,? past\b[^.!?]{0,120}[.!]?$",
    r"(?:this|our|the present) (?:report|research|study|paper|document|submission|project|work)\b[^.!?]{0,60}"
    r"\b(?:(?:could|would) not have been (?:\w+ )?(?:possible|produced|written|made|completed)"
    r"|(?:was|is|has been) (?:commissioned|funded|supported|made possible) (?:by|with|through|thanks to))\b"
    r"[^.!?]{0,200}[.!]?$",
    r"(?:report )?commissioned by (?-i:[A-Z])[^.!?]{1,120}[.!]?$|acknowledge?ments?: (?-i:[A-Z])[^!?]{1,200}$",
    r"the authors? of this (?:report|research|study|paper|document|submission) (?:is|are) (?-i:[A-Z])"
    r"[^.!?]{1,300}[.!]?$",
    r"(?:we|i|the authors?)(?: would)?(?: also)?(?: like)?(?: to| wish to)? (?:gratefully )?"
    r"(?:thank|acknowledge) (?:all )?"
    r"(?:those|everyone|the (?:following|many|people|contributors?|assistance|support|help))"
    r"\b[^.!?]{0,160}[.!]?$",
)
