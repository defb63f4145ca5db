"""What is said of a break-even below its ranges: where you stand, where it turns, what it needs, what lies beyond."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from telquote.decisions.breakeven import OfQuantity
from telquote.decisions.window import Beyond, Window, beyond
from telquote.exact import rounded_text
from telquote.language import Language, Message
from telquote.language.measures import Count, Money, Per, Price, Span, Typed
from telquote.output.breakeven.ranges import TWO, contender_name
from telquote.output.compare.screen import requirement_words
from telquote.output.report import (
    ACT,
    BOLD,
    CAREFUL,
    Label,
    Speaker,
)
from telquote.output.taken import taken_as
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

    def _label(self, label: str, message: Message, style: str = BOLD, *, again: bool = True) -> Label:
        return Label(self.say(label), message.joined(self.say.language, again=again), style)

    def finding(self) -> Label | None:
        """Return where the buyer stands, or where the cheapest changes."""
        you = self._you() if self.asked.here is not None else None
        if you:
            return self._label("You", you, again=False)
        turns = self._turns()
        return self._label("Turns", turns) if turns else None

    def taken(self) -> Message | None:
        """Return what is taken for granted and may be something else."""
        taken = tuple(taken_as(self.answer.offers, self.answer.assumptions, self.currency))
        return Message("{parts}", parts=_Sentences(taken)) if taken else None

    def all(self) -> Iterator[Label]:
        """Yield the sentences in their order, what to do last."""
        if found := self.finding():
            yield found
        if needs := self._needs():
            yield self._label("Needs", needs)
        yield self._label("Beyond", self._beyond())
        taken, command = self.taken(), Typed(self.asked.ask)
        if taken:
            text = "{taken}. Others: {command}"
            yield self._label("Taken as", Message(text, taken=taken, command=command), CAREFUL)
        else:
            yield self._label("Ask", Message("What else to ask: {command}", command=command), ACT)

    def _you(self) -> Message | None:
        here = self.asked.here
        assert here is not None
        found = next((one for one in self.window.ranges if one.first <= here <= one.last), None)
        if found is None or not found.cheapest:
            return None
        at = _Value(here, self.unit, self.monthly)
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
            return Message("from {first} on", first=_Bare(first, self.unit))
        return Message("from {span}", span=_BareSpan(first, last, self.unit))

    def _turns(self) -> Message | None:
        turns: list[tuple[str, Range[int]]] = []
        for one in self.answer.ranges:
            if len(one.cheapest) == 1 and (not turns or turns[-1][0] != one.cheapest[0]):
                turns.append((one.cheapest[0], one))
        if not turns:
            return None
        said: list[object] = []
        for number, (name, one) in enumerate(turns[:MOST_TURNS]):
            if number == 0 and one.first == self.answer.first:
                up_to = "{name} up to {value}" if one.last > one.first else "{name} at {value}"
                said.append(Message(up_to, name=self.names[name], value=_Bare(one.last, self.unit, self.monthly)))
            else:
                said.append(Message("{name} from {value}", name=self.names[name], value=one.first))
        if len(turns) == 1 and len(self.answer.ranges) == 1:
            winner, first = self.names[turns[0][0]], self.answer.first
            if self.answer.end != "proven":
                span = _BareSpan(first, self.answer.last, self.unit)
                return Message("{name} from {span}", name=winner, span=span)
            if first > self.answer.over.least:
                return Message("{name} from {first} on", name=winner, first=_Bare(first, self.unit))
            return Message("{name} everywhere", name=winner)
        if len(turns) > MOST_TURNS:
            said.append(Message("then {count}", count=Count(len(turns) - MOST_TURNS, "more turn")))
        return Message("{turns}", turns=_Clauses(tuple(said)))

    def _needs(self) -> Message | None:
        needs: dict[str, object] = {}
        for one in self.window.ranges:
            for name in one.cheapest:
                for plan in self.window.plans(name, one):
                    offer = self.answer.offers[plan]
                    if offer.plan.requires and plan not in needs:
                        words = [_need(each) for each in offer.plan.requires]
                        needs[plan] = Message("{plan}: {needs}", plan=offer.name, needs=words)
        return Message("{parts}", parts=_Sentences(tuple(needs.values()))) if needs else None

    def _beyond(self) -> Message:
        known = self.beyond
        if known.why != "proven":
            end = Count(known.looked_at, self.unit)
            return Message("looked at up to {end}; past that nothing is claimed", end=end)
        names = [self.names[name] for name in known.cheapest]
        who = Message("{names} for good", names=names)
        if len(names) > 1:
            who = Message("{names} the same for good", names=names)
        rates = sorted({rate for rate in known.rates.values() if rate is not None})
        if len(rates) > 1:
            low, high = (Price(_rate(rate), self.currency) for rate in rates[:2])
            text = "{who} ({low} {per} against {high})"
            if len(self.names) == TWO:
                text = "{who} ({low} {per} against {other})"
                who = Message(text, who=who, low=low, other=high, per=Per(self.unit))
            else:
                who = Message(text, who=who, low=low, high=high, per=Per(self.unit))
        first = known.last_change
        if len(self.answer.ranges) == 1 and self.answer.first <= self.answer.over.least:
            return Message("{who}; proven", who=who)
        if self.window.last < first:
            text = "they take turns up to {before}; from {first} on {who}; proven"
            return Message(text, before=_Bare(first - 1, self.unit), first=_Bare(first, self.unit), who=who)
        return Message("from {first} on {who}; proven", first=_Bare(first, self.unit), who=who)


def _need(requirement: Requirement) -> Message:
    """Return what a plan requires, marked where what it costs is in no total."""
    text = "{need} (its cost is in no total)" if requirement.unpriced else "{need}"
    return Message(text, need=requirement_words(requirement))


def _rate(rate: Fraction) -> str:
    """Return a long-run rate with two decimals at least and four at most."""
    text = rounded_text(rate, 4).rstrip("0")
    whole, _, part = text.partition(".")
    return f"{whole}.{part:0<2}"


class _Value(NamedTuple):
    """A value of the quantity with what it counts: in Chinese with the month in which it is used."""

    number: int
    unit: str
    monthly: bool = False

    def joined(self, language: Language, *, again: bool = False) -> str:
        said = Count(self.number, self.unit).joined(language, again=again)
        return f"每月{said}" if language == "zh" and self.monthly else said


class _Bare(NamedTuple):
    """A value of the quantity: in English without what it counts, which its sentence says."""

    number: int
    unit: str
    monthly: bool = False

    def joined(self, language: Language, *, again: bool = False) -> str:
        return f"{self.number:,}" if language == "en" else _Value(*self).joined(language, again=again)


class _BareSpan(NamedTuple):
    """Values of the quantity from one to another: in English without what they count."""

    first: int
    last: int
    unit: str

    def joined(self, language: Language, *, again: bool = False) -> str:
        span = Span(self.first, self.last, self.unit).joined(language, again=again)
        return f"{self.first:,} to {self.last:,}" if language == "en" else span


class _Clauses(NamedTuple):
    """What happens one after the other."""

    parts: tuple[object, ...]

    def joined(self, language: Language, *, again: bool = False) -> str:
        said = [part.joined(language, again=again) for part in self.parts if isinstance(part, Message)]
        return ("，" if language == "zh" else ", ").join(said)


class _Sentences(NamedTuple):
    """Sentences that stand in one line."""

    parts: tuple[object, ...]

    def joined(self, language: Language, *, again: bool = False) -> str:
        said = [part.joined(language, again=again) for part in self.parts if isinstance(part, Message)]
        return ("；" if language == "zh" else "; ").join(said)
