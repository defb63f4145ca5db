"""Terms in whole numbers, so that the simulation rounds nothing and needs no fractions.

Money is counted in 1/money and units in 1/unit. The scale of units makes every quantity whole, and that of money is a
multiple of it by the common denominator of all prices, so that a price times a quantity is whole too. Nothing else
scales: what bills a tariff takes its numbers as they are. Fractions in their place take twice to three times as long
(``benchmarks/strategies.py``).
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from math import lcm
from typing import Any, NamedTuple

from telquote.affine import as_whole, denominator
from telquote.billing.amounts import exact, times
from telquote.billing.billable import Billable, billable
from telquote.billing.lines import Line, LinePart
from telquote.billing.terms import BalanceTerms, BillTerms, CounterTerms, FeeTerms, Terms


class Scales(NamedTuple):
    """How many parts a unit (minute, message) and one of money are counted in."""

    unit: int
    money: int

    @property
    def rate(self) -> int:
        """Return the scale of a price of one unit."""
        return self.money // self.unit


class Tariff(NamedTuple):
    """A plan's terms for one usage in whole numbers, with the ``lines`` of its month: what is billed month by month."""

    scales: Scales
    lines: tuple[Line, ...]
    balances: tuple[BalanceTerms, ...]
    fees: tuple[FeeTerms, ...]
    counters: tuple[CounterTerms, ...]
    bill: BillTerms | None
    bound_for: int
    rate: Any
    continues: bool

    def at(self, step: Any) -> "Tariff":
        """Return the tariff of a volume ``step`` further on, where its lines depend on volume."""
        return self._replace(lines=tuple([line.at(step) for line in self.lines]))


def tariff_of(terms: Terms) -> Tariff:
    """Return terms in the scales that make every figure of them whole."""
    billed = [billable(charge, use) for charge, use in terms.uses]
    unit = lcm(*(denominator(number) for one in billed for number in (one.units, one.calls)), *_bounds(terms))
    scales = Scales(unit, unit * lcm(*map(denominator, _prices(terms, billed))))
    return Tariff(
        scales=scales,
        lines=tuple(_line(list(own), scales) for _, own in groupby(billed, key=lambda one: one.charge.id)),
        balances=tuple([_balance(one, scales) for one in terms.balances]),
        fees=tuple([one._replace(price=as_whole(one.price, scales.money)) for one in terms.fees]),
        counters=terms.counters,
        bill=terms.bill and _bill(terms.bill, scales),
        bound_for=terms.bound_for,
        rate=terms.rate,
        continues=terms.continues,
    )


def _bounds(terms: Terms) -> Iterator[int]:
    for charge, _ in terms.uses:
        if charge.block:
            yield denominator(charge.block.size)
        for step in charge.ladder.steps if charge.ladder else ():
            if step.up_to is not None:
                yield denominator(step.up_to)
            if step.block:
                yield denominator(step.block.size)
    for balance in terms.balances:
        if not balance.money:
            yield denominator(balance.size)
            yield denominator(balance.opening[0]) if balance.opening else 1


def _prices(terms: Terms, billed: Sequence[Billable]) -> Iterator[Any]:
    for fee in terms.fees:
        yield fee.price
    for balance in terms.balances:
        yield balance.price
        if balance.later_size is not None:
            yield balance.later_size
        if balance.money:
            yield balance.size
            yield balance.opening[0] if balance.opening else 0
    for one in billed:
        charge = one.charge
        if charge.price is not None:
            yield charge.price
        yield one.per_call
        if charge.block:
            yield charge.block.price
        for step in charge.ladder.steps if charge.ladder else ():
            yield step.price
            yield step.flat
            if step.block:
                yield step.block.price
    if terms.bill is not None:
        yield from (Fraction(1, 10**rounds.decimals) for rounds in (terms.bill.lines, terms.bill.month) if rounds)


def _line(billed: Sequence[Billable], scales: Scales) -> Line:
    """Return the line of a charge from what it bills of each class of use that other balances serve."""
    charge, price = billed[0].charge, billed[0].charge.price
    whole = charge._replace(
        price=None if price is None else 0 if charge.rounds else as_whole(price, scales.rate),
        block=charge.block and charge.block.in_whole(scales.unit, scales.money),
        ladder=charge.ladder and charge.ladder.in_whole(scales.unit, scales.rate, scales.money),
    )
    parts = tuple(
        LinePart(
            as_whole(one.units, scales.unit),
            as_whole(one.calls, scales.unit) * as_whole(one.per_call, scales.rate),
            one.charge.barred,
        )
        for one in billed
    )
    return Line(whole, parts, billed[0].use.pattern)


def _balance(balance: BalanceTerms, scales: Scales) -> BalanceTerms:
    own = scales.money if balance.money else scales.unit
    rollover, opening, later = balance.rollover, balance.opening, balance.later_size
    return balance._replace(
        size=as_whole(balance.size, own),
        price=as_whole(balance.price, scales.money),
        later_size=None if later is None else as_whole(later, scales.money),
        validity_price=times(exact(balance.validity_price), scales.money),
        rollover=rollover and (rollover[0], None if rollover[1] is None else times(exact(rollover[1]), own)),
        opening=opening and (as_whole(opening[0], own), opening[1]),
    )


def _bill(bill: BillTerms, scales: Scales) -> BillTerms:
    minimum, discount = bill.minimum, bill.discount
    return bill._replace(
        minimum=minimum and minimum._replace(price=times(exact(minimum.price), scales.money)),
        discount=discount
        and discount._replace(
            steps=tuple(
                one._replace(up_to=None if one.up_to is None else times(exact(one.up_to), scales.money))
                for one in discount.steps
            )
        ),
    )
