"""A chart of cost curves before it is drawn: lines, ticks and shades on a grid of whole numbers."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from telquote.decisions.breakeven import OfPrice, OfQuantity
from telquote.decisions.cost_curves import CostCurve, Segment, cost_curves
from telquote.decisions.price_walk import Price
from telquote.language import Language, Term, loosened, number_text
from telquote.language.measures import CurrencyName
from telquote.output.breakeven.ranges import contender_name
from telquote.output.report import PlainSpeaker, Speaker

GRID = 1_000_000
"""Both axes run from 0 to this."""

Point = tuple[int, int]


class Tick(NamedTuple):
    """A place on an axis and what is written there."""

    at: int
    label: str


class Shade(NamedTuple):
    """A range in which one curve (by its number) is the cheapest; None where several are, or none is offered."""

    first: int
    last: int
    curve: int | None


class ChartLine(NamedTuple):
    """One contender's curve: unbroken lines, with a gap wherever nothing is offered."""

    label: str
    lines: tuple[tuple[Point, ...], ...]


class Chart(NamedTuple):
    """Everything that is drawn. ``shades`` fill the range, ``changes`` lie between them.

    ``here`` is where the buyer stands. Below belong the ``question``, what is ``taken`` for granted, and ``notes``.
    """

    title: str
    across: str
    upwards: str
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    curves: tuple[ChartLine, ...]
    shades: tuple[Shade, ...]
    changes: tuple[Tick, ...]
    here: Tick | None
    question: str
    taken: str
    notes: tuple[str, ...]


class View(NamedTuple):
    """What of a break-even is drawn: up to where, what it finds, the axis and the labels of its even steps.

    ``here`` is where the buyer stands, and the word for it; ``written`` says from which value a change holds.
    """

    last: Fraction
    finding: str
    across: str
    labels: tuple[str, ...]
    here: tuple[Fraction, str] | None
    question: str
    taken: str
    written: Callable[[Fraction], str] = number_text


def chart_of(answer: OfQuantity | OfPrice, view: View, language: Language) -> Chart:
    """Return the chart of a break-even: what each contender costs, and who is cheapest where."""
    say = PlainSpeaker(language)
    curves = cost_curves(answer, None if isinstance(answer.over, Price) else int(view.last))
    costs = [cost for curve in curves for segment in curve.segments for cost in segment.costs if cost is not None]
    low, high = Fraction(answer.first), view.last
    y_values = nice_ticks(min([Fraction(0), *costs]), max([Fraction(1), *costs]))
    bottom, top = y_values[0], y_values[-1]

    def across(value: Fraction) -> int:
        return round(GRID * (value - low) / (high - low)) if high > low else 0

    def upwards(cost: Fraction) -> int:
        return round(GRID * (cost - bottom) / (top - bottom))

    def line(label: str, curve: CostCurve) -> ChartLine:
        runs = _unbroken(curve.segments)
        return ChartLine(label, tuple(tuple((across(x), upwards(y)) for x, y in run) for run in runs))

    names = [loosened(say(contender_name(entrant))) for entrant in answer.entrants]
    ranges = [(Fraction(one.first), one.cheapest) for one in answer.ranges if one.first <= high]
    keys = [entrant.name for entrant in answer.entrants]
    ends = [min(first, high) for first, _ in ranges[1:]] + [high]
    steps = len(view.labels) - 1
    return Chart(
        title=view.finding,
        across=view.across,
        upwards=_cost(answer, say),
        x_ticks=tuple(Tick(GRID * step // steps, label) for step, label in enumerate(view.labels)),
        y_ticks=tuple(Tick(upwards(value), number_text(value)) for value in y_values),
        curves=tuple(line(label, curve) for label, curve in zip(names, curves, strict=True)),
        shades=tuple(
            Shade(across(first), across(end), keys.index(names[0]) if len(names) == 1 else None)
            for (first, names), end in zip(ranges, ends, strict=True)
        ),
        changes=tuple(Tick(across(first), view.written(first)) for first, _ in ranges[1:]),
        here=view.here and Tick(across(view.here[0]), view.here[1]),
        question=view.question,
        taken=view.taken,
        notes=tuple(_sampled(curves, names, say)),
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


def _cost(answer: OfQuantity | OfPrice, say: Speaker) -> str:
    by, currency = Term(answer.by), CurrencyName(answer.currency)
    if not isinstance(answer.over, Price) and answer.over.name == "months":
        return say("{by}, in {currency}", by=by, currency=currency)
    return say("{by} in {months} months, in {currency}", by=by, months=answer.months, currency=currency)


def _sampled(curves: Sequence[CostCurve], names: Sequence[str], say: Speaker) -> Iterator[str]:
    sampled = [name for name, curve in zip(names, curves, strict=True) if not curve.whole]
    if sampled:
        yield say("{names}: too many steps to draw, shown here and there", names=sampled)
