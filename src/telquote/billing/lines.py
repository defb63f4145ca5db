"""The lines of a month's bill: one charge each, its use part by part, and what of it comes to in money."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, NamedTuple

from telquote.affine import shifted
from telquote.billing.terms import ChargeTerms
from telquote.usage.pattern import Pattern


class LinePart(NamedTuple):
    """A part of a charge's use in one month that the same balances serve: billable units, and what its calls cost."""

    units: Any
    calls_cost: Any
    barred: frozenset[int]

    def times(self, factor: Fraction) -> "LinePart":
        """Return so many times this use."""
        return self._replace(units=self.units * factor, calls_cost=self.calls_cost * factor)

    def at(self, step: Any) -> "LinePart":
        """Return what it is at a volume ``step`` further on."""
        return self._replace(units=shifted(self.units, step), calls_cost=shifted(self.calls_cost, step))


class Line(NamedTuple):
    """One charge in one month, in whole numbers: how what no balance covers is priced, and its use, part by part."""

    charge: ChargeTerms
    parts: tuple[LinePart, ...]
    pattern: Pattern | None = None

    @property
    def units(self) -> Any:
        """Return the billable units of the month."""
        return _sum(part.units for part in self.parts)

    @property
    def calls_cost(self) -> Any:
        """Return what the month's calls cost beside their minutes."""
        return _sum(part.calls_cost for part in self.parts)

    def in_month(self, month: int) -> "Line":
        """Return the line of a month (from 0), where use changes from month to month."""
        if self.pattern is None:
            return self
        factor = self.pattern.factor(month)
        return self._replace(parts=tuple(part.times(factor) for part in self.parts))

    def at(self, step: Any) -> "Line":
        """Return the line of a volume ``step`` further on, where its amounts depend on volume (are ``Affine``)."""
        return self._replace(parts=tuple([part.at(step) for part in self.parts]))

    def cost(self, units: Any, before: Any = 0) -> Any:
        """Return the money due for ``units`` that no balance covered, and for the month's calls.

        ``before`` is what stands before them in the steps: units that balances covered, where those count.
        """
        charge = self.charge
        if charge.price is not None:
            return units * charge.price + self.calls_cost
        if charge.block is not None:
            return charge.block.cost(units) + self.calls_cost
        return self.calls_cost if charge.ladder is None else charge.ladder.cost(units, before) + self.calls_cost


def _sum(amounts: Iterable[Any]) -> Any:
    total, *rest = amounts
    for one in rest:
        total = total + one
    return total
