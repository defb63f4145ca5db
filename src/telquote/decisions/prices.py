"""Which contender is the cheapest as one price varies: a price is continuous, so ranges end at exact values."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from telquote.affine import NotAffine
from telquote.billing.quote import Criterion
from telquote.decisions.assumptions import Assumption
from telquote.decisions.entrants import (
    Entrant,
    NoContest,
    check_entrants,
    never_offered,
    reasons,
    remaining,
    resting_on,
)
from telquote.decisions.price_walk import Ends, Piece, Price, PriceWalk, span_of, within
from telquote.decisions.quantities import Case
from telquote.language import Message
from telquote.usage.profile import Usage
from telquote.work import OutOfWork, part


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
    """The answer: the ranges that partition the prices from ``first`` to ``last``, both included.

    ``assumptions`` are what each plan rests on beside the price, by the plan's id; ``not_offered`` the plans of
    contenders that stand ``aside``, for they are offered at no price, and why.
    """

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
    assumptions: tuple[tuple[str, tuple[Assumption, ...]], ...]
    not_offered: tuple[tuple[str, Message], ...] = ()
    aside: tuple[Entrant, ...] = ()


def hold_price(
    entrants: Sequence[Entrant],
    usage: Usage,
    price: Price,
    *,
    months: int,
    by: Criterion = "total",
    first: Fraction | None = None,
    last: Fraction | None = None,
    open_to_all: bool = False,
) -> PriceContest:
    """Return which contenders are the cheapest for every price from ``first`` to ``last``.

    By default that is from 0 to three times the (highest) price now, as far as a plan file could state it. Raises as
    ``hold`` does for the contenders, and ``NoContest`` where the range is empty or not to be stated, no contender
    depends on the price, or cost is no straight line in it.
    """
    check_entrants(entrants)
    if not any(offer.id in price.figures for entrant in entrants for offer in entrant.offers):
        raise NoContest(Message("none of the contenders depends on {quantity}", quantity=price.path))
    low, high, closed = _ends(price, entrants, first, last)
    walk = PriceWalk(entrants, usage, price, months, by)
    pieces: list[Piece] = []
    try:
        with part(3, 4) as looked:
            for piece in walk.pieces(low, high, closed=closed):
                pieces.append(piece)
    except NotAffine:
        message = Message("the cost by {by} is no straight line in {path}; compare by total", by=by, path=price.path)
        if by == "total":
            message = Message("the cost is no straight line in {path}; try values with --assume", path=price.path)
        raise NoContest(message) from None
    if not pieces:
        raise OutOfWork
    high = high if looked.whole else pieces[-1].end
    ranges = tuple(_merged(pieces))
    offered = {name for one in ranges for name, costs in one.costs.items() if costs != (None, None)}
    never = never_offered(entrants, offered, lambda one: Case(one, usage, months))
    if never:
        rest = remaining(entrants, never, (low, high), open_to_all=open_to_all)
        again = hold_price(rest, usage, price, months=months, by=by, first=first, last=last, open_to_all=True)
        return again._replace(
            not_offered=(*again.not_offered, *reasons(never)), aside=tuple(one for one in entrants if one.name in never)
        )
    currency = entrants[0].offers[0].currency
    return PriceContest(
        price=price,
        usage=usage,
        months=months,
        by=by,
        currency=currency,
        entrants=tuple(entrants),
        first=low,
        last=high,
        ranges=ranges,
        simulations=walk.simulations,
        assumptions=tuple(_beside(price, entrants, usage, months)),
    )


def _ends(price: Price, entrants: Sequence[Entrant], first: Fraction | None, last: Fraction | None) -> Ends:
    """Return the values to look at; raises ``NoContest`` for none, and for those that no plan file could state."""
    plans = {offer.id: offer.plan for entrant in entrants for offer in entrant.offers if offer.id in price.figures}
    usual = span_of(price, plans)
    low, high = (usual.first if first is None else first), (usual.last if last is None else last)
    if low >= high:
        message = Message("the prices from {first} to {last} hold nothing to look at", first=low, last=high)
        raise NoContest(message)
    asked = Ends(low, high, (first is not None or usual.closed[0], last is not None or usual.closed[1]))
    allowed = within(asked, price, plans)
    if (first is not None and allowed.first != low) or (last is not None and allowed.last != high):
        message = Message(
            "a plan file states {path} from {least} to {most}, not from {first} to {last}",
            path=price.path,
            least=allowed.first,
            most=allowed.last,
            first=low,
            last=high,
        )
        raise NoContest(message)
    return allowed


def _beside(
    price: Price, entrants: Sequence[Entrant], usage: Usage, months: int
) -> Iterator[tuple[str, tuple[Assumption, ...]]]:
    offers = {offer.id: offer for entrant in entrants for offer in entrant.offers}
    for plan, assumptions in resting_on(Case(offer, usage, months) for offer in offers.values()):
        moved = price.figures[plan].path if plan in price.figures else None
        yield plan, tuple(one for one in assumptions if one.name != moved)


def _merged(pieces: Iterable[Piece]) -> Iterator[PriceRange]:
    """Yield the pieces of a walk upwards as ranges, neighbours of one set of cheapest contenders drawn together."""
    pending: PriceRange | None = None
    for one in (PriceRange(*piece) for piece in pieces):
        if pending and pending.cheapest == one.cheapest:
            ends = {name: (costs[0], one.costs[name][1]) for name, costs in pending.costs.items()}
            pending = PriceRange(pending.first, one.last, (pending.closed[0], one.closed[1]), one.cheapest, ends)
        else:
            if pending:
                yield pending
            pending = one
    if pending:
        yield pending
