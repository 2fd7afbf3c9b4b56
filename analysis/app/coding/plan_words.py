"""Plan words: a plan of what is sent to a model, in sentences, the same on a page and in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.app.coding.model_plan import SendingPlan
from analysis.model import ModelMode
from analysis.text import plural

ASKED = {
    ModelMode.LOCAL: "No point is coded by the model.",
    ModelMode.MODEL: "The model is asked about every point.",
    ModelMode.DOUBT: "The model is asked about the points of which Everypoint’s own classifier is least sure, {0:,} "
    "at most.",
    ModelMode.TEACH: "The model is asked about a random sample, {0:,} points at most, from which Everypoint’s own "
    "classifier learns.",
}


def plan_lines(plan: SendingPlan) -> Iterator[str]:
    """Yield the lines: where to, what of, how much, and what it costs."""
    coder = plan.coder
    yield f"Model {coder.model} at {coder.endpoint}, {_where(plan)}. Its instructions (the prompt) are {plan.prompt}."
    yield ASKED[coder.mode].format(coder.calls)
    what = " and ".join(
        plural(count, word, words)
        for count, word, words in ((plan.points, "point", "points"), (plan.answers, "answer", "answers"))
        if count or word == "point"
    )
    to_send = plural(len(plan.requests), "request")
    yield f"{what} asked about, {plan.known:,} answered already; {to_send} would be sent, the same words once."
    yield from _withheld(plan)
    if plan.requests:
        yield _tokens(plan)


def _where(plan: SendingPlan) -> str:
    coder = plan.coder
    if coder.is_local:
        return "on this computer: nothing leaves it"
    allowed = "which is confirmed in the settings" if coder.is_confirmed else "which is NOT CONFIRMED: nothing is sent"
    return f"another computer, {allowed}{'' if plan.is_encrypted else '; NOT ENCRYPTED on the way'}"


def _withheld(plan: SendingPlan) -> Iterator[str]:
    """Yield what is not sent, and what is masked."""
    if plan.unpublished:
        yield f"{plural(plan.unpublished, 'point')} of respondents who asked not to be published stay here."
    if plan.personal:
        yield f"{plural(plan.personal, 'point')} with personal data stay here."
    if plan.masked:
        yield f"In {plural(plan.masked, 'request')} personal data is masked."
    if plan.failed:
        asked = "are asked again" if plan.again else "are not asked again"
        yield f"{plural(plan.failed, 'request')} had no answer last time and {asked}."


def _tokens(plan: SendingPlan) -> str:
    tokens, coder = plan.tokens, plan.coder
    how = (
        f"as {plural(tokens.learned, 'answer')} took"
        if tokens.learned
        else "by a rule of thumb; it may be off by half, and is learned from the first answers"
    )
    pieces = "pieces of words (tokens)"
    taken = f"About {tokens.sent:,} {pieces} sent and {tokens.answered:,} answered, {how}"
    if plan.cost is None:
        return f"{taken}. The settings name no price."
    prices = f"{coder.currency}{coder.price_in:g} and {coder.currency}{coder.price_out:g} a million"
    return f"{taken}: {coder.currency}{plan.cost:,.2f} at {prices}."
