"""What is said of any ranking: what was asked, and who is the cheapest."""

from telquote.decisions.comparison import Comparison
from telquote.language import Amount, Term
from telquote.output.report import Speaker
from telquote.output.usage_text import usage_words


def ranking_title(answer: Comparison, plans_from: str, say: Speaker) -> str:
    """Return the title of a ranking."""
    return say(
        "{usage} a month for {months} months, in {currency}, ranked by {by} (plans: {plans})",
        usage=usage_words(answer.usage, say),
        months=answer.months,
        currency=answer.currency or "–",
        by=Term(answer.by),
        plans=Term(plans_from),
    )


def cheapest_words(answer: Comparison, say: Speaker) -> str:
    """Return who is the cheapest, and at what cost."""
    cheapest = answer.cheapest
    return say(
        "cheapest: {plans}, {by} {cost} {currency} in {months} months",
        plans=[plan.offer.id for plan in cheapest],
        by=Term(answer.by),
        cost=Amount(cheapest[0].quote.cost(answer.by)),
        currency=answer.currency,
        months=answer.months,
    )
