"""A chart of cost curves before it is drawn: lines, ticks and marks on a grid of whole numbers."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from telquote.decisions.contest import Contest, Entrant
from telquote.decisions.cost_curves import CostCurve, Segment, cost_curves
from telquote.decisions.prices import PriceContest
from telquote.language import Language, Term, number_text
from telquote.output.report import PlainSpeaker, Speaker

GRID = 1_000_000
"""Both axes run from 0 to this."""

MOST_MARKS = 8
"""Break-evens that are marked; more would hide the curves."""

Point = tuple[int, int]


class Tick(NamedTuple):
    """A place on an axis and what is written there."""

    at: int
    label: str


class ChartLine(NamedTuple):
    """One contender's curve: unbroken lines, with a gap wherever nothing is offered; ``label`` also says its name."""

    label: str
    lines: tuple[tuple[Point, ...], ...]


class Chart(NamedTuple):
    """Everything that is drawn; ``marks`` are break-evens, ``notes`` belong below."""

    title: str
    across: str
    upwards: str
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    curves: tuple[ChartLine, ...]
    marks: tuple[Tick, ...]
    notes: tuple[str, ...]


def chart_of(answer: Contest | PriceContest, language: Language) -> Chart:
    """Return the chart of a break-even: what each contender costs, and where the cheapest changes."""
    say = PlainSpeaker(language)
    curves = cost_curves(answer)
    costs = [cost for curve in curves for segment in curve.segments for cost in segment.costs if cost is not None]
    low, high = Fraction(answer.first), Fraction(answer.last)
    y_values = nice_ticks(min([Fraction(0), *costs]), max([Fraction(1), *costs]))
    bottom, top = y_values[0], y_values[-1]

    def across(value: Fraction) -> int:
        return round(GRID * (value - low) / (high - low)) if high > low else 0

    def upwards(cost: Fraction) -> int:
        return round(GRID * (cost - bottom) / (top - bottom))

    def line(entrant: Entrant, curve: CostCurve) -> ChartLine:
        runs = _unbroken(curve.segments)
        points = tuple(tuple((across(x), upwards(y)) for x, y in run) for run in runs)
        return ChartLine(_label(entrant, say), points)

    x_values = sorted({low, *(tick for tick in nice_ticks(low, high) if low < tick <= high)})
    changes = list(_changes(answer))
    return Chart(
        title=" · ".join(entrant.name for entrant in answer.entrants),
        across=_quantity(answer, say),
        upwards=_cost(answer, say),
        x_ticks=tuple(Tick(across(value), number_text(value)) for value in x_values),
        y_ticks=tuple(Tick(upwards(value), number_text(value)) for value in y_values),
        curves=tuple(line(entrant, curve) for entrant, curve in zip(answer.entrants, curves, strict=True)),
        marks=tuple(Tick(across(value), number_text(value)) for value in changes[:MOST_MARKS]),
        notes=tuple(_notes(answer, changes, curves, say)),
    )


def nice_ticks(low: Fraction, high: Fraction) -> list[Fraction]:
    """Return round values from at most ``low`` to at least ``high``, four to nine of them."""
    width = Fraction(max(high - low, Fraction(1, 1000)))
    step = Fraction(10) ** (len(str(int(width * 1000))) - 4)
    step = next(size for size in (step / 2, step, step * 2, step * 5, step * 10) if width / size <= 7)
    first, last = low // step, -(-high // step)
    return [step * number for number in range(int(first), int(last) + 1)]


def _unbroken(segments: Sequence[Segment]) -> Iterator[list[tuple[Fraction, Fraction]]]:
    run: list[tuple[Fraction, Fraction]] = []
    for segment in segments:
        first, last = segment.costs
        if first is None or last is None:
            if run:
                yield run
            run = []
            continue
        if run and run[-1][1] != first:
            run.append((segment.start, run[-1][1]))  # a step: across first, then up
        run += [(segment.start, first), (segment.end, last)]
    if run:
        yield run


def _changes(answer: Contest | PriceContest) -> Iterator[Fraction]:
    if isinstance(answer, PriceContest):
        yield from dict.fromkeys(one.first for one in answer.ranges[1:])
    else:
        yield from (Fraction(one.first) for one in answer.stretches[1:])


def _quantity(answer: Contest | PriceContest, say: Speaker) -> str:
    if isinstance(answer, PriceContest):
        return say("{path}, in {currency}", path=answer.price.path, currency=answer.currency)
    return say(Term(answer.quantity.words))


def _cost(answer: Contest | PriceContest, say: Speaker) -> str:
    by, currency = Term(answer.by), answer.currency
    if isinstance(answer, Contest) and answer.quantity.name == "months":
        return say("{by}, in {currency}", by=by, currency=currency)
    return say("{by} in {months} months, in {currency}", by=by, months=answer.months, currency=currency)


def _label(entrant: Entrant, say: Speaker) -> str:
    """Return a contender's id and the name that the vendor gives it."""
    offer = entrant.offers[0]
    if entrant.name == offer.id:
        return f"{entrant.name} {say(offer.plan.name)}"
    return f"{entrant.name} {say(offer.vendor.name)}" if entrant.name == offer.vendor.vendor else entrant.name


def _notes(
    answer: Contest | PriceContest, changes: Sequence[Fraction], curves: Sequence[CostCurve], say: Speaker
) -> Iterator[str]:
    if len(changes) > MOST_MARKS:
        more = len(changes) - MOST_MARKS
        yield say("the cheapest changes at {values} and at {more} more values", values=changes[:MOST_MARKS], more=more)
    elif changes:
        yield say("the cheapest changes at {values}", values=changes)
    else:
        yield say("the cheapest never changes here")
    sampled = [curve.name for curve in curves if not curve.whole]
    if sampled:
        yield say("{names}: too many steps to draw, shown here and there", names=sampled)
    paths = list(dict.fromkeys(one.name for _, assumptions in answer.assumptions for one in assumptions))
    if paths:
        yield say("no source confirms it fully: it rests on assumptions about {paths}", paths=paths)
