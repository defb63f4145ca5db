"""How an answer is spoken of: its plans by name, its money in its currency, its sentences behind labels."""

from collections.abc import Sequence
from fractions import Fraction

from telquote.decisions.answer import Answer
from telquote.decisions.comparison import RankedPlan
from telquote.language import Message
from telquote.language.measures import Money, Name
from telquote.output.report import BOLD, Cell, Label, Speaker
from telquote.plans.services import USAGE_FIGURES


class Voice:
    """Speaks of one answer in one language."""

    def __init__(self, answer: Answer, say: Speaker) -> None:
        self.answer, self.say = answer, say
        self.currency = answer.ranking.currency
        self.lead = answer.lead
        self.unit = USAGE_FIGURES[answer.ranking.usage.varied].unit
        self.plans = {plan.offer.id: plan for plan in answer.ranking.ranked}
        self.offers = {offer.id: offer for offer in answer.ranking.contestants}

    def money(self, amount: Fraction) -> Money:
        """Return an amount in the currency of the answer."""
        return Money(amount, self.currency)

    def name(self, plan: str | RankedPlan) -> Name:
        """Return what a plan is called."""
        return self.offers[plan].name if isinstance(plan, str) else plan.offer.name

    def label(self, label: str, message: Message, style: str = BOLD, marks: Sequence[Cell] = ()) -> Label:
        """Return a sentence behind its label; the first sentence names the currency for all of them."""
        named = label not in ("Cheapest", "Costs")
        return Label(self.say(label), message.joined(self.say.language, again=named), style, marks)
