"""What contenders cost over a whole range, for drawing: the straight segments of each cost curve."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from typing import NamedTuple

from telquote.decisions.breakeven import OfPrice, OfQuantity
from telquote.decisions.curves import PlanCurve
from telquote.decisions.over_quantity import racers_of
from telquote.decisions.price_walk import Price, PriceWalk
from telquote.decisions.race import CheapestOf
from telquote.decisions.ranges import Ends
from telquote.work import OutOfWork, part

MOST_SEGMENTS = 2_000
"""Segments beyond which a curve is looked at here and there alone: no drawing shows more."""


class Segment(NamedTuple):
    """A straight part of a curve: where it starts and ends, and the cost at both; None where nothing is offered."""

    start: Fraction
    end: Fraction
    costs: tuple[Fraction | None, Fraction | None]


class CostCurve(NamedTuple):
    """What one contender costs. Where not ``whole``, the segments are single values, evenly spaced over the range."""

    name: str
    segments: tuple[Segment, ...]
    whole: bool


def cost_curves(answer: OfQuantity | OfPrice, last: int | None = None) -> tuple[CostCurve, ...]:
    """Return the cost curve of every contender over the range of an answer, or up to ``last`` of it."""
    over = answer.over
    if isinstance(over, Price):
        return tuple(_over_price(answer, over))
    _, racers = racers_of(answer.entrants, answer.usage, answer.months, answer.by, over)
    first, end = int(answer.first), int(answer.last) if last is None else last
    return tuple(_over_quantity(racer, first, end) for racer in racers)


def _over_quantity(racer: PlanCurve | CheapestOf, first: int, last: int) -> CostCurve:
    segments: list[Segment] = []
    with part(1, 2):
        for one in islice(_segments(racer, first, last), MOST_SEGMENTS):
            segments.append(one)
    if segments and segments[-1].end == last:
        return CostCurve(racer.name, tuple(segments), whole=True)
    points: list[Segment] = []
    with part(1, 2):
        for number in range(MOST_SEGMENTS + 1):
            at = first + (last - first) * number // MOST_SEGMENTS
            points.append(_point(Fraction(at), racer.at(at)))
    known = points if len(points) > MOST_SEGMENTS else segments or points
    if not known:
        raise OutOfWork
    return CostCurve(racer.name, tuple(known), whole=False)


def _segments(racer: PlanCurve | CheapestOf, first: int, last: int) -> Iterator[Segment]:
    value = first
    while value <= last:
        piece = racer.piece(value, last)
        cost = piece.cost
        at_end = None if cost is None else cost + piece.slope * (piece.last - value)
        yield Segment(Fraction(value), Fraction(piece.last), (cost, at_end))
        value = piece.last + 1


def _over_price(answer: OfQuantity | OfPrice, price: Price) -> Iterator[CostCurve]:
    first, last = Fraction(answer.first), Fraction(answer.last)
    for entrant in answer.entrants:
        walk = PriceWalk((entrant,), answer.usage, price, answer.months, answer.by)
        pieces = tuple(islice(walk.ranges(Ends(first, last), every=True), MOST_SEGMENTS))
        if pieces[-1].last == last:
            segments = [Segment(piece.first, piece.last, piece.costs[entrant.name]) for piece in pieces]
            yield CostCurve(entrant.name, tuple(segments), whole=True)
            continue
        spread = [first + (last - first) * number / MOST_SEGMENTS for number in range(MOST_SEGMENTS + 1)]
        points = tuple(_point(at, walk.least_at(entrant, at)) for at in spread)
        yield CostCurve(entrant.name, points, whole=False)


def _point(at: Fraction, cost: Fraction | None) -> Segment:
    return Segment(at, at, (cost, cost))
