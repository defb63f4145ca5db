"""The terms of charges: how a service is priced, as plain numbers."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from telquote.billing.amounts import amount_of, exact
from telquote.billing.ladder import Block, Ladder, Step
from telquote.billing.refusals import NotOffered, Unknown, needed
from telquote.billing.terms import ChargeTerms, Rounds
from telquote.language import Message
from telquote.plans import charges
from telquote.plans.charges import Charge
from telquote.plans.scalars import EXACT


def charge_of(charge: Charge) -> ChargeTerms:
    """Return the terms of a charge; raises ``NotOffered`` where a figure that any use of it needs is unknown."""
    name, tiers, long_call = charge.id, charge.tiers, charge.long_call_fee
    rate = charge.per_minute or charge.per_unit
    return ChargeTerms(
        id=name,
        service=charge.service,
        covered=charge.meter is None,
        price=Decimal(0) if rate is None and charge.per_call is not None else amount_of(rate, name),
        per_call=_added(amount_of(charge.per_call, name), amount_of(charge.connect_fee, name, "connect_fee")),
        block=None if charge.per_block is None else _block(charge.per_block, name, "per_block"),
        ladder=None if tiers is None else Ladder(tuple(_steps(charge)), tiers.mode == "graduated"),
        increment=needed(amount_of(charge.increment, name, "increment", EXACT)),
        legs=needed(amount_of(charge.legs, name, "legs", 1)),
        free_seconds=needed(amount_of(charge.free_seconds, name, "free_seconds", 0)),
        long_call=None
        if long_call is None
        else (
            amount_of(long_call.price, name, "long_call_fee.price"),
            needed(amount_of(long_call.past_seconds, name, "long_call_fee.past_seconds")),
        ),
        rounds=None if charge.rounding is None else Rounds(charge.rounding.decimals, charge.rounding.mode),
        counter=tiers.by if tiers else None,
        count_included=bool(tiers and tiers.count_included),
    )


def _block(block: charges.Block, name: str, key: str) -> Block:
    size = "minutes" if block.minutes else "units"
    price = amount_of(block.price, name, f"{key}.price")
    return Block(price, amount_of(block.size, name, f"{key}.{size}"), block.round == "up")


def _added(*amounts: Any) -> Any:
    """Return the sum of the amounts that are stated, of whatever exact kind; every call needs each of them."""
    if amounts == (None, None):
        return 0
    stated = [exact(needed(amount)) for amount in amounts if amount is not None]
    return sum(stated[1:], start=stated[0])


def _steps(charge: Charge) -> Iterator[Step]:
    below = Decimal(0)
    for number, step in enumerate(charge.tiers.steps if charge.tiers else (), 1):
        here = f"tiers.{number}"
        up_to = amount_of(step.up_to, charge.id, f"{here}.up_to")
        if up_to is not None and not isinstance(up_to, Unknown):
            if up_to <= below:
                message = Message("the steps of {charge} overlap at {up_to}", charge=charge.id, up_to=up_to)
                raise NotOffered(message)
            below = up_to
        unit = "per_minute" if step.per_minute else "per_unit"
        price = amount_of(step.per_minute or step.per_unit, charge.id, f"{here}.{unit}", Decimal(0))
        block = None if step.per_block is None else _block(step.per_block, charge.id, f"{here}.per_block")
        yield Step(up_to, price, block, amount_of(step.flat, charge.id, f"{here}.flat", 0))
