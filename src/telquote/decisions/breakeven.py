"""Break-evens: which of some contenders is the cheapest over a whole range of a quantity or a price."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Generic, NamedTuple, TypeVar, overload

from telquote.billing.criteria import Criterion
from telquote.decisions.along import Along
from telquote.decisions.assumptions import Assumption
from telquote.decisions.entrants import (
    Entrant,
    check_entrants,
    never_offered,
    offers_of,
    reasons,
    remaining,
    resting_on,
)
from telquote.decisions.over_price import OverPrice
from telquote.decisions.over_quantity import OverQuantity
from telquote.decisions.price_walk import Price
from telquote.decisions.quantities import Quantity
from telquote.decisions.ranges import Ends, N, Range, merged
from telquote.language import Message
from telquote.plans.offers import Offer
from telquote.usage.profile import Usage
from telquote.work import OutOfWork, part

Over = TypeVar("Over", bound=Quantity | Price)


class Breakeven(NamedTuple, Generic[N, Over]):
    """The answer of ``breakeven``: the ``ranges`` that partition the values from ``first`` to ``last``.

    ``end`` says why the last is that: given, proven (nothing changes past it), bound (nothing proves it). ``standing``
    says which plan stands for each contender in which range, ``long_run`` what one more costs each in the long run.
    ``assumptions`` are what each plan rests on beside what varies, by the plan's id. ``not_offered`` are the plans of
    contenders that are not offered at the end, and why; those of contenders that stand ``aside``, for they are offered
    nowhere in the range, are among them.
    """

    over: Over
    usage: Usage
    months: int
    by: Criterion
    currency: str
    entrants: tuple[Entrant, ...]
    first: N
    last: N
    end: str
    ranges: tuple[Range[N], ...]
    standing: Mapping[str, tuple[Range[N], ...]]
    long_run: Mapping[str, Fraction | None]
    simulations: int
    assumptions: tuple[tuple[str, tuple[Assumption, ...]], ...]
    not_offered: tuple[tuple[str, Message], ...] = ()
    aside: tuple[Entrant, ...] = ()

    @property
    def offers(self) -> Mapping[str, Offer]:
        """Return the plans of the contenders, by their ids."""
        return offers_of(self.entrants)

    @property
    def break_evens(self) -> tuple[N, ...]:
        """Return the values from which another set of contenders is the cheapest."""
        return tuple(one.first for one in self.ranges[1:])


OfQuantity = Breakeven[int, Quantity]
OfPrice = Breakeven[Fraction, Price]


@overload
def breakeven(
    entrants: Sequence[Entrant],
    usage: Usage,
    over: Quantity,
    *,
    months: int,
    by: Criterion = ...,
    first: int | None = ...,
    last: int | None = ...,
    standing: bool = ...,
    open_to_all: bool = ...,
    reach: int = ...,
) -> OfQuantity: ...
@overload
def breakeven(
    entrants: Sequence[Entrant],
    usage: Usage,
    over: Price,
    *,
    months: int,
    by: Criterion = ...,
    first: Fraction | None = ...,
    last: Fraction | None = ...,
    open_to_all: bool = ...,
) -> OfPrice: ...
def breakeven(
    entrants: Sequence[Entrant],
    usage: Usage,
    over: Quantity | Price,
    *,
    months: int,
    by: Criterion = "total",
    first: Any = None,
    last: Any = None,
    standing: bool = True,
    open_to_all: bool = False,
    reach: int = 0,
) -> Breakeven[Any, Any]:
    """Return which contenders are the cheapest for every value from ``first`` to ``last``, both included.

    Without ``last`` the range ends where the long-run costs prove that nothing changes any more; where they prove
    nothing, where nobody goes, but no earlier than at ``reach``. A price runs from 0 to three times the (highest) price
    now, as far as a plan file could state it. ``standing`` also finds which plan stands for each contender in which
    range of a quantity. ``open_to_all``: nobody named the contenders, so those that are never offered stand aside.

    Raises ``NoBreakeven`` for fewer than two contenders, for an empty range, where no contender depends on what varies,
    where one is never offered, and where cost is no straight line in a price.
    """
    check_entrants(entrants)
    along = _along(over, entrants, usage, months, by)
    ends, why = along.ends(first, last, reach)
    found: list[Range[Any]] = []
    with part(3, 4) as looked:
        for one in along.ranges(ends):
            found.append(one)
    if not found:
        raise OutOfWork
    if not looked.whole:
        ends, why = ends._replace(last=found[-1].last), "bound"
    ranges = tuple(merged(found))
    never = never_offered(entrants, _offered(along, ranges, ends), lambda one: along.case(one, ends.last))
    if never:
        rest: Any = remaining(entrants, never, (ends.first, ends.last), open_to_all=open_to_all)
        asked: dict[str, Any] = {"months": months, "by": by, "first": first, "last": last}
        again = breakeven(rest, usage, over, **asked, standing=standing, open_to_all=True, reach=reach)  # type: ignore[arg-type]
        aside = tuple(one for one in entrants if one.name in never)
        return again._replace(not_offered=(*again.not_offered, *reasons(never)), aside=aside)
    return Breakeven(
        over=over,
        usage=usage,
        months=months,
        by=by,
        currency=entrants[0].offers[0].currency,
        entrants=tuple(entrants),
        first=ends.first,
        last=ends.last,
        end=why,
        ranges=ranges,
        standing=along.standing(ends) if standing else {},
        long_run=along.long_run,
        simulations=along.simulations,
        assumptions=tuple(
            (plan, tuple(one for one in resting if one.name != along.moved(plan)))
            for plan, resting in resting_on(along.cases(ranges, ends))
        ),
        not_offered=tuple(along.not_offered(ranges[-1])),
    )


def _along(over: Quantity | Price, entrants: Sequence[Entrant], usage: Usage, months: int, by: Criterion) -> Along[Any]:
    if isinstance(over, Price):
        return OverPrice(over, entrants, usage, months, by)
    return OverQuantity(over, entrants, usage, months, by)


def _offered(along: Along[N], ranges: Sequence[Range[N]], ends: Ends[N]) -> set[str]:
    """Return the names of the contenders that are offered anywhere."""
    offered = {name for one in ranges for name, costs in one.costs.items() if costs != (None, None)}
    names = [entrant.name for entrant in along.entrants]
    return offered | {name for name in names if name not in offered and along.offered_inside(name, ends)}
