"""A break-even over a price on one screen: the strip, the ranges, and what follows."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from telquote.decisions.assumptions import Assumption, as_written, figure_assumption
from telquote.decisions.prices import PriceContest, PriceRange
from telquote.exact import exact_text, rounded_text
from telquote.language import HARD_SPACE, Language, Message, loosened
from telquote.language.measures import CurrencyName, Name, Price, Typed
from telquote.output.breakeven.conclusion import contender_name, taken_as
from telquote.output.breakeven.screen import COLUMN, MOST_BESIDE
from telquote.output.breakeven.strip import COLOURS, FEW, Contender, cells_of, contenders_of, mark, strip
from telquote.output.figures import between
from telquote.output.questions import asked, called
from telquote.output.report import (
    ACT,
    BOLD,
    CAREFUL,
    Cell,
    Column,
    Drawing,
    Fixed,
    Label,
    Labels,
    Report,
    Speaker,
    Table,
)
from telquote.output.turns import SHORT
from telquote.output.usage_words import asked_words

BESIDE = 72
MOST_CHANGES = 2
"""Changes that are told on either side of the price now."""


class Shown(NamedTuple):
    """How a break-even over a price is shown: a drawing in place of the strip, and the command that asks on."""

    drawing: Drawing | None
    ask: tuple[str, ...]


def price_report(answer: PriceContest, language: Language, width: int, shown: Shown) -> Report:
    """Return the strip, the ranges and what follows."""
    screen = _Screen(answer, Speaker(language), width, shown)
    parts = [shown.drawing] if shown.drawing else [Fixed(screen.strip())]
    end = Labels(list(screen.conclusion()), COLUMN[language])
    return Report(screen.title(), [*parts, screen.table(), end])


class _Screen:
    """One break-even over a price in one language."""

    def __init__(self, answer: PriceContest, say: Speaker, width: int, shown: Shown) -> None:
        self.answer, self.say, self.width, self.shown = answer, say, width, shown
        self.currency = answer.currency
        self.names = {entrant.name: contender_name(entrant) for entrant in answer.entrants}
        joined = [loosened(say(name)) for name in self.names.values()]
        self.contenders: list[Contender] = contenders_of(list(self.names), joined, say.language)
        offers = {offer.id: offer for entrant in answer.entrants for offer in entrant.offers}
        plan, figure = next(iter(answer.price.figures.items()))
        self.offer, self.figure = offers[plan], figure
        self.assumption: Assumption = figure_assumption(self.offer, figure)
        written = as_written(figure.value.amount)
        self.now = written if len(answer.price.now) == 1 else None
        self.decimals = len(written.partition(".")[2]) + 1

    def title(self) -> str:
        usage = asked_words(self.answer.usage, self.answer.months, CurrencyName(self.currency))
        several = len(self.answer.price.figures) > 1
        plan = Name(self.offer.vendor.name) if several else self.offer.name
        return self.say("At which {figure} of {plan}? {asked}", figure=called(self.assumption), plan=plan, asked=usage)

    def strip(self) -> list[list[Cell]]:
        language, first, last = self.say.language, self.answer.first, self.answer.last
        cells = cells_of(self.width, language) if self.width < 500 else 78
        winners = [
            self._cheapest_between(first + (last - first) * at / cells, first + (last - first) * (at + 1) / cells)
            for at in range(cells)
        ]
        steps = 2 if self.width < FEW else 5
        labels = [self._written(first + (last - first) * step / steps) for step in range(steps + 1)]
        scale, letters, legend = strip(winners, self.contenders, labels, language)
        marks = []
        if self.now is not None and first <= Fraction(self.now) <= last:
            cell = min(int((Fraction(self.now) - first) * cells / (last - first)), cells - 1)
            word = "taken" if self.assumption.because and self.figure.value.assumed and language == "zh" else "now"
            marks = [mark(cell, self.say(word), language)]
        return [scale, letters, *marks, legend]

    def _cheapest_between(self, low: Fraction, high: Fraction) -> tuple[str, ...]:
        lengths: dict[tuple[str, ...], Fraction] = {}
        for one in self.answer.ranges:
            shared = min(one.last, high) - max(one.first, low)
            if shared >= 0:
                lengths[one.cheapest] = lengths.get(one.cheapest, Fraction(0)) + shared
        return max(lengths, key=lambda names: lengths[names])

    def _written(self, number: Fraction) -> str:
        return "0" if number == 0 else rounded_text(number, self.decimals, thousands=True)

    def table(self) -> Table:
        two = len(self.names) == MOST_BESIDE and self.width >= BESIDE
        ranges = self.answer.ranges
        amounts = [cost for one in ranges for costs in one.costs.values() for cost in costs if cost is not None]
        whole = all(amount.denominator == 1 for amount in amounts)
        a_minute = self.assumption.asks == "per_minute"
        heading = "{currency} a minute" if a_minute else "{currency} each"
        columns = [
            Column("span", self.say(heading, currency=CurrencyName(self.currency)), numeric=True),
            Column("cheapest", self.say("Cheapest"), prose=True),
        ]
        if two:
            columns += [Column(f"cost:{key}", self.say(name), numeric=True) for key, name in self.names.items()]
        else:
            columns.append(Column("costs", self.say("Total" if self.say.language == "zh" else "Costs"), numeric=True))
        rows: list[dict[str, str | Cell]] = []
        for one in ranges:
            here = self.now is not None and one.holds(Fraction(self.now))
            row: dict[str, str | Cell] = {
                "span": f"{'> ' if here else ''}{self._span(one)}".replace(" ", HARD_SPACE),
                "cheapest": self._cheapest(one),
            }
            row.update((f"cost:{name}", between(one.costs[name], self.currency, whole=whole)) for name in self.names)
            row["costs"] = between(
                one.costs[one.cheapest[0]] if one.cheapest else (None, None), self.currency, whole=whole
            )
            rows.append(row)
        return Table(columns, rows, 1)

    def _span(self, one: PriceRange) -> str:
        """Return a range by the first and the last written value that lie in it; where none does, by its exact ends."""
        step = Fraction(1, 10**self.decimals)
        low, high = -(-one.first // step), one.last // step
        low += 1 if low * step == one.first and not one.closed[0] else 0
        high -= 1 if high * step == one.last and not one.closed[1] else 0
        if low > high:
            return str(one.first) if one.first == one.last else f"{_exact(one.first)}-{_exact(one.last)}"
        first, last = (rounded_text(end * step, self.decimals, thousands=True) for end in (low, high))
        return first if low == high else f"{first}-{last}"

    def _cheapest(self, one: PriceRange) -> Cell:
        if not one.cheapest:
            return Cell(self.say("none is offered"))
        if len(one.cheapest) > 1:
            if len(self.names) == MOST_BESIDE:
                return Cell(self.say("the same"))
            tie = "＝" if self.say.language == "zh" else f"{HARD_SPACE}={HARD_SPACE}"
            return Cell(tie.join(self.say(self.names[name]) for name in one.cheapest))
        at = next(index for index, contender in enumerate(self.contenders) if contender.key == one.cheapest[0])
        return Cell(self.say(self.names[one.cheapest[0]]), COLOURS[at % len(COLOURS)])

    def conclusion(self) -> Iterator[Label]:
        """Yield what holds now and where it changes, what to ask, and what else is taken for granted."""
        say = self.say
        if self.now is not None and (you := list(self._you())):
            yield Label(say("You"), ("；" if say.language == "zh" else "; ").join(you), BOLD)
        if self.figure.value.assumed and self.assumption.options:
            values = [Price(value, None) for value in self.assumption.alternatives[:-1]]
            values.append(Price(self.assumption.alternatives[-1], self.currency))
            vendor = Name(self.offer.vendor.name)
            text = "{vendor}: {question} Said to be possible: {values}"
            yield Label(say("Ask"), say(text, vendor=vendor, question=asked(self.assumption), values=values), ACT)
        taken, command = (
            list(taken_as(self.answer.entrants, self.answer.assumptions, self.currency)),
            Typed(self.shown.ask),
        )
        if taken:
            said = ("；" if say.language == "zh" else "; ").join(say(one) for one in taken if isinstance(one, Message))
            yield Label(say("Taken as"), say("{taken}. Others: {command}", taken=_Said(said), command=command), CAREFUL)
        else:
            yield Label(say("Ask"), say("What else to ask: {command}", command=command), ACT)

    def _you(self) -> Iterator[str]:
        assert self.now is not None
        ranges = self.answer.ranges
        at = next((index for index, one in enumerate(ranges) if one.holds(Fraction(self.now))), None)
        if at is None:
            return
        value, assumed = Price(self.now, self.currency), self.figure.value.assumed
        if len(ranges[at].cheapest) == 1:
            text = "taken as {value}: {name} is cheaper" if assumed else "now {value}: {name} is cheaper"
            yield self.say(text, value=value, name=self.names[ranges[at].cheapest[0]])
        else:
            yield self.say(
                "taken as {value}: they cost the same" if assumed else "now {value}: they cost the same", value=value
            )
        for one in reversed(ranges[max(at - MOST_CHANGES, 0) : at]):
            yield self._change(one, one.last, included=one.closed[1], upwards=False)
        for one in ranges[at + 1 : at + 1 + MOST_CHANGES]:
            yield self._change(one, one.first, included=one.closed[0], upwards=True)

    def _change(self, one: PriceRange, number: Fraction, *, included: bool, upwards: bool) -> str:
        where = self._where(number, included=included, upwards=upwards)
        if not one.cheapest:
            return self.say("{where} nobody can serve", where=where)
        names = [self.names[name] for name in one.cheapest]
        if len(names) == 1:
            return self.say("{where} {name} is cheaper", where=where, name=names[0])
        if len(self.names) == MOST_BESIDE:
            return self.say("{where} they cost the same", where=where)
        return self.say("{where} {names} cost the same", where=where, names=names)

    def _where(self, number: Fraction, *, included: bool, upwards: bool) -> Message:
        """Return the first written value for which it is so, and the exact one where that is short."""
        step = Fraction(1, 10**self.decimals)
        steps = number / step
        if steps.denominator == 1:
            value = Price(exact_text(number), self.currency)
            if included:
                return Message("from {value}", value=value) if upwards else Message("up to {value}", value=value)
            return Message("above {value}", value=value) if upwards else Message("below {value}", value=value)
        whole = -(-steps // 1) if upwards else steps // 1
        value = Price(rounded_text(whole * step, self.decimals), self.currency)
        if max(abs(number.numerator), number.denominator) >= SHORT:
            return Message("from {value}", value=value) if upwards else Message("up to {value}", value=value)
        if upwards:
            return Message("from {value} (above {exact})", value=value, exact=str(number))
        return Message("up to {value} (below {exact})", value=value, exact=str(number))


class _Said(NamedTuple):
    """A text that is said already."""

    text: str

    def joined(self, language: Language, *, again: bool = False) -> str:  # noqa: ARG002
        return self.text


def _exact(number: Fraction) -> str:
    return exact_text(number) if Fraction(exact_text(number)) == number else str(number)
