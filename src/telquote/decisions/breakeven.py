"""The volumes at which the set of cheapest plans changes."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from telquote.decisions.curves import CostCurve, Piece


class CheapestRange(NamedTuple):
    """A longest range of whole volumes, both ends included, with one set of cheapest plans.

    ``plans`` holds their ids in order; it is empty where no plan is offered.
    """

    first: int
    last: int
    plans: tuple[str, ...]


def cheapest_ranges(curves: Sequence[CostCurve], first: int, last: int) -> Iterator[CheapestRange]:
    """Yield the ranges of the cheapest plans that partition ``first`` to ``last``, in order."""
    race = _Race(curves, last)
    volume = first
    pending: CheapestRange | None = None
    while volume <= last:
        winners, end = race.leaders(volume)
        names = tuple(sorted(curve.offer.id for curve in winners))
        if pending and pending.plans == names:
            pending = CheapestRange(pending.first, end, names)
        else:
            if pending:
                yield pending
            pending = CheapestRange(volume, end, names)
        volume = end + 1
    if pending:
        yield pending


class _Race:
    """Follows curves upwards, looking at those alone that can be among the cheapest."""

    def __init__(self, curves: Sequence[CostCurve], last: int) -> None:
        self.last = last
        self.curves = list(curves)
        self.floor: dict[CostCurve, Fraction] = dict.fromkeys(curves, Fraction(0))
        self.pieces: dict[CostCurve, tuple[int, Piece]] = {}

    def leaders(self, volume: int) -> tuple[list[CostCurve], int]:
        """Return the cheapest curves at ``volume`` and the last volume up to which they alone stay the cheapest."""
        best: Fraction | None = None
        costs: dict[CostCurve, Fraction] = {}
        for curve in sorted(self.curves, key=lambda curve: self.floor[curve]):
            if best is not None and curve.never_falls and self.floor[curve] > best:
                break
            cost = curve.at(volume)
            if cost is None:
                continue
            costs[curve] = cost
            self.floor[curve] = cost if curve.never_falls else Fraction(0)
            best = cost if best is None else min(best, cost)
        winners = [curve for curve, cost in costs.items() if cost == best]
        end = self._stay(volume, winners, costs)
        return winners, end

    def _stay(self, volume: int, winners: list[CostCurve], costs: dict[CostCurve, Fraction]) -> int:
        """Return how far the winners' lead holds."""
        end = self.last
        for curve in winners:
            end = min(end, self._piece(curve, volume).last)
        lead = self._piece(winners[0], volume) if winners else None
        highest = (
            None if lead is None or lead.cost is None else lead.cost + max(lead.slope, Fraction(0)) * (end - volume)
        )
        for curve in self.curves:
            if curve in winners:
                if lead is not None and self._piece(curve, volume).slope != lead.slope:
                    return volume
            elif highest is None:
                end = min(end, self._piece(curve, volume).last)
            elif not (curve.never_falls and max(self.floor[curve], costs.get(curve, Fraction(0))) > highest):
                end = self._until_met(curve, volume, end, lead)
        return end

    def _until_met(self, curve: CostCurve, volume: int, end: int, lead: Piece | None) -> int:
        """Return the last volume up to ``end`` at which ``curve`` still costs more than the leader."""
        piece = self._piece(curve, volume)
        end = min(end, piece.last)
        if piece.cost is None or lead is None or lead.cost is None:
            return end
        closing = lead.slope - piece.slope
        if closing > 0:
            # the first volume at which the curve costs no more, less one
            return min(end, volume - int(-(piece.cost - lead.cost) // closing) - 1)
        return end

    def _piece(self, curve: CostCurve, volume: int) -> Piece:
        start, piece = self.pieces.get(curve, (-1, None))
        if piece is None or not start <= volume <= piece.last:
            piece = curve.piece(volume, self.last)
            self.pieces[curve] = volume, piece
        elif start != volume and piece.cost is not None:
            piece = Piece(piece.last, piece.cost + piece.slope * (volume - start), piece.slope)
        return piece
