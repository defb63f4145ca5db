"""From a plan and a usage to terms: where the figures of a plan file stop being values with a source.

What is unknown or not sold is refused here.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from telquote.affine import Affine
from telquote.billing.bill_terms import bill_of
from telquote.billing.classes import Portion, portions
from telquote.billing.fee_terms import fee_of
from telquote.billing.figures import held_count, known, known_where_due, times
from telquote.billing.terms import (
    FEES,
    MINIMUM,
    MINUTES,
    MONEY,
    NEVER,
    PLAIN,
    UNITS,
    BalanceRules,
    BalanceTerms,
    BlockTerms,
    ChargeTerms,
    CounterTerms,
    NotOffered,
    Rounds,
    StepTerms,
    Terms,
)
from telquote.language import Message, Term
from telquote.plans.balance_model import Balance
from telquote.plans.charge_model import Block, Charge
from telquote.plans.kinds import EXACT, Duration
from telquote.plans.model import Plan
from telquote.plans.services import EVENTS, SERVICES, Service, in_minutes
from telquote.usage.profile import UNUSED, Usage, Use

_OF_CALLS = {"free_seconds", "long_call_fee", "rounding"}
_UNCOMMON = {"draws", "priority", "extends", "validity_price", "rollover", "refundable"}


def terms_of(plan: Plan, usage: Usage) -> Terms:
    """Return the terms of ``plan`` for ``usage``.

    Raises ``NotOffered`` where a used service is not sold, the plan is not sold for so few or many seats, numbers or
    channels, or a figure that is needed is unknown.
    """
    if plan.limits:
        _check_limits(plan, usage)
    used = [(service, use) for service, use in usage.uses() if use is not UNUSED and _is_used(use)]
    term = None if plan.minimum_term is None else known(plan.minimum_term, "minimum_term")
    balances = tuple([_balance(balance, order, usage) for order, balance in enumerate(plan.balances)])
    fees = tuple([fee_of(fee, usage) for fee in plan.fees])
    if plan.held is not None:
        balances = tuple(_held(balance, plan) for balance in balances)
        fees = tuple(fee for fee in fees if fee.every != "once")
    return Terms(
        uses=tuple(line for service, use in used for line in _lines(plan, usage, service, use)),
        balances=balances,
        fees=fees,
        counters=tuple(_counters(plan)) if plan.counters else (),
        bill=None if plan.bill is None else bill_of(plan.bill, usage),
        bound_for=term.months if term else 0,
        rate=1 if plan.exchange is None else plan.exchange.rate,
        continues=plan.held is not None,
    )


def _counters(plan: Plan) -> Iterator[CounterTerms]:
    for one in plan.counters.values():
        yield CounterTerms(one.counts, 12 if one.every == "year" else 1)


def _is_used(use: Use) -> bool:
    return not isinstance(use.quantity, (int, Decimal)) or use.quantity != 0


def _check_limits(plan: Plan, usage: Usage) -> None:
    for name, limit in plan.limits.items():
        count = held_count(usage, name.removesuffix("s"))
        if limit.at_least is not None and count < limit.at_least:
            raise NotOffered(Message("sold for {least} {what} and more", least=limit.at_least, what=Term(name)))
        if limit.at_most is not None and count > limit.at_most:
            raise NotOffered(Message("sold for up to {most} {what}", most=limit.at_most, what=Term(name)))


def _lines(plan: Plan, usage: Usage, service: Service, use: Use) -> Iterator[tuple[ChargeTerms, Use]]:
    charges = [charge for charge in plan.charges if charge.service == service]
    held = any(_serves(balance, service) for balance in plan.balances if balance.minutes or balance.units)
    if not charges and not held and service not in EVENTS:
        raise NotOffered(Message("does not offer {service}", service=Term(service)))
    if not charges and not held:
        return
    for portion in portions(plan, usage, service, charges, held=held):
        yield _portion(portion, service), use if portion.share == 1 else use.share(portion.share)


def _portion(portion: Portion, service: Service) -> ChargeTerms:
    if portion.charge is None:
        return ChargeTerms(service, service, covered=True, barred=portion.barred)
    terms = _charge(portion.charge)
    return terms._replace(barred=portion.barred) if portion.barred else terms


def _serves(balance: Balance, service: str) -> bool:
    if balance.services is not None:
        return service in balance.services
    if balance.minutes is not None or balance.units is not None:
        return service in SERVICES and in_minutes(service) == (balance.minutes is not None)
    return service != FEES


def _charge(charge: Charge) -> ChargeTerms:
    name = charge.id
    tiers = charge.tiers
    rate = charge.per_minute or charge.per_unit
    price, unknown = (None, None) if rate is None else known_where_due(rate, name)
    terms = ChargeTerms(
        id=name,
        service=charge.service,
        covered=charge.meter is None,
        price=Decimal(0) if rate is None and charge.per_call is not None else price,
        unknown=unknown,
        per_call=_added(known(charge.per_call, name), known(charge.connect_fee, name, "connect_fee")),
        block=None if charge.per_block is None else _block(charge.per_block, name, "per_block"),
        steps=tuple(_steps(charge)) if tiers else (),
        graduated=tiers is None or tiers.mode == "graduated",
        increment=known(charge.increment, name, "increment", EXACT),
        legs=known(charge.legs, name, "legs", 1),
    )
    if tiers and (tiers.by or tiers.count_included):
        terms = terms._replace(counter=tiers.by, count_included=bool(tiers.count_included))
    return _with_call_rules(terms, charge) if _OF_CALLS & charge.model_fields_set else terms


def _with_call_rules(terms: ChargeTerms, charge: Charge) -> ChargeTerms:
    name, long_call = charge.id, charge.long_call_fee
    if long_call is not None:
        past = known(long_call.past_seconds, name, "long_call_fee.past_seconds")
        terms = terms._replace(long_call=(known(long_call.price, name, "long_call_fee"), past))
    return terms._replace(
        free_seconds=known(charge.free_seconds, name, "free_seconds", 0),
        rounds=None if charge.rounding is None else Rounds(charge.rounding.decimals, charge.rounding.mode),
    )


def _block(block: Block, name: str, key: str) -> BlockTerms:
    return BlockTerms(known(block.price, name, key), known(block.size, name, key), block.round == "up")


def _added(*amounts: Any) -> Any:
    """Return the sum of the amounts that are stated, of whatever exact kind."""
    if amounts == (None, None):
        return 0
    stated = [amount if isinstance(amount, Affine) else Fraction(amount) for amount in amounts if amount is not None]
    return sum(stated[1:], start=stated[0]) if stated else 0


def _steps(charge: Charge) -> Iterator[StepTerms]:
    below = Decimal(0)
    for number, step in enumerate(charge.tiers.steps if charge.tiers else (), 1):
        here = f"tiers.{number}"
        up_to = known(step.up_to, charge.id, f"{here}.up_to")
        if up_to is not None and up_to <= below:
            message = Message("the steps of {charge} overlap at {up_to}", charge=charge.id, up_to=up_to)
            raise NotOffered(message)
        below = up_to or below
        price, unknown = known_where_due(step.per_minute or step.per_unit, charge.id, here)
        block = None if step.per_block is None else _block(step.per_block, charge.id, f"{here}.per_block")
        yield StepTerms(up_to, price or Decimal(0), block, known(step.flat, charge.id, f"{here}.flat", 0), unknown)


def _held(terms: BalanceTerms, plan: Plan) -> BalanceTerms:
    """Return a balance with what the buyer holds of it today."""
    held = (plan.held or {}).get(terms.id)
    if held is None:
        return terms
    opening = (held.left, NEVER if held.months is None else held.months)
    return replace(terms, rules=terms.rules._replace(opening=opening))


def _balance(balance: Balance, order: int, usage: Usage) -> BalanceTerms:
    name = balance.id
    account = balance.top_up
    count = 1 if balance.per == "account" else held_count(usage, balance.per)
    if account:
        size = price = known(account.first, name, "top_up.first")
        key = "then" if account.then else "at_least"
        later = known(account.then or account.at_least, name, f"top_up.{key}")
    else:
        key = "credit" if balance.credit else "minutes" if balance.minutes else "units"
        size, price, later = known(getattr(balance, key), name, key), known(balance.price, name), None
    validity: Duration | None = known(balance.valid, name, "valid")
    period = {"monthly": 1, "yearly": 12}.get(balance.buy, NEVER)
    return BalanceTerms(
        id=name,
        order=order,
        unit=MONEY if key not in (MINUTES, UNITS) else key,
        size=times(size, count),
        price=times(price, count),
        services=_served(balance.services, key),
        buy=balance.buy,
        valid=validity.months if validity else period,
        reusable=bool(balance.reusable),
        later_size=later,
        any_amount_above=account is not None and account.then is None,
        rules=_rules(balance, count) if _UNCOMMON & balance.model_fields_set else PLAIN,
    )


def _rules(balance: Balance, count: Any) -> BalanceRules:
    name, rollover = balance.id, balance.rollover
    return BalanceRules(
        draws={service: Fraction(drawn) for service, drawn in balance.draws.items()},
        priority=balance.priority or NEVER,
        extends=bool(balance.extends),
        validity_price=times(known(balance.validity_price, name, "validity_price", 0), count),
        rollover=None
        if rollover is None
        else (rollover.months or NEVER, known(rollover.at_most, name, "rollover.at_most")),
        refundable=bool(balance.refundable),
    )


@lru_cache(maxsize=256)
def _served(named: tuple[str, ...] | None, key: str) -> frozenset[str]:
    """Return what a balance of a kind serves, where the file names what it is for, and where it does not."""
    if named is not None:
        return frozenset({*named, MINIMUM} if FEES in named else named)
    if key in (MINUTES, UNITS):
        return frozenset(service for service in SERVICES if in_minutes(service) == (key == MINUTES))
    return frozenset((*SERVICES, MINIMUM))
