"""Usage into billable units, and units into money. Everything is scaled to whole numbers, so nothing is rounded.

Money is counted in 1/money_scale and units in 1/unit_scale. The unit scale makes every quantity whole, and
money_scale = unit_scale * the common denominator of all prices, so that a price times a quantity is whole too.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any, NamedTuple

from telquote.affine import Affine, NotAffine, as_whole, denominator, shifted
from telquote.billing.figures import times
from telquote.billing.terms import BlockTerms, ChargeTerms, NotOffered, StepTerms, Terms
from telquote.usage.call_lengths import PricedCall, billed_minutes_per_call, rounded_price_per_call, share_longer
from telquote.usage.pattern import Pattern
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
    block: BlockTerms | None
    steps: tuple[StepTerms, ...]
    barred: frozenset[int]
    pattern: Pattern | None = None

    def in_month(self, month: int) -> "Line":
        """Return the line of a month (from 0), where use changes from month to month."""
        if self.pattern is None:
            return self
        factor = self.pattern.factor(month)
        return self._replace(units=self.units * factor, calls_cost=self.calls_cost * factor)

    def at(self, step: Any) -> "Line":
        """Return the line of a volume ``step`` further on, where its amounts depend on volume (are ``Affine``)."""
        return self._replace(units=shifted(self.units, step), calls_cost=shifted(self.calls_cost, step))

    @property
    def only_covered(self) -> bool:
        """Tell whether nothing is sold beyond what balances cover."""
        return self.price is None and self.block is None and not self.steps

    def cost(self, units: Any, counted: Any = 0, reached: Any = None) -> Any:
        """Return the money due for ``units`` that no balance covered, and for the month's calls.

        ``counted`` is what counts towards the steps before them, ``reached`` all that does in the month.
        """
        if self.price is not None:
            if self.charge.unknown and units > 0:
                raise NotOffered(self.charge.unknown)
            return units * self.price + self.calls_cost
        if self.block is not None:
            return _blocks(self.block, units) + self.calls_cost
        return (self._in_steps(units, counted, reached) if self.steps else 0) + self.calls_cost

    def _in_steps(self, units: Any, counted: Any, reached: Any) -> Any:
        if not self.charge.graduated:
            return self._at_step(units, counted + units if reached is None else reached)
        if isinstance(counted, int) and counted == 0:
            return self._up_to(units)
        return self._up_to(counted + units) - self._up_to(counted)

    def _at_step(self, units: Any, reached: Any) -> Any:
        for step in self.steps:
            if step.up_to is None or reached <= step.up_to:
                _check_known(step, units)
                cost = units * step.price + (_blocks(step.block, units) if step.block else 0)
                return cost + step.flat if step.flat and units > 0 else cost
        raise AssertionError("the last step is open")

    def _up_to(self, units: Any) -> Any:
        """Return what so many units cost from the first step on."""
        below: Any = 0
        cost: Any = 0
        for step in self.steps:
            inside = step.up_to is None or units <= step.up_to
            own = (units if inside else step.up_to) - below
            _check_known(step, own)
            if step.flat and own > 0:
                cost += step.flat
            cost += own * step.price
            if step.block:
                cost += _blocks(step.block, own)
            if inside:
                return cost
            below = step.up_to
        raise AssertionError("the last step is open")


def _check_known(step: StepTerms, units: Any) -> None:
    if step.unknown and units > 0:
        raise NotOffered(step.unknown)


def _blocks(block: BlockTerms, units: Any) -> Any:
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
    mean: Fraction = use.quantity * Fraction(60) / use.calls
    return mean


def price_per_call(charge: ChargeTerms, use: Use) -> Any:
    """Return what a call costs on average beside its minutes, or all of it where its amount is rounded."""
    price = charge.per_call
    if charge.rounds is not None:
        if isinstance(charge.price, Affine) or isinstance(price, Affine):
            raise NotAffine
        call = PricedCall(Fraction(charge.price), Fraction(price), charge.legs, *charge.rounds)
        mean = _mean_seconds(use)
        price = rounded_price_per_call(call, charge.increment, mean, charge.free_seconds, use.lengths)
    if charge.long_call is not None:
        fee, past = charge.long_call
        longer = share_longer(past, _mean_seconds(use), use.lengths)
        price = (price if isinstance(price, Affine) else Fraction(price)) + times(fee, longer)
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
    return scales, tuple(_line(one, scales) for one in amounts)


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


def _line(amount: Amount, scales: Scales) -> Line:
    charge = amount.charge
    rate = scales.money // scales.unit
    per_call = as_whole(amount.calls, scales.unit) * as_whole(amount.per_call, rate)
    price = Decimal(0) if charge.rounds else charge.price
    return Line(
        charge=charge,
        id=charge.id,
        service=charge.service,
        covered=charge.covered,
        units=as_whole(amount.units, scales.unit),
        calls_cost=per_call,
        price=None if price is None else as_whole(price, rate),
        block=charge.block and _scaled_block(charge.block, scales),
        steps=tuple(
            StepTerms(
                None if step.up_to is None else as_whole(step.up_to, scales.unit),
                as_whole(step.price, rate),
                step.block and _scaled_block(step.block, scales),
                as_whole(step.flat, scales.money),
                step.unknown,
            )
            for step in charge.steps
        ),
        barred=charge.barred,
        pattern=amount.pattern,
    )


def _scaled_block(block: BlockTerms, scales: Scales) -> BlockTerms:
    return BlockTerms(as_whole(block.price, scales.money), as_whole(block.size, scales.unit), block.upwards)
