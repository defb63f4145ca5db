"""A break-even over a quantity on one screen: the strip, the ranges, and what follows."""

from collections.abc import Sequence

from telquote.decisions.contest import Contest, Stretch
from telquote.decisions.window import Window, cheapest_in_cells, offer_called
from telquote.language import HARD_SPACE, Language, Message, Term, cells, loosened
from telquote.language.measures import Count, CurrencyName, Name
from telquote.output.breakeven.conclusion import Asked, Sentences, contender_name
from telquote.output.breakeven.strip import FEW, Contender, cells_of, contenders_of, mark, strip
from telquote.output.figures import between, span_text
from telquote.output.layout import laid_out
from telquote.output.report import (
    Cell,
    Column,
    Fixed,
    Labels,
    Report,
    Speaker,
    Table,
)
from telquote.output.usage_words import used_in
from telquote.usage.profile import SERVICES_BY_FIGURE, Usage

MOST_LINES = 22
FEWEST_ROWS = 3
MOST_PLANS = 3
"""Plans of a vendor that are named in a row."""

MOST_BESIDE = 2
"""Contenders whose costs have a column each; of more the cheapest cost alone is shown."""

LEAST_COST, LEAST_REST = 13, 40
"""Cells that the costs of a contender take at least, and that the range and the names of plans do."""

BESIDE = 72
"""Columns from which the costs of both contenders are shown."""

COLUMN: dict[Language, int] = {"en": 10, "zh": 6}


def breakeven_report(answer: Contest, window: Window, language: Language, width: int, asked: Asked) -> Report:
    """Return the strip, the rows that fit one screen, and what follows."""
    screen = _Screen(answer, window, Speaker(language), width, asked)
    shown = len(window.stretches)
    report = screen.report(shown)
    while not asked.everything and shown > FEWEST_ROWS and len(laid_out(report, width)) > MOST_LINES:
        shown -= 1
        report = screen.report(shown)
    return report


class _Screen:
    """One break-even in one language."""

    def __init__(self, answer: Contest, window: Window, say: Speaker, width: int, asked: Asked) -> None:
        self.answer, self.window, self.say, self.width, self.asked = answer, window, say, width, asked
        self.currency = answer.currency
        self.names = {entrant.name: contender_name(entrant) for entrant in answer.entrants}
        joined = [loosened(say(name)) for name in self.names.values()]
        self.contenders: list[Contender] = contenders_of(list(self.names), joined, say.language)

    def report(self, rows: int) -> Report:
        parts = [self.asked.drawing] if self.asked.drawing else [Fixed(self._strip())]
        end = Labels(list(Sentences(self.answer, self.window, self.say, self.asked).all()), COLUMN[self.say.language])
        return Report(self._title(), [*parts, self._table(rows), end])

    def _title(self) -> str:
        return self.say("{question} {asked}", question=_question(self.answer), asked=_rest(self.answer, self.currency))

    def _strip(self) -> list[list[Cell]]:
        language = self.say.language
        count = cells_of(self.width, language) if self.width < 500 else 78
        first, last = self.window.first, self.window.last
        steps = 2 if self.width < FEW else 5
        labels = [f"{first + (last - first) * step // steps:,}" for step in range(steps + 1)]
        scale, letters, legend = strip(cheapest_in_cells(self.window, count), self.contenders, labels, language)
        here = self.asked.here
        marks = []
        if here is not None and first <= here <= last:
            cell = min((here - first) * count // (last - first), count - 1)
            marks = [mark(cell, self.say("you"), language)]
        return [scale, letters, *marks, legend]

    def _table(self, rows: int) -> Table:
        names = sum(max(cells(loosened(self.say(name))), LEAST_COST) for name in self.names.values())
        two = len(self.names) == MOST_BESIDE and self.width >= BESIDE and names <= self.width - LEAST_REST
        shown = _around(self.window.stretches, rows, self.asked.here)
        stretches = [one for one in shown if isinstance(one, Stretch)]
        amounts = [cost for one in stretches for costs in one.costs.values() for cost in costs if cost is not None]
        whole = all(amount.denominator == 1 for amount in amounts)
        columns = [
            Column("span", _heading(self.answer, self.say), numeric=True),
            Column("cheapest", self.say("Cheapest"), prose=True),
        ]
        if two:
            columns += [Column(f"cost:{key}", self.say(name), numeric=True) for key, name in self.names.items()]
        else:
            heading = "Total" if self.say.language == "zh" else "Costs"  # 费用 alone is the label of a single plan
            columns.append(Column("costs", self.say(heading), numeric=True))
        body: list[dict[str, str | Cell]] = []
        for one in shown:
            if isinstance(one, int):
                body.append({"span": self.say("... {count} more", count=one)})
                continue
            row: dict[str, str | Cell] = {"span": self._span(one), "cheapest": self._cheapest(one)}
            row.update((f"cost:{name}", between(one.costs[name], self.currency, whole=whole)) for name in self.names)
            least = one.costs[one.cheapest[0]] if one.cheapest else (None, None)
            row["costs"] = between(least, self.currency, whole=whole)
            body.append(row)
        return Table(columns, body, 1)

    def _span(self, one: Stretch) -> str:
        here = self.asked.here
        marked = here is not None and one.first <= here <= one.last
        return f"{'> ' if marked else ''}{span_text(one.first, one.last)}".replace(" ", HARD_SPACE)

    def _cheapest(self, one: Stretch) -> Cell:
        if not one.cheapest:
            return Cell(self.say("none is offered"))
        if len(one.cheapest) > 1:
            if len(self.names) == MOST_BESIDE:
                return Cell(self.say("the same"))
            tie = "＝" if self.say.language == "zh" else " = "
            return Cell(
                tie.join(self.say(self.names[name]) for name in one.cheapest).replace(
                    " = ", f"{HARD_SPACE}={HARD_SPACE}"
                )
            )
        (name,) = one.cheapest
        at = next(index for index, contender in enumerate(self.contenders) if contender.key == name)
        return Cell(self._plans(name, one), ("first", "second", "third", "fourth", "fifth")[at % 5])

    def _plans(self, contender: str, one: Stretch) -> str:
        """Return a contender with those of its plans that stand for it in a range, in order."""
        offers = [offer_called(self.answer, plan) for plan in self.window.plans(contender, one)]
        if not offers or any(offer.name.plan is None for offer in offers) or len({o.vendor.vendor for o in offers}) > 1:
            return self.say(self.names[contender])
        parts = [offer.name.plan.said(self.say.language) for offer in offers[:MOST_PLANS] if offer.name.plan]
        if self.say.language == "zh":
            first = self.say(offers[0].name)
            return "、".join([first, *parts[1:]]) + ("等" if len(offers) > MOST_PLANS else "")
        more = ", ..." if len(offers) > MOST_PLANS else ""
        return f"{self.say(Name(offers[0].vendor.name))}{HARD_SPACE}{', '.join(parts)}{more}".replace(" ", HARD_SPACE)


def _around(stretches: Sequence[Stretch], rows: int, here: int | None) -> list[Stretch | int]:
    """Return the rows to show, around the usage or else the first and the last, and for those left out their number."""
    if len(stretches) <= rows:
        return list(stretches)
    if here is None:
        kept = rows - 2
        return [*stretches[:kept], len(stretches) - kept - 1, stretches[-1]]
    at = next((index for index, one in enumerate(stretches) if one.first <= here <= one.last), 0)
    room = max(rows - 2, 1)
    first = min(max(at - room // 2, 0), len(stretches) - room)
    shown: list[Stretch | int] = [*stretches[first : first + room]]
    before, after = first, len(stretches) - first - room
    return [*([before] if before else []), *shown, *([after] if after else [])]


_QUESTIONS = {
    "minutes": Message("Who is cheapest at how many inbound minutes a month?"),
    "callback_minutes": Message("Who is cheapest at how many callback minutes a month?"),
    "outbound_minutes": Message("Who is cheapest at how many outbound minutes a month?"),
    "months": Message("Who is cheapest for how many months?"),
}


def _question(answer: Contest) -> Message:
    known = _QUESTIONS.get(answer.quantity.name)
    return known or Message("Who is cheapest at how many: {quantity}?", quantity=Term(answer.quantity.words))


def _rest(answer: Contest, currency: str) -> Message:
    """Return what stays as the quantity varies: the rest of the usage, the months, the currency."""
    usage: Usage = answer.usage
    used = used_in(usage)
    service = SERVICES_BY_FIGURE.get(answer.quantity.name)
    rest = used._replace(uses=tuple(one for one in used.uses if one[0] != service))
    months, name = Count(answer.months, "month"), CurrencyName(currency)
    if answer.quantity.name == "months":
        return Message("{usage} a month, {currency}", usage=rest, currency=name)
    if rest.uses:
        return Message("{usage} a month besides, {months}, {currency}", usage=rest, months=months, currency=name)
    return Message("{months}, {currency}", months=months, currency=name)


def _heading(answer: Contest, say: Speaker) -> str:
    if answer.quantity.name.endswith("minutes"):
        return say("Minutes a month")
    words = say(Term(answer.quantity.words))
    return words if ":" in words else words[:1].upper() + words[1:]
