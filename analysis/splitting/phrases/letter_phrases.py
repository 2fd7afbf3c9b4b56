"""Letter phrases: how letters greet, thank, introduce themselves, refer to what is attached, and end."""

from __future__ import annotations

import re


def any_of(*patterns: str) -> re.Pattern[str]:
    """Return a pattern that matches any of several, in capitals or not."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_NAME = (
    r"(?:(?-i:[A-Z])[\w.'’&-]*|all|and|board|chair|clerk|colleagues?|commissioners?|committee|concerned"
    r"|consultation|council(?:lors?)?|department|editor|everyone|for|friends?|hearings?|it|madam|may"
    r"|concern|mayor|members?|minister|neighbours?|of|officers?|or|panel|planning|policy|review"
    r"|secretary|sirs?|state|team|the|there|to|whom)"
)
"""A word of those that are greeted: a name, a title, or what stands between them."""

GREETING = any_of(
    rf"(?:dear(?! (?:for|it|there|to (?!whom))\b)|hello|hi|hiya|greetings|good (?:morning|afternoon|evening))"
    rf"(?:[ ,/]+{_NAME}){{0,7}}[ ,:;!.]*$",
    r"dear(?! (?:for|at|in|by|as|to|it|and|or|but|enough)\b)(?: [\w.'’&-]{2,24}){1,3},$",
    r"to whom it may concern\W*$|to (?:all |the )?(?-i:[A-Z])[\w&'’ -]{2,80},$",
    r"sehr geehrte[rs]? [\w. -]{2,60}[,!]?$|(?:madame|monsieur|mesdames|messieurs)(?:,? \w+){0,3},$"
    r"|ch(?:er|ère)s? (?-i:[A-Z])[\w. -]{1,60},$|annwyl (?-i:[A-Z])[\w /]{0,40},?$"
    r"|a (?:chara|chairde|charaid),$"
    r"|(?:liebe[rs]? [\w. -]{2,60}|guten (?:tag|morgen|abend)(?: [\w. -]{2,60})?),$"
    r"|(?:(?:hallo|grüezi|bonjour|bonsoir)(?: (?-i:[A-Z])[\w. -]{1,60})?|(?:bore|prynhawn|noswaith) d?da)"
    r"[,!.]?$",
    r"(?:clerk|chair(?:man|woman)?|councill?ors?|colleagues|minister|commissioners?),$",
    r"(?:sirs?|madam|your (?:excellenc(?:y|ies)|honou?r|worship|grace))(?: (?:or|/) (?:sirs?|madam))?[,:]$",
)
_BETWEEN = r"(?:[\s,:|/–]|-(?=\s))"
_SIGNATURE_WORD = (
    r"(?:(?-i:[A-Z(&])[\w.'’&()]*(?:-[\w.'’&()]+)*|\d[\w.]*(?:-\w+)*|of|the|and|for|on|behalf|from|at|de|van|von)"
)
_SIGNED = rf"(?:{_BETWEEN}+{_SIGNATURE_WORD}(?![\w(&'’]))"
"""A word of a signature: of a name, a post, an organisation or an address; it can be read in one way only."""

_REGARDS = any_of(
    r"yours,? etc\b\.?",
    r"yours?,?(?: \w+)? (?:sincerely|faithfully|truly|respectfully)\b|yours in (?:\w+ ){0,2}\w+(?=[,.]?\s*(?:$|\n))",
    r"(?:with )?(?:(?:my|our|very|many|kind(?:est)?|best|warm(?:est)?) )*(?:regards|wishes)"
    r"(?: to (?:you )?all)?(?=\W|$)",
    r"(?:very )?(?:respectfully|sincerely|faithfully)(?: (?:submitted|yours))?(?=[,.]?\s*(?:$|\n|(?-i:[A-Z])))",
    r"(?:very )?(?:truly|cordially) yours(?=[,.]?\s*(?:$|\n|(?-i:[A-Z])))",
    r"/s/",
    r"(?:(?:this )?(?:response|submission|letter|paper) (?:was |is )?)?"
    r"(?:submitted|prepared|completed|signed|endorsed|supported) (?:by|on behalf of)"
    r"\b(?: the following(?: \w+)?)?",
    r"(?:mit )?(?:freundliche|beste|herzliche|viele|liebe|schöne)n? gr(?:ü|ue)(?:ß|ss)en?|hochachtungsvoll|mfg\b",
    r"(?:(?:je vous prie d['’]|nous vous prions d['’])?(?:veuillez )?(?:agréer|recevoir|croire))"
    r"\b[^.!?;:]{0,120}\b(?:salutations|sentiments|considération)(?: (?:les )?(?:plus )?\w+){0,2}[.,]?",
    r"(?:bien )?cordialement|bien à vous|(?:(?:meilleures|sincères|cordiales) )?salutations(?: distinguées)?(?=\W*$)",
    r"(?:yr eiddoch )?yn (?:gywir|ffyddlon)|cofion(?: cynnes| gorau)?|dymuniadau gorau|gyda diolch",
    r"is mise,? le (?:mór)?mheas|(?:is mise,? )?le (?:meas(?: mór)?|gach dea-ghuí|dùrachd)(?=\W*$)",
).pattern
SIGNS_OFF = any_of(_REGARDS, r"(?:yours|cheers|best|signed|(?:(?:many|kind|with) )?thanks|thank you)\b")
"""How a sign-off begins, and many a sentence."""

CLOSING = any_of(
    rf"(?:{_REGARDS}){_SIGNED}{{0,40}}[\s,:.]*$",
    # A comma or a line's end stands between these and a name: "Thanks to all" and "Best practice" say something.
    r"(?:yours|cheers|best|signed|(?:(?:many|kind|with) )?thanks(?: (?:in advance|again))?|thank you)"
    rf"(?=[,:]\s|\s*\n){_SIGNED}{{1,16}}[\s,:.]*$",
    r"(?:yours|(?:(?:many|kind|with) )?thanks(?: (?:in advance|again|for (?:reading|your time|listening)))?)\W*$",
    r"thank you(?: (?:in advance|again|for (?:reading|your time|listening|taking the time[\w ]*)))?\W*$",
    r"(?:cheers|best|signed)\W*$|signed,? (?:for and )?(?:on behalf of|by)\b[^.!?,;]{0,60}$",
    # What goes on to a full stop says something.
    r"(?:for and )?on behalf of (?:the|our|my)(?: [\w'’-]+){1,2}(?: of(?: the)?(?: [\w'’-]+){1,3})?,?$",
    r"(?:(?:vielen|besten|herzlichen) dank|danke(?: schön)?|merci(?: beaucoup)?|diolch(?: yn fawr)?)"
    r"(?: (?:im voraus|d['’]avance|ymlaen llaw|iawn))?\W*$",
)
_SUBJECT = r"(?:i|we|(?:the )?(?-i:[A-Z])[^.!?;:]{1,80}?)"
"""Who speaks: "we", or an organisation by its name."""

_NAMED = (
    r"(?:the )?(?-i:[A-Z])[\w&'’-]*"
    r"(?: (?:(?-i:[A-Z])[\w&'’-]*|of|the|and|for|council|committee|board|society)){0,9}"
)
"""An organisation by its name, and nothing said of it."""

_SENT_IN = r"(?:submissions?|responses?|comments?|answers?|letters?|replies|reply|papers?|views?|feedback|evidence)"
_ASKED = r"(?:questions?|queries|query|information|clarification|details?|discuss\w*)"
_END = r"[.!]?[\"”’)]*$"
COURTESY = any_of(
    # "Many thanks in advance for your help."
    rf"(?:many )?thanks in advance for your\b[^.!?;:]{{0,120}}{_END}",
    # "We would like to thank the council for considering our views."
    rf"(?!.*\b(?:concerns?|harm\w*|detriment\w*)\b)(?:(?:once )?again,? )?(?:(?:and )?{_SUBJECT} )?"
    r"(?:(?:would like|wish(?:es)?) to )?thank"
    r" (?:(?:you|the [\w ]{1,40})(?: (?:again|once again|very much|kindly|both|all))? for|for you)"
    r"\b[^.!?;:]{0,60}"
    r"\b(?:opportunity|chance|inviting|invitation|taking part|participat\w+|completing|considering|time"
    rf"|attention|considerations?|help|interest|listening|reading|hearing|review\w*)\b[^.!?;:]{{0,300}}"
    r"[.!:]?[\"”’)]*$",
    # "Thank you once again for the opportunity to comment."
    r"(?!.*\b(?:concerns?|harm\w*|detriment\w*)\b)(?:and )?thank you"
    r"(?: again| once again| very much| so much)* for (?:the|this) (?:opportunity|chance) to"
    rf"\b[^.!?;]{{0,300}}{_END}",
    # "The union appreciates the ministry's willingness to listen."
    r"[^.!?;:]{0,80}\bappreciates? [^.!?;:]{0,60}\b(?:willingness|efforts?) to (?:work|listen|consult|engage)"
    rf"\b[^.!?;:]{{0,240}}{_END}",
    # "We stand ready to work with you."
    rf"{_SUBJECT} (?:(?:are|is|am|remains?|stands?) )?(?:eager|ready|prepared|keen) to"
    rf" (?:work|continue|assist|help|collaborate|partner|engage|discuss)\b[^.!?;:]{{0,160}}{_END}",
    # "If unclear, please do not hesitate to contact me."
    r"(?:[^.!?;:]{0,60}, )?please (?:feel free to |do not hesitate to |don['’]t hesitate to )?contact"
    r"\b[^!?;]{0,200}(?:@|\d{3}[-. ]\d{4}\b|\b(?:me|us)\b)[^!?;]{0,120}$",
    # "We appreciate your consideration of our comments."
    rf"[^.!?;:]{{0,80}}\b(?:appreciates?|thanks?) [^.!?;:]{{0,40}}\bconsideration of (?:this|our|my) {_SENT_IN}\W*$",
    # "The Society welcomes the opportunity to respond."
    r"(?:[^.!?;:]{0,80}|the [^.!?;:]{0,160})"
    r"\b(?:welcomes?|appreciates?|values?"
    r"|(?:am|are|is) (?:\w+ )?(?:grateful|pleased|thankful)(?: for| to have)?) (?:the|this|an|having the)"
    r" (?:opportunity|chance|invitation)"
    r" (?:to"
    r" (?:respond|reply|comment|contribute|take part|participate|submit|make|provide|give|offer"
    r"|present|share|engage|discuss|work|speak|meet|lodge|file|testify|weigh in|express|input"
    rf"|be (?:heard|consulted)|have (?:our|my|a) say)|for (?:comment|input|consultation))\b[^.!?;]{{0,400}}{_END}",
    # "We look forward to hearing from you."
    r"(?:(?:we|i)(?: very much)? )?look(?:ing)? forward to"
    r" (?:hearing from|your (?:reply|response)|meeting|discussing|(?:reading|seeing) the (?:results|outcome)"
    r"|working (?:with|together|in)|continuing|collaborating|partnering|further|future|the opportunity)"
    rf"\b[^.!?;:]{{0,160}}{_END}",
    # "Please get in touch if you need further details."
    r"(?:(?:please|do) (?:do not hesitate to |feel free to )?"
    r"(?:contact|get in touch|e-?mail|call|write|let (?:me|us) know)"
    r"|(?:call|ring|phone|e-?mail|contact) (?:me|us) (?:on|at))\b[^.!?;:]{0,100}"
    rf"\b(?:further|more|talk|speak|about (?:this|our|my) {_SENT_IN}|{_ASKED})\b[^.!?;:]{{0,60}}{_END}",
    # "Thank you for completing this survey."
    r"thank you(?: all| again| very much)* for"
    r" (?:(?:all )?your|completing|taking part|filling in|responding|answering|sharing)"
    r"(?: (?:the|this|our|valuable|helpful|time|in|and|to|your|views?|ideas|thoughts|comments?|feedback"
    r"|responses?|answers?|interest|help|support|participation|contributions?|input|submissions?"
    r"|complet\w+|form|survey|questionnaire|consultation))*\W*$",
    # "Hi Ann, many thanks for your quick reply."
    r"(?:(?:hi|hiya|hello|dear)\b[^.!?;:]{0,40}[,!] )?(?:(?:many |kind )?thanks|thank you)"
    r"(?: so much| very much| again)?,? for"
    r" (?:getting back|coming back|replying"
    r"|(?:your|the|this)(?: (?:\w+ )?(?:quick|prompt|kind|helpful|recent|last))?"
    r" (?:reply|response|answer|e-?mail|message|letter|note|call|enquiry))"
    r"(?: (?:back|so|of|on|about|to|dated|regarding|yesterday|today)\b(?!.*\b(?:but|which|that|because)\b)"
    rf"[^.!?;:,]{{0,40}})?{_END}",
    r"please (?:acknowledge|confirm) (?:safe )?receipt\b[^.!?;:]{0,60}[.!]?$",
    r"(?:we|i) would (?:welcome|appreciate|be grateful for) (?:a|another|an early) (?:meeting|call)"
    rf"\b[^.!?;:]{{0,120}}{_END}",
    # "Please direct any questions to our office."
    r"(?:please )?(?:direct|address|send) (?:all|any|your)(?: further)?"
    rf" (?:questions|queries|enquiries|inquiries|correspondence)\b[^.!?;:]{{0,160}}{_END}",
    # "Should you require further information, our clerk will help."
    r"(?:if|should) (?:you|the \w+) (?:should )?(?:have|need|require|want|wish|would like)\b[^.!?;:]{0,80}"
    rf"\b{_ASKED}\b.{{0,160}}$",
    # "We would also be happy to discuss this further."
    r"(?:(?:and|also),? )?"
    r"(?:(?:we|i)(?: would|['’]d| will|['’]ll| should| am| are|['’]m|['’]re)?(?: also| always)?"
    r"(?: be| remain)? )?(?:(?:more than|very|only too) )?"
    r"(?:glad|happy|pleased|delighted|willing|available|ready|welcome) (?:to|for)"
    r" (?:(?:discuss|talk|speak|expand|elaborate|clarify)(?: (?:on|about|to|with|through))?"
    r"(?: (?:you|this|these|it|our|my|any|further|in (?:more|person)"
    r"|the (?:matter|issues?|above|points?))\b|\W*$)|meet (?:with|you|to)\b"
    r"|answer (?:any|further|your)\b|give (?:oral )?evidence\b|appear\b|a (?:call|meeting)\b"
    r"|(?:provide|supply|send|give) (?:you (?:with )?)?(?:any |with )?(?:further|more|additional)\b)"
    rf"[^.!?;:]{{0,100}}{_END}",
    # "The Trust wishes to give oral evidence."
    r"(?:(?:the )?(?-i:[A-Z])[\w&’', -]{1,60}|we|i)"
    r" (?:(?:would|will) (?:be )?(?:also )?(?:very |more than |only too )?"
    r"(?:happy|glad|pleased|delighted|willing|welcome|like|wish)|wish(?:es)?"
    r"|(?:is|are|am) (?:happy|willing|available))(?: the (?:opportunity|chance))? to (?:also )?"
    r"(?:give|provide|offer|present|appear|attend|speak|be heard|testify)\b(?!.*\b(?:that|because)\b)"
    r"[^.!?;:]{0,60}"
    r"\b(?:(?:oral |verbal |further )?evidence|in person|hearings?|before the"
    rf"|to the (?:committee|panel|inquiry|examination)|examination)\b[^.!?;:]{{0,100}}{_END}",
    # "The Law Centre would be glad to discuss these issues further."
    r"(?:the )?(?-i:[A-Z])[\w&’', -]{1,60} (?:would|will) be (?:more than |very )?"
    r"(?:happy|glad|pleased|delighted|willing) to"
    r" (?:discuss|meet|talk|speak|provide|answer|expand|elaborate|serve|assist|engage|work)\b[^.!?;:]{0,60}"
    rf"\b(?:further|more|questions|resource|these (?:points|matters|issues))\b[^.!?;:]{{0,160}}{_END}",
    # The same in German, French and Welsh.
    r"(?:wir|ich) (?:\w+ )?(?:danken|danke|bedanken) [^.!?;:]{0,60}"
    r"\b(?:möglichkeit|gelegenheit|einladung|berücksichtigung|kenntnisnahme|aufmerksamkeit)"
    rf"\b[^.!?;:]{{0,160}}{_END}",
    r"(?:(?:wir|ich) bitten? (?:sie )?um (?:\w+ ){0,3}berücksichtigung\b[^.!?;:]{0,60})?"
    r"(?:(?:(?:wir|ich|und) )?stehe[n]? (?:ihnen )?(?:\w+ )?(?:für|bei)"
    rf"|für (?:\w+ ){{0,3}}fragen stehe[n]? (?:wir|ich))\b[^.!?;:]{{0,80}}\bzur verfügung\b[^.!?;:]{{0,40}}{_END}",
    r"(?:nous|je) (?:vous )?remerci(?:ons|e)\b[^.!?;:]{0,60}\b(?:possibilité|occasion|attention|invit\w+)"
    rf"\b[^.!?;:]{{0,160}}{_END}",
    r"(?:hoffem |hoffwn )?(?:ddiolch|diolch) (?:i chi )?am (?:y cyfle|eich (?:amser|sylw|gwahoddiad))"
    rf"\b[^.!?;:]{{0,160}}{_END}",
    # "We would be pleased to host officials on a member's farm."
    rf"(?!.*\b(?:that|because|how|why)\b)(?:we|i|{_NAMED}) (?:would|will|['’]d) (?:be |also |always ){{0,2}}"
    r"(?:happy|glad|pleased|delighted|willing|honoured|like|love) to"
    r" (?:host|welcome|invite|show|arrange|facilitate|receive)"
    r" (?:you|your|officials?|ministers?|members|the (?:committee|panel|team|minister|inspector)"
    r"|a (?:visit|meeting|call))"
    rf"\b[^.!?;:]{{0,120}}{_END}",
    # "We reserve our client's right to make further representations."
    r"(?:we|i|(?:the |our |my )?(?:client|company|council|applicant)s?) (?:therefore |also )?reserves?"
    r" (?:all |its |their |the |our |my )(?:[\w-]+['’]s? )?(?:rights?|positions?) (?:to|on|in)"
    r" (?:make|submit|add|provide|respond|comment|expand|supplement|amend|these|this|respect)"
    rf"\b[^.!?;:]{{0,160}}{_END}",
    # "I hope you will take this into account."
    rf"(?:(?:i|we) (?:hope|trust) (?:that )?(?:you|the \w+)(?: will| can)?|please) (?:take|consider|bear|keep)"
    rf" (?:this|these|(?:my|our|the above|all this)(?: {_SENT_IN}| points| concerns| views)?)(?: points| into account"
    rf"| into consideration| in mind| carefully| seriously)*{_END}",
    # "I hope that this is helpful."
    rf"(?:i|we) (?:hope|trust) (?:that )?(?:(?:this|these|the|my|our)(?: information| {_SENT_IN})?)"
    r"(?: is| are| will be| proves?)?"
    rf" (?:helps?|helpful|useful|of (?:use|help|assistance))\b[^.!?;:]{{0,40}}{_END}",
)
"""Sentences of a letter that say nothing of its matter."""

_BESIDE = r"(?:attach(?:ed|ments?)|enclos(?:ed|ures?)|below|overleaf)"
_WRITING = r"(?:writ(?:es?|ing)|respond(?:s|ing)?|repl(?:y|ies|ying)|submit(?:s|ting)?|comment(?:s|ing)?)"
COVER_NOTE = any_of(
    # "Please accept this letter as our response."
    r"(?:please |kindly |would you )(?:accept|take|treat|consider|regard|register|log|record|count|include)"
    r" (?:this|these|the (?:following|below|attached)|my|our)(?: \w+){0,4} as (?:my|our|the|a|an|part of)"
    rf" (?:\w+ ){{0,3}}{_SENT_IN}\b[^.!?;:]{{0,160}}{_END}",
    # "My answers are in red below each question."
    r"(?:(?:hello|hi|bonjour|hallo),? )?"
    r"(?:(?:please )?(?:see|find)|here (?:are|is)|i(?:['’]ve| have)? (?:put|written|given|answered|typed)"
    r"|voici|vous trouverez|hier (?:sind|finden sie)|anbei|dyma)? ?(?:(?:my|our|mes|nos|meine|unsere|fy|ein) )"
    r"(?:answers?|responses?|replies|comments?|letters?|submissions?|objections?|statements?|r[ée]ponses?|remarques|commentaires|antworten|kommentare"
    r"|anmerkungen|h?ateb(?:ion)?|sylwadau)(?: (?:to|on) (?:the|your|each) (?:questions?|form|survey))?"
    r"(?: (?:are|is|sont|stehen|sind|mae|follow|stand|set out|in|the|text|dans|le|texte|im|written|marked"
    r"|given|shown|direkt|directement))*"
    r" (?:below|beneath|in-?line|(?:in )?between(?: (?:the|your) \w+)?|(?:red|blue|green|bold|italics|capitals)"
    r"|(?:ci-)?dessous|en (?:rouge|bleu|gras)|unten|unter (?:ihren|den|der|jeder) \w+"
    r"|zwischen (?:ihren|den) \w+|darunter|isod|rouge|rot|coch)"
    r"(?: (?:each|the|your|every|ihren|chaque|question|questions|fragen|text))*[.!:]?$",
    # "Dear Pat, answers inline."
    rf"(?:(?:hello|hi|dear)\b[^.!?]{{0,30}}, )?(?:(?:my|our) )?{_SENT_IN} (?:are )?(?:in-?line|in line){_END}",
    # "Please see my letter."
    rf"please (?:see|find|read) (?:my|our|the) {_SENT_IN}{_END}",
    # "Please find our response attached."
    rf"(?:please )?(?:see|find|refer to|read)(?: (?:our|my|the|these|all))?(?: {_SENT_IN})?"
    rf"(?: (?:in )?(?:the )?)?{_BESIDE}\b(?! (?:to|why|that|how)\b)[^.!?;:]{{0,80}}{_END}",
    rf"(?:please )?(?:attached|enclosed)\b[^.!?;:]{{0,60}}\b(?:{_SENT_IN}|documents?|files?|forms?|pdf)"
    rf"\b[^.!?;:]{{0,80}}{_END}",
    rf"(?:please )?(?:see|find|read|look at) (?:my|our|the) {_SENT_IN}"
    r" (?:here|in the (?:picture|photo\w*|image|link|scan))\W*$",
    r"(?:as |see )?(?:attached|enclosed)(?: (?:file|document|letter|pdf))?s?\W*$",
    rf"(?:for (?:your )?(?:consideration|information|reference|interest),? )?(?:i|we)(?: would)?(?: also)?"
    rf" (?:(?:have )?(?:attach|enclos)(?:ed?)?|(?:like|wish) to share)\b[^.!?;:]{{0,60}}\b{_SENT_IN}\b"
    rf"[^.!?;:]{{0,240}}{_END}",
    rf"(?:my|our|the) (?:full )?{_SENT_IN} (?:is|are|follows?|can be found)(?: \w+){{0,2}} {_BESIDE}\W*$",
    # "This is the joint response of the two councils."
    rf"(?:this|the following|below)(?: \w+)? (?:is|are) (?:the|a|our|my) (?:joint )?{_SENT_IN}"
    rf" (?:of|from|by|to|on)\b[^.!?;:]{{0,160}}{_END}",
    # "This submission is made on behalf of the Alliance."
    rf"(?:this|the following|our|my) {_SENT_IN} (?:is|was|has been) (?:jointly )?"
    r"(?:made|submitted|provided|sent|prepared|drafted|lodged|written|endorsed|supported|on behalf|in response)"
    rf"\b[^.!?;:]{{0,240}}{_END}",
    # "I am writing on behalf of the residents of Mill Lane."
    r"(?!.*\b(?:who|whose|whom) (?:\w+ ){0,2}(?:were|was|have|cannot|will|would|need|rely|fear|had)\b)"
    rf"(?:today,? |on behalf of [^.!?;:]{{1,160}}, )?{_SUBJECT}(?: am| are| is|['’]m|['’]re)?"
    rf" {_WRITING}(?: to you)?(?: today)?"
    r" (?:on behalf of|regarding (?!.*\b(?:because|which|but|concern\w*|unhappy|wrong|oppos\w+|object\w*)\b)"
    r"|in (?:response|reply|answer) to"
    r"|to"
    r" (?:comment on|respond to"
    r"|(?:provide|submit|offer|share) (?:[\w’'-]+ ){0,3}"
    r"(?:comments|feedback|input|ideas|suggestions|recommendations|thoughts))"
    rf"|as an? \w+(?: \w+){{0,3}}\W*$)[^.!?;:]{{0,300}}{_END}",
    # "The Institute respectfully submits the following comments on the Bill."
    rf"(?:on behalf of [^.!?;:]{{1,160}}, )?{_SUBJECT}(?: respectfully)? (?:submits?|offers?|provides?|presents?)"
    rf" (?:the following|these|this|our) (?:\w+ )?{_SENT_IN} (?:in response to|on|regarding|pursuant to|for)"
    rf"\b[^.!?;:]{{0,300}}{_END}",
    # "We act for Mill Estates Ltd and are instructed to respond to the consultation."
    r"(?:we|i)(?:['’]re|['’]m| are| am)? (?:act(?:ing)?|instructed|appointed|retained|authorised)"
    r" (?:for|on behalf of|by|to (?:act|respond|submit|make))"
    r"(?!.*\b(?:because|concern\w*|oppos\w+|object\w*|support\w*|should|must)\b)"
    rf" [^!?;:]{{1,240}}{_END}",
    # "The Parish Council considered the consultation at its meeting on 2 March."
    r"(?!.*\b(?:concern|alarm|dismay|regret|oppos|object|unhapp|support|should|must|but|because)\w*)"
    rf"(?:i|we|{_NAMED}|(?:this|the) [\w ]{{1,40}}) (?:has |have )?(?:considered|discussed|reviewed|examined)"
    r" (?:the|this|these|your) (?:[\w’'-]+ ){0,4}"
    r"(?:consultation|proposals?|paper|document|draft|plan|application|questions?|matter|report)s?\b"
    rf"[^.!?;:]{{0,80}}\b(?:at|during) (?:its|our|the|a|an) [^.!?;:]{{0,40}}\bmeetings?\b[^.!?;:]{{0,80}}{_END}",
    # "The Council met on 4 March and considered the review." "The meeting closed at 4pm."
    r"(?!.*\b(?:should|must|because|object|oppos|support|concern|agree|resolv)\w*)(?:the |our )"
    r"(?:(?:parish|town|community|full) )?(?:council|committee|board|meeting|panel|group)"
    r" (?:(?:was )?(?:opened|closed|ended|adjourned)|met|resumed)\b[^.!?;:]{0,160}[.]?$"
    r"|(?:there being|with) no (?:further|other|more) business\b[^.!?;:]{0,120}[.]?$",
    # "This submission focuses on three uses of surveillance." "In the rest of this paper we set out the challenges."
    r"(?!.*\b(?:to be|why|that|how|because|should|must|concern\w*|problem\w*|fail\w*|lack\w*|risks?|harm\w*|need\w*)\b)"
    rf"(?:in )?(?:this|our|the (?:rest|remainder) of (?:this|our)) {_SENT_IN},?(?: (?:i|we))?(?: has| have| will)?"
    r" (?:focus(?:es|ed)?|address(?:es|ed)?|outlined?s?|sets? out|covers?|considers?|discuss(?:es)?|examines?"
    r"|explores?|details?|deals? with|concentrates?|is (?:structured|organi[sz]ed|divided|limited|confined|based))"
    rf"\b[^.!?;]{{0,240}}{_END}",
    # "Proposed by Cllr Ash, seconded by Cllr Oak, and carried unanimously."
    r"(?:(?:proposed|moved) by [^!?;:]{1,80}\b)?second(?:ed)? by [^!?;:]{1,80}$"
    r"|(?:it was |this was |the motion was )?(?:agreed|carried|resolved|approved) (?:unanimously|nem\.? ?con\.?)\W*$",
    # "At its meeting on 2 March the Council considered the paper and responds as follows:"
    r"(?!.*\b(?:concern|alarm|dismay|regret|oppos|object|unhapp)\w*)(?:at [^.!?;:]{1,40}\bmeeting\b[^.!?;:,]{0,60},? )?"
    rf"(?:i|we|the council|{_NAMED})"
    r" (?:(?:has |have )?(?:considered|discussed|reviewed|examined|studied)\b[^.!?;:,]{0,160} and )?(?:now )?"
    r"(?:(?:wish(?:es)?|resolved|agreed|would like) to )?"
    r"(?:responds?|comments?|repl(?:y|ies)|answers?|submits?) as follows[.:]?$",
    # "These comments have been prepared by our policy committee."
    rf"(?:(?:the following|these|this|our|my) )?{_SENT_IN} (?:is|are|was|were|has been|have been) (?:jointly )?"
    r"(?:submitted|made|prepared|provided|developed|written|informed) (?:\w+ )?(?:by|on behalf of|in response)"
    rf"\b[^.!?;:]{{0,300}}{_END}",
    # "Response of Ash Borough Council to the consultation on holiday lets", above it.
    r"(?!.*\b(?:is|are|was|were|should|must|would|will|has|have|we|i|because|but)\b)"
    r"(?:(?:joint|written|formal|supplementary|further) )?(?:submission|response|reply|comments|representations?"
    r"|(?:joint )?evidence(?! of)|joint evidence) (?:(?:submitted |made )?by|of|from|on behalf of)"
    r" (?:the )?(?-i:[A-Z])[^.!?;:]{0,300}[.!]?$",
    r"submitted (?:electronically|online|by|via)\b.{0,60}$",
    rf"(?:attachments?|enclosures?)\W{{0,3}}(?:\d|see|\w+\.\w{{3,4}})?[^.!?;:]{{0,40}}{_END}",
)
"""What stands above a response, or instead of it where it comes as another file."""

CONNECTIVE = re.compile(
    r"(?:And|Also|But|Further(?:more)?|In addition|Additionally|Moreover|See also|Plus|Finally|As follows"
    r"|Namely|For example|N\.?B\.?)\W{0,3}[:,.…]\W*$"
    r"|(?:So,? )?(?:[Hh]ere|[Bb]elow) (?:is|are) (?:what (?:I|we) (?:think|have to say|would like to say)"
    r"|(?:my|our|some)(?: \w+)? (?:thoughts?|views?|comments?|opinions?))"
    r"(?: (?:on|about) (?:it|this|that|the [\w ]{1,40}))?[.:!]?$"
)
"""What joins one statement to another and is none; in small letters it goes on a sentence."""

ARGUES = re.compile(
    r"\b(?:we|i)(?: [\w']+){0,2}"
    r" (?:believe(?! in\b)|think|oppose|object|agree|disagree|welcome|urge|reject|fear|regret)\b"
    r"|\b(?:should|must|ought to)"
    r"\b(?! be (?:addressed|directed|sent|contacted|attributed|read|cited|returned|submitted)\b)"
    r"|\b(?:and|but) (?:urge|oppose|object|reject|fear|regret|disagree|ask|call)s?\b"
    r"|\b(?:supports?|opposes?|welcomes?|rejects?) (?:the|this|these)"
    r" (?:proposals?|plans?|bills?|changes?|aims?)\b"
    r"|\b(?:will|would|could|may) (?:\w+ )?(?:harm|damage|weaken|undermine|suffer|fail)\b",
    re.IGNORECASE,
)
"""What nobody says to introduce themselves: opinions on the matter."""

TAKES_SIDE = re.compile(
    r"\b(?:in (?:\w+ )?(?:support|favou?r) of|in opposition to|against|objections? to|oppos\w+)\b", re.IGNORECASE
)
"""By what a courtesy says on which side its writer is."""

_ORGANISATION = (
    r"(?:organi[sz]ations?|charity|charities|association|body|bodies|union|network|federation|society"
    r"|institute|alliance|coalition|movement|agency|consortium|collective|centers?|college"
    r"|compan(?:y|ies)|firm|think[- ]tank|group|council|non[- ]?profit|not[- ]for[- ]profit|forum"
    r"|partnership|trust|foundation|centre|university|campaign|business|practice)"
)
_CALLED = r"(?-i:[A-Z]{2,}\w*|[A-Z][\w&’'-]*(?: (?:of|the|and|for|in))*(?: [A-Z][\w&’'-]*)+)"
"""An organisation by its acronym, or by a name of several words."""

INTRODUCES = any_of(
    # "As Australia's leading digital rights organisation, we are primarily concerned with a fair balance of rights."
    rf"as (?:an?|the|one of the|leading|(?-i:[A-Z])[\w-]*['’]s?) [^.!?,;]{{0,120}}\b{_ORGANISATION}\b[^.!?;]{{0,100}},"
    r" (?:we|i|(?-i:[A-Z])[\w ]{1,40}?) (?:(?:is|are|am) (?:primarily|mainly|chiefly|committed|dedicated|interested)"
    r"|works?|represents?|advocates?|focus(?:es)?)\b",
    # "The Alliance regularly takes part in public consultations on transport."
    rf"(?:we|our|it|the|{_CALLED})\b[^.!?]{{0,80}}?\b(?:actively|regularly|frequently|routinely|often)"
    r" (?:participate|engage|contribute|respond|appear|take part|takes part)[sd]?\b[^.!?]{0,40}"
    r"\b(?:consultations?|inquir(?:y|ies)|polic(?:y|ies)|debates?|processes|parliament\w*|government\w*|hearings?)\b",
    r"we are (?:\w+ ){0,4}(?:academics|researchers|lawyers|scholars|practitioners)\b",
    r"(?:the |we\b|(?-i:[A-Z]))[^.!?]{0,100}?\b(?:is|are)(?: also)?"
    rf" (?:an?|the|one of|part of|comprised of|made up of|\w+['’]s)\b[^.!?]{{0,120}}\b{_ORGANISATION}\b",
    r"(?:we|our|it|the|(?-i:[A-Z]))\b[^.!?]{0,100}\b(?:founded|established|formed|set up|incorporated)"
    r" (?:in|as|by|to)\b",
    r"(?-i:[A-Z])[^.!?]{0,100}\b(?:founded|established|formed|set up|incorporated) in (?:18|19|20)\d\d\b",
    rf"(?:we|our|it|its|the|{_CALLED})\b[^.!?]{{0,60}}"
    r"\b(?:stands? for|represents?|works? (?:to|with|for|across)|promotes?|educates?|advocates?|defends?"
    r"|empowers?|strives?|seeks? to|serves?|brings? together|comprises?|consists? of"
    r"|(?:is|are) (?:dedicated|committed|devoted) to|believes?|champions?|campaigns?\b|aims? to"
    r"|exists? to|ha(?:s|ve) (?:over |more than |some )?[\d,]+ (?:members|staff)|membership"
    r"|provides? (?:[\w-]+ ){0,5}(?:services?|support|training|information|education|assistance)\b"
    r"|mission|vision|purpose)\b",
)
"""Sentences by which an organisation introduces itself."""

OPINES = re.compile(
    r"\b(?:but(?! (?:is |are )?not limited)|because|however|so|too|not(?![- ](?:for|only|limited))|no|never"
    r"|problem\w*|should|must|ought"
    r"|(?<!primarily )(?<!mainly )concern(?!ed with\b)\w*|(?<!the )(?<!their )(?<!['’]s )needs?(?! of\b)"
    r"|propos\w+|plans?"
    r"|bill|reforms?|amend\w*|oppos\w+|object|objects|agrees?|disagree\w*|recommend\w*|urges?|rejects?|fears?"
    r"|welcomes?|will|would)\b",
    re.IGNORECASE,
)
"""What an introduction of its author does not say: anything of the matter, or of what is wrong with it."""

SIGNED_BY = re.compile(
    r"[^.!?]{0,80}\b(?:endorsed|signed|supported|submitted|prepared|authored|written) by\b[^.!?:]{0,60}:?\W*$"
    r"|(?:(?:full|printed?) )?names?"
    r"(?:\W+(?:and )?(?:addresse?s?|signatures?|post ?codes?|town|date|e-?mail|organi[sz]ation|signed))+\W*$"
    r"|(?:the )?(?:following|undersigned|below)[\w ,-]{0,60} (?:endorse|support|sign|have signed)"
    r"\b[^.!?:]{0,60}:?\W*$"
    r"|(?:our |the )?(?:partners?|members|partner organi[sz]ations|supporters) (?:include|are)\W*$"
    r"|(?:(?:annex|appendix|attachment)(?: \w{1,3})?\W+)?"
    r"(?:(?:list of |the |our |all )*"
    r"(?:signatories|signatures|co-?signatories|undersigned|participants|attendees|contributors"
    r"|endorsements|supporters|supporting organi[sz]ations|members)|(?:present|in attendance|apologies))"
    r"(?: (?:in|at|of|to|from) [^.!?:]{1,60})?\W*$",
    re.IGNORECASE,
)
"""What stands above the names of those who sign, took part or support."""
