"""Form phrases: what a form explains to whoever fills it in, and the headings below which it does."""

from __future__ import annotations

import re

from analysis.splitting.phrases.letter_phrases import GREETING, any_of
from analysis.text import words

MONTHS = "jan\\w*|feb\\w*|march|apr\\w*|may|june?|july?|aug\\w*|sep\\w*|oct\\w*|nov\\w*|dec\\w*"
_THIS_FORM = r"(?:this|the|your|our|each|any|completed?)(?: (?:completed?|online|response|consultation))*"
_THIS_FORM += r" (?:form|questionnaire|survey)\b"
_YOUR_DATA = r"(?:your (?:personal |contact )?(?:data|information|details|responses?|answers?|name)"
_YOUR_DATA += r"|(?:personal )?(?:data|information|details) (?:that )?you (?:provide|give|supply|submit))"
_HANDLED = r"(?:used?|held|hold|stored?|kept|keep|retain(?:ed)?|process(?:ed)?|shared?|disclosed?|published?|deleted?"
_HANDLED += r"|destroy(?:ed)?|treat(?:ed)?|handled?|anonymised?|collect(?:ed)?|passed|pass)"
FORM_EXPLAINS = any_of(
    # How answers are to be given and sent.
    r"(?:(?:if|when|once|before|after) you\b[^.!?]{0,80}[, ])?(?:please|you (?:should|can|may|must|will need to))"
    r"(?: also| only| then)? (?:read|complete|fill in|return|send|e-?mail|post|submit|use|attach|save|print|sign|answer"
    rf"|ensure|check|note|download|hand|drop|leave|bring|keep)\b[^.!?]{{0,80}}\b{_THIS_FORM}.{{0,160}}$",
    r"(?:please )?(?:return|send|e-?mail|post|submit) (?:it|this (?:form|page|survey|sheet|questionnaire)|your"
    r" (?:form|response|answers?|comments?|views?))\b"
    r"(?=.*(?:@|\b(?:address|post|office|no later|(?:by|before) (?:\d|noon|midnight|(?:mon|tues|wednes|thurs"
    r"|fri|satur|sun)day))))"
    r"[^!?]{0,200}$",
    r"(?:please )?use (?:a )?separate (?:form|sheet|copy)s?\b[^.!?]{0,80}[.!]?$",
    r"(?:(?:completed|all) )?(?:forms|questionnaires|responses) (?:should|must|can|may) be (?:returned|sent|e-?mailed"
    r"|posted|submitted)\b.{0,160}$",
    r"(?:please )?(?:read|refer to|see) (?:the|our|this) (?:[\w-]+ ){0,3}(?:consultation|guidance|document|paper"
    r"|notes)\b[^.!?]{0,80}\b(?:before|when|while|for more)\b[^.!?]{0,80}[.!]?$",
    r"this (?:(?:online|response|consultation) )*(?:form|questionnaire|survey) (?:is (?:for|about|designed"
    r"|intended|to be)|can be|should (?:be|take|only)|may be|will take"
    r"|takes|has|contains|consists|asks|allows|closes)\b.{0,200}$",
    rf"if you (?:need|require|would like|want|have (?:any )?(?:difficulty|problems?|questions?))\b[^.!?]{{0,60}}"
    rf"\b{_THIS_FORM}.{{0,160}}$",
    r"(?:you (?:do not|don['’]t) (?:have|need) to|please|there is no need to) answer\b[^.!?]{0,60}\bquestions?\b"
    r"[^.!?]{0,80}[.!]?$",
    r"(?:(?:please )?(?:continue|write|use)(?: your (?:answer|response|comments))?|attach) (?:on )?(?:a |an )?"
    r"(?:separate|additional|extra|further)\b[^.!?]{0,20}\b(?:sheets?|pages?|paper)\b[^.!?]{0,60}[.!]?$",
    r"if you (?:need|require|run out of|want)(?: any)? (?:more|additional|further|extra)?\s?(?:space|room)\b"
    r"[^.!?]{0,160}[.!]?$",
    r"(?:(?:all|the|these|questions|fields|answers)\b[^.!?]{0,40} )?(?:is|are) (?:optional|mandatory|compulsory"
    r"|required)\W*$",
    # What becomes of them.
    r"(?:(?:anonymous|all|your|any) )?(?:responses|representations|submissions|comments)"
    r" (?:cannot|can not|will not|may not) be (?:treated|kept|regarded|accepted|considered)\b[^.!?]{0,60}[.!]?$",
    rf"[^.!?]{{0,120}}\b{_YOUR_DATA}\b[^.!?]{{0,120}}\b(?:will|may|can|shall|is|are|be)\b[^.!?]{{0,60}}\b{_HANDLED}\b"
    r"[^.!?]{0,200}[.!]?$",
    rf"[^.!?]{{0,120}}\b(?:we|council|department|authority|controller) (?:will |may |must |can )?(?:only |not |also "
    rf"|never )?{_HANDLED}s? (?:all |any |the )?{_YOUR_DATA}\b[^.!?]{{0,240}}[.!]?$",
    r"[^.!?]{1,120}\b(?:is|are|as) (?:the )?(?:joint )?(?:data )?controllers?\b[^.!?]{0,160}[.!]?$",
    r"[^.!?]{0,60}\byou (?:also )?have (?:the|a) right to (?:ask|request|access|see|object|withdraw|complain"
    r"|lodge|have)\b[^.!?]{0,240}[.!]?$",
    r"(?:(?:please )?(?:note|be aware) that )?(?:(?:your|all|any|the) )?(?:responses?|information|answers?"
    r"|submissions?)\b[^.!?]{0,120}\b(?:subject to|disclos\w+|releas\w+|published)\b[^.!?]{0,120}\b(?:freedom of"
    r" information|access to information|environmental information|data protection act)\b[^.!?]{0,160}[.!]?$",
    r"(?:for|if you (?:need|require|would like|want)) (?:any )?(?:help|assistance|advice|support|(?:it|this form) in\b)"
    r"[^.!?:;,]{0,60}[,:]? ?(?:please )?(?:call|ring|phone|contact|e-?mail|write to|text|visit)\b.{1,120}$",
    # The same in German, French and Welsh.
    r"(?:bitte )?(?:senden|schicken|retournieren|reichen|füllen|beantworten|lesen|geben|kreuzen) sie\b"
    r"(?! (?:keine|nicht))[^.!?]{0,120}\b(?:formular|fragebogen|stellungnahme|antworten?|fragen|unterlagen|zurück|ein"
    r"|an|aus|ab)\b.{0,120}$",
    r"(?:die |ihre |alle )?(?:antworten|angaben|stellungnahmen|eingaben|daten|personendaten)\b[^.!?]{0,60}"
    r"\b(?:werden|wird)\b[^.!?]{0,80}\b(?:veröffentlicht|vertraulich|behandelt|ausgewertet|verwendet|gespeichert"
    r"|gelöscht|publiziert|anonymisiert)\W*$",
    r"(?:veuillez|merci de|prière de) (?:bien vouloir )?(?:renvoyer|retourner|envoyer|remplir|compléter|répondre|cocher"
    r"|lire)\b[^!?]{0,200}$",
    r"(?:vos |les )?(?:réponses|données|contributions)\b[^.!?]{0,40}\b(?:seront|peuvent être|sont)\b[^.!?]{0,80}"
    r"\b(?:publiée?s|traitée?s|anonym\w+|confidentiel\w*|conservée?s|utilisée?s)\b[^.!?]{0,60}[.!]?$",
    r"(?:anfonwch|dychwelwch|llenwch|cwblhewch|atebwch|darllenwch)\b[^!?]{0,80}"
    r"\b(?:ffurflen|holiadur|ymateb\w*|cwestiynau?|erbyn)\b[^!?]{0,120}$",
    r"(?:caiff|bydd) (?:eich |yr )?(?:ymateb\w*|atebion|manylion)\b[^.!?]{0,60}\b(?:cyhoeddi|cadw)\b[^.!?]{0,60}[.!]?$",
    r"(?:vielen|herzlichen|besten) dank,? (?:für (?:ihre?n?|das|die)|dass sie)\b[^.!?;:]{0,60}\b(?:teilnahme|mitwirkung"
    r"|mitarbeit|beteiligung|antworten?|rückmeldung|ausfüllen|zeit|interesse|teilgenommen)\b[^.!?;:]{0,60}[.!]?$",
    r"(?!.*\bmais\b)merci(?: beaucoup)? (?:de|pour|d['’]avoir) (?:votre|vos|participé|répondu|rempli|pris)\b"
    r"[^.!?;:]{0,60}[.!]?$",
    r"(?!.*\bond\b)diolch(?: yn fawr)?(?: i chi)? am (?:gymryd rhan|lenwi|gwblhau|ateb|eich)\b[^.!?;:]{0,60}[.!]?$",
    r"[^.!?]{0,80}\b(?:how we|about how|how the \w+) (?:will )?(?:use|handle|process|protect|look after)s? (?:your"
    r"|personal) (?:personal )?(?:data|information)\b[^.!?]{0,120}[.!]?$",
)
"""What a form explains to whoever fills it in."""

_DUE = rf"by (?:\w+ ){{0,4}}\d{{1,2}} (?:{MONTHS})(?: \d{{4}})?\W*$"
_FILLED = (
    r"(?:forms?|questionnaires?|questions?|answers?|sheets?|ink|capitals?|boxes"
    r"|box(?=\W*$| (?:for|below|beside|if|that))|formular|fragebogen|antworten?|formulaire|réponses?)"
    r"(?! (?:of|in|that|which)\b)\b"
)
_FILL = (
    r"(?:use|complete|fill in|return|write|print|tick|mark|answer|send|post|hand|e-?mail|sign|continue|attach|refer to"
    r"|read|give|tell|respond|reply|submit|skip|leave)"
)
_ASKED = r"(?:please|kindly|you (?:can|may|should|must|need to|do not (?:have|need) to))(?: (?:also|only))?"
ABOVE_FORM = any_of(
    # What whoever fills it in is to do, and what is wanted of them: "Please use black ink", "we want your views".
    rf"(?:and |then |if \w+,? |only )?(?:{_ASKED} )?{_FILL} (?:[\w-]+ ){{0,3}}?{_FILLED}[^.!?]{{0,120}}[.:!]?$",
    rf"{_ASKED} {_FILL} (?:[\w-]+ ){{0,3}}?(?:your (?:views?|comments?|reply|responses?)|what you think|online)\b"
    r"(?:[^.!?]|\.(?=\w)){0,120}[.:!]?$",
    r"(?:please|we|the (?:council|department|trust|board|authority|committee)|this (?:consultation|survey|review))\b"
    r"[^.!?]{0,80}\b(?:want|wants|like|seeks?|asks? for|invites?|need|hear|have|know|tell us|give us|send us)"
    r" (?:to (?:hear|have|know) )?(?:your (?:views?|answers?|comments?|opinions?|feedback|responses?|thoughts)"
    r"|what you think)\b[^.!?]{0,60}[.:!]?$",
    rf"(?:bitte|veuillez|merci de)\b[^.!?]{{0,80}}\b{_FILLED}[^.!?]{{0,80}}[.:!]?$",
    r"your (?:views|answers?|responses?|comments) (?:will|may) (?:help|inform|be (?:used|read|considered|published|kept"
    r"|treated|shared|held))\b[^.!?]{0,120}[.:!]?$",
    # How and when it is to come back.
    r"(?:an? |the )?(?:freepost|(?:reply[ -]|pre-?paid |stamped )?envelopes?)\b[^.!?]{0,40}\b(?:enclosed|attached"
    r"|provided|needs? no stamp)\W*$",
    rf"[^.!?]{{0,60}}\b(?:it|them|forms?|questionnaires?|reply|replies|responses?|answers|comments|views|us)\b[^.!?]{{0,40}}"
    rf"\b{_DUE}",
    r"(?:large[ -]print|braille|easy[ -]read)\b[^.!?]{0,60}\b(?:copies|versions?|formats?|is|are) (?:\w+ )?available\b"
    r"[^.!?]{0,80}[.:!]?$",
    r"(?:only )?one (?:form|questionnaire) (?:per|for each|should)\b[^.!?]{0,60}[.:!]?$",
    r"it (?:should|will)(?: only)? take(?: you)?(?: about| around| no more than| less than| up to)? [\w-]+(?: (?:to|or)"
    r" [\w-]+)? minutes(?: to (?:complete|fill in|answer|finish)\b[^.!?]{0,40})?\W*$",
    rf"(?:the|this|our) (?:consultation|review|survey) (?:closes|ends|runs|opens|is open)\b[^.!?]{{0,80}}\b\d{{1,2}}"
    rf"(?:st|nd|rd|th)? (?:{MONTHS})(?: \d{{4}})?\W*$",
)
"""What stands above the first question of a form: how its questions are answered, and the day by which they are due."""

OWN_VOICE = re.compile(
    r"\b(?:i|i['’]m|my|me|because|wrong|oppos\w+|object\w*|support|(?:dis)?agree|unfair|concern\w*|believe|think that"
    r"|ignor\w+|sham|fail\w*|too|never|nobody|no one|not enough)\b",
    re.IGNORECASE,
)
"""What a form does not say of itself."""

_DIRECTS = re.compile(
    r"(?:turn|go|move|skip|continue|check|make sure|ensure|remember|return|sign|complete|answer|fill|tick|use|read|see"
    r"|send|beantworten|füllen|blättern|weiter|passez|répondez|remplissez)\b"
    r".*\b(?:questions?|forms?|surveys?|questionnaires?|overleaf|over the page"
    r"|(?:next|last|following) (?:page|part|section)|fragen?|fragebogen|formular|formulaire)\b",
    re.IGNORECASE,
)
_DIRECTING = frozenset(
    re.findall(
        r"\w+",
        """
    a all and any answer answered answering are at back before below blank box boxes by check complete completed
    completing continue do each end every fill filled finish finished following for form forms from go have if in it
    last leave make move name next no not now number of on once one only or other out over overleaf page pages part
    please kindly question questionnaire questions read reading remaining remember return rest section sections see
    send sign skip sure survey surveys that the then this tick ticked to turn use when with yes you your yourself
    alle ausfüllen beantworten bitte blättern der die diesen dieses fragebogen formular frage fragen füllen nächsten
    seite sie weiter zu zur aus à au formulaire le la les page passez question questions remplissez répondez suivante
    toutes veuillez
    """,
    )
)
"""Words with which a form says how to go on; a sentence with any other may say something."""


def directs_reader(paragraph: str) -> bool:
    """Return whether a sentence among a form's questions and answers only says how to go on with the form.

    >>> directs_reader("Turn over for the last question."), directs_reader("Please withdraw this question.")
    (True, False)
    """
    return _DIRECTS.search(paragraph) is not None and _is_made_of(paragraph, _DIRECTING)


def _is_made_of(paragraph: str, known: frozenset[str]) -> bool:
    return all(word in known or word.isdigit() for word in words(paragraph))


_ANSWERS = re.compile(
    r"\b(?:answers?|responses?|repl(?:y|ies)|comments?|answered|replied|see|antworten?|siehe|réponses?|h?atebion)\b",
    re.IGNORECASE,
)
_NAMES_ANSWERS = re.compile(r"\b(?:answer(?:s|ing)?|antworten|réponses|h?atebion)\b", re.IGNORECASE)
_WHERE = re.compile(
    r"\b(?:below|beneath|under(?:neath)?|in-?line|in line|between|beside|red|blue|green|bold|italics|capitals|unten"
    r"|darunter|dessous|isod|texte?)\b",
    re.IGNORECASE,
)
_ANNOUNCING = frozenset(
    re.findall(
        r"\w+",
        """
    all and answer answered answering answers are as been below beneath beside between blue bold capitals colour
    comment comments consultation e each eight email find five following follows for four from given green have hello
    here hi i i've in inline is italic italics kindly line lines mail marked my nine of ok on our please point put
    question questions red replied replies reply response responses see set seven shown six sure text thanks the their
    these they to typed under underneath us we we've with within written your
    antworten bitte den der fragen gerne ihren im in meine rot siehe sind text unsere unten unter zwischen ci dans
    dessous le les mes nos réponses rouge sous texte voici vos atebion coch dyma fy isod mewn
    """,
    )
)
"""Words with which somebody says where the answers stand; a sentence with any other may say something."""


def announces_answers(paragraph: str) -> bool:
    """Return whether a line above several answers only says where they stand, or that they follow.

    >>> [announces_answers(text) for text in ("Answers below in line.", "Our answers:", "Keep each library open.")]
    [True, True, False]
    """
    paragraph = _ungreeted(paragraph)
    is_lead = paragraph.rstrip("*_ ").endswith(":") and _NAMES_ANSWERS.search(paragraph) is not None
    has_place = _WHERE.search(paragraph) is not None or is_lead
    return has_place and _ANSWERS.search(paragraph) is not None and _is_made_of(paragraph, _ANNOUNCING)


def announces_answers_to_all(paragraph: str) -> bool:
    """Return whether a line says nothing but that answers follow, and names no question.

    >>> [announces_answers_to_all(text) for text in ("Our answers to your questions:", "Answers to questions 2 and 3:")]
    [True, False]
    """
    paragraph = _ungreeted(paragraph)
    is_of_all = not any(character.isdigit() for character in paragraph)
    return _NAMES_ANSWERS.search(paragraph) is not None and is_of_all and _is_made_of(paragraph, _ANNOUNCING)


def _ungreeted(paragraph: str) -> str:
    """Return a paragraph without the greeting that stands before its first comma: "Dear team, answers below"."""
    greeting, comma, said = paragraph.partition(",")
    return said.strip() if comma and GREETING.match(f"{greeting},") else paragraph


FORM_SECTION = any_of(
    r"(?:about (?:this|the) (?:response )?(?:form|questionnaire|survey)|before you (?:begin|start|respond"
    r"|complete\b.{0,30})"
    r"|(?:instructions?|guidance|notes?) (?:for|on|to help you)? ?(?:completing|filling in|complete|using)\b.{0,40}"
    r"|(?:how to|completing|returning|submitting|filling in) (?:(?:complete|return|submit|fill in|use) )?"
    rf"{_THIS_FORM}|how to (?:respond|reply|submit your (?:response|views))"
    r"|(?:privacy|data protection|fair processing|confidentiality) (?:notice|statement|information|policy)"
    r"|how (?:we (?:will )?|the \w+ will )(?:use|handle|process) your (?:personal )?(?:data|information|details)"
    r"|(?:for )?(?:office|official|internal|council|staff) use(?: only)?"
    r"|what (?:happens|will happen|we will do) (?:to|with) your .{1,30}"
    r")\W*$"
)
"""Headings below which a form explains itself, or what its office fills in."""

FORM_ENDS = any_of(r"(?:what (?:happens|will happen) (?:next|now|afterwards)|next steps|thank you)\W*$")
"""Headings below which a form may say what becomes of the answers, and a respondent what is to be done."""

BECOMES_OF_ANSWERS = any_of(
    r"(?:(?:we|the \w+) will (?:read|consider|analyse|publish|report on|look at|collate)|(?:the|a|all|your) (?:summary"
    r"|results|responses?|answers?|comments|report|findings) (?:of [\w ]{1,40} )?(?:will|may) (?:go|be (?:read"
    r"|published|considered|analysed|collated|reported|sent|put|shared|presented)))\b[^.!?]{0,120}[.]?$"
)
"""What a form says below those."""

DETAIL_ROW = re.compile(
    r"(?:(?:your |full |first |last |sur)?names?|organi[sz]ation(?: name)?|(?:job )?title|position|role"
    r"|(?:e-?mail |postal )?address|e-?mail|telephone|phone|mobile|post ?code|date)"
    r"(?: of (?:the )?(?:organi[sz]ation|respondent))?(?:\s*\([^()]*\))?\W*$",
    re.IGNORECASE,
)
"""What a form's row about the respondent begins with."""

WORDS_ASKED = re.compile(
    r"(?:(?:your|any|other|further|general|main|additional) )*(?:comments?|views?|responses?|feedback|objections?"
    r"|representations?|suggestions?|message|remarks|stellungnahme|bemerkungen|commentaires?|sylwadau)"
    r"(?: \([^()]*\))?\W*",
    re.IGNORECASE,
)
"""What the row below those is called in which somebody writes what they think."""
