"""How far around the buyer's own volume the first plan stays the cheapest, and what changes close by."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from telquote.billing.quote import first_payment_of
from telquote.billing.simulation import simulate
from telquote.decisions.comparison import Comparison
from telquote.decisions.curves import PlanCurve
from telquote.decisions.quantities import volume
from telquote.decisions.race import cheapest_ranges
from telquote.decisions.ranges import Range, TooManyLooks

TIMES = 10
"""How many times the buyer's volume is looked at ..."""

LEAST_REACH = 1000
"""... and at least up to which volume."""

NEAR = Fraction(1, 10)
"""The share of the volume within which a change is worth a warning ..."""

STEP = Fraction(1, 20)
"""... and the share of the cost that a step must add to be one."""

MOST_MONTHS_SIMULATED = 150_000
"""Simulated months, over all plans and volumes, after which no further volume is looked at."""


class There(NamedTuple):
    """The plan that is cheapest at a volume (of several, the one that pays least first), its cost and the lead's."""

    at: int
    plan: str
    total: Fraction
    lead: Fraction | None


class Holds(NamedTuple):
    """The longest range of whole volumes around the buyer's in which nothing is cheaper than a plan.

    ``to`` is None where it reaches the end of what was ``looked_at``; ``below`` and ``above`` are the next volumes,
    None where the range reaches the least volume, or what was looked at.
    """

    first: int
    to: int | None
    looked_at: tuple[int, int]
    below: There | None
    above: There | None


class Cliff(NamedTuple):
    """The nearest volume at which the cost goes up by a step, the cost there, and how much more than now that is."""

    at: int
    total: Fraction
    more: Fraction


class Near(NamedTuple):
    """What changes within a tenth of the volume: a step of the plan's own cost, and who is cheaper on either side."""

    cliff: Cliff | None
    above: There | None
    below: There | None


class Around:
    """The costs of some plans around the volume of a usage, in which every month is alike."""

    def __init__(self, ranking: Comparison) -> None:
        usage, months, by = ranking.usage, ranking.months, ranking.by
        offers = ranking.contestants
        self.varies = usage.varied
        exact = Fraction(getattr(usage, self.varies) or 0)
        self.volume = int(exact)
        self._starts = (self.volume,) if exact == self.volume else (self.volume, self.volume + 1)
        quantity = volume(usage, self.varies)
        self._least, self._usage, self._months = quantity.least, usage, months
        curves = {offer.id: PlanCurve(offer, usage, months, by, quantity) for offer in offers}
        ranked = {plan.offer.id for plan in ranking.ranked}
        # what is not sold at all costs nothing where nothing is used, and is no alternative there
        self._curves = {name: one for name, one in curves.items() if name in ranked or one.at(1) is not None}
        self._offers = {offer.id: offer for offer in offers}
        self._reach = max(TIMES * self.volume, LEAST_REACH)
        self._ranges: list[Range[int]] = []
        if usage == usage.with_volume(self.varies, self.volume):  # what the ranking found need not be found again
            for plan in ranking.ranked:
                quote = plan.quote
                self._curves[plan.offer.id].knows(self.volume, quote.cost(by), quote.leftover + quote.expired)
        self._looks = MOST_MONTHS_SIMULATED // months

    def holds(self, plan: str) -> Holds | None:
        """Return how far nothing is cheaper than ``plan``; None where something is at the volume itself.

        Of a volume that is not whole, the whole ones on both its sides are tried. What is near is looked at first, so
        that work runs out far away.
        """
        start = next((at for at in self._starts if self._is_cheapest(plan, at)), None)
        if start is None:
            return None
        low, high = self._nearby()
        to, above = self._up(plan, start, min(high, self._reach))
        first, below = self._down(plan, start, max(low, self._least))
        if above is None and to == high:
            to, above = self._up(plan, to + 1, self._reach)
        while below is None and self._least < first <= low:
            low = self._least if first <= LEAST_REACH else max(first // 2, self._least)
            before = first
            first, below = self._down(plan, first - 1, low)
            if first == before:
                break
        return Holds(
            first,
            None if above is None else to,
            (first if below is None else self._least, to if above is None else self._reach),
            self._there(plan, first - 1, below),
            self._there(plan, to + 1, above),
        )

    def _is_cheapest(self, plan: str, at: int) -> bool:
        return at >= self._least and any(plan in one.cheapest for one in self._found(at, at))

    def _up(self, plan: str, first: int, last: int) -> tuple[int, Range[int] | None]:
        """Return up to where, from ``first`` to ``last``, a plan stays among the cheapest, and the range after that."""
        to = first - 1
        for one in self._found(first, last):
            if plan not in one.cheapest:
                return to, one
            to = one.last
        return to, None

    def _down(self, plan: str, last: int, first: int) -> tuple[int, Range[int] | None]:
        """Return down to where, from ``last`` to ``first``, a plan stays among the cheapest, and the range below."""
        found, low = list(self._found(first, last)), last + 1
        if not found or found[-1].last < last:
            return low, None
        for one in reversed(found):
            if plan not in one.cheapest:
                return low, one
            low = one.first
        return low, None

    def _there(self, lead: str, at: int, found: Range[int] | None) -> There | None:
        if found is None or not found.cheapest:
            return None
        plan = min(found.cheapest, key=lambda name: (self.first_payment(name, at), name))
        total = self._curves[plan].at(at)
        return None if total is None else There(at, plan, total, self._curves[lead].at(at))

    def first_payment(self, plan: str, at: int) -> Fraction:
        """Return what a plan pays in month 1 at a volume."""
        usage = self._usage.with_volume(self.varies, at)
        return first_payment_of(simulate(self._offers[plan], usage, self._months))

    def cost(self, plan: str, at: int) -> Fraction | None:
        """Return what a plan costs at a volume; None where it is not offered."""
        return self._curves[plan].at(at)

    def _found(self, first: int, last: int) -> Iterator[Range[int]]:
        curves = list(self._curves.values())
        try:
            yield from cheapest_ranges(curves, first, last, self._looks)
        except TooManyLooks:
            return

    def near(self, plan: str, holds: Holds | None) -> Near:
        """Return what changes close by, given how far nothing is cheaper than ``plan``."""
        low, high = self._nearby()
        above = holds.above if holds and holds.above and holds.above.at <= high else None
        below = holds.below if holds and holds.below and holds.below.at >= low else None
        return Near(self._cliff(plan, high), above, below)

    def _nearby(self) -> tuple[int, int]:
        """Return the least and the greatest volume that are near."""
        return max(_floor((1 - NEAR) * self.volume), self._least), -_floor(-(1 + NEAR) * self.volume)

    def _cliff(self, plan: str, last: int) -> Cliff | None:
        curve = self._curves[plan]
        here = curve.at(self.volume)
        if here is None or self.volume < self._least:
            return None
        step = here * STEP
        at, before = self.volume, here
        while at <= last:
            piece = curve.piece(at, last)
            if piece.cost is None:
                return None
            for value, cost in ((at, piece.cost), (at + 1, piece.cost + piece.slope)):
                rise = cost - before
                if self.volume < value <= piece.last and rise > 0 and rise >= step:
                    return Cliff(value, cost, cost - here)
                before = cost if value <= piece.last else before
            before = piece.cost + piece.slope * (piece.last - at)
            at = piece.last + 1
        return None


def _floor(number: Fraction) -> int:
    return number.numerator // number.denominator
