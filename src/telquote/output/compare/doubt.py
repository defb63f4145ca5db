"""What is said of what nobody confirmed: what the first plan could cost, and what to ask first."""

from collections.abc import Iterator

from telquote.decisions.answer import Answer
from telquote.decisions.questions import Question, Reply
from telquote.language import Message
from telquote.language.measures import Count, MoneySpan, Name, Price
from telquote.output.compare.voice import Voice
from telquote.output.questions import asked, called, is_price, is_yes_or_no, lengths_of, value_of, whom
from telquote.output.report import ACT, CAREFUL, Label


class DoubtLines(Voice):
    """The sentences about what is not confirmed."""

    def about_doubt(self) -> Iterator[Label]:
        """Yield what the first plan could cost, and what to ask first."""
        if self.answer.open and self.answer.could_be.figures:
            yield self.label("Could be", self._could_be(), CAREFUL)
        if self.answer.questions:
            yield self.label("Ask first", self._ask(self.answer.questions[0]), ACT)
        else:
            yield self.label("Steady", steady(self.answer), ACT)

    def _could_be(self) -> Message:
        could = self.answer.could_be
        span: object = MoneySpan(could.lowest, could.highest, self.currency)
        if could.lowest == could.highest:
            span = self.money(could.lowest)
        if could.not_offered_at:
            span = Message("{span} or cannot serve", span=span)
        text = Message("{span}, not confirmed: {figures}", span=span, figures=_causes(self.answer))
        if len(self.plans) > 1:
            text = self._compared(text)
        return Message("{text} (one at a time)", text=text) if could.one_at_a_time else text

    def _compared(self, text: Message) -> Message:
        """Return what the first plan could cost, and how it stands then beside the others."""
        could = self.answer.could_be
        if could.worst is None and could.not_offered_at:
            return Message("{text}; the cheapest wherever it serves", text=text)
        if could.worst is None and could.one_at_a_time:
            return Message("{text}; the cheapest each time", text=text)
        if could.worst is None:
            return Message("{text}; the cheapest in every case", text=text)
        plan, less, looked_at = self.name(could.worst.plan), self.money(could.worst.by), len(self.answer.spans)
        if looked_at == len(self.plans):
            return Message("{text}; at worst {plan} costs {less} less", text=text, plan=plan, less=less)
        count = Count(looked_at, "plan")
        return Message(
            "{text}; at worst, of {count}, {plan} costs {less} less", text=text, count=count, plan=plan, less=less
        )

    def _ask(self, question: Question) -> Message:
        condition, effect = self._condition(question, question.dearest), self._effect(question, question.dearest)
        text = asked(question.assumption)
        said = Message("{question} {condition} {effect}", question=text, condition=condition, effect=effect)
        return Message("{whom}: {question}", whom=whom(self.answer, question), question=said)

    def _condition(self, question: Question, reply: Reply) -> Message:
        found = lengths_of(self.answer, reply)
        value, lengths = value_of(self.answer, question, reply), found and found.supposed
        if is_yes_or_no(question):
            yes = question.assumption.value == "exact"
            if lengths:
                return Message("If yes and {calls}," if yes else "If no and {calls},", calls=lengths)
            return Message("If yes,") if yes else Message("If no,")
        if question.assumption.asks == "statement":
            return Message("Otherwise, with {calls},", calls=lengths) if lengths else Message("Otherwise")
        taken = value_of(self.answer, question, question.replies[0])
        if is_price(question.assumption):
            taken, value = (self._price(one) for one in (taken, value))
        if lengths:
            return Message("Taken as {taken}; at {value} and {calls}", taken=taken, value=value, calls=lengths)
        return Message("Taken as {taken}; at {value}", taken=taken, value=value)

    def _price(self, value: object) -> object:
        return value._replace(currency=self.currency) if isinstance(value, Price) else value

    def _effect(self, question: Question, reply: Reply) -> Message:
        """Return what holds under an answer; of another vendor's the first plan is named."""
        own = question.plan is None or self.plans[question.plan].offer.vendor == self.lead.offer.vendor
        if reply.less and reply.total == self.answer.cost(self.lead):
            there = self.money(reply.total - reply.less)
            other = self._cheapest(reply)
            return Message("{plan} costs {total}, {less} less", plan=other, total=there, less=self.money(reply.less))
        said = self._of_lead(reply)
        return said if own else Message("{who}: {what}", who=self.name(self.lead), what=said)

    def _cheapest(self, reply: Reply) -> Name:
        plans = (self.plans[name] for name in reply.cheapest)
        return self.name(min(plans, key=lambda one: (one.first_payment, one.offer.id)))

    def _of_lead(self, reply: Reply) -> Message:
        now = self.answer.cost(self.lead)
        if reply.total is None:
            return Message("it cannot serve this usage")
        total = self.money(reply.total)
        if reply.less:
            more, other = self.money(reply.less), self._cheapest(reply)
            return Message("it costs {total}, {more} more than {plan}", total=total, more=more, plan=other)
        if reply.total >= now:
            return Message("it costs {total}, {more} more than now", total=total, more=self.money(reply.total - now))
        return Message("it costs {total}, {less} less than now", total=total, less=self.money(now - reply.total))


def steady(answer: Answer) -> Message:
    """Return that no question is worth asking."""
    if answer.open:
        return Message("no single answer makes another plan cheaper")
    return Message("no stated alternative makes another plan cheaper")


MOST_CAUSES = 4
"""Unconfirmed figures that are named in a line."""


def _causes(answer: Answer) -> list[object]:
    """Return what is not confirmed and moves the cost: in the order of the questions, the length of calls last."""
    playing = answer.could_be.at_play
    order = [question.figure for question in answer.questions]
    order += [figure for figure in sorted(playing) if figure not in order]
    firsts = [answer.totals.figures[figure].first for figure in order if figure in playing]
    firsts.sort(key=lambda one: one.of_calls)
    mean = any(one.first.asks == "call_length" for one in answer.totals.figures)
    words = list(dict.fromkeys(called(one, mean_given=not mean) for one in firsts))
    shown: list[object] = list(words[:MOST_CAUSES])
    return [*shown, Message("{count} more", count=len(words) - MOST_CAUSES)] if len(words) > MOST_CAUSES else shown
