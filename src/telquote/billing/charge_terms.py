"""The terms of charges: how a service is priced, as plain numbers."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from telquote.billing.amounts import Amounts, exact
from telquote.billing.ladder import Block, Ladder, Step
from telquote.billing.refusals import NotOffered, Unknown, needed
from telquote.billing.terms import ChargeTerms, Rounds
from telquote.language import Message
from telquote.plans import charges
from telquote.plans.charges import Charge
from telquote.plans.scalars import EXACT


def charge_of(charge: Charge, of: Amounts) -> ChargeTerms:
    """Return the terms of a charge; raises ``NotOffered`` where a figure that any use of it needs is unknown."""
    tiers, long_call, rounding = charge.tiers, charge.long_call_fee, charge.rounding
    rate = charge.per_minute or charge.per_unit
    return ChargeTerms(
        id=charge.id,
        service=charge.service,
        covered=charge.meter is None,
        price=Decimal(0) if rate is None and charge.per_call is not None else of(rate),
        per_call=_added(of(charge.per_call), of(charge.connect_fee)),
        block=_block(charge.per_block, of),
        ladder=None if tiers is None else Ladder(tuple(_steps(charge.id, tiers, of)), tiers.mode == "graduated"),
        increment=needed(of(charge.increment, EXACT)),
        legs=needed(of(charge.legs, 1)),
        free_seconds=needed(of(charge.free_seconds, 0)),
        long_call=None if long_call is None else (of(long_call.price), needed(of(long_call.past_seconds))),
        rounds=None if rounding is None else Rounds(rounding.decimals, rounding.mode),
        counter=tiers.by if tiers else None,
        count_included=bool(tiers and tiers.count_included),
    )


def _block(block: charges.Block | None, of: Amounts) -> Block | None:
    return None if block is None else Block(of(block.price), of(block.size), block.round == "up")


def _added(*amounts: Any) -> Any:
    """Return the sum of the amounts that are stated, of whatever exact kind; every call needs each of them."""
    if amounts == (None, None):
        return 0
    stated = [exact(needed(amount)) for amount in amounts if amount is not None]
    return sum(stated[1:], start=stated[0])


def _steps(charge: str, tiers: charges.Tiers, of: Amounts) -> Iterator[Step]:
    below = Decimal(0)
    for step in tiers.steps:
        up_to = of(step.up_to)
        if up_to is not None and not isinstance(up_to, Unknown):
            if up_to <= below:
                message = Message("the steps of {charge} overlap at {up_to}", charge=charge, up_to=up_to)
                raise NotOffered(message)
            below = up_to
        price = of(step.per_minute or step.per_unit, Decimal(0))
        yield Step(up_to, price, _block(step.per_block, of), of(step.flat, 0))
