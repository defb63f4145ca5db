"""The race of contenders along a quantity: from where on which of them is the cheapest."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from telquote.decisions.curves import Curve, Piece, PlanCurve
from telquote.decisions.ranges import Range, TooManyLooks, merged
from telquote.decisions.steps import Steps, last_where
from telquote.work import spend

MANY_STEPS = 3
"""Steps of a leader that a look ahead must settle to be tried: with one, two plans of packages take half as long again,
with twelve, vendors do."""

LOOK_TICKS = 30
"""Ticks of work that it takes to read a curve at a value."""


def cheapest_ranges(
    curves: Sequence[Curve], first: int, last: int, most_looks: int | None = None
) -> Iterator[Range[int]]:
    """Yield the ranges of the cheapest contenders that partition ``first`` to ``last``, in order.

    Raises ``TooManyLooks``, behind what is known until there, once the curves have been simulated more than
    ``most_looks`` times.
    """
    return merged(_led(curves, first, last, most_looks))


def _led(curves: Sequence[Curve], first: int, last: int, most_looks: int | None) -> Iterator[Range[int]]:
    race = Race(curves, last)
    value = first
    while value <= last:
        if most_looks is not None and sum(curve.simulations for curve in curves) > most_looks:
            raise TooManyLooks
        winners, end = race.leaders(value)
        yield Range(value, end, tuple(sorted(curve.name for curve in winners)))
        value = end + 1


class Race:
    """Follows curves upwards, looking at those alone that can be among the cheapest.

    ``floor`` is what each costs at least from here on: what it cost last, where it never falls.
    """

    def __init__(self, curves: Sequence[Curve], last: int) -> None:
        self.last = last
        self.curves = list(curves)
        self.floor: dict[Curve, Fraction] = dict.fromkeys(curves, Fraction(0))
        self.pieces: dict[Curve, tuple[int, Piece]] = {}

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

        Only the leader is looked at, and only where that settles what lies up to ``far``. What is gained is far out: to
        a million minutes a vendor's plans take a seventh of the time.
        """
        if far >= self.last:
            return end
        bar = min((self.floor[curve] for curve in self.curves if curve is not leader), default=None)

        def leads(at: int) -> bool:
            return leader.is_below(bar, at)

        if not leads(far):
            return end
        low, width = far, far - end
        while low < self.last and leads(min(low + width, self.last)):
            low, width = min(low + width, self.last), width * 2
        return last_where(leads, low, min(low + width, self.last + 1))

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


class CheapestOf:
    """The cost of whichever of several curves is the cheapest at each value, such as a vendor's plans.

    A curve that never falls costs at least what it did before, so that a dearer one is not looked at: that halves the
    time of vendors with many plans.
    """

    def __init__(self, name: str, curves: Sequence[PlanCurve]) -> None:
        self.name, self.curves = name, tuple(curves)
        self.never_falls = all(curve.never_falls for curve in curves)
        self.steps = Steps()
        self._promising = list(curves)
        self._floor = dict.fromkeys(self.curves, (-1, Fraction(0)))

    def at(self, value: int) -> Fraction | None:
        """Return the least cost at a value; None where no curve is offered there."""
        best: Fraction | None = None
        for curve in sorted(self.curves, key=lambda curve: self._least(curve, value)):
            if best is not None and self._least(curve, value) > best:
                break
            cost = curve.at(value)
            if cost is None:
                continue
            if curve.never_falls and value >= self._floor[curve][0]:
                self._floor[curve] = value, cost
            best = cost if best is None else min(best, cost)
        return best

    @property
    def simulations(self) -> int:
        """Return how many simulations were run so far."""
        return sum(curve.simulations for curve in self.curves)

    def is_below(self, bar: Fraction | None, value: int) -> bool:
        """Tell whether any curve costs less than ``bar`` at a value; where that is None, whether any is offered."""
        for curve in self._promising:
            if curve.is_below(bar, value):
                self._promising.remove(curve)
                self._promising.insert(0, curve)
                return True
        return False

    def _least(self, curve: PlanCurve, value: int) -> Fraction:
        """Return what a curve costs at least at ``value``, from what is known of it."""
        known_at, cost = self._floor[curve]
        return cost if known_at <= value else Fraction(0)

    def piece(self, value: int, limit: int) -> Piece:
        """Return the straight piece that starts at ``value``, looking no further than ``limit``."""
        cost = self.at(value)
        if value in (0, limit):
            return Piece(value, cost)
        if self.never_falls:
            end = self.steps.level_until(self, value, limit, lambda _: 0)
            if end > value:
                return Piece(end, cost)
        race = Race(self.curves, limit)
        winners, end = race.leaders(value)
        pieces = [race.piece(winner, value) for winner in winners]
        end = min([end, *(piece.last for piece in pieces)])
        return Piece(end, cost, pieces[0].slope if pieces else Fraction(0))
