"""Ranges of values with a winner: what every answer over values is made of."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Generic, NamedTuple, TypeVar

N = TypeVar("N", bound=int | Fraction)
"""Values: whole ones of a quantity, any of a price."""

CostsAtEnds = Mapping[str, tuple[Fraction | None, Fraction | None]]
"""What each contender costs at both ends of a range (at an open end, what it comes close to); None: not offered."""

NO_COSTS: CostsAtEnds = {}


class TooManyLooks(Exception):
    """More simulations were needed than the caller wanted to wait for."""


class Ends(NamedTuple, Generic[N]):
    """The values that are looked at, and whether either end of them is one."""

    first: N
    last: N
    closed: tuple[bool, bool] = (True, True)


class Range(NamedTuple, Generic[N]):
    """A longest range of values with one set of ``cheapest`` contenders, in order; there is none where none is offered.

    ``first`` and ``last`` belong to it where they are ``closed``; ``last`` is below ``first`` where a walk goes down.
    ``costs`` are empty where nobody asked for them.
    """

    first: N
    last: N
    cheapest: tuple[str, ...]
    costs: CostsAtEnds = NO_COSTS
    closed: tuple[bool, bool] = (True, True)

    @property
    def lead(self) -> tuple[Fraction | None, Fraction | None]:
        """Return how much less the cheapest cost than the next contender at either end; None without a next one."""
        return _lead([cost[0] for cost in self.costs.values()]), _lead([cost[1] for cost in self.costs.values()])

    def holds(self, value: Fraction | int) -> bool:
        """Tell whether a value lies in the range."""
        return (self.first < value or (self.first == value and self.closed[0])) and (
            value < self.last or (value == self.last and self.closed[1])
        )

    def joined(self, after: "Range[N]") -> "Range[N] | None":
        """Return this range and the one after it as one, where the same contenders are the cheapest in both."""
        if self.cheapest != after.cheapest:
            return None
        costs = {name: (at_first[0], after.costs[name][1]) for name, at_first in self.costs.items()}
        return Range(self.first, after.last, self.cheapest, costs or NO_COSTS, (self.closed[0], after.closed[1]))


def _lead(costs: Iterable[Fraction | None]) -> Fraction | None:
    known = sorted(cost for cost in costs if cost is not None)
    dearer = [cost for cost in known if cost > known[0]]
    return dearer[0] - known[0] if dearer else None


def merged(ranges: Iterable[Range[N]]) -> Iterator[Range[N]]:
    """Yield ranges, neighbours of one set of cheapest contenders as one.

    Where they end with ``TooManyLooks`` that is raised behind what is known until there.
    """
    pending: Range[N] | None = None
    try:
        for one in ranges:
            both = pending.joined(one) if pending else None
            if pending and both is None:
                yield pending
            pending = both or one
    except TooManyLooks:
        if pending:
            yield pending
        raise
    if pending:
        yield pending
