"""Form phrases: what a form explains to whoever fills it in, and the headings below which it does."""

from __future__ import annotations

import re

from analysis.splitting.phrases.letter_phrases import any_of

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
    r"merci(?: beaucoup)? (?:de|pour|d['’]avoir) (?:votre|vos|participé|répondu|rempli|pris)\b[^.!?;:]{0,60}[.!]?$",
    r"diolch(?: yn fawr)?(?: i chi)? am (?:gymryd rhan|lenwi|gwblhau|ateb|eich)\b[^.!?;:]{0,60}[.!]?$",
    r"[^.!?]{0,80}\b(?:how we|about how|how the \w+) (?:will )?(?:use|handle|process|protect|look after)s? (?:your"
    r"|personal) (?:personal )?(?:data|information)\b[^.!?]{0,120}[.!]?$",
)
"""What a form explains to whoever fills it in."""

_DUE = rf"by (?:\w+ ){{0,4}}\d{{1,2}} (?:{MONTHS})"
ABOVE_FORM = re.compile(
    # To its reader, of what a form has; of the form and how and when it is to come back, to anybody.
    r"(?=.*(?:\b(?:forms?|surveys?|questionnaires?|questions?|answers?|answering|respon\w+|reply|box(?:es)?|pages?|sheets?"
    r"|ink|capitals?|cop(?:y|ies)|online|comments?|views?|details|guidance|notes|sections?|what you think|minutes"
    r"|formular|fragebogen|antworten?|formulaire|réponses?)\b|www\.|@))"
    r"(?:(?=.*\b(?:please|kindly|you|your|yours|bitte|veuillez|sie|ihren?|vous|votre|vos)\b)"
    r"|(?:and |then |if \w+,? )?(?:use|complete|fill in|return|write|print|tick|mark|answer|read|send|post|hand|e-?mail"
    r"|sign|continue|attach|refer)\b)[^!?]{1,300}[.:!]?$"
    r"|(?=.*\b(?:(?:this|one|completed?|response|reply) (?:form|questionnaire)s?|this survey|envelopes?|freepost"
    rf"|closing date|braille|large print|easy read|(?:back|reach|return\w*|reply|replies|respon\w+)\b.*\b{_DUE})\b)"
    r"[^!?]{1,200}[.:!]?$"
    r"|(?:it (?:should|will) take|(?:the|this|our) (?:consultation|review|survey) (?:closes|ends|runs|opens|is open"
    r"|seeks|asks))\b[^!?]{1,200}$",
    re.IGNORECASE,
)
"""What stands above the first question of a form: of forms, of answers or of the day by which they are due."""

OWN_VOICE = re.compile(
    r"\b(?:i|i['’]m|my|me|because|wrong|oppos\w+|object\w*|support|(?:dis)?agree|unfair|concern\w*|believe|think that"
    r"|ignor\w+|sham|fail\w*|too|never|nobody|no one|not enough)\b",
    re.IGNORECASE,
)
"""What a form does not say of itself."""

_DIRECTS = re.compile(
    r"(?:(?:please|kindly|now|then|bitte|veuillez)\W+)*(?:(?:if|once|when|before) you\b[^.!?]{0,80}?,? (?:please )?)?"
    r"(?:turn|go|move|skip|continue|check|make sure|ensure|remember|return|sign|complete|answer|fill|tick|use|read|see"
    r"|send|beantworten|füllen|blättern|weiter|passez|répondez|remplissez)\b"
    r"(?=.*\b(?:questions?|forms?|surveys?|questionnaires?|overleaf|over the page|(?:next|last|following) (?:page|part)"
    r"|sections?|fragen?|fragebogen|formular|formulaire)\b)[^.!?]{1,160}[.!:]?",
    re.IGNORECASE,
)


def directs_reader(paragraph: str) -> bool:
    """Return whether a sentence among a form's questions and answers only says how to go on with the form.

    >>> directs_reader("Turn over for the last question."), directs_reader("Please withdraw this question.")
    (True, False)
    """
    return _DIRECTS.fullmatch(paragraph) is not None and OWN_VOICE.search(paragraph) is None


_ANSWERS = re.compile(
    r"\b(?:answers?|responses?|repl(?:y|ies)|comments?|answered|replied|antworten?|réponses?|h?atebion)\b",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"\b(?:below|beneath|under(?:neath)?|in-?line|in line|between|beside|following|red|blue|green|bold|italics|capitals"
    r"|each|your (?:questions?|e-?mail)|unten|darunter|dessous|isod)\b",
    re.IGNORECASE,
)
LONGEST_ANNOUNCEMENT = 14
"""Words with which somebody says where the answers stand."""

BRIEFEST = 5
"""Words that need not even name them: "See below."."""


def announces_answers(paragraph: str) -> bool:
    """Return whether a line above the first of several answered questions only says where the answers stand."""
    is_brief = len(paragraph.split()) <= LONGEST_ANNOUNCEMENT and paragraph.count(".") <= 1
    speaks_of_answers = _ANSWERS.search(paragraph) or len(paragraph.split()) <= BRIEFEST
    return is_brief and bool(speaks_of_answers and _WHERE.search(paragraph))


FORM_SECTION = any_of(
    r"(?:about (?:this|the) (?:response )?(?:form|questionnaire|survey)|before you (?:begin|start|respond"
    r"|complete\b.{0,30})"
    r"|(?:instructions?|guidance|notes?) (?:for|on|to help you)? ?(?:completing|filling in|complete|using)\b.{0,40}"
    r"|(?:how to|completing|returning|submitting|filling in) (?:(?:complete|return|submit|fill in|use) )?"
    rf"{_THIS_FORM}|how to (?:respond|reply|submit your (?:response|views))"
    r"|(?:privacy|data protection|fair processing|confidentiality) (?:notice|statement|information|policy)"
    r"|how (?:we (?:will )?|the \w+ will )(?:use|handle|process) your (?:personal )?(?:data|information|details)"
    r"|(?:for )?(?:office|official|internal|council|staff) use(?: only)?"
    r"|what (?:happens|will happen|we will do) (?:next|now|afterwards|(?:to|with) your .{1,30})|next steps|thank you"
    r")\W*$"
)
"""Headings below which a form explains itself, or what its office fills in."""

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
