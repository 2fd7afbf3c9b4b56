"""Refusals: a letter or message in which its writer asks not to be published, or not to be named.

A sentence refuses that holds a wish ("please", "I do not want", "must not"), an act of making public or of keeping
back, and as what it is done to the writer's own words or name. Done to what is others', it is an argument; where only
"it" or nothing is named, what is asked of the reader is taken for a refusal, and a person is asked.

Every word that may play a part is written as one letter, and the rules are read over the letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.model import Publish
from analysis.redacting.refusal_letters import as_letters, may_refuse
from analysis.redacting.refusals_elsewhere import refuses_elsewhere

_BID = r"(?:^|[,&b]-?)"
_NOT_TO = re.compile(
    rf"(?:{_BID}(?:un|r)|^n(?=-?[dfa])|[b,]n(?=[df])|bn(?=-a)|q?yd-?n|[by]+n|(?<=[wW])qyun"
    r"|[iy][^,]{0,4}?n[^,aomt]{0,4}?w|i[^,n]{0,4}?(?:r|K[^,o]{0,2}w)"
    r"|(?:i[^,]{0,6}?|y|b)(?:w(?P<asked>[^Qh]*?)|W(?P<preferred>[^Q]*?))n)(?P<scope>.*)"
)
"""Do not; you must not; I do not want, I object; I would like it not to, I would rather it was not."""

_OF_OWN = re.compile(
    r"(?P<own>[om])(?:(?![,qQfhidn]).){0,7}(?:&?[df]{1,2}n|,?n(?=d|-a))(?P<scope>.*)"
    r"|n(?!-?[om]$)[^,qhQ]{0,3}?(?P<none>o)(?P<said>[^qn]*)"
)
"""My letter must not; no part of my letter may."""

_ACT = re.compile(r"a|g|v[^,qn]*?p|v(?=-?m)|f-{1,3}p")
_BARE = re.compile(r"(?:[&atlbp]|[-y]{1,4}p)*-?")
"""What may stand behind an act that names nothing to be published, or no more than "it"."""

_KEEP = re.compile(
    rf"(?:{_BID}|[wWy][^nQ]*?)(?:k[^,n]{{0,3}}?(?P<kept>[omt])(?:[^,n]*?(?P<how>[sx])"
    rf"|(?<=t)l[^,]*[ap]|(?<=[om])[^,n]*?l)"
    rf"|kl-?(?P<left>[om])|K[^,n]{{0,2}}?(?P<hidden>[om]|t(?=[^,]*[ap])))"
    r"|i[^,n]*?[wW]-?q?(?:[^nQq]*?(?P<wanted>[omt])[^nQq]*?(?P<as>s|K|k-?l)|[^nQqom]*?[sS][^n,]*?(?P<of>o))"
    r"|(?P<is>[om])(?:(?![nqQhi,]).){0,5}d?[fk](?:(?![nqQhi,]).){0,5}?(?P<said>s|K|k[^,n]*?l)"
    r"|^(?P<this>t)f-{0,2}s|i-?(?P<writes>z)[^n]*?s"
)
"""Keep it to yourselves; I would like it private; my letter is confidential; I write in confidence."""

_WHOSE = ("kept", "left", "hidden", "wanted", "of", "is", "this", "writes")

_NAMELESS = re.compile(
    rf"i[^,n]*?[wW]-{{0,2}}d?[fk]{{0,2}}x|a[ot]-{{0,2}}x|(?:{_BID}|yd|[wW][^n,]*?)a[^n,]*x|{_BID}xo|^b?a[^n]*x"
    r"|a[^,]*[,&]*n-?m-?$|a.*m[df]n$"
)
"""I wish to remain anonymous; publish it without my name; print it, but not my name."""

_MARK = re.compile(
    r"(?=.{6,60}$)\W*(?=.*(?:confiden|yfrinach|vertraulich|\b(?:not|nid|ddim)\b.*(?:publ|gyhoeddi)))(?:(?:strictly|in|a"
    r"|commercially|private|and|confidential|the|strict|strictest|confidence|not|for|to be|publication|published|please"
    r"|response|letter|submission|nid|ddim|i'w|gyhoeddi|preifat|g?ch?yfrinachol|vertraulich|streng|confidentiel)\b\W*)+",
    re.IGNORECASE,
)
"""What stands in a line of its own above a letter that is not to be shown."""

_SENTENCE = re.compile(r"[^.!?;\n]+(?:\n(?![ \t]*\n|[ \t]*[>☐□❏❑•*])[^.!?;\n]+)*")
_CONDITION = re.compile(
    r"(?<!grateful )(?<!appreciate it )(?<!prefer it )(?<!upset )(?<!obliged )(?<!glad )"
    r"\b(?:if|unless|whether|should (?:you|we|i) (?:wish|want|prefer)|os|oni bai|wenn|falls|si)\b[^,;]*",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(r"\b(?:recipients?|addressees?|addressed|in error|unauthori[sz]ed)\b", re.IGNORECASE)
_UNTICKED = re.compile(r"[☐□❏❑]|\[ ?\]")
_DENIED = re.compile(r"[\s:?.|)\]-]{0,6}(?:no|nage|nac ydw|false|not ticked|n/a|[☐□❏❑])[ \t.]*(?=\n|$)", re.IGNORECASE)
_NO_BEHIND = re.compile(r"[:|] ?(?:no|nage|nac ydw|false|not ticked|n/a)$", re.IGNORECASE)


def refusal(text: str) -> tuple[Publish, str] | None:
    """Return what a letter asks for, and the words in which it does; the stricter where it asks twice.

    >>> refusal("Thank you. I do not wish my response to be published. It is long.")
    (<Publish.NO: 'no'>, 'I do not wish my response to be published')
    """
    found = _refusals(text.replace("’", "'").replace("‘", "'"))
    return min(found, key=lambda one: one[0] is not Publish.NO, default=None)


def _refusals(text: str) -> Iterator[tuple[Publish, str]]:
    for line in text.splitlines():
        if _MARK.fullmatch(line):
            yield Publish.NO, line.strip()
    for found in _SENTENCE.finditer(text):
        if not may_refuse(found[0]):
            continue
        sentence = " ".join(found[0].split())
        if not _is_no_request(sentence, text, found):
            asked = set(_asked(sentence))
            if asked:
                yield (Publish.NO if Publish.NO in asked else Publish.ANONYMOUS), sentence


def _is_no_request(sentence: str, text: str, found: re.Match[str]) -> bool:
    """Return whether a sentence is quoted from others, a programme's, or of a form and not ticked."""
    is_quoted = sentence.startswith((">", '"', "“"))
    is_denied = _DENIED.match(text, found.end()) or _NO_BEHIND.search(sentence)
    return bool(is_quoted or is_denied or _DISCLAIMER.search(sentence) or _UNTICKED.search(sentence))


def _asked(sentence: str) -> Iterator[Publish]:
    """Yield what a sentence asks to be kept back."""
    sentence = _CONDITION.sub(" ", sentence)
    elsewhere = refuses_elsewhere(sentence)
    if elsewhere:
        yield elsewhere
    letters = as_letters(sentence)
    for found in _NOT_TO.finditer(letters):
        kept = _kept_from(found["asked"] or found["preferred"] or "", found["scope"])
        if kept:
            yield kept
    for found in _OF_OWN.finditer(letters):
        kept = _kept_from(found["own"] or found["none"], found["scope"] or found["said"] or "")
        if kept:
            yield kept
    for found in _KEEP.finditer(letters):
        whose = next(filter(None, (found[name] for name in _WHOSE)))
        yield Publish.ANONYMOUS if whose == "m" or found["how"] == "x" else Publish.NO
    if _NAMELESS.search(letters):
        yield Publish.ANONYMOUS


def _kept_from(subject: str, scope: str) -> Publish | None:
    """Return what is not to be made public, by the letters before and behind a "not"."""
    act = _ACT.search(scope) or (re.search("v", scope) if "m" in subject else None)
    if act is None:
        return None
    behind = scope[act.end() :].partition(",")[0]
    named = subject + scope[: act.end()] + behind
    if "o" in named:
        return Publish.ANONYMOUS if re.search("o.*-m", named) else Publish.NO
    if "m" in named or "g" in named:
        return Publish.ANONYMOUS
    is_of_it = (act[0][0] != "f" and "t" in named) or (
        act[0] == "a" and (subject + scope[: act.start()]).count("-") <= 1
    )
    return Publish.NO if is_of_it and _BARE.fullmatch(behind) else None
