"""How messages end: the lines that mail programs add, and what offices write below of the message itself.

In the languages in which responses to British consultations come. Whoever reads mail and whoever divides a text into
which mail was pasted know them from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST_DISCLAIMER = 2_000
"""Characters in one paragraph of a confidentiality notice; the longest seen in public mail has about 200 words."""


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_DEVICE = (
    r"(?:i?phone|ipad|mobile|handy|tablet|blackberry|samsung|galaxy|android|smartphone|outlook|yahoo|windows|device|mail"
    r"|portable|ffôn|gerät)"
)
ADDED = _any(
    rf"sent from (?:(?:my|a|an|outlook|yahoo|mail|the|proton|samsung)\b.{{0,30}}\b)?{_DEVICE}\b.{{0,40}}$",
    r"sent (?:via|using|with) (?-i:[A-Z])\S*.{0,60}$|get outlook for\b.{0,30}$",
    rf"(?:von|aus|mit) .{{0,40}}\b{_DEVICE}\b.{{0,30}}\bgesendet\W*$|gesendet (?:von|mit|aus) .{{0,60}}$",
    r"envoyé (?:de(?:puis)?|avec|à partir de) .{0,60}$|(?:wedi['’]i )?anfon(?:wyd)? o(?:['’]m| fy)\b.{0,60}$",
    r"(?:this (?:e-?mail|message) (?:was|has been) )?(?:virus[ -])?(?:scanned|checked) (?:by|for)\b.{0,80}$",
    r"virus.free\.",
    r"\W*(?:please )?(?:type|write|enter) your reply above this line\W*$",
    r"sent from (?:your|the|our)\b.{0,40}\b(?:web ?)?site\W*$|powered by (?-i:[A-Z]).{0,40}$",
    r"(?:this (?:e-?mail|message) (?:was|has been) )?sent (?:from|by|via|through) (?:a|the|your|our)"
    r" (?:\w+ ){0,2}form\b.{0,120}$",
    r"\[(?:image|cid|inline image|bild|photo|image attachment)\b[^\[\]\n]{0,120}\]\W*$",
    r"(?:view|see|manage|edit|open) (?:this|the|all|your) (?:submission|entry|entries|responses?)\b.{0,60}$",
)
"""Lines that a mail program writes under every message."""

_MESSAGE = r"(?:e-?mails?|messages?|communications?|transmissions?|correspondence|e-?post|attachments?)"
_SURE = _any(
    rf"(?:(?:the (?:information|contents?)|information)\b.{{0,60}})?(?:this|these|any)(?: \w+){{0,2}} {_MESSAGE}\b"
    r".{0,300}?\b(?:confidential|privileged|intended (?:solely|only|for)|sole use|addressee|scanned|virus(?:es)?)\b",
    rf"(?:(?:all|any|this|these|our|incoming|outgoing)(?: \w+){{0,2}} )?{_MESSAGE}\b.{{0,120}}"
    r"\b(?:may|will|are|is)\b(?: also)?(?: be)?(?: subject to)?"
    r" (?:monitor(?:ed|ing)|record(?:ed|ing)|intercept(?:ed|ion)|unlawful)\b",
    r"if you (?:are|were) not the\b.{0,30}\b(?:intended |named )?(?:recipient|addressee)",
    rf"if you (?:have )?received? th(?:is|e) (?:{_MESSAGE} )?\b.{{0,40}}\b(?:in error|by mistake)",
    rf"(?:unless .{{0,40}}, )?(?:the |any )?(?:views|opinions|statements)\b.{{0,80}}\b(?:in this {_MESSAGE}"
    r"|(?:of|by) the (?:individual |original )?(?:sender|author)\b)",
    rf"this {_MESSAGE} (?:was|has been) sent (?:to you )?(?:by|from|through|using|via)\b.{{0,80}}"
    r"\b(?:via|through|website|platform|campaign|app|tool|tls|behalf of)\b",
    r"(?:you can|to|click here to) (?:edit|view|see|manage|change|download|print)(?: (?:and|or) \w+)? (?:this"
    r"|your|the|all)"
    r"(?: \w+)? (?:submissions?|entr(?:y|ies)|responses?)\b",
    r"(?:please )?(?:consider|think (?:of|about)) the environment before\b",
    rf"(?:this|please note:? this)(?: is an?| {_MESSAGE} (?:was|is|has been))(?: \w+){{0,2}} automat(?:ed|ic|ically)\b"
    r".{0,80}|(?:please )?do not (?:reply|respond)(?: (?:directly )?to this\b.{0,60})?\W*$",
    rf"(?:caution|warning|external)\b.{{0,40}}\b{_MESSAGE}\b.{{0,60}}\boutside\b|external e-?mail\b",
    r"(?:confidentiality|disclaimer|haftungsausschluss|ymwadiad)(?: (?:notice|statement))?\W{0,9}$",
    rf"\w{{1,30}}(?:/\w{{1,30}})? information may be contained in this {_MESSAGE}",
    rf".{{0,120}}\bvirus(?:es)?\b.{{0,80}}\b(?:this {_MESSAGE}|by e-?mail)\b"
    rf"|.{{0,80}}\bthis {_MESSAGE}\b.{{0,80}}\bvirus",
    rf".{{0,60}}\b(?:accepts?|liable|liability)\b.{{0,80}}\b(?:viruses|this {_MESSAGE})\b",
    r"internet communications? (?:are|is|cannot be) (?:not )?(?:guaranteed|secure)",
    r"(?:mae['’]r|gall) (?:e-?bost|neges)\b.{0,300}\b(?:cyfrinachol|gyfrinachol)",
    r"(?:diese|der inhalt dieser) (?:e-?mail|nachricht)\b.{0,200}\b(?:vertraulich\w*|bestimmt|geschützt\w*)",
    r"(?:ce|le présent) (?:message|courriel|e-?mail)\b.{0,200}\b(?:confidentiel\w*|destin\w+|intention)",
)
_HEAD = re.compile(
    r"\W{0,9}(?:(?:confidentiality|disclaimer|privileged|important|legal|security|privacy)\W{1,3})?"
    r"(?:(?:notice|warning|statement)\W{1,5})?",
    re.IGNORECASE,
)
_OFFICE = _any(
    r".{0,120}\bregistered (?:in (?:england|scotland|wales|northern ireland|the uk)|office|charity|company|number"
    r"|no\b)",
    r".{0,60}\b(?:company|charity|vat)(?: registration)? (?:number|no\b)|vat (?:reg|registration)\b",
    r".{0,80}\bauthori[sz]ed and regulated by\b|.{0,120}\b(?:intended recipient|addressee)\b",
    r"(?:read|find out|see)\b.{0,60}\b(?:privacy (?:notice|policy)|personal (?:information|data))\b",
)
_ARGUES = re.compile(
    r"\b(?:i|we) (?:\w+ )?(?:object|oppose|support|agree|disagree|welcome|reject|urge|believe|think)\b|\bproposals?\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\W*[A-Z])")


LONGEST_FORWARDING_NOTE = 40
"""Words with which somebody passes on what somebody else wrote."""

_OPINES = re.compile(
    r"\b(?:should|must|ought|(?:dis)?agree|because|sollten?|müssen?|devrait|dylai)\b"
    r"|\bplease (?:do not|don['’]t|keep|stop|reject|reconsider|withdraw|protect|save)\b",
    re.IGNORECASE,
)


def is_forwarding_note(note_lines: Iterable[str]) -> bool:
    """Return whether what stands above a forwarded message only passes it on: a few words, and no opinion.

    >>> is_forwarding_note(["Hi,", "From a resident. Could this be logged?"]), is_forwarding_note(["I agree with Ann."])
    (True, False)
    """
    note = " ".join(note_lines)
    return len(note.split()) <= LONGEST_FORWARDING_NOTE and not (_ARGUES.search(note) or _OPINES.search(note))


def is_disclaimer(paragraph: str) -> bool:
    """Return whether a paragraph begins with words about the message itself, whoever sent it, and has no opinion.

    >>> is_disclaimer("This email is confidential to the addressee."), is_disclaimer("E-mail is no way to consult us.")
    (True, False)
    """
    if len(paragraph) > LONGEST_DISCLAIMER:
        return False
    line = " ".join(paragraph.split())
    head = _HEAD.match(line)
    return _SURE.match(line, head.end() if head else 0) is not None and _ARGUES.search(line) is None


def is_small_print(paragraph: str) -> bool:
    """Return whether every sentence of a paragraph is about the message, its recipient, viruses, or the registration of
    whoever sent it; believed below everything else only.

    >>> is_small_print("Smith Ltd is registered in England. Registered office: 1 High Street.")
    True
    """
    sentences = _SENTENCE_END.split(" ".join(paragraph.split()))
    return _ARGUES.search(paragraph) is None and all(_OFFICE.match(each) or is_disclaimer(each) for each in sentences)
