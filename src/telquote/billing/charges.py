"""Usage into billable units, and units into money. Everything is scaled to whole numbers, so nothing is rounded.

Money is counted in 1/money_scale and units in 1/unit_scale. The unit scale makes every quantity whole, and
money_scale = unit_scale * the common denominator of all prices, so that a price times a quantity is whole too.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from math import lcm
from typing import Any, NamedTuple

from telquote.affine import Affine, NotAffine, as_whole, denominator, shifted
from telquote.billing.figures import exact, is_zero
from telquote.billing.refusals import needed
from telquote.billing.terms import BlockTerms, ChargeTerms, StepTerms, Terms
from telquote.usage.call_lengths import PricedCall, billed_minutes_per_call, rounded_price_per_call, share_longer
from telquote.usage.pattern import Pattern
from telquote.usage.profile import Use


class Part(NamedTuple):
    """A part of a charge's use in one month that the same balances serve: billable units, and what its calls cost."""

    units: Any
    calls_cost: Any
    barred: frozenset[int]

    def times(self, factor: Fraction) -> "Part":
        """Return so many times this use."""
        return self._replace(units=self.units * factor, calls_cost=self.calls_cost * factor)

    def at(self, step: Any) -> "Part":
        """Return what it is at a volume ``step`` further on."""
        return self._replace(units=shifted(self.units, step), calls_cost=shifted(self.calls_cost, step))


class Line(NamedTuple):
    """One charge in one month: its use, part by part, and how units are priced that no balance covers. Scaled."""

    charge: ChargeTerms
    id: str
    service: str
    covered: bool
    parts: tuple[Part, ...]
    price: Any
    block: BlockTerms | None
    steps: tuple[StepTerms, ...]
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

    @property
    def only_covered(self) -> bool:
        """Tell whether nothing is sold beyond what balances cover."""
        return self.price is None and self.block is None and not self.steps

    def cost(self, units: Any, before: Any = 0) -> Any:
        """Return the money due for ``units`` that no balance covered, and for the month's calls.

        ``before`` is what stands before them in the steps: units that balances covered, where those count.
        """
        if self.price is not None:
            return units * self.price + self.calls_cost
        if self.block is not None:
            return blocks(self.block, units) + self.calls_cost
        cost = self.calls_cost
        for index, own in self.in_steps(units, before):
            step = self.steps[index]
            cost += own * step.price
            if step.block:
                cost += blocks(step.block, own)
            if not is_zero(step.flat) and own > 0:
                cost += step.flat
        return cost

    def in_steps(self, units: Any, before: Any, reached: Any = None) -> Iterator[tuple[int, Any]]:
        """Yield the steps in which ``units`` lie, and how many lie in each.

        Steps are filled from the first unit on: ``before`` stand before them. In a volume ladder all lie in the step
        that the month has ``reached``, by default with them.
        """
        if is_zero(units):
            return
        if not self.charge.graduated:
            total = before + units if reached is None else reached
            yield next(
                (index, units) for index, one in enumerate(self.steps) if one.up_to is None or total <= one.up_to
            )
            return
        for index, step in enumerate(self.steps):
            if step.up_to is None:
                yield index, units
                return
            room = step.up_to - before
            if not room > 0:
                continue
            if units <= room:
                yield index, units
                return
            yield index, room
            units, before = units - room, step.up_to


def _sum(amounts: Iterable[Any]) -> Any:
    total, *rest = amounts
    for one in rest:
        total = total + one
    return total


def blocks(block: BlockTerms, units: Any) -> Any:
    """Return what whole blocks of so many units cost."""
    if is_zero(units):
        return 0
    count = -(-units // block.size) if block.upwards else units // block.size
    return count * block.price


class Scales(NamedTuple):
    """How many parts a unit (minute, message) and one of money are counted in."""

    unit: int
    money: int


def billable(charge: ChargeTerms, use: Use) -> Any:
    """Return the units that a month of use makes on one charge: minutes on all legs as rounded, or units."""
    if charge.needs_calls and (not charge.increment.exact or charge.free_seconds):
        mean = _mean_seconds(use)
        return (
            use.calls * billed_minutes_per_call(charge.increment, mean, charge.free_seconds, use.lengths) * charge.legs
        )
    return use.quantity * charge.legs


def _mean_seconds(use: Use) -> Fraction:
    """Return the mean length of calls; raises ``NotAffine`` where that varies with the volume."""
    mean: Any = use.quantity * Fraction(60) / use.calls
    if isinstance(mean, Affine):
        raise NotAffine
    return Fraction(mean)


def price_per_call(charge: ChargeTerms, use: Use) -> Any:
    """Return what a call costs on average beside its minutes, or all of it where its amount is rounded."""
    price = charge.per_call
    if charge.rounds is not None:
        if isinstance(charge.price, Affine) or isinstance(price, Affine):
            raise NotAffine
        call = PricedCall(Fraction(needed(charge.price)), Fraction(price), charge.legs, *charge.rounds)
        mean = _mean_seconds(use)
        price = rounded_price_per_call(call, charge.increment, mean, charge.free_seconds, use.lengths)
    if charge.long_call is not None:
        fee, past = charge.long_call
        longer = share_longer(past, _mean_seconds(use), use.lengths)
        price = exact(price) + (longer * exact(fee))
    return price


class Amount(NamedTuple):
    """A charge, what it bills in a month, its calls, and what each of them costs. Exact, not scaled."""

    charge: ChargeTerms
    units: Any
    calls: Any
    per_call: Any
    pattern: Pattern | None


def scaled(terms: Terms) -> tuple[Scales, tuple[Line, ...]]:
    """Return the scales that make every figure of ``terms`` whole, and the month's lines in them."""
    amounts = [_amount(charge, use) for charge, use in terms.uses]
    unit = lcm(*(denominator(number) for one in amounts for number in (one.units, one.calls)), *_bounds(terms))
    money = unit * lcm(*map(denominator, _prices(terms, amounts)))
    scales = Scales(unit, money)
    return scales, tuple(_line(list(own), scales) for _, own in groupby(amounts, key=lambda one: one.charge.id))


def _amount(charge: ChargeTerms, use: Use) -> Amount:
    if isinstance(charge.free_seconds, Affine) or (charge.long_call and isinstance(charge.long_call[1], Affine)):
        raise NotAffine
    per_call = price_per_call(charge, use) if charge.of_lengths or charge.per_call else 0
    calls = use.calls if isinstance(per_call, Affine) or per_call else 0
    return Amount(charge, billable(charge, use), calls, per_call, use.pattern)


def _bounds(terms: Terms) -> Iterator[int]:
    for charge, _ in terms.uses:
        if charge.steps or charge.block:
            yield from (denominator(step.up_to) for step in charge.steps if step.up_to is not None)
            yield from (denominator(block.size) for block in _all_blocks(charge))
    for balance in terms.balances:
        if not balance.money:
            yield denominator(balance.size)
            yield denominator(balance.rules.opening[0]) if balance.rules.opening else 1


def _all_blocks(charge: ChargeTerms) -> Iterator[BlockTerms]:
    if charge.block:
        yield charge.block
    yield from (step.block for step in charge.steps if step.block)


def _prices(terms: Terms, amounts: Sequence[Amount]) -> Iterator[Any]:
    for fee in terms.fees:
        yield fee.price
    for balance in terms.balances:
        yield balance.price
        if balance.later_size is not None:
            yield balance.later_size
        if balance.money:
            yield balance.size
            yield balance.rules.opening[0] if balance.rules.opening else 0
    for charge, _, _, per_call, _ in amounts:
        if charge.price is not None:
            yield charge.price
        yield per_call
        if charge.steps or charge.block:
            yield from (block.price for block in _all_blocks(charge))
            yield from (amount for step in charge.steps for amount in (step.price, step.flat))
    if terms.bill is not None:
        yield from (Fraction(1, 10**rounds.decimals) for rounds in (terms.bill.lines, terms.bill.month) if rounds)


def _line(amounts: Sequence[Amount], scales: Scales) -> Line:
    """Return the line of a charge from what it bills of each class of use that other balances serve."""
    charge, pattern = amounts[0].charge, amounts[0].pattern
    rate = scales.money // scales.unit
    price = Decimal(0) if charge.rounds else charge.price
    return Line(
        charge=charge,
        id=charge.id,
        service=charge.service,
        covered=charge.covered,
        parts=tuple(
            Part(
                as_whole(one.units, scales.unit),
                as_whole(one.calls, scales.unit) * as_whole(one.per_call, rate),
                one.charge.barred,
            )
            for one in amounts
        ),
        price=None if price is None else as_whole(price, rate),
        block=charge.block and _scaled_block(charge.block, scales),
        steps=tuple(
            StepTerms(
                None if step.up_to is None else as_whole(step.up_to, scales.unit),
                as_whole(step.price, rate),
                step.block and _scaled_block(step.block, scales),
                as_whole(step.flat, scales.money),
            )
            for step in charge.steps
        ),
        pattern=pattern,
    )


def _scaled_block(block: BlockTerms, scales: Scales) -> BlockTerms:
    return BlockTerms(as_whole(block.price, scales.money), as_whole(block.size, scales.unit), block.upwards)
