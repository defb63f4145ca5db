"""The volumes around a usage at which the cheapest plan changes."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import islice
from typing import NamedTuple

from telquote.billing.quote import Criterion
from telquote.decisions.breakeven import CheapestRange, cheapest_ranges
from telquote.decisions.curves import PlanCurve
from telquote.decisions.quantities import volume
from telquote.plans.catalogue import Offer
from telquote.usage.profile import Usage

MOST_RANGES = 40
"""Where more ranges than these lie below twice the usage, only those next to it are looked for."""

LEAST_REACH = 100


class Volumes(NamedTuple):
    """The cheapest plans for the whole volumes from ``first`` to ``last`` of what the usage ``varies``.

    ``here`` is the usage's own volume; the rest of the usage stays as given.
    """

    varies: str
    here: Fraction
    first: int
    last: int
    ranges: tuple[CheapestRange, ...]


def volumes_around(offers: Sequence[Offer], usage: Usage, months: int, by: Criterion) -> Volumes:
    """Return the ranges of the cheapest plans from 0 to twice the usage, or the nearest ones where there are many."""
    varies = usage.varied
    here = Fraction(getattr(usage, varies) or 0)
    whole = int(here)
    last = max(2 * whole, LEAST_REACH)
    curves = [PlanCurve(offer, usage, months, by, volume(usage, varies)) for offer in offers]
    ranges = tuple(islice(cheapest_ranges(curves, 0, last), MOST_RANGES + 1))
    if len(ranges) > MOST_RANGES:
        above = tuple(islice(cheapest_ranges(curves, whole, last), MOST_RANGES // 4))
        reach = above[-1].last - whole
        first = max(0, whole - reach)
        ranges = tuple(cheapest_ranges(curves, first, above[-1].last))
    return Volumes(varies, here, ranges[0].first, ranges[-1].last, ranges)
