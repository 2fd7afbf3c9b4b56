"""Correspondence: sentences of which all words are about writing, asking and answering, and none about the matter.

No list of phrases holds all the ways to thank, to offer an answer or to ask for one; the words that these are made of
are few. A sentence that asks or thanks somebody politely, refuses nothing, and is made of such words says nothing else.
"""

from __future__ import annotations

import re

from analysis.text import CONTACT, EMAIL, words

_POLITE = re.compile(
    r"\b(?:please|thank(?:s|ful|ing)?|grateful|happy|glad|pleased|delighted|welcome|look(?:ing)? forward|hope"
    r"|appreciate|hesitate|available|disposal|should you"
    r"|if (?:you|we|i) (?:have|need|require|wish|want|would|can|may))\b",
    re.IGNORECASE,
)
_TO_SOMEBODY = re.compile(r"\b(?:you|your|yours|me|us|address|number|undersigned)\b", re.IGNORECASE)
_REFUSES = re.compile(
    r"\b(?:no|nor|never|nobody|none|nothing|cannot|but|however|although|though|instead|because|since|only"
    r"|(?<!i )(?<!we )should(?! you)|must|ought|wrong|oppos\w+|object\w*|support\w*|(?:dis)?agree\w*|concern\w*"
    r"|don['’]t(?! hesitate)|without)\b"
    r"|\bnot\b(?! hesitate)",
    re.IGNORECASE,
)
_TIME = re.compile(r"\b(?:your|taking the|taking|the) time\b|\bmore than\b|\bat (?:any|your) time\b", re.IGNORECASE)
"""What speaks of time and more, and asks for neither."""

_FUNCTION = frozenset(
    re.findall(
        r"\w+",
        """
    a about after again all also always am an and any are as at be been before being both by can could do does
    during each either for from had has have her here his i if in into is it its just may many me might mr mrs ms my
    now of on once or our out over should so some such than that the their them then there these they this those to too
    under up us very was we well were what when where whether which who will with would you your yours yourself
    """,
    )
)
_CORRESPONDENCE = frozenset(
    re.findall(
        r"\w+",
        """
    able above accept acknowledge acknowledgement additional address advance advise advised answer answers
    appreciate appreciated arrange assist assistance attached attachment attention available below best call
    careful clarification clarify clerk colleague colleagues comment comments committee confirm confirmation
    consider consideration considering consultation contact contacted contacting contribute contribution
    convenience convenient copies copy correspondence date dear delighted detail details direct directly discuss
    discussing discussion discussions disposal document earliest email enclosed enquiries enquiry evidence expand
    feedback feel following form forward free further future get glad grateful happy hear heard hearing help
    helpful hesitate hope inform information informed inquiries inquiry interest invitation invite inviting keep
    kind kindly know let letter like listening look looking mail matter matters meet meeting mentioned message
    need needed note number offer office opportunity oral participate participating person phone please pleased
    point points post provide queries query question questions raise raised read reading receipt receive received
    reference regarding regards reply replying representation representations require required requirements
    respond responding response responses return review ring secretary send sending sent shortly signed sincere
    sincerely soon speak speaking statement submission submissions submit submitted supply taking talk team
    telephone thank thankful thanking thanks thought thoughts touch trust undersigned useful view views visit want
    welcome willing wish wishes write writing
    """,
    )
)
_OUTCOME = frozenset(
    (
        "decide",
        "decided",
        "decision",
        "happens",
        "next",
        "outcome",
        "progress",
        "published",
        "report",
        "result",
        "results",
    )
)
_TELL = re.compile(r"\b(?:let|keep|inform|hear(?:ing)?)\b.*\b(?:know|informed|of|from|me|us|you)\b", re.IGNORECASE)
"""Who asks to be told of the outcome asks for nothing else; who asks that it be published may."""

LEAST, ENOUGH = 2, 6
"""Words of correspondence that a sentence has; beside so many, one other word is forgiven: what the letter is about."""


def corresponds(sentence: str) -> bool:
    """Return whether a sentence is made of words of correspondence alone.

    >>> corresponds("Please contact the secretary at the address below if we can be of help.")
    True
    >>> corresponds("Please publish the responses."), corresponds("Thank you for the bus shelter.")
    (False, False)
    """
    if (
        sentence.endswith(":")
        or not _POLITE.search(sentence)
        or not _TO_SOMEBODY.search(sentence)
        or _REFUSES.search(sentence)
    ):
        return False
    bare = _TIME.sub(" ", CONTACT.sub(" ", EMAIL.sub(" ", sentence))).replace("e-mail", "email")
    said = [word for word in words(bare) if word not in _FUNCTION and not word.isdigit()]
    known = _CORRESPONDENCE | _OUTCOME if _TELL.search(sentence) else _CORRESPONDENCE
    others = sum(word not in known for word in said)
    count = len(said) - others
    return count >= LEAST and (others == 0 or (others == 1 and count >= ENOUGH))
