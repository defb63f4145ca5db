"""A plan's cost as a function of volume, over whole units, exactly.

Cost is a straight line between the points where a decision of the simulation changes. A curve finds the end of such a
piece by running the simulation on a number that depends on volume, and where cost cannot fall as volume grows it
settles level pieces by comparing their ends.
"""

from fractions import Fraction
from typing import Any, NamedTuple

from telquote.billing.affine import Affine, Stretch
from telquote.billing.quote import Criterion, Quote, quote_of
from telquote.billing.simulation import run
from telquote.billing.terms import NotOffered, Terms, terms_of
from telquote.plans.catalogue import Offer
from telquote.usage.profile import Usage


class Piece(NamedTuple):
    """A straight piece of a curve up to and including ``last``: the cost where it was asked for, and its slope.

    ``cost`` is None where the plan is not offered.
    """

    last: int
    cost: Fraction | None
    slope: Fraction


class CostCurve:
    """The cost of one plan over whole volumes of what a usage varies."""

    def __init__(self, offer: Offer, usage: Usage, months: int, by: Criterion) -> None:
        self.offer, self.usage, self.months, self.by = offer, usage, months, by
        self.simulations = 0
        self.never_falls = by in ("total", "upfront") and _never_falls(offer, usage)
        self._costs: dict[int, Fraction | None] = {}
        self._terms: Terms | None = None
        self._runs_out: dict[int, int] = {}
        self._steps = _Steps()

    def at(self, volume: int) -> Fraction | None:
        """Return the cost at a volume; None where the plan is not offered there."""
        if volume not in self._costs:
            quote = self._quote(volume)
            self._costs[volume] = None if quote is None else quote.cost(self.by)
            if quote is not None:
                unused = quote.leftover + quote.expired
                self._runs_out[volume] = (
                    int(volume * quote.total / (quote.total - unused)) if quote.total > unused else 0
                )
        return self._costs[volume]

    def _quote(self, volume: Any) -> Quote | None:
        self.simulations += 1
        usage = self.usage.with_volume(volume)
        try:
            return quote_of(run(self._terms_at(usage, volume), self.months))
        except NotOffered:
            return None

    def _terms_at(self, usage: Usage, volume: Any) -> Terms:
        if volume == 0:  # what is not used needs no terms, so these are no good for other volumes
            return terms_of(self.offer.plan, usage)
        if self._terms is None:
            self._terms = terms_of(self.offer.plan, usage)
        return self._terms.with_volume(usage)

    def piece(self, volume: int, limit: int) -> Piece:
        """Return the straight piece that starts at ``volume``, looking no further than ``limit``."""
        cost = self.at(volume)
        if volume in (0, limit):
            return Piece(volume, cost, Fraction(0))
        if self.never_falls and self._is_level(volume, limit):
            return Piece(self._level_until(volume, limit), cost, Fraction(0))
        stretch = Stretch(0, limit - volume)
        quote = self._quote(Affine(volume, 1, stretch))
        line = None if quote is None else quote.cost(self.by)
        slope = Fraction(line.slope) if isinstance(line, Affine) else Fraction(0)
        return Piece(volume + stretch.high, cost, slope)

    def _is_level(self, volume: int, limit: int) -> bool:
        cost = self.at(volume)
        return self.at(self._probable_end(volume, limit)) == cost or self.at(volume + 1) == cost

    def _probable_end(self, volume: int, limit: int) -> int:
        """Return where a level piece probably ends: after ``volume``, up to ``limit``.

        What is bought at this cost would last as far as usage can grow before nothing of it is left over, unless it
        expires first; where that guess has failed, the mean width of the steps so far is a better one.
        """
        end = self._steps.next_end(volume) or self._runs_out.get(volume, 0)
        return min(max(volume + 1, end), limit)

    def _level_until(self, volume: int, limit: int) -> int:
        """Return the last volume at which a curve that never falls still costs what it costs at ``volume``."""
        cost = self.at(volume)
        low, high, width = volume, limit + 1, 1
        guess = self._probable_end(volume, limit)
        if self.at(guess) == cost:
            low = guess
            while low + width < high:
                if self.at(low + width) == cost:
                    low, width = low + width, width * 2
                else:
                    high = low + width
        else:
            high = guess
            while high - width > low:
                if self.at(high - width) == cost:
                    low = high - width
                else:
                    high, width = high - width, width * 2
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.at(middle) == cost else (low, middle)
        self._steps.ended(low)
        return low


class _Steps:
    """Guesses where the next step of a staircase ends from the mean width of those seen."""

    def __init__(self) -> None:
        self.first_end: int | None = None
        self.last_end = 0
        self.count = 0

    def ended(self, end: int) -> None:
        """Take note of the end of a step."""
        if self.first_end is None:
            self.first_end = self.last_end = end
        elif end > self.last_end:
            width = self._width()
            self.count += max(1, round((end - self.last_end) / width)) if width else 1
            self.last_end = end

    def _width(self) -> Fraction | None:
        return (
            Fraction(self.last_end - self.first_end, self.count) if self.first_end is not None and self.count else None
        )

    def next_end(self, volume: int) -> int | None:
        """Return where the step that holds ``volume`` probably ends; None where too few steps are known."""
        width = self._width()
        if width is None:
            return None
        return self.last_end + int(-(-(volume + 1 - self.last_end) // width) * width)


def _never_falls(offer: Offer, usage: Usage) -> bool:
    try:
        return terms_of(offer.plan, usage.with_volume(1)).cost_never_falls
    except NotOffered:
        return True
