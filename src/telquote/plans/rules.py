"""What the keys of one part of a plan file must obey together. Each rule yields the path of a key and a refusal."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from telquote.language import Message
from telquote.plans.kinds import Refusal
from telquote.plans.services import CALL_SERVICES, SERVICES, in_minutes

if TYPE_CHECKING:
    from telquote.plans.model import Balance, Charge, Fee, Step, Tiers, TopUp

Broken = Iterator[tuple[tuple[str | int, ...], Refusal]]

PRICES = ("per_minute", "per_call", "per_unit", "per_block", "tiers", "from_balances")
CONTENTS = ("credit", "minutes", "units", "top_up")
_CALLS_ONLY = ("per_minute", "per_call", "per_block", "increment", "legs", "connect_fee")


def _stated(part: object, keys: Sequence[str]) -> list[str]:
    return [key for key in keys if getattr(part, key) is not None]


def _one_of(part: object, keys: Sequence[str], code: str) -> Broken:
    stated = _stated(part, keys)
    if not stated:
        yield (), Refusal(code, Message("one of these keys is needed: {keys}", keys=tuple(keys)))
    for extra in stated[1:]:
        message = Message("{key} cannot stand beside {other}", key=extra, other=stated[0])
        yield (extra,), Refusal(code, message, Message("exactly one of {keys}", keys=tuple(keys)))


def step(part: "Step") -> Broken:
    """A step has one price."""
    yield from _one_of(part, ("per_minute", "per_unit"), "step-price")


def tiers(part: "Tiers") -> Broken:
    """Steps rise, and only the last is open."""
    bounds = [step.up_to for step in part.steps]
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
    yield from _one_of(part, PRICES, "charge-price")
    if part.from_balances is False:
        yield ("from_balances",), Refusal("charge-price", Message("from_balances can only be true"))
    minutes = in_minutes(part.service)
    for key in _stated(part, ("per_unit",) if minutes else _CALLS_ONLY):
        unit = Message("minutes and calls") if minutes else Message("units")
        message = Message(
            "{key} does not fit {service}, which is counted in {unit}", key=key, service=part.service, unit=unit
        )
        yield (key,), Refusal("charge-unit", message)
    for index, one in enumerate(part.tiers.steps if part.tiers else ()):
        wrong = one.per_unit if minutes else one.per_minute
        if wrong is not None:
            key = "per_unit" if minutes else "per_minute"
            message = Message("{key} does not fit {service}", key=key, service=part.service)
            yield ("tiers", "steps", index, key), Refusal("charge-unit", message)
    for key in _stated(part, ("increment", "legs")) if part.per_call is not None else ():
        yield (key,), Refusal("charge-unit", Message("{key} means nothing where the price is per_call", key=key))


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
    if part.top_up is not None and part.buy not in ("always", "as_needed"):
        message = Message("an account that is topped up is bought always or as_needed")
        yield ("buy",), Refusal("balance-buy", message)
    if part.buy in ("always", "as_needed") and part.price is not None and part.price.amount == 0:
        message = Message("a free balance that can be had at any time would make everything free")
        yield (
            ("buy",),
            Refusal("balance-buy", message, Message("allowed: {names}", names=("once", "monthly", "yearly"))),
        )
    misfits = _misfits(part)
    for index, service in enumerate(part.services or ()):
        if service in misfits:
            unit = "minutes" if part.minutes is not None else "units"
            message = Message("{service} is not counted in {unit}", service=service, unit=unit)
            yield ("for", index), Refusal("balance-unit", message)


def _misfits(part: "Balance") -> tuple[str, ...]:
    if part.minutes is not None:
        return tuple(service for service in SERVICES if not in_minutes(service))
    return CALL_SERVICES if part.units is not None else ()


def fee(part: "Fee") -> Broken:
    """Only what is paid once can come back; a span of months has a beginning before its end."""
    if part.refundable and part.every != "once":
        yield ("refundable",), Refusal("fee-refundable", Message("only a fee paid once can be refundable"))
    if part.from_month and part.to_month and part.from_month > part.to_month:
        message = Message("to_month {to} is before from_month {start}", to=part.to_month, start=part.from_month)
        yield ("to_month",), Refusal("fee-months", message)
