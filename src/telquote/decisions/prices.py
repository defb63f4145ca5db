"""Which contender is the cheapest as one price varies: a price is continuous, so ranges end at exact values.

The simulation is run on a number that stands for the price, at a point and then just after it, and tells how far to
the right all its decisions stand; the next look begins there. No value in between is left unlooked at.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from telquote.affine import Affine, NotAffine, Rightwards
from telquote.billing.quote import Criterion, cost_of
from telquote.billing.simulation import run
from telquote.billing.terms import NotOffered, terms_of
from telquote.decisions.contest import Entrant, NoContest, check_entrants, check_offered
from telquote.language import Message
from telquote.plans.catalogue import Offer
from telquote.plans.paths import Figure, replaced
from telquote.plans.values import Value
from telquote.usage.profile import Usage

MOST_LOOKS = 20_000
"""Looks beyond which a range holds more changes than anybody asked for."""


class Price(NamedTuple):
    """A price by its path, where it stands in each plan that the path names, and its value now."""

    path: str
    figures: dict[str, Figure]
    now: Fraction


class PriceRange(NamedTuple):
    """A longest range of prices with one set of cheapest contenders.

    ``first`` and ``last`` belong to it where they are ``closed``. ``costs`` holds each contender's cost at both ends
    (at an open end, what it comes close to), None where it is not offered.
    """

    first: Fraction
    last: Fraction
    closed: tuple[bool, bool]
    cheapest: tuple[str, ...]
    costs: dict[str, tuple[Fraction | None, Fraction | None]]

    def holds(self, value: Fraction) -> bool:
        """Tell whether a price lies in the range."""
        return (self.first < value or (self.first == value and self.closed[0])) and (
            value < self.last or (value == self.last and self.closed[1])
        )


class PriceContest(NamedTuple):
    """The answer: the ranges that partition the prices from ``first`` to ``last``, both included."""

    price: Price
    usage: Usage
    months: int
    by: Criterion
    currency: str
    entrants: tuple[Entrant, ...]
    first: Fraction
    last: Fraction
    ranges: tuple[PriceRange, ...]
    simulations: int


def hold_price(
    entrants: Sequence[Entrant],
    usage: Usage,
    price: Price,
    *,
    months: int,
    by: Criterion = "total",
    first: Fraction | None = None,
    last: Fraction | None = None,
) -> PriceContest:
    """Return which contenders are the cheapest for every price from ``first`` to ``last``.

    By default that is from 0 to three times the price now. Raises as ``hold`` does for the contenders, and
    ``NoContest`` where the range is empty, no contender depends on the price, or cost is no straight line in it.
    """
    check_entrants(entrants)
    answer = follow_price(entrants, usage, price, months=months, by=by, first=first, last=last)
    offered = {name for one in answer.ranges for name, costs in one.costs.items() if costs != (None, None)}
    check_offered(entrants, offered, answer.first, answer.last)
    return answer


def follow_price(
    entrants: Sequence[Entrant],
    usage: Usage,
    price: Price,
    *,
    months: int,
    by: Criterion,
    first: Fraction | None = None,
    last: Fraction | None = None,
) -> PriceContest:
    """Return what ``hold_price`` does, for contenders that are known to be comparable, even a single one."""
    if not any(offer.id in price.figures for entrant in entrants for offer in entrant.offers):
        raise NoContest(Message("none of the contenders depends on {quantity}", quantity=price.path))
    low = Fraction(0) if first is None else first
    high = (3 * price.now or Fraction(1)) if last is None else last
    if not 0 <= low < high:
        message = Message("the prices from {first} to {last} hold nothing to look at", first=low, last=high)
        raise NoContest(message)
    walk = _Walk(entrants, usage, price, months, by)
    try:
        ranges = tuple(_merged(walk.ranges(low, high)))
    except NotAffine:
        message = Message("the cost by {by} is no straight line in {path}; compare by total", by=by, path=price.path)
        raise NoContest(message) from None
    currency = entrants[0].offers[0].vendor.currency
    return PriceContest(price, usage, months, by, currency, tuple(entrants), low, high, ranges, walk.simulations)


class _Walk:
    """Walks along the prices from one change of a decision to the next."""

    def __init__(self, entrants: Sequence[Entrant], usage: Usage, price: Price, months: int, by: Criterion) -> None:
        self.entrants, self.usage, self.price, self.months, self.by = entrants, usage, price, months, by
        self.simulations = 0
        self._fixed: dict[str, Any] = {}

    def ranges(self, first: Fraction, last: Fraction) -> Iterator[PriceRange]:
        """Yield ranges in which no decision changes, in order."""
        at, after = first, False
        for _ in range(MOST_LOOKS):
            stretch = Rightwards(last - at, after=after)
            costs = {entrant.name: self._cost(entrant, at, stretch) for entrant in self.entrants}
            cheapest = tuple(sorted(_cheapest(costs)))
            end = at + stretch.high
            ends = {name: _ends(cost, stretch.high) for name, cost in costs.items()}
            yield PriceRange(at, end, (not after, stretch.closed), cheapest, ends)
            if end == last and stretch.closed:
                return
            at, after = end, stretch.closed
        raise NoContest(Message("more than {count} changes lie in this range; look at a shorter one", count=MOST_LOOKS))

    def _cost(self, entrant: Entrant, at: Fraction, stretch: Rightwards) -> Any:
        best: Any = None
        for offer in entrant.offers:
            cost = self._of_plan(offer, at, stretch)
            if cost is not None and (best is None or cost < best):
                best = cost
        return best

    def _of_plan(self, offer: Offer, at: Fraction, stretch: Rightwards) -> Any:
        figure = self.price.figures.get(offer.id)
        if figure is None:
            if offer.id not in self._fixed:
                self._fixed[offer.id] = self._simulated(offer, None, None)
            return self._fixed[offer.id]
        return self._simulated(offer, figure, Affine(at, Fraction(1), stretch))

    def _simulated(self, offer: Offer, figure: Figure | None, amount: Any) -> Any:
        self.simulations += 1
        plan = offer.plan if figure is None else replaced(offer.plan, figure.keys, Value(amount))
        try:
            return cost_of(run(terms_of(plan, self.usage), self.months), self.by)
        except NotOffered:
            return None


def _cheapest(costs: dict[str, Any]) -> Iterator[str]:
    """Yield the names of the least costs; costs that depend on the price narrow their stretch to where this holds."""
    best: Any = None
    for cost in costs.values():
        if cost is not None and (best is None or cost < best):
            best = cost
    for name, cost in costs.items():
        if cost is not None and cost <= best:
            yield name


def _ends(cost: Any, width: Fraction) -> tuple[Fraction | None, Fraction | None]:
    if isinstance(cost, Affine):
        return Fraction(cost.value), Fraction(cost.value + cost.slope * width)
    return cost, cost


def _merged(ranges: Iterator[PriceRange]) -> Iterator[PriceRange]:
    """Yield the ranges with neighbours of one set of cheapest contenders drawn together."""
    pending: PriceRange | None = None
    for one in ranges:
        if pending and pending.cheapest == one.cheapest:
            ends = {name: (costs[0], one.costs[name][1]) for name, costs in pending.costs.items()}
            pending = PriceRange(pending.first, one.last, (pending.closed[0], one.closed[1]), one.cheapest, ends)
        else:
            if pending:
                yield pending
            pending = one
    if pending:
        yield pending
