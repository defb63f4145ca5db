"""A break-even over a price on one screen: the strip, the ranges, and what follows."""

from collections.abc import Iterator
from fractions import Fraction

from telquote.decisions.assumptions import Assumption, as_written, figure_assumption
from telquote.decisions.breakeven import OfPrice
from telquote.decisions.ranges import Range
from telquote.exact import exact_text, rounded_text
from telquote.language import Language, Message, Term, loosened
from telquote.language.measures import CurrencyName, Name, Price
from telquote.output.breakeven.ranges import COLUMN, TWO, Ranges, all_whole, left_out, steps_of
from telquote.output.breakeven.screen import PICTURE, Draw
from telquote.output.chart import View
from telquote.output.questions import asked, called, is_price
from telquote.output.report import (
    ACT,
    BOLD,
    Cell,
    Fixed,
    Label,
    Labels,
    Part,
    Report,
    Speaker,
    Table,
)
from telquote.output.taken import taken_as, taken_or_ask
from telquote.output.turns import SHORT, stepped, where
from telquote.output.usage_words import asked_words

MOST_CHANGES = 2
"""Changes that are told on either side of the price now."""


def price_report(
    answer: OfPrice, language: Language, width: int, ask: tuple[str, ...], draw: Draw | None = None
) -> Report:
    """Return the strip, or what draws its curves, the ranges and what follows; ``ask`` is the command that asks on."""
    screen = _Screen(answer, Speaker(language), width)
    parts: list[Part] = [draw(screen.view())] if draw else [screen.strip()]
    end = Labels(list(screen.conclusion(ask, found=not draw)), COLUMN[language])
    return Report(screen.title(), [*parts, screen.table(), end])


def price_view(answer: OfPrice, language: Language) -> View:
    """Return what of a break-even over a price is drawn, in one language."""
    return _Screen(answer, Speaker(language), PICTURE).view()


class _Screen:
    """One break-even over a price in one language."""

    def __init__(self, answer: OfPrice, say: Speaker, width: int) -> None:
        self.answer, self.say = answer, say
        self.currency = answer.currency
        self.ranges = Ranges(answer.entrants, answer.currency, say, width)
        self.names = self.ranges.names
        offers = answer.offers
        plan, figure = next(iter(answer.over.figures.items()))
        self.offer, self.figure = offers[plan], figure
        self.assumption: Assumption = figure_assumption(self.offer, figure)
        written = as_written(figure.value.amount)
        self.now = written if len(answer.over.now) == 1 else None
        self.decimals = len(written.partition(".")[2]) + 1

    def title(self) -> str:
        usage = asked_words(self.answer.usage, self.answer.months, CurrencyName(self.currency))
        several = len(self.answer.over.figures) > 1
        plan = Name(self.offer.vendor.name) if several else self.offer.name
        text = "At which {figure} of {plan}? {asked}"
        title = Message(text, figure=called(self.assumption), plan=plan, asked=usage)
        if self.answer.by != "total":
            title = Message("{asked}, ranked by {by}", asked=title, by=Term(self.answer.by))
        return self.say(title)

    def strip(self) -> Fixed:
        first, length, count = self.answer.first, self.answer.last - self.answer.first, self.ranges.cells
        winners = [
            self._cheapest_between(first + length * at / count, first + length * (at + 1) / count)
            for at in range(count)
        ]
        here = self._here()
        mark = None if here is None else ((here[0] - first) / length, here[1])
        return self.ranges.strip(winners, self._labels(), mark)

    def _labels(self) -> list[str]:
        """Return what stands at the even steps of the scale."""
        steps = steps_of(self.ranges.width)
        first, length = self.answer.first, self.answer.last - self.answer.first
        return [self._written(first + length * step / steps) for step in range(steps + 1)]

    def _here(self) -> tuple[Fraction, str] | None:
        """Return the price now, where that is in view, and the word for it."""
        if self.now is None or not self.answer.first <= Fraction(self.now) <= self.answer.last:
            return None
        taken = self.assumption.because and self.figure.value.assumed and self.say.language == "zh"
        return Fraction(self.now), "taken" if taken else "now"

    def view(self) -> View:
        """Return what is drawn: what holds at the price now as the title, what is taken as the note."""
        found, taken, here = self._found(), self._taken(), self._here()
        return View(
            last=self.answer.last,
            finding=found or self.title(),
            across=loosened(self._heading()),
            labels=tuple(self._labels()),
            here=None if here is None else (here[0], self.say(here[1])),
            question=self.title(),
            taken=self.say("Taken as {taken}", taken=taken) if taken else "",
            written=lambda number: rounded_text(stepped(number, self.decimals, upwards=True), self.decimals),
        )

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
        ranges = self.answer.ranges
        whole = all_whole([one.costs for one in ranges])
        rows: list[dict[str, str | Cell]] = []
        for one in ranges:
            here = self.now is not None and one.holds(Fraction(self.now))
            cheapest = self.ranges.cheapest(one.cheapest)
            rows.append(self.ranges.row(self._span(one), cheapest, one.costs, one.cheapest, here=here, whole=whole))
        return Table(self.ranges.columns(self._heading()), rows, 1, after=left_out(self.answer, self.say))

    def _heading(self) -> str:
        if not is_price(self.assumption):
            return self.say(Message("{figure}", figure=called(self.assumption)))
        text = "{currency} a minute" if self.assumption.asks == "per_minute" else "{currency} each"
        return self.say(text, currency=CurrencyName(self.currency))

    def _span(self, one: Range[Fraction]) -> str:
        """Return a range by the first and the last written value that lie in it; where none does, by its exact ends."""
        step = Fraction(1, 10**self.decimals)
        low, high = -(-one.first // step), one.last // step
        low += 1 if low * step == one.first and not one.closed[0] else 0
        high -= 1 if high * step == one.last and not one.closed[1] else 0
        if low > high and max(abs(one.first.numerator), one.first.denominator) >= SHORT:
            return self.say("near {value}", value=rounded_text(one.first, self.decimals, thousands=True))
        if low > high:
            return str(one.first) if one.first == one.last else f"{_exact(one.first)}-{_exact(one.last)}"
        first, last = (rounded_text(end * step, self.decimals, thousands=True) for end in (low, high))
        return first if low == high else f"{first}-{last}"

    def conclusion(self, ask: tuple[str, ...], *, found: bool) -> Iterator[Label]:
        """Yield what holds now and where it changes, what to ask, and what else is taken for granted."""
        say = self.say
        if found and (you := self._found()):
            yield Label(say("You"), you, BOLD)
        if self.figure.value.assumed and self.assumption.options:
            values = [Price(value, None) for value in self.assumption.alternatives[:-1]]
            values.append(Price(self.assumption.alternatives[-1], self.currency))
            vendor = Name(self.offer.vendor.name)
            text = "{vendor}: {question} Said to be possible: {values}"
            yield Label(say("Ask"), say(text, vendor=vendor, question=asked(self.assumption), values=values), ACT)
        yield taken_or_ask(self._taken(), ask, say)

    def _found(self) -> str:
        """Return what holds at the price now, and where it changes."""
        return self.say.row(self._you()) if self.now is not None else ""

    def _taken(self) -> str:
        """Return what else is taken for granted and may be something else."""
        taken = taken_as(self.answer.offers, self.answer.assumptions, self.currency)
        return self.say.row(self.say(one) for one in taken)

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
        below = [one for one in reversed(ranges[:at]) if self._is_written(one)]
        for one in below[:MOST_CHANGES]:
            yield self._change(one, one.last, included=one.closed[1], upwards=False)
        above = [one for one in ranges[at + 1 :] if self._is_written(one)]
        for one in above[:MOST_CHANGES]:
            yield self._change(one, one.first, included=one.closed[0], upwards=True)

    def _is_written(self, one: Range[Fraction]) -> bool:
        """Tell whether any price of a range can be written with the decimals that are shown, or is short."""
        step = Fraction(1, 10**self.decimals)
        low, high = -(-one.first // step), one.last // step
        low += 1 if low * step == one.first and not one.closed[0] else 0
        high -= 1 if high * step == one.last and not one.closed[1] else 0
        return low <= high or max(abs(one.first.numerator), one.first.denominator) < SHORT

    def _change(self, one: Range[Fraction], number: Fraction, *, included: bool, upwards: bool) -> str:
        at = where(number, self.decimals, self.currency, included=included, upwards=upwards)
        if not one.cheapest:
            return self.say("{where} nobody can serve", where=at)
        names = [self.names[name] for name in one.cheapest]
        if len(names) == 1:
            return self.say("{where} {plan} is cheaper", where=at, plan=names[0])
        if len(self.names) == TWO:
            return self.say("{where} they cost the same", where=at)
        return self.say("{where} {names} cost the same", where=at, names=names)


def _exact(number: Fraction) -> str:
    return exact_text(number) if Fraction(exact_text(number)) == number else str(number)
