"""Usage into billable units, and units into money. Everything is scaled to whole numbers, so nothing is rounded.

Money is counted in 1/money_scale and units in 1/unit_scale. The unit scale makes every quantity whole, and
money_scale = unit_scale * the common denominator of all prices, so that a price times a quantity is whole too.
"""

from collections.abc import Iterator
from fractions import Fraction
from math import lcm
from typing import Any, NamedTuple

from telquote.affine import as_whole, denominator, shifted
from telquote.billing.terms import ChargeTerms, Terms, needs_calls
from telquote.usage.call_lengths import billed_minutes_per_call
from telquote.usage.profile import Use


class Line(NamedTuple):
    """One charge in one month: billable units, what its calls cost, and how remaining units are priced. Scaled."""

    charge: ChargeTerms
    id: str
    service: str
    covered: bool
    units: Any
    calls_cost: Any
    price: int | None
    block: tuple[int, int, bool] | None
    steps: tuple[tuple[int | None, int], ...]
    graduated: bool

    def at(self, step: Any) -> "Line":
        """Return the line of a volume ``step`` further on, where its amounts depend on volume (are ``Affine``)."""
        return self._replace(units=shifted(self.units, step), calls_cost=shifted(self.calls_cost, step))

    @property
    def only_covered(self) -> bool:
        """Tell whether nothing is sold beyond what balances cover."""
        return self.price is None and self.block is None and not self.steps

    def cost(self, units: Any) -> Any:
        """Return the money due for ``units`` that no balance covered, and for the month's calls."""
        if self.price is not None:
            return units * self.price + self.calls_cost
        if self.block is not None:
            price, size, upwards = self.block
            blocks = -(-units // size) if upwards else units // size
            return blocks * price + self.calls_cost
        return (self._in_steps(units) if self.steps else 0) + self.calls_cost

    def _in_steps(self, units: Any) -> Any:
        below: Any = 0
        cost: Any = 0
        for up_to, price in self.steps:
            inside = up_to is None or units <= up_to
            if not self.graduated:
                if inside:
                    return units * price
            elif inside:
                return cost + (units - below) * price
            else:
                cost += (up_to - below) * price
                below = up_to
        raise AssertionError("the last step is open")


class Scales(NamedTuple):
    """How many parts a unit (minute, message) and one of money are counted in."""

    unit: int
    money: int


def billable(charge: ChargeTerms, use: Use) -> Any:
    """Return the units that a month of use makes on one charge: minutes on all legs as rounded, or units."""
    if not charge.increment.exact and needs_calls(charge):
        mean_seconds = use.quantity * Fraction(60) / use.calls
        return use.calls * billed_minutes_per_call(charge.increment, mean_seconds) * charge.legs
    return use.quantity * charge.legs


def scaled(terms: Terms) -> tuple[Scales, tuple[Line, ...]]:
    """Return the scales that make every figure of ``terms`` whole, and the month's lines in them."""
    amounts = [(charge, use, billable(charge, use), use.calls if charge.per_call else 0) for charge, use in terms.uses]
    unit = lcm(*(denominator(number) for _, _, units, calls in amounts for number in (units, calls)), *_bounds(terms))
    money = unit * lcm(*map(denominator, _prices(terms)))
    lines = tuple(_line(charge, units, calls, Scales(unit, money)) for charge, _, units, calls in amounts)
    return Scales(unit, money), lines


def _bounds(terms: Terms) -> Iterator[int]:
    for charge, _ in terms.uses:
        yield from (denominator(step.up_to) for step in charge.steps if step.up_to is not None)
        if charge.block:
            yield denominator(charge.block[1])
    yield from (denominator(balance.size) for balance in terms.balances if not balance.money)


def _prices(terms: Terms) -> Iterator[Any]:
    yield from (fee.price for fee in terms.fees)
    for balance in terms.balances:
        yield from (balance.price, balance.later_size or 0, balance.size if balance.money else 0)
    for charge, _ in terms.uses:
        yield from (charge.price or 0, charge.per_call, charge.block[0] if charge.block else 0)
        yield from (step.price for step in charge.steps)


def _line(charge: ChargeTerms, units: Any, calls: Any, scales: Scales) -> Line:
    rate = scales.money // scales.unit
    steps = tuple(
        (None if step.up_to is None else as_whole(step.up_to, scales.unit), as_whole(step.price, rate))
        for step in charge.steps
    )
    block = charge.block and (
        as_whole(charge.block[0], scales.money),
        as_whole(charge.block[1], scales.unit),
        charge.block[2],
    )
    return Line(
        charge=charge,
        id=charge.id,
        service=charge.service,
        covered=charge.covered,
        units=as_whole(units, scales.unit),
        calls_cost=as_whole(calls, scales.unit) * as_whole(charge.per_call, rate),
        price=None if charge.price is None else as_whole(charge.price, rate),
        block=block,
        steps=steps,
        graduated=charge.graduated,
    )
