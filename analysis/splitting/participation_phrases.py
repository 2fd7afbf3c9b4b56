"""Participation phrases: how a response says that its author has taken part before, or takes part now, and how.

"We have been following the reform", "Submission to the Department on the draft code" in a list of earlier ones, "Below
we have set out our concerns": none of them says anything of the matter.
"""

from __future__ import annotations

from analysis.splitting.letter_phrases import COVER_NOTE, any_of

_NO_SENTENCE = r"(?!.*\b(?:is|are|was|were|should|must|would|will|has|have|we|i)\b)"
_NO_OPINION = (
    r"(?!.*\b(?:because|but|fail\w*|harm\w*|should|must|need\w*|oppos\w+|object\w*|interested by|encouraged by"
    r"|concerned (?:about|by|at|that))\b)"
)
_OURSELVES = r"(?:i|we|(?:the )?(?-i:[A-Z])[^.!?;:]{1,80}?)"
_PROCESS = (
    r"(?:consultations?|inquir(?:y|ies)|hearings?|reforms?|debates?|discussions?|process(?:es)?|reviews?|proceedings?"
    r"|development of|(?:work|deliberations) of)"
)
_END = r"[.!:]?[\"”’)]*$"

PARTICIPATION = any_of(
    # "2024 Submission to the Department of Transport on the draft code", in a list of those made before.
    rf"{_NO_SENTENCE}(?=(?:19|20)\d\d\b|.*\b(?:19|20)\d\d\)?\W*$)(?:(?:19|20)\d\d\W{{1,3}})?"
    r"(?:joint |further |supplementary )?"
    r"(?:submissions?|responses?|letters?|evidence|comments?|statement) (?:to|on|in response to|regarding)"
    r" [^!?]{2,300}$"
    r"|(?:our|its) (?:[\w-]+ ){0,2}submissions\b[^.!?]{0,80}\binclude\W*$",
    # "Submission to the Digital Taskforce in response to 'A Digital Economy'", without a year.
    rf"{_NO_SENTENCE}(?:(?:joint|further|supplementary|earlier|previous) )?(?:submissions?|evidence|participation) "
    r"(?:to|in) (?:the )?(?:(?-i:[A-Z])|inquiry|review|consultation)[^!?.;]{2,160}"
    r"(?:\b(?:in response to|on|regarding|concerning|about|for|inquiry into|review of)\b[^!?;]{2,240}"
    r"|\b(?:inquiry|review|consultation|paper|act|bill|code)\W*)$",
    # "The Law Centre has been following the development of the law with interest."
    rf"{_NO_OPINION}{_OURSELVES} (?:has|have|['’]ve) (?:also )?(?:been )?(?:long )?(?:actively |closely |regularly )?"
    r"(?:follow(?:ing|ed)|participat(?:ing|ed) in|tak(?:ing|en) part in|engag(?:ing|ed) (?:with|in)|involved in"
    r"|contribut(?:ing|ed) to|an? (?:active|regular) (?:participant|contributor) (?:in|to))"
    rf"\b[^.!?;]{{0,80}}\b{_PROCESS}\b[^.!?;]{{0,240}}{_END}",
    # "As Britain's leading digital rights organisation, the Group is primarily concerned with people's rights."
    rf"{_NO_OPINION}as (?:an?|one of|[^.!?;:,]{{1,40}}\bleading) [^.!?;:,]{{0,80}}"
    r"\b(?:organi[sz]ation|charity|body|association|union|network|group)s?\b[^.!?;:,]{0,60}, "
    rf"{_OURSELVES} (?:is|are) (?:\w+ly )?(?:concerned with|dedicated to|committed to)\b[^.!?;]{{0,240}}{_END}",
    # "Below we have outlined our key concerns." "For the purpose of this submission we have addressed the following:"
    rf"{_NO_OPINION}(?:below|in what follows|in the following (?:pages|sections?)"
    r"|for the purposes? of this (?:submission|response|letter)),? "
    r"(?:i|we)(?: have|['’]ve| will)? (?:outlined?|sets? out|list(?:ed)?|summari[sz]ed?|includ(?:e|ed)|provided?"
    rf"|address(?:ed)?|focus(?:ed)?(?: on)?|limit(?:ed)?)\b[^.!?;]{{0,200}}{_END}",
    # "Our further observations are included in the following pages."
    rf"{_NO_OPINION}(?:our|my) (?:[\w-]+ ){{0,3}}(?:observations?|comments?|feedback|responses?|views?|submissions?)\b"
    r"[^.!?;:]{0,120}\b(?:is|are) (?:included|set out|provided|contained|outlined|detailed|given) "
    rf"(?:below|(?:in|on) the (?:following|next|attached|annex\w*|appendi\w+|table))\b[^.!?;:]{{0,80}}{_END}",
    # "The Society is always happy to assist in the Department's work."
    rf"{_NO_OPINION}{_OURSELVES} (?:is|are|am) always (?:happy|glad|pleased|willing|available|ready) to "
    rf"(?:assist|help|work|discuss|provide|contribute)\b[^.!?;:]{{0,160}}{_END}",
)

COVER = any_of(COVER_NOTE.pattern, PARTICIPATION.pattern)
"""Sentences of a cover note, and those that say who took part and how."""
