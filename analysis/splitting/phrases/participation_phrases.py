"""Participation phrases: how a response says that its author has taken part before, or takes part now, and how.

"We have been following the reform", "Submission to the Department on the draft code" in a list of earlier ones, "Below
we have set out our concerns": none of them says anything of the matter.
"""

from __future__ import annotations

from analysis.splitting.phrases.letter_phrases import COVER_NOTE, any_of

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
_PAPER = (
    r"(?:inquiry|review|consultation|paper|act|bill|code|expectations|declaration|framework|standards|guidelines"
    r"|strategy|regulations?)"
)
_MONTH = "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_SENT_IN = r"(?:submissions?|responses?|comments?|evidence|feedback|observations?|remarks|suggestions)"
_END = r"[.!:]?[\"”’)]*$"

_LISTED = (
    # "2024 Submission to the Department of Transport on the draft code", in a list of those made before.
    rf"{_NO_SENTENCE}(?=(?:19|20)\d\d\b|.*\b(?:19|20)\d\d\)?\W*$)(?:(?:19|20)\d\d\W{{1,3}})?"
    r"(?:joint |further |supplementary )?"
    r"(?:submissions?|responses?|letters?|evidence|comments?|statement) (?:to|on|in response to|regarding)"
    r" [^!?]{2,300}$"
    r"|(?:(?:our|its) )?(?:[\w-]+ ){0,2}submissions\b[^.!?:]{0,120}"
    r"\b(?:include|can be (?:found|read)(?: here| below)?)\W*$",
    # "Submission to the Digital Taskforce in response to 'A Digital Economy'", without a year.
    rf"{_NO_SENTENCE}(?:(?:joint|further|supplementary|earlier|previous) )?(?:submissions?|evidence|participation) "
    r"(?:to|in) (?:the )?(?:(?-i:e?[A-Z])|inquiry|review|consultation)[^!?.;]{2,160}"
    r"(?:\b(?:in response to|on|regarding|concerning|about|for|inquiry into|review of)\b[^!?;]{2,240}"
    rf"|\b{_PAPER}\W*)$",
    rf"{_NO_SENTENCE}submissions? (?:on|regarding) the (?:[\w’'-]+ ){{0,8}}{_PAPER}\W*$",
    # "Privacy Act Review - Issues Paper, November 2020"
    rf"{_NO_SENTENCE}(?=.*(?:\b{_PAPER}\b| [–-] ))(?-i:[A-Z])[^.!?;]{{4,200}}, {_MONTH} 20\d\d\W*$",
)
"""Entries of lists of earlier papers, and what stands above them."""

_SAID = (
    # "The Law Centre has been following the development of the law with interest."
    rf"(?:over the (?:past )?years, |since [^.!?;:,]{{1,60}}, )?"
    rf"{_OURSELVES} (?:has|have|['’]ve) (?:also )?(?:been )?(?:long )?"
    r"(?:(?:active|close|regular|consistent|frequent)ly )?"
    r"(?:follow(?:ing|ed)|participat(?:ing|ed) in|tak(?:ing|en) part in|engag(?:ing|ed) (?:with|in)|involved in"
    r"|contribut(?:ing|ed) to|an? (?:active|regular) (?:participant|contributor) (?:in|to)"
    r"|played an? (?:\w+ )?(?:role|part) in)"
    rf"\b[^.!?;]{{0,80}}\b{_PROCESS}\b[^.!?;]{{0,240}}",
    # "We actively take part in consultations on transport."
    rf"{_OURSELVES} (?:actively|regularly|frequently|routinely|often) "
    rf"(?:participates?|engages?|contributes?|takes? part)\b[^.!?;]{{0,40}}\b{_PROCESS}\b[^.!?;]{{0,240}}",
    # "In addition to our submissions, we have taken part in several roundtables."
    rf"in addition(?: to [^.!?;:,]{{1,60}})?, {_OURSELVES} (?:has |have |also |regularly ){{0,3}}"
    r"(?:attend(?:ed|s)?|participate[sd]?|taken part|contribute[sd]?|engage[sd]?)\b[^.!?;]{0,120}"
    r"\b(?:events?|round-?tables?|workshops?|hearings?|consultations?|process(?:es)?|debates?)\b[^.!?;]{0,240}",
    # "As Britain's leading digital rights organisation, the Group is primarily concerned with people's rights."
    r"as (?:an?|one of|[^.!?;:,]{1,40}\bleading) [^.!?;:,]{0,80}"
    r"\b(?:organi[sz]ation|charity|body|association|union|network|group)s?\b[^.!?;:,]{0,60}, "
    rf"{_OURSELVES} (?:is|are) (?:\w+ly )?(?:concerned with|dedicated to|committed to)\b[^.!?;]{{0,240}}",
    # "Below we have outlined our key concerns." "For the purpose of this submission we have addressed the following:"
    r"(?:below|in what follows|in the following (?:pages|sections?)"
    r"|for the purposes? of this (?:submission|response|letter)),? "
    r"(?:i|we)(?: have|['’]ve| will)? (?:outlined?|sets? out|list(?:ed)?|summari[sz]ed?|includ(?:e|ed)|provided?"
    r"|address(?:ed)?|focus(?:ed)?(?: on)?|limit(?:ed)?)\b[^.!?;]{0,200}",
    # "Our further observations are included in the following pages."
    rf"(?:our|my) (?:[\w-]+ ){{0,3}}(?:{_SENT_IN}|views?)\b"
    r"[^.!?;:]{0,120}\b(?:is|are) (?:included|set out|provided|contained|outlined|detailed|given) "
    r"(?:below|(?:in|on) the (?:following|next|attached|annex\w*|appendi\w+|table))\b[^.!?;:]{0,80}",
    rf"(?:our|my|the) (?:[\w-]+ ){{0,3}}{_SENT_IN} (?:follows?|(?:are|is) (?:as follows|below))\b[^.!?;:]{{0,40}}",
    # "Given the scope of the inquiry, we have kept our comments brief." "We address these in turn below."
    r"(?:(?:given|as|since|in view of) [^.!?;:]{1,160}, )?(?:i|we) have (?:endeavou?red|sought|tried|attempted|chosen"
    rf"|decided|limited|confined|kept|structured|organi[sz]ed|restricted|numbered|grouped|arranged)\b[^.!?;:]{{0,80}}\b{_SENT_IN}\b[^.!?;:]{{0,120}}",
    r"(?:i|we) (?:will )?(?:address|discuss|consider|outline|respond to|answer|comment on|deal with) "
    r"(?:these|this|each|the (?:above|following))\b[^.!?;:]{0,60}"
    r"\b(?:below|in turn|in (?:more|further|greater) detail)\b[^.!?;:]{0,60}",
    # "The council has discussed it with its members, and what follows is its agreed view."
    rf"[^.!?;:]{{0,240}}\bwhat follows is (?:the|our|its) (?:\w+ )?(?:views?|position|{_SENT_IN})\b[^.!?;:]{{0,80}}",
    # "We view this inquiry as timely, and our team is available for further comment."
    r"(?:[^.!?;:]{0,40}\b(?:inquiry|review|consultation) as (?:\w+ ){0,2}(?:timely|important|welcome),? and )?"
    rf"(?:our team|{_OURSELVES}) (?:is|are|am|remains?) available\b[^.!?;:]{{0,60}}"
    r"\b(?:clarifications?|comments?|[ie]nquiries|questions|queries|discuss\w*|information)\b[^.!?;:]{0,120}",
    # "The Society is pleased to make this submission."
    rf"{_OURSELVES} (?:is|are|am) (?:very )?(?:pleased|glad|happy|grateful) to "
    r"(?:make|provide|present|submit|offer|lodge) "
    rf"(?:this|the following|our|these|a) (?:\w+ ){{0,2}}{_SENT_IN}\b[^.!?;:]{{0,240}}",
    # "The Society would like to take this opportunity to offer its views."
    rf"(?:[^.!?;:]{{1,120}}, )?{_OURSELVES} (?:(?:would like|wish(?:es)?) to take|takes?) this opportunity to "
    r"(?:offer|provide|present|share|submit|make)\b[^.!?;:]{0,40}\b(?:views?|thoughts|comments|evidence|submission)\b"
    r"[^.!?;:]{0,120}",
    # "Thank you for your correspondence of 7 June. The Minister has asked me to reply."
    r"(?!.*\bwh(?:ich|o)\b)thank you for your (?:\w+ )?(?:letter|e-?mail|correspondence|message)"
    r" (?:dated|of|received)\b[^.!?;:]{0,240}",
    r"thank you for (?:your consultation|consulting)\b[^.!?;:]{0,160}",
    r"[^.!?;:]{0,100}\basked me to (?:respond|reply|write|thank)\b[^.!?;:]{0,80}",
    r"(?:i|we) appreciate your (?:interest|time|help|patience)\b[^.!?;:]{0,160}",
    # "The Society is always happy to assist in the Department's work."
    rf"{_OURSELVES} (?:is|are|am) always (?:happy|glad|pleased|willing|available|ready) to "
    r"(?:assist|help|work|discuss|provide|contribute)\b[^.!?;:]{0,160}",
)
"""Sentences in which nobody gives an opinion."""

PARTICIPATION = any_of(*_LISTED, rf"{_NO_OPINION}(?:{'|'.join(_SAID)}){_END}")

COVER = any_of(COVER_NOTE.pattern, PARTICIPATION.pattern)
"""Sentences of a cover note, and those that say who took part and how."""
