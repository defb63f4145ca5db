"""What is said of a cost: who is cheapest, what that saves, and what is next."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from telquote.decisions.comparison import RankedPlan
from telquote.exact import rounded_text
from telquote.language import Message, Term, loosened
from telquote.language.measures import Count, Money, MoneySpan, Percent, names_of
from telquote.output.compare.voice import Voice
from telquote.output.report import BEST, Cell, Label


class CostLines(Voice):
    """The sentences about costs."""

    def about_cost(self) -> Iterator[Label]:
        """Yield who is cheapest, what that saves, and what is next."""
        yield self._cheapest()
        if len(self.answer.leaders) > 1 and (differ := self._differ()):
            yield self.label("Differ", differ)
        if self.answer.saving:
            yield self.label("Saves", self._saves())
        if self.answer.next:
            yield self.label("Next", self._next())

    def _cheapest(self) -> Label:
        answer, lead, months = self.answer, self.lead, self.answer.ranking.months
        total, first = answer.cost(lead), lead.first_payment
        name, paid = self.name(lead), self.money(total)
        parts = {"plan": name, "total": paid, "months": Count(months, "month")}
        alone = len(answer.ranking.ranked) == 1
        if len(answer.leaders) > 1:
            names = names_of([plan.offer.name for plan in answer.leaders])
            text = Message("{names}: {total} in {months} each", names=names, **parts)
        elif answer.ranking.by == "total":
            text = self._paid(parts, total, first, months)
        else:
            parts |= {"total": self.money(lead.quote.total), "cost": paid}
            parts |= {"by": Term(answer.ranking.by), "first": self.money(first)}
            text = Message("{plan}: {by} {cost} in {months}; total {total}, {first} in month 1", **parts)
            if answer.ranking.by == "upfront":
                text = Message("{plan}: {cost} in month 1 whatever is used; total {total} in {months}", **parts)
        if answer.ranking.on_top_of:
            besides = [one.short or one.text for one in lead.offer.plan.requires if one.unpriced]
            text = Message("{text}; on top of {needs}, whose cost is in no total", text=text, needs=besides)
        marks = [Cell(loosened(self.say(part)), BEST) for part in (name, paid)]
        return self.label("Costs" if alone else "Cheapest", text, BEST, marks if len(answer.leaders) == 1 else ())

    def _paid(self, parts: Mapping[str, object], total: Fraction, first: Fraction, months: int) -> Message:
        if months == 1 and first != total:
            return Message("{plan}: {total} in {months}, {first} to pay first", **parts, first=self.money(first))
        if months == 1 or total == 0:
            return Message("{plan}: {total} in {months}", **parts)
        average = _average(total / months, self.currency)
        text = "{plan}: {total} in {months}, {first} in month 1; {average} a month"
        if first == total:
            text = "{plan}: {total} in {months}, all of it in month 1; {average} a month"
        elif 0 < first < total:
            text = "{plan}: {total} in {months}, {first} of it in month 1; {average} a month"
        return Message(text, **parts, first=self.money(first), average=average)

    def _differ(self) -> Message | None:
        one, other = self.answer.leaders[:2]
        sides = [self._side(one, other), self._side(other, one)]
        if None in sides:
            return None
        return Message("{one}; {other}", one=sides[0], other=sides[1])

    def _side(self, plan: RankedPlan, other: RankedPlan) -> Message | None:
        """Return what tells a leader from another one: its first payment, how far it holds, else what it requires."""
        holds = [self.answer.holds.get(one.offer.id) for one in (plan, other)]
        reach = [one and (one.to if one.to is not None else one.looked_at[1]) for one in holds]
        parts: list[Message] = []
        if plan.first_payment != other.first_payment:
            parts.append(Message("{first} in month 1", first=self.money(plan.first_payment)))
        requires = [requirement.text for requirement in plan.offer.plan.requires]
        if reach[0] is not None and reach[0] != reach[1]:
            until: object = Count(reach[0], self.unit)
            if holds[0] is not None and holds[0].to is None:
                until = Message("{until}, as far as was looked", until=until)
            parts.append(Message("unbeaten to {until}", until=until))
        elif requires or other.offer.plan.requires:
            parts.append(Message("requires {needs}", needs=requires) if requires else Message("requires nothing"))
        if not parts:
            return None
        told = Message("{one}, {other}", one=parts[0], other=parts[1]) if len(parts) > 1 else parts[0]
        return Message("{plan}: {told}", plan=self.name(plan), told=told)

    def _saves(self) -> Message:
        saving = self.answer.saving
        assert saving is not None
        staying = saving.staying
        if staying is None or saving.saves is None:
            return self._staying_unknown(saving.plan)
        name, total = self.name(staying), self.money(self.answer.cost(staying))
        parts = {"saves": self.money(saving.saves), "plan": name, "total": total}
        if staying.rank == 1:
            text = Message("nothing: the plan of today, {plan}, is the cheapest", plan=name)
        elif not saving.given_up:
            text = Message("{saves} against staying with {plan} ({total})", **parts)
        else:
            template = "{saves} against staying with {plan} ({total}); the {left} still on it is given up, and counted"
            text = Message(template, **parts, left=self.money(saving.given_up))
        if not saving.comes_back:
            return text
        back = self.money(saving.comes_back)
        return Message("{text}; leaving gives back {amount}, not counted here", text=text, amount=back)

    def _staying_unknown(self, plan: str) -> Message:
        """Return why nobody knows what staying costs."""
        ranking = self.answer.ranking
        refused = {one.offer.id: one for one in ranking.not_offered}.get(plan)
        unpriced = {one.offer.id: one for one in ranking.unpriced}.get(plan)
        if refused is not None:
            text = "nobody knows: the plan of today is left out: {plan} ({reason})"
            return Message(text, plan=refused.offer.name, reason=refused.reason)
        if unpriced is not None:
            text = "nobody knows: what the plan of today, {plan}, requires has no price"
            return Message(text, plan=unpriced.offer.name)
        return Message("nobody knows: the plan of today, {plan}, is not among those compared", plan=plan)

    def _next(self) -> Message:
        following = self.answer.next
        assert following is not None
        plans, lowest = following.plans, self.answer.cost(self.lead)
        firsts = [plan.first_payment for plan in plans]
        first: object = self.money(firsts[0])
        if min(firsts) != max(firsts):
            first = MoneySpan(min(firsts), max(firsts), self.currency)
        more = Message("{more} more", more=self.money(following.more))
        share = following.more / lowest if lowest > 0 else Fraction(0)
        if share >= Fraction(1, 100):
            more = Message("{text} ({percent})", text=more, percent=Percent(share))
        if len(plans) == 1:
            return Message("{plan}: {more}, {first} in month 1", plan=self.name(plans[0]), more=more, first=first)
        return Message(
            "{names}: {more}, {first} in month 1",
            names=names_of([one.offer.name for one in plans]),
            more=more,
            first=first,
        )


def _average(amount: Fraction, currency: str | None) -> object:
    """Return an average of a month, said to be about so much where it is rounded."""
    money = Money(amount, currency, about=True)
    decimals = 0 if abs(amount) >= 100 else 2
    exact = Fraction(rounded_text(amount, decimals)) == amount
    return money if exact else Message("about {money}", money=money)
