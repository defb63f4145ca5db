"""The volumes around a usage at which the cheapest plan changes."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import islice
from typing import NamedTuple

from telquote.billing.criteria import Criterion
from telquote.decisions.curves import PlanCurve
from telquote.decisions.quantities import volume
from telquote.decisions.race import cheapest_ranges
from telquote.decisions.ranges import Range, TooManyLooks
from telquote.plans.offers import Offer
from telquote.usage.profile import Usage

MOST_RANGES = 40
"""Most ranges that are looked for; where more lie below twice the usage, a shorter range around it is looked at."""

LEAST_REACH = 100

MOST_MONTHS_SIMULATED = 150_000
"""Simulated months, over all plans and volumes, beyond which a shorter range is looked at."""


class Volumes(NamedTuple):
    """The cheapest plans for the whole volumes from ``first`` to ``last`` of what the usage ``varies``.

    ``here`` is the usage's own volume; the rest of the usage stays as given, but for calls that follow where their
    number, their length and the minutes are all given.
    """

    varies: str
    calls_follow: bool
    here: Fraction
    first: int
    last: int
    ranges: tuple[Range[int], ...]


def volumes_around(offers: Sequence[Offer], usage: Usage, months: int, by: Criterion) -> Volumes:
    """Return the ranges of the cheapest plans from 0 to twice the usage, or nearer where that takes too many looks."""
    varies = usage.varied
    here = Fraction(getattr(usage, varies) or 0)
    quantity = volume(usage, varies)
    whole = max(int(here), quantity.least)
    curves = [PlanCurve(offer, usage, months, by, quantity) for offer in offers]
    last = max(2 * whole, LEAST_REACH)
    ranges = _ranges(curves, quantity.least, last, months)
    near = whole // 4
    while ranges is None and near:
        ranges = _ranges(curves, max(whole - near, quantity.least), whole + near, months)
        near //= 4
    if ranges is None:
        ranges = tuple(cheapest_ranges(curves, whole, whole))
    return Volumes(varies, usage.follows(varies) is not None, here, ranges[0].first, ranges[-1].last, ranges)


def _ranges(curves: Sequence[PlanCurve], first: int, last: int, months: int) -> tuple[Range[int], ...] | None:
    """Return the ranges from ``first`` to ``last``; None where there are too many, or they take too long to find."""
    looks = sum(curve.simulations for curve in curves) + MOST_MONTHS_SIMULATED // months
    try:
        ranges = tuple(islice(cheapest_ranges(curves, first, last, looks), MOST_RANGES + 1))
    except TooManyLooks:
        return None
    return ranges if len(ranges) <= MOST_RANGES else None
