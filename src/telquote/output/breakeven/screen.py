"""A break-even over a quantity on one screen: the strip, the ranges, and what follows."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from telquote.decisions.assumptions import figure_assumption
from telquote.decisions.breakeven import OfQuantity
from telquote.decisions.ranges import Range
from telquote.decisions.window import Window, cheapest_in_cells
from telquote.language import Language, Message, Term, loosened
from telquote.language.measures import Count, CurrencyName, Name, span_text
from telquote.language.signs import HARD_SPACE
from telquote.output.breakeven.conclusion import Asked, Sentences
from telquote.output.breakeven.ranges import COLUMN, Ranges, all_whole, left_out, steps_of
from telquote.output.chart import View
from telquote.output.layout import laid_out
from telquote.output.questions import called
from telquote.output.report import Cell, Drawing, Labels, Part, Report, Speaker, Table
from telquote.output.usage_words import used_in
from telquote.plans.services import USAGE_FIGURES

Draw = Callable[[View], Drawing]
"""Draws the curves of what is in view."""

PICTURE = 100
"""The width by which the scale of a picture is divided."""

MOST_LINES = 22
FEWEST_ROWS = 3
MOST_PLANS = 3
"""Plans of a vendor that are named in a row."""


def breakeven_report(
    answer: OfQuantity, window: Window, language: Language, width: int, asked: Asked, draw: Draw | None = None
) -> Report:
    """Return the strip, or what draws its curves in its place, the rows that fit one screen, and what follows."""
    screen = _Screen(answer, window, Speaker(language), width, asked)
    shown = len(window.ranges)
    report = screen.report(shown)
    while not asked.everything and shown > FEWEST_ROWS and len(laid_out(report, width)) > MOST_LINES:
        shown -= 1
        report = screen.report(shown)
    return screen.report(shown, draw) if draw else report


def breakeven_view(answer: OfQuantity, window: Window, language: Language, asked: Asked) -> View:
    """Return what of a break-even is drawn, in one language."""
    return _Screen(answer, window, Speaker(language), PICTURE, asked).view()


class _Screen:
    """One break-even in one language."""

    def __init__(self, answer: OfQuantity, window: Window, say: Speaker, width: int, asked: Asked) -> None:
        self.answer, self.window, self.say, self.asked = answer, window, say, asked
        self.ranges = Ranges(answer.entrants, answer.currency, say, width)
        self.names = self.ranges.names

    def report(self, rows: int, draw: Draw | None = None) -> Report:
        sentences = Sentences(self.answer, self.window, self.say, self.asked)
        strip = self._strip() if self.window.last > self.window.first else []
        said = list(sentences.all())
        if draw is not None:
            strip, said = [draw(self.view())], said[1:] if sentences.finding() else said
        parts: list[Part] = strip
        end = Labels(said, COLUMN[self.say.language])
        return Report(self._title(), [*parts, self._table(rows), end])

    def _title(self) -> str:
        title = Message("{question} {asked}", question=_question(self.answer), asked=_rest(self.answer))
        if self.answer.by != "total":
            title = Message("{asked}, ranked by {by}", asked=title, by=Term(self.answer.by))
        return self.say(title)

    def _labels(self) -> list[str]:
        """Return what stands at the even steps of the scale."""
        first, last, steps = self.window.first, self.window.last, steps_of(self.ranges.width)
        return [f"{first + (last - first) * step // steps:,}" for step in range(steps + 1)]

    def _here(self) -> int | None:
        """Return what the buyer uses, where that is in view."""
        here = self.asked.here
        return here if here is not None and self.window.first <= here <= self.window.last else None

    def _strip(self) -> list[Part]:
        first, last, here = self.window.first, self.window.last, self._here()
        mark = None if here is None else (Fraction(here - first, last - first), "you")
        return [self.ranges.strip(cheapest_in_cells(self.window, self.ranges.cells), self._labels(), mark)]

    def view(self) -> View:
        """Return what is drawn: the finding as the title, what is taken as the note."""
        sentences = Sentences(self.answer, self.window, self.say, self.asked)
        found, taken, here = sentences.finding(), sentences.taken(), self._here()
        return View(
            last=Fraction(self.window.last),
            finding=found.text if found else self._title(),
            across=loosened(_heading(self.answer, self.say)),
            labels=tuple(self._labels()),
            here=None if here is None else (Fraction(here), self.say("you")),
            question=self._title(),
            taken=self.say("Taken as {taken}", taken=taken) if taken else "",
        )

    def _table(self, rows: int) -> Table:
        shown = _around(self.window.ranges, rows, self.asked.here)
        whole = all_whole([one.costs for one in shown if isinstance(one, Range)])
        body: list[dict[str, str | Cell]] = []
        for one in shown:
            if isinstance(one, int):
                body.append({"span": self.say("... {count} more", count=one)})
                continue
            here = self.asked.here is not None and one.first <= self.asked.here <= one.last
            alone = self._plans(one.cheapest[0], one) if len(one.cheapest) == 1 else None
            span, cheapest = span_text(one.first, one.last), self.ranges.cheapest(one.cheapest, alone)
            body.append(self.ranges.row(span, cheapest, one.costs, one.cheapest, here=here, whole=whole))
        return Table(
            self.ranges.columns(_heading(self.answer, self.say)), body, 1, after=left_out(self.answer, self.say)
        )

    def _plans(self, contender: str, one: Range[int]) -> str:
        """Return a contender with those of its plans that stand for it in a range, in order."""
        offers = [self.answer.offers[plan] for plan in self.window.plans(contender, one)]
        if not offers or any(offer.name.plan is None for offer in offers) or len({o.vendor.vendor for o in offers}) > 1:
            return self.say(self.names[contender])
        parts = [offer.name.plan.said(self.say.language) for offer in offers[:MOST_PLANS] if offer.name.plan]
        if self.say.language == "zh":
            first = self.say(offers[0].name)
            return "、".join([first, *parts[1:]]) + ("等" if len(offers) > MOST_PLANS else "")
        more = ", ..." if len(offers) > MOST_PLANS else ""
        return f"{self.say(Name(offers[0].vendor.name))}{HARD_SPACE}{', '.join(parts)}{more}".replace(" ", HARD_SPACE)


def _around(ranges: Sequence[Range[int]], rows: int, here: int | None) -> list[Range[int] | int]:
    """Return the rows to show, around the usage or else the first and the last, and for those left out their number."""
    if len(ranges) <= rows:
        return list(ranges)
    if here is None:
        kept = rows - 2
        return [*ranges[:kept], len(ranges) - kept - 1, ranges[-1]]
    at = next((index for index, one in enumerate(ranges) if one.first <= here <= one.last), 0)
    room = max(rows - 2, 1)
    first = min(max(at - room // 2, 0), len(ranges) - room)
    shown: list[Range[int] | int] = [*ranges[first : first + room]]
    before, after = first, len(ranges) - first - room
    return [*([before] if before else []), *shown, *([after] if after else [])]


_OVER = {
    "minutes": (Message("Who is cheapest at how many inbound minutes a month?"), "Minutes a month"),
    "calls": (Message("Who is cheapest at how many inbound calls a month?"), "Calls a month"),
    "callback_minutes": (Message("Who is cheapest at how many callback minutes a month?"), "Minutes a month"),
    "callback_calls": (Message("Who is cheapest at how many callbacks a month?"), "Callbacks a month"),
    "outbound_minutes": (Message("Who is cheapest at how many outbound minutes a month?"), "Minutes a month"),
    "sms": (Message("Who is cheapest at how many messages a month?"), "Messages a month"),
    "missed_callbacks": (Message("Who is cheapest at how many missed callbacks a month?"), "Missed callbacks a month"),
    "voicemails": (Message("Who is cheapest at how many voicemails a month?"), "Voicemails a month"),
    "call_length": (Message("Who is cheapest at which length of calls?"), "Seconds a call"),
    "months": (Message("Who is cheapest for how many months?"), "Months"),
    "seats": (Message("Who is cheapest at how many seats?"), "Seats"),
    "numbers": (Message("Who is cheapest at how many numbers?"), "Numbers"),
    "channels": (Message("Who is cheapest at how many channels?"), "Channels"),
}
"""Of each quantity, what is asked over it, and the heading of its values."""


def _question(answer: OfQuantity) -> Message:
    if answer.over.figures is None:
        return _OVER[answer.over.name][0]
    plan, figure = next(iter(answer.over.figures.items()))
    offer = answer.offers[plan]
    name = offer.name if len(answer.over.figures) == 1 else Name(offer.vendor.name)
    text = "Who is cheapest at which {figure} of {plan}?"
    return Message(text, figure=called(figure_assumption(offer, figure)), plan=name)


def _rest(answer: OfQuantity) -> Message:
    """Return what stays as the quantity varies: the rest of the usage, the months, the currency."""
    used = used_in(answer.usage)
    figure = USAGE_FIGURES.get(answer.over.name)
    service = figure and figure.service
    rest = used._replace(uses=tuple(one for one in used.uses if one[0] != service))
    months, name = Count(answer.months, "month"), CurrencyName(answer.currency)
    if answer.over.name == "months":
        return Message("{usage} a month, {currency}", usage=rest, currency=name)
    if rest.uses and service is None:
        return Message("{usage} a month, {months}, {currency}", usage=rest, months=months, currency=name)
    if rest.uses:
        return Message("{usage} a month besides, {months}, {currency}", usage=rest, months=months, currency=name)
    return Message("{months}, {currency}", months=months, currency=name)


def _heading(answer: OfQuantity, say: Speaker) -> str:
    if answer.over.figures is None:
        return say(_OVER[answer.over.name][1])
    return say("Months" if answer.over.unit else "Number")
