"""Break-evens over a price: a price is continuous, so ranges end at exact values."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from telquote.affine import NotAffine
from telquote.billing.criteria import Criterion
from telquote.decisions.along import Along
from telquote.decisions.entrants import Entrant, NoBreakeven, offers_of
from telquote.decisions.price_walk import Price, PriceWalk, span_of, within
from telquote.decisions.ranges import Ends, Range
from telquote.language import Message
from telquote.usage.profile import Usage


class OverPrice(Along[Fraction]):
    """Contenders along the values of a price."""

    def __init__(self, price: Price, entrants: Sequence[Entrant], usage: Usage, months: int, by: Criterion) -> None:
        super().__init__(entrants, usage, months, by)
        if not price.figures.keys() & offers_of(entrants).keys():
            raise NoBreakeven(Message("none of the contenders depends on {quantity}", quantity=price.path))
        self.price = price
        self._walk = PriceWalk(entrants, usage, price, months, by)

    @property
    def simulations(self) -> int:
        """Return how many simulations were run so far."""
        return self._walk.simulations

    def ends(self, first: Fraction | None, last: Fraction | None, reach: int) -> tuple[Ends[Fraction], str]:  # noqa: ARG002
        """Return the values to look at: from 0 to three times the highest price now, as far as a plan file states it.

        Raises ``NoBreakeven`` for none, and for those that no plan file could state.
        """
        plans = {name: one.plan for name, one in offers_of(self.entrants).items() if name in self.price.figures}
        usual = span_of(self.price, plans)
        low, high = (usual.first if first is None else first), (usual.last if last is None else last)
        if low >= high:
            message = Message("the prices from {first} to {last} hold nothing to look at", first=low, last=high)
            raise NoBreakeven(message)
        closed = first is not None or usual.closed[0], last is not None or usual.closed[1]
        allowed = within(Ends(low, high, closed), self.price, plans)
        if (first is not None and allowed.first != low) or (last is not None and allowed.last != high):
            message = Message(
                "a plan file states {path} from {least} to {most}, not from {first} to {last}",
                path=self.price.path,
                least=allowed.first,
                most=allowed.last,
                first=low,
                last=high,
            )
            raise NoBreakeven(message)
        return allowed, "given"

    def ranges(self, ends: Ends[Fraction]) -> Iterator[Range[Fraction]]:
        """Yield the ranges from one end to the other; raises ``NoBreakeven`` where a cost is no straight line."""
        by, path = self.by, self.price.path
        try:
            yield from self._walk.ranges(ends)
        except NotAffine:
            message = Message("the cost by {by} is no straight line in {path}; compare by total", by=by, path=path)
            if by == "total":
                message = Message("the cost is no straight line in {path}; try values with --assume", path=path)
            raise NoBreakeven(message) from None

    def moved(self, plan: str) -> str | None:
        """Return the assumption of a plan that is no longer one as it varies."""
        return self.price.figures[plan].path if plan in self.price.figures else None
