"""Furniture: what stands around a respondent's points and is none of them.

Letters have addresses, greetings and sign-offs; e-mails have headers; submissions end with "About us" and a contact;
saved web pages bring cookie notices, captions, subscription boxes and votes. A line is judged by its own words here;
where it stands (before the greeting, after the last numbered point, in the page's foot) is judged in ``roles``.
"""

from __future__ import annotations

import re

from analysis.text import CONTACT, EMAIL, POSTCODE, WEB, words


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"

GREETING = _any(
    r"(?:dear|hello|hi|hiya|greetings)\b(?:[ ,]+[\w.'’&-]+){0,6}[ ,:!.]*$",
    r"good (?:morning|afternoon|evening)\b.{0,30}$",
    r"to whom it may concern\W*$",
    r"(?:sirs?|madam)\b.{0,20}[,:]$",
)
CLOSING = _any(
    r"yours?,?(?: \w+)? (?:sincerely|faithfully|truly|respectfully)\b\W*$",
    r"yours\W*$",
    r"(?:(?:with )?(?:my |our )?(?:very |kind|kindest|best|warm|warmest)[\w ]{0,12})?(?:regards|wishes)\W*$",
    r"(?:(?:many|kind|with) )?thanks(?: (?:in advance|again|for (?:reading|your time|listening)))?\W*$",
    r"thank you(?: (?:in advance|again|for (?:reading|your time|listening|taking the time[\w ]*)))?\W*$",
    r"(?:sincerely|respectfully|faithfully|cheers|best|signed)\W*$",
)
MAIL_HEADER = _any(r"(?:from|to|cc|bcc|date|sent|subject|re|reply-to|attachments?)[ \t]*:[ \t]*\S")
SENT_FROM = _any(r"(?:sent from (?:my|outlook|yahoo|mail for)|get outlook for)\b.{0,60}$")
DATE = _any(
    rf"(?:(?:{_DAYS})\W+)?\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS})\W+\d{{4}}\W*(?:\d{{1,2}}[:.]\d{{2}}(?: ?[ap]m)?)?$",
    rf"(?:(?:{_DAYS})\W+)?(?:{_MONTHS}) (?:\d{{1,2}}(?:st|nd|rd|th)?\W+)?\d{{4}}\W*$",
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$",
)
PAGE_NUMBER = _any(r"(?:page\s*)?\W{0,3}\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W{0,3}$", r"page \w+$")
CONTACT_LINE = _any(
    r"(?:(?:officer|press|media|main|policy)[ -])?contacts?(?: officer| details| name| us| person)?\s*:",
    r"(?:e-?mail|tel|telephone|phone|mobile|mob|fax|website|web|twitter|address|postal address|job title|post ?code)\b"
    r"\.?(?: address| number| no\.?)?\s*[:\d+@]",
    r"(?:for (?:more|further) (?:information|details)|follow us)\b",
    r"(?:telephone|tel\.?|phone) \d",
)
FORM_FIELD = _any(
    r"(?:the )?(?:closing date|deadline)\b.{0,60}$",
    r"please (?:return|send|complete|tick|circle|use this form)\b",
    r"(?:are you )?respond(?:ing|ent)\b.{0,60}\b(?:individual|organisation|organization)\b",
    r"(?:(?:your |full |first |last |sur)?name|organisation(?:al)?(?: (?:type|name))?|organization|position|role|area|region"
    r"|respondent(?: type| id)?|response id|reference|submitted (?:on|at|to)|date submitted|type of respondent)\s*:"
)
CONSENT = _any(
    r".*\b(?:happy|content|consent|agree|want|wish|like|permission)\b.{0,60}\b(?:publish(?:ed)?|confidential|anonymous)\b",
)

CAPTION = _any(
    r".{0,200}\b(?:picture|photo|photograph|image|photo credit|picture credit|photography)\s*(?:by)?\s*:\s*\S.{0,60}$",
    r"(?:photo|picture|photograph|image|portrait) of \S.{0,120}$",
    r"(?:figure|fig\.|image|photo) ?\d* ?(?:courtesy|credit|copyright)\b",
)
WEB_PAGE = _any(
    r".*\b(?:your|another|newer|different|modern) (?:web )?browser\b",
    r".*\b(?:use|uses|using|accept|enable|enabled|disabled|manage|consent to use) (?:all |our |the |of )?cookies\b",
    r".*\bcookies (?:disabled|enabled|policy|notice|settings|preferences)\b",
    r".*\benable javascript\b",
    r"from £\s?\d[\d.,]* ?/ ?(?:month|week|year)",
    r"(?:\(?\d+\)? )?comments?(?: ?\(\d+\))?\W*$",
    r"(?:have your say|leave a (?:comment|reply)|post a comment|add a comment|join the (?:conversation|discussion))\W*$",
    r".*\b(?:sign|log|signed|logged) in to (?:\w+ ){0,3}(?:comment|read on|continue reading|view)\b",
    r".*\ball rights reserved\b",
    r"(?:©|\(c\)|copyright)\W+(?:\d{4}|\w+ \d{4})",
    r"(?:skip to (?:\w+ )*content|skip navigation)\W*$",
    r"alert me about\b",
    r".*\b(?:written question|oral answer|debate)s?\b.{0,5}[–—-] (?:answered|asked|in the)\b",
    r"does this answer the above question",
    r"(?:yes|no)? ?\d+ (?:person|people) (?:thinks?|think not|found)\b",
    r"was this (?:page|article|answer) (?:helpful|useful)",
    r"\d+ (?:shares?|likes?|views?|min(?:ute)?s? read)\W*$",
    r"(?:last )?(?:updated|published|posted)(?: on| at|:)? .{0,40}\d{4}\W*$",
    r"(?:advertisement|sponsored(?: content)?|promoted)\W*$",
)
"""What a web page says to its visitor and no respondent says to the consulting body."""

WEB_HINT = _any(
    r"(?:subscribe|unsubscribe|sign (?:up|in)|log ?in|log ?out|register|join (?:us|now)|donate)\b[^.]{0,60}$",
    r".*\b(?:newsletter|e-?mail alerts?|rss feed|latest (?:\w+ )?(?:issues?|articles?|news|jobs|posts)|digital (?:editions?|issue))\b",
    r"(?:share|tweet|print|save|e-?mail)(?: (?:this|on|via|to|article|page|link)\b[^.]{0,40})?$",
    r"(?:read|find out|learn|show|see|view) (?:more|less|all|full \w+)\W*$",
    r"(?:click|tap) (?:here|to)\b",
    r".*\b(?:our|site's|website's) (?:terms (?:and|&) conditions|terms of use|privacy (?:policy|notice))\b",
    r"(?:terms (?:and|&) conditions|privacy (?:policy|notice)|accessibility|cookies|sitemap|contact us)\W*$",
    r"(?:back to (?:top|\w+)|home|menu|search|breadcrumb|close|next|previous)\W*$",
    r"(?:most (?:popular|read|recent)|related (?:articles?|news|stories|content|posts|links)|you may also like)\W*$",
    r"would you like to (?:ask|receive|subscribe|know more|find out)\b.*\?",
)
"""What a web page often says too, but a respondent might: believed only in a page's head or foot."""

ABOUT = _any(
    r"about (?:us|the (?!consultation|draft|proposal|question|regulation)\S+|our \w+|this response|\w+(?: \w+)?)\W*$",
    r"(?:contact|contacts|contact (?:us|details|information)|further information|for further information|more information)\W*$",
    r"note(?:s)? (?:to|for) editors\W*$",
)
DETAILS = _any(
    r"(?:about you|(?:your|respondent|respondent's|personal|contact|organisation) (?:details|information|contact details))\W*$"
)
CONTENTS = _any(r"(?:table of )?contents(?: page)?\W*$", r"in this (?:response|submission|document)\W*$")
NOTES = _any(r"(?:foot|end)?notes?\W*$", r"references\W*$", r"bibliography\W*$", r"sources\W*$")
ENDING = _any(r".*\b(?:conclusions?|concluding|recommendations?|summary|asks)\b")
"""Headings of last sections that hold points, whatever contact stands below them."""


LONGEST_LINE = 45
"""Words: a web page's own lines are shorter; a longer paragraph that happens to mention cookies is a person's."""


def is_furniture(line: str) -> str | None:
    """Why a line is furniture by its own words, wherever it stands, or None."""
    bare = line.strip("*_# \t\n>|")
    if not bare or len(words(bare)) > LONGEST_LINE:
        return None
    for pattern, reason in _LINES:
        if pattern.match(bare):
            return reason
    return "contact details" if _mostly_contact(bare) else None


_LINES = (
    (SENT_FROM, "added by a mail program"),
    (CLOSING, "sign-off"),
    (GREETING, "greeting"),
    (PAGE_NUMBER, "page number"),
    (CONTACT_LINE, "contact details"),
    (CAPTION, "caption"),
    (WEB_PAGE, "web page furniture"),
    (DATE, "date"),
)


def has_contact(text: str) -> bool:
    """Whether a text holds an e-mail address, a telephone number or a contact line."""
    return bool(CONTACT.search(text)) or any(CONTACT_LINE.match(line.strip("*_ -•")) for line in text.splitlines())


def _mostly_contact(line: str) -> bool:
    left = line
    for pattern in (EMAIL, CONTACT, WEB, POSTCODE):
        left = pattern.sub("", left)
    return len(words(left)) * 2 < len(words(line)) and len(words(left)) <= 3
