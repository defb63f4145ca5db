"""What is said of a break-even below its ranges: where you stand, where it turns, what it needs, what lies beyond."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from telquote.decisions.breakeven import OfQuantity
from telquote.decisions.window import Beyond, Window, beyond
from telquote.exact import rounded_text
from telquote.language import Message
from telquote.language.measures import Count, Money, Per, Price, Span
from telquote.output.breakeven.ranges import TWO, contender_name
from telquote.output.compare.screen import requirement_words
from telquote.output.report import (
    Label,
    Speaker,
)
from telquote.output.taken import taken_as, taken_or_ask
from telquote.plans.services import USAGE_FIGURES
from telquote.plans.statements import Requirement

if TYPE_CHECKING:
    from telquote.decisions.ranges import Range

MOST_TURNS = 3


class Asked(NamedTuple):
    """How a break-even is shown: what the buyer uses, all rows or those that fit.

    ``ask`` is the command that says what else is not confirmed.
    """

    here: int | None
    everything: bool
    ask: tuple[str, ...]


class Sentences:
    """The sentences about one break-even in one language."""

    def __init__(self, answer: OfQuantity, window: Window, say: Speaker, asked: Asked) -> None:
        self.answer, self.window, self.say, self.asked = answer, window, say, asked
        self.currency = answer.currency
        self.names = {entrant.name: contender_name(entrant) for entrant in answer.entrants}
        self.unit = answer.over.unit
        self.monthly = answer.over.name in USAGE_FIGURES
        self.beyond: Beyond = beyond(answer)

    def _label(self, label: str, message: Message, *, again: bool = True) -> Label:
        return Label(self.say(label), message.joined(self.say.language, again=again))

    def finding(self) -> Label | None:
        """Return where the buyer stands, or where the cheapest changes."""
        you = self._you() if self.asked.here is not None else None
        if you:
            return self._label("You", you, again=False)
        turns = self._turns()
        return self._label("Turns", turns) if turns else None

    def taken(self) -> str:
        """Return what is taken for granted and may be something else."""
        return self.say.row(map(self.say, taken_as(self.answer.offers, self.answer.assumptions, self.currency)))

    def all(self) -> Iterator[Label]:
        """Yield the sentences in their order, what to do last."""
        if found := self.finding():
            yield found
        if needs := self._needs():
            yield self._label("Needs", needs)
        yield self._label("Beyond", self._beyond())
        yield taken_or_ask(self.taken(), self.asked.ask, self.say)

    def _value(self, number: int, *, monthly: bool) -> str:
        """Return a value with what it counts; ``monthly``: in Chinese with the month in which it is used."""
        said = self.say(Count(number, self.unit))
        return f"每月{said}" if self.say.language == "zh" and monthly else said

    def _bare(self, number: int, *, monthly: bool = False) -> str:
        """Return a value of the quantity: in English without what it counts, which its sentence says."""
        return f"{number:,}" if self.say.language == "en" else self._value(number, monthly=monthly)

    def _span(self, first: int, last: int) -> str:
        """Return values of the quantity from one to another: in English without what they count."""
        return f"{first:,} to {last:,}" if self.say.language == "en" else self.say(Span(first, last, self.unit))

    def _you(self) -> Message | None:
        here = self.asked.here
        assert here is not None
        found = next((one for one in self.window.ranges if one.first <= here <= one.last), None)
        if found is None or not found.cheapest:
            return None
        at = self._value(here, monthly=self.monthly)
        costs = {plan: cost for plan, cost in self._costs_at(here).items() if cost is not None}
        contender = found.cheapest[0]
        own = [offer.id for entrant in self.answer.entrants if entrant.name == contender for offer in entrant.offers]
        mine = min((plan for plan in own if plan in costs), key=lambda plan: (costs[plan], plan))
        total = Money(costs[mine], self.currency)
        if len(found.cheapest) > 1:
            names = [self.names[name] for name in found.cheapest]
            return Message("{names} cost the same at {at}: {total}", names=names, at=at, total=total)
        plan = self.answer.offers[mine].name
        span, subject = self._unbeaten(contender, here), self.names[contender]
        parts: dict[str, object] = {"plan": plan, "at": at, "total": total, "span": span}
        others = [plan_id for plan_id in costs if plan_id not in own]
        if not others:
            return Message("{plan} at {at}: {total}, nobody else can serve; unbeaten {span}", **parts)
        rival = min(others, key=lambda plan_id: (costs[plan_id], plan_id))
        parts |= {
            "less": Money(costs[rival] - costs[mine], self.currency),
            "other": self.answer.offers[rival].name,
        }
        if subject == plan:
            return Message("{plan} at {at}: {total}, {less} less than {other}; unbeaten {span}", **parts)
        text = "{plan} at {at}: {total}, {less} less than {other}; {vendor} unbeaten {span}"
        return Message(text, **parts, vendor=subject)

    def _costs_at(self, here: int) -> Mapping[str, Fraction | None]:
        from telquote.decisions.over_quantity import racers_of

        answer = self.answer
        groups, _ = racers_of(answer.entrants, answer.usage, answer.months, answer.by, answer.over)
        return {curve.name: curve.at(here) for group in groups for curve in group}

    def _unbeaten(self, contender: str, here: int) -> Message:
        ranges = self.answer.ranges
        within = (index for index, one in enumerate(ranges) if one.first <= here <= one.last)
        at = next(within, len(ranges) - 1)  # past the last change is proven
        low = high = at
        while low > 0 and contender in ranges[low - 1].cheapest:
            low -= 1
        while high + 1 < len(ranges) and contender in ranges[high + 1].cheapest:
            high += 1
        first, last = ranges[low].first, ranges[high].last
        if high + 1 == len(ranges) and self.answer.end == "proven":
            return Message("from {first} on", first=self._bare(first))
        return Message("from {span}", span=self._span(first, last))

    def _turns(self) -> Message | None:
        turns: list[tuple[str, Range[int]]] = []
        for one in self.answer.ranges:
            if len(one.cheapest) == 1 and (not turns or turns[-1][0] != one.cheapest[0]):
                turns.append((one.cheapest[0], one))
        if not turns:
            return None
        said: list[Message] = []
        for number, (name, one) in enumerate(turns[:MOST_TURNS]):
            if number == 0 and one.first == self.answer.first:
                up_to = "{name} up to {value}" if one.last > one.first else "{name} at {value}"
                said.append(Message(up_to, name=self.names[name], value=self._bare(one.last, monthly=self.monthly)))
            else:
                said.append(Message("{name} from {value}", name=self.names[name], value=one.first))
        if len(turns) == 1 and len(self.answer.ranges) == 1:
            winner, first = self.names[turns[0][0]], self.answer.first
            if self.answer.end != "proven":
                span = self._span(first, self.answer.last)
                return Message("{name} from {span}", name=winner, span=span)
            if first > self.answer.over.least:
                return Message("{name} from {first} on", name=winner, first=self._bare(first))
            return Message("{name} everywhere", name=winner)
        if len(turns) > MOST_TURNS:
            said.append(Message("then {count}", count=Count(len(turns) - MOST_TURNS, "more turn")))
        return Message("{turns}", turns=self.say.clauses(map(self.say, said)))

    def _needs(self) -> Message | None:
        needs: dict[str, str] = {}
        for one in self.window.ranges:
            for name in one.cheapest:
                for plan in self.window.plans(name, one):
                    offer = self.answer.offers[plan]
                    if offer.plan.requires and plan not in needs:
                        words = [_need(each) for each in offer.plan.requires]
                        needs[plan] = self.say("{plan}: {needs}", plan=offer.name, needs=words)
        return Message("{parts}", parts=self.say.row(needs.values())) if needs else None

    def _beyond(self) -> Message:
        known = self.beyond
        if known.why != "proven":
            end = Count(known.looked_at, self.unit)
            return Message("looked at up to {end}; past that nothing is claimed", end=end)
        names = [self.names[name] for name in known.cheapest]
        who = Message("{names} the same for good" if len(names) > 1 else "{names} for good", names=names)
        rates = sorted({rate for rate in known.rates.values() if rate is not None})
        if len(rates) > 1:
            low, high = (Price(_rate(rate), self.currency) for rate in rates[:2])
            text = "{who} ({low} {per} against {high})"
            if len(self.names) == TWO:
                text = "{who} ({low} {per} against {other})"
            who = Message(text, who=who, low=low, high=high, other=high, per=Per(self.unit))
        first = known.last_change
        if len(self.answer.ranges) == 1 and self.answer.first <= self.answer.over.least:
            return Message("{who}; proven", who=who)
        if self.window.last < first:
            text = "they take turns up to {before}; from {first} on {who}; proven"
            return Message(text, before=self._bare(first - 1), first=self._bare(first), who=who)
        return Message("from {first} on {who}; proven", first=self._bare(first), who=who)


def _need(requirement: Requirement) -> Message:
    """Return what a plan requires, marked where what it costs is in no total."""
    text = "{need} (its cost is in no total)" if requirement.unpriced else "{need}"
    return Message(text, need=requirement_words(requirement))


def _rate(rate: Fraction) -> str:
    """Return a long-run rate with two decimals at least and four at most."""
    text = rounded_text(rate, 4).rstrip("0")
    whole, _, part = text.partition(".")
    return f"{whole}.{part:0<2}"
