"""What is said of other volumes: over which the first plan holds, and what changes close by."""

from collections.abc import Iterator
from functools import reduce

from telquote.decisions.around import Holds, Near
from telquote.language import Message
from telquote.language.measures import Count, Span
from telquote.output.compare.voice import Voice
from telquote.output.report import CAREFUL, Label


class ReachLines(Voice):
    """The sentences about volumes."""

    def about_reach(self) -> Iterator[Label]:
        """Yield over which volumes the first plan holds, and what changes close by."""
        holds = self.answer.holds.get(self.lead.offer.id)
        if holds and len(self.answer.leaders) == 1 and len(self.offers) > 1 and (text := self._holds(holds)):
            yield self.label("Holds", text)
        if careful := self._careful():
            yield self.label("Careful", careful, CAREFUL)

    def _holds(self, holds: Holds) -> Message | None:
        near = self.answer.near
        below = None if near and near.below else holds.below
        above = None if near and near.above else holds.above
        span = self._span(holds)
        low, high = (self.name(side.plan) if side and side.lead is not None else None for side in (below, above))
        if above is not None and above.lead is None:
            span = Message("{span}; above, it cannot serve", span=span)
        if low and high and low == high:
            return Message("{span}; below and above, {plan} is cheaper", span=span, plan=low)
        if low and high:
            return Message("{span}; below, {low} is cheaper, above, {high}", span=span, low=low, high=high)
        if low:
            return Message("{span}; below, {low} is cheaper", span=span, low=low)
        if high:
            return Message("{span}; above, {high} is cheaper", span=span, high=high)
        return span

    def _span(self, holds: Holds) -> Message:
        least, most = holds.looked_at
        from_least = holds.below is None
        if holds.to is None and from_least:
            everything = Message("up to {value}", value=Count(most, self.unit))
            span = everything if holds.first <= 1 else Span(least, most, self.unit)
            return Message("at every volume looked at, {span} a month", span=span)
        if holds.to is None:
            first, end = Count(holds.first, self.unit), Count(most, self.unit)
            return Message("from {first} a month on, looked at to {end}", first=first, end=end)
        if from_least and holds.first <= 1:
            return Message("up to {last} a month", last=Count(holds.to, self.unit))
        if from_least:
            first, last = Count(holds.first, self.unit), Count(holds.to, self.unit)
            return Message("up to {last} a month, looked at from {first}", first=first, last=last)
        return Message("from {span} a month", span=Span(holds.first, holds.to, self.unit))

    def _careful(self) -> Message | None:
        near = self.answer.near
        if near is None or len(self.offers) < 2:
            return None
        cliff = self._cliff(near)
        parts = [cliff] if cliff else []
        for part in (self._above, self._below):
            if said := part(near, again=bool(parts)):
                parts.append(said)
        if not parts:
            return None
        return reduce(lambda one, other: Message("{one}; {other}", one=one, other=other), parts)

    def _cliff(self, near: Near) -> Message | None:
        cliff = near.cliff
        if cliff is None:
            return None
        at, total, more = Count(cliff.at, self.unit), self.money(cliff.total), self.money(cliff.more)
        parts = {"at": at, "total": total, "more": more}
        tied = len(self.answer.leaders) > 1
        beside = None
        if tied and self.answer.beside is not None:
            beside = self.name(self.answer.leaders[1]), self.money(self.answer.beside)
        elif near.above and near.above.at == cliff.at:
            beside = self.name(near.above.plan), self.money(near.above.total)
        said = Message("from {at} a month it costs {total}, {more} more", **parts)
        if tied:
            said = Message("from {at} a month {plan} costs {total}, {more} more", **parts, plan=self.name(self.lead))
        return Message("{text} ({other}: {cost})", text=said, other=beside[0], cost=beside[1]) if beside else said

    def _above(self, near: Near, *, again: bool) -> Message | None:
        there = near.above
        if there is None or (near.cliff and near.cliff.at == there.at):
            return None
        if there.lead is None:
            parts = {"plan": self.name(self.lead), "other": self.name(there.plan), "total": self.money(there.total)}
            text = "from {at} a month {plan} cannot serve; {other} costs {total}"
            return Message(text, at=Count(there.at, self.unit), **parts)
        text = "from {at} {plan} is cheaper: {total}" if again else "from {at} a month {plan} is cheaper: {total}"
        return Message(text, at=Count(there.at, self.unit), plan=self.name(there.plan), total=self.money(there.total))

    def _below(self, near: Near, *, again: bool) -> Message | None:
        there = near.below
        if there is None:
            return None
        text = "up to {at} {plan} costs {total}" if again else "up to {at} a month {plan} costs {total}"
        return Message(text, at=Count(there.at, self.unit), plan=self.name(there.plan), total=self.money(there.total))
