"""The values of a quantity at which the set of cheapest contenders changes."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from telquote.decisions.curves import Curve, Piece
from telquote.work import spend

MANY_STEPS = 3
"""Steps of a leader beyond which one long look ahead costs less than following each of them."""


MOST_PAUSE = 15
"""Most ranges for which looks ahead are left out after one was in vain."""

LOOK_TICKS = 30
"""Ticks of work that it takes to read a curve at a value."""


class CheapestRange(NamedTuple):
    """A longest range of whole values, both ends included, with one set of cheapest contenders.

    ``names`` are theirs, in order; there is none where none is offered.
    """

    first: int
    last: int
    names: tuple[str, ...]


class TooManyLooks(Exception):
    """More simulations were needed than the caller wanted to wait for."""


def cheapest_ranges(
    curves: Sequence[Curve], first: int, last: int, most_looks: int | None = None
) -> Iterator[CheapestRange]:
    """Yield the ranges of the cheapest contenders that partition ``first`` to ``last``, in order.

    Raises ``TooManyLooks``, behind what is known until there, once the curves have been simulated more than
    ``most_looks`` times.
    """
    race = Race(curves, last)
    value = first
    pending: CheapestRange | None = None
    while value <= last:
        if most_looks is not None and sum(curve.simulations for curve in curves) > most_looks:
            if pending:
                yield pending
            raise TooManyLooks
        winners, end = race.leaders(value)
        names = tuple(sorted(curve.name for curve in winners))
        if pending and pending.names == names:
            pending = CheapestRange(pending.first, end, names)
        else:
            if pending:
                yield pending
            pending = CheapestRange(value, end, names)
        value = end + 1
    if pending:
        yield pending


class Race:
    """Follows curves upwards, looking at those alone that can be among the cheapest."""

    def __init__(self, curves: Sequence[Curve], last: int) -> None:
        self.last = last
        self.curves = list(curves)
        self.floor: dict[Curve, Fraction] = dict.fromkeys(curves, Fraction(0))
        self.pieces: dict[Curve, tuple[int, Piece]] = {}
        self.vain = self.pause = 0

    def leaders(self, value: int) -> tuple[list[Curve], int]:
        """Return the cheapest curves at ``value`` and the last value up to which they alone stay the cheapest."""
        best: Fraction | None = None
        costs: dict[Curve, Fraction] = {}
        for curve in sorted(self.curves, key=lambda curve: self.floor[curve]):
            if best is not None and curve.never_falls and self.floor[curve] > best:
                break
            cost = self._cost(curve, value)
            if cost is None:
                if curve.never_falls:  # what is not offered for so much is not offered for more
                    self.curves.remove(curve)
                continue
            costs[curve] = cost
            self.floor[curve] = cost if curve.never_falls else Fraction(0)
            best = cost if best is None else min(best, cost)
        winners = [curve for curve, cost in costs.items() if cost == best]
        end = self._stay(value, winners, costs)
        if len(winners) == 1 and all(curve.never_falls for curve in self.curves):
            end = self._ahead(winners[0], end, end + MANY_STEPS * (end - value + 1))
        return winners, end

    def _ahead(self, leader: Curve, end: int, far: int) -> int:
        """Return how far past ``end`` a single leader stays below what all others cost at least.

        Only the leader is looked at, and only where that settles more than ``far``: near by, steps are found quicker.
        Where such a look was in vain, the next ones are left out for a while.
        """
        if far >= self.last or self.pause:
            self.pause = max(0, self.pause - 1)
            return end
        bar = min((self.floor[curve] for curve in self.curves if curve is not leader), default=None)

        def leads(at: int) -> bool:
            return leader.is_below(bar, at)

        if not leads(far):
            self.vain = min(2 * self.vain + 1, MOST_PAUSE)
            self.pause = self.vain
            return end
        self.vain = 0
        low, width = far, far - end
        while low < self.last and leads(min(low + width, self.last)):
            low, width = min(low + width, self.last), width * 2
        high = min(low + width, self.last + 1)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if leads(middle) else (low, middle)
        return low

    def _stay(self, value: int, winners: list[Curve], costs: dict[Curve, Fraction]) -> int:
        """Return how far the winners' lead holds, from the pieces of the curves that could end it."""
        end = min((self.piece(curve, value).last for curve in winners), default=self.last)
        lead = self.piece(winners[0], value) if winners else None
        highest = (
            None if lead is None or lead.cost is None else lead.cost + max(lead.slope, Fraction(0)) * (end - value)
        )
        for curve in self.curves:
            if curve in winners:
                if lead is not None and self.piece(curve, value).slope != lead.slope:
                    return value
            elif highest is None:
                end = min(end, self.piece(curve, value).last)
            elif not (curve.never_falls and max(self.floor[curve], costs.get(curve, Fraction(0))) > highest):
                end = self._until_met(curve, value, end, lead)
        return end

    def _until_met(self, curve: Curve, value: int, end: int, lead: Piece | None) -> int:
        """Return the last value up to ``end`` at which ``curve`` still costs more than the leader."""
        piece = self.piece(curve, value)
        end = min(end, piece.last)
        if piece.cost is None or lead is None or lead.cost is None:
            return end
        closing = lead.slope - piece.slope
        if closing > 0:
            # the first value at which the curve costs no more, less one
            return min(end, value - int(-(piece.cost - lead.cost) // closing) - 1)
        return end

    def _cost(self, curve: Curve, value: int) -> Fraction | None:
        spend(LOOK_TICKS)
        start, piece = self.pieces.get(curve, (-1, None))
        if piece is not None and start <= value <= piece.last:
            return piece.shifted(value - start).cost
        return curve.at(value)

    def piece(self, curve: Curve, value: int) -> Piece:
        """Return the piece of a curve from ``value`` on."""
        spend(LOOK_TICKS)
        start, piece = self.pieces.get(curve, (-1, None))
        if piece is None or not start <= value <= piece.last:
            piece = curve.piece(value, self.last)
            self.pieces[curve] = value, piece
            return piece
        return piece.shifted(value - start)
