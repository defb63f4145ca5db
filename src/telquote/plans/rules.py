"""What the keys of one part of a plan file must obey together. Each rule yields the path of a key and a refusal."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from telquote.language import Message
from telquote.plans.kinds import Refusal
from telquote.plans.periods import by_need, months_of
from telquote.plans.services import CALL_SERVICES, SERVICES, in_minutes

if TYPE_CHECKING:
    from telquote.plans.balance_model import Balance, TopUp
    from telquote.plans.bill_model import Limit
    from telquote.plans.charge_model import Block, Charge, Step, Tiers
    from telquote.plans.fee_model import Fee
    from telquote.plans.parts import Statement

Broken = Iterator[tuple[tuple[str | int, ...], Refusal]]

MOST_STEPS, MOST_LEGS = 1_000, 100
"""Steps of one ladder, and legs of one call, beyond which no vendor goes."""

PRICES = ("per_minute", "per_call", "per_unit", "per_block", "tiers", "from_balances", "reject")
_OF_CALLS = ("free_seconds", "long_call_fee", "rounding")
CONTENTS = ("credit", "minutes", "units", "top_up")
_CALLS_ONLY = ("per_minute", "per_call", "increment", "legs", "connect_fee", *_OF_CALLS)
_STEP_PRICES = ("per_minute", "per_unit", "per_block")


def _stated(part: object, keys: Sequence[str]) -> list[str]:
    return [key for key in keys if getattr(part, key) is not None]


def _one_of(part: object, keys: Sequence[str], code: str) -> Broken:
    stated = _stated(part, keys)
    if not stated:
        yield (), Refusal(code, Message("one of these keys is needed: {keys}", keys=tuple(keys)))
    for extra in stated[1:]:
        message = Message("{key} cannot stand beside {other}", key=extra, other=stated[0])
        yield (extra,), Refusal(code, message, Message("exactly one of {keys}", keys=tuple(keys)))


def statement(part: "Statement") -> Broken:
    """A statement says something, in one language or in both."""
    if not _stated(part, ("zh", "en")):
        yield (), Refusal("not-a-text", Message("one of these keys is needed: {keys}", keys=("zh", "en")))


def block(part: "Block") -> Broken:
    """A block has one size."""
    yield from _one_of(part, ("minutes", "units"), "block-size")


def step(part: "Step") -> Broken:
    """A step has one price; a flat amount can stand alone."""
    if part.flat is None or _stated(part, _STEP_PRICES):
        yield from _one_of(part, _STEP_PRICES, "step-price")


def tiers(part: "Tiers") -> Broken:
    """Steps rise, and only the last is open."""
    yield from ladder(part.steps)
    for index, one in enumerate(part.steps if part.by and part.mode == "volume" else ()):
        if one.flat is not None:
            message = Message("whose bill a flat amount would join is open where several charges count together")
            yield ("steps", index, "flat"), Refusal("tiers-flat", message)


def ladder(steps: Sequence[Any]) -> Broken:
    """Steps rise, and only the last is open."""
    bounds = [step.up_to for step in steps]
    if len(bounds) > MOST_STEPS:
        yield (
            ("steps",),
            Refusal("out-of-range", Message("{count} steps; at most {most}", count=len(bounds), most=MOST_STEPS)),
        )
        return
    if bounds[-1] is not None:
        message = Message("the last step must be open: without up_to, it prices everything above")
        yield ("steps", len(bounds) - 1, "up_to"), Refusal("tiers-open", message)
    before = Decimal(0)
    for index, bound in enumerate(bounds[:-1]):
        if bound is None:
            yield ("steps", index), Refusal("tiers-open", Message("only the last step can be without up_to"))
        elif bound.amount is not None:
            if bound.amount <= before:
                message = Message("steps overlap: {up_to} is not above {before}", up_to=bound.amount, before=before)
                yield ("steps", index, "up_to"), Refusal("tiers-overlap", message)
            before = bound.amount


def charge(part: "Charge") -> Broken:
    """One price, in the unit of the service."""
    if part.per_minute is not None and part.per_call is not None and len(_stated(part, PRICES)) == 2:
        message = Message("{key} cannot stand beside {other}", key="per_call", other="per_minute")
        write = Message("an amount for each call on top of its minutes is {example}", example="connect_fee: 0.05")
        yield ("per_call",), Refusal("charge-price", message, write)
    else:
        yield from _one_of(part, PRICES, "charge-price")
    for key in ("from_balances", "reject"):
        if getattr(part, key) is False:
            yield (key,), Refusal("charge-price", Message("{key} can only be true", key=key))
    legs = part.legs
    for amount in () if legs is None else (legs.amount, *legs.alternatives):
        if amount is not None and amount > MOST_LEGS:
            message = Message("{count} is no number of legs from 1 to {most}", count=amount, most=MOST_LEGS)
            yield ("legs",), Refusal("out-of-range", message)
    minutes = in_minutes(part.service)
    for key in _stated(part, ("per_unit",) if minutes else _CALLS_ONLY):
        unit = Message("minutes and calls") if minutes else Message("units")
        message = Message(
            "{key} does not fit {service}, which is counted in {unit}", key=key, service=part.service, unit=unit
        )
        allowed = Message("{names}", names=("per_minute", "per_call") if minutes else ("per_unit",))
        yield (key,), Refusal("charge-unit", message, allowed if key in _STEP_PRICES or key == "per_call" else None)
    for index, one in enumerate(part.tiers.steps if part.tiers else ()):
        wrong = one.per_unit if minutes else one.per_minute
        if wrong is not None:
            key = "per_unit" if minutes else "per_minute"
            message = Message("{key} does not fit {service}", key=key, service=part.service)
            yield ("tiers", "steps", index, key), Refusal("charge-unit", message)
        yield from _block_unit(one.per_block, part.service, ("tiers", "steps", index, "per_block"))
    yield from _block_unit(part.per_block, part.service, ("per_block",))
    if part.rounding is not None and part.per_minute is None and part.per_call is None:
        message = Message("the amount of a call is only known where the price is per_minute or per_call")
        yield ("rounding",), Refusal("charge-rounding", message)
    if part.rounding is not None and part.per_minute is not None and _below_zero(part.per_minute):
        message = Message("the amount of a call that is paid to the buyer is not rounded")
        yield ("rounding",), Refusal("charge-rounding", message)
    for key in _stated(part, ("increment", "legs", "free_seconds")) if part.per_call is not None else ():
        yield (key,), Refusal("charge-unit", Message("{key} means nothing where the price is per_call", key=key))


def _below_zero(value: Any) -> bool:
    return value.amount is not None and value.amount < 0


def _block_unit(block: "Block | None", service: str, path: tuple[str | int, ...]) -> Broken:
    key = "units" if in_minutes(service) else "minutes"
    if block is not None and getattr(block, key) is not None:
        message = Message("{key} does not fit {service}", key=key, service=service)
        yield (*path, key), Refusal("charge-unit", message)


def top_up(part: "TopUp") -> Broken:
    """Later payments come in lumps or in any amount from a least one."""
    yield from _one_of(part, ("then", "at_least"), "top-up")


def balance(part: "Balance") -> Broken:
    """One content with its price, for services counted in its unit."""
    yield from _one_of(part, CONTENTS, "balance-content")
    if part.top_up is not None and part.price is not None:
        yield ("price",), Refusal("balance-price", Message("price cannot stand beside {other}", other="top_up"))
    if part.top_up is None and part.price is None and _stated(part, CONTENTS):
        yield (), Refusal("missing-key", Message("the key {key} is missing", key="price"))
    if part.top_up is not None and not by_need(part.buy):
        message = Message("an account that is topped up is bought always or as_needed")
        yield ("buy",), Refusal("balance-buy", message)
    if by_need(part.buy) and part.price is not None and part.price.amount == 0:
        message = Message("a free balance that can be had at any time would make everything free")
        yield (
            ("buy",),
            Refusal("balance-buy", message, Message("{names}", names=("once", "monthly", "yearly"))),
        )
    yield from _validity(part)
    if part.top_up is not None and part.per != "account":
        yield ("per",), Refusal("balance-per", Message("an account that is topped up is one for all"))
    misfits = _misfits(part)
    for drawn in part.draws:
        named = part.services is None or drawn in part.services
        if (drawn in misfits and part.services is None) or not named or not (part.minutes or part.units):
            message = Message("{service} is not drawn from it in minutes or units", service=drawn)
            yield ("draws", drawn), Refusal("balance-unit", message)
    for index, service in enumerate(part.services or ()):
        if service in misfits and service not in part.draws:
            unit = "minutes" if part.minutes is not None else "units"
            message = Message("{service} is not counted in {unit}", service=service, unit=unit)
            yield ("for", index), Refusal("balance-unit", message)


def _validity(part: "Balance") -> Broken:
    if part.rollover is not None and months_of(part.buy) is None:
        message = Message("only a monthly or yearly balance carries over what is left")
        yield ("rollover",), Refusal("balance-rollover", message)
    elif part.rollover is not None and part.valid is not None:
        message = Message("{key} cannot stand beside {other}", key="rollover", other="valid")
        yield ("rollover",), Refusal("balance-rollover", message)
    if part.extends and (part.valid is None or not by_need(part.buy)):
        message = Message("only what is valid for a time and bought again can extend its validity")
        yield ("extends",), Refusal("balance-extends", message)
    if part.validity_price is not None and (part.price is None or _exceeds(part.validity_price, part.price)):
        message = Message("validity_price is a part of the price, and no more than it")
        yield ("validity_price",), Refusal("balance-price", message)


def _exceeds(one: Any, other: Any) -> bool:
    return one.amount is not None and other.amount is not None and one.amount > other.amount


def _misfits(part: "Balance") -> tuple[str, ...]:
    if part.minutes is not None:
        return (*(service for service in SERVICES if not in_minutes(service)), "fees")
    return (*CALL_SERVICES, "fees") if part.units is not None else ()


def fee(part: "Fee") -> Broken:
    """Only what is paid once can come back; a span of months has a beginning before its end."""
    yield from _one_of(part, ("price", "bands"), "fee-price")
    counted = part.per != "account"
    for key in _stated(part, ("bands", "included", "included_per")) if not counted else ():
        message = Message("{key} needs a fee per seat, number or channel", key=key)
        yield (key,), Refusal("fee-per", message)
    if part.first_month is not None and part.every not in ("day", "month"):
        message = Message("a fee paid {every} has no share of a month", every=part.every)
        yield ("first_month",), Refusal("fee-months", message)
    if part.refundable and part.every != "once":
        yield ("refundable",), Refusal("fee-refundable", Message("only a fee paid once can be refundable"))
    if part.from_month and part.to_month and part.from_month > part.to_month:
        message = Message("to_month {to} is before from_month {start}", to=part.to_month, start=part.from_month)
        yield ("to_month",), Refusal("fee-months", message)


def limit(part: "Limit") -> Broken:
    """A limit limits, and leaves something."""
    if part.at_least is None and part.at_most is None:
        yield (), Refusal("limit", Message("one of these keys is needed: {keys}", keys=("at_least", "at_most")))
    if part.at_least and part.at_most and part.at_least > part.at_most:
        message = Message("at_most {most} is below at_least {least}", most=part.at_most, least=part.at_least)
        yield ("at_most",), Refusal("limit", message)
