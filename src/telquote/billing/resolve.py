"""From a plan and a usage to terms: where the figures of a plan file stop being values with a source.

What is unknown or not sold is refused here.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from telquote.billing.bill_terms import bill_of
from telquote.billing.charge_terms import charge_of
from telquote.billing.classes import Portion, guessed_by_volume, portions
from telquote.billing.fee_terms import fee_of
from telquote.billing.figures import amount_of, held_count, times
from telquote.billing.refusals import NotSold
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
    ChargeTerms,
    CounterTerms,
    Terms,
)
from telquote.language import Message, Term
from telquote.plans.balance_model import Balance
from telquote.plans.model import Plan
from telquote.plans.scalars import Duration
from telquote.plans.services import EVENTS, SERVICES, Service, in_minutes
from telquote.plans.values import Value
from telquote.usage.profile import UNUSED, Usage, Use
from telquote.work import spend

_UNCOMMON = {"draws", "priority", "extends", "validity_price", "rollover", "refundable"}


PLAN_TICKS, ITEM_TICKS = 20, 8
"""Ticks of work that it takes to see what of a plan a usage needs, and for each charge, balance and fee of it."""


def terms_of(plan: Plan, usage: Usage) -> Terms:
    """Return the terms of ``plan`` for ``usage``.

    Raises ``NotSold`` where a used service is not sold or the plan is not sold for so few or many seats, numbers or
    channels, ``NotOffered`` where a figure that any use needs is unknown. What is needed for some use alone is
    ``Unknown`` in the terms.
    """
    spend(PLAN_TICKS + ITEM_TICKS * (len(plan.charges) + len(plan.balances) + len(plan.fees)))
    if plan.limits:
        _check_limits(plan, usage)
    used = [(service, use) for service, use in usage.uses() if use is not UNUSED and _is_used(use)]
    continues = plan.held is not None
    balances = tuple([_balance(balance, order, plan, usage) for order, balance in enumerate(plan.balances)])
    fees = tuple([fee_of(fee, usage, continues=continues) for fee in plan.fees])
    if continues:
        balances = tuple(_held(balance, plan) for balance in balances)
        fees = tuple(fee for fee in fees if fee.every != "once")
    return Terms(
        uses=tuple(line for service, use in used for line in _lines(plan, usage, service, use)),
        balances=balances,
        fees=fees,
        counters=tuple(_counters(plan)) if plan.counters else (),
        bill=None if plan.bill is None else bill_of(plan.bill, usage, continues=continues),
        bound_for=_months(plan.minimum_term, "minimum_term", default=0),
        rate=1 if plan.exchange is None else plan.exchange.rate,
        continues=continues,
        guessed_by_volume=guessed_by_volume(plan, usage),
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
            raise NotSold(Message("sold for {least} {what} and more", least=limit.at_least, what=Term(name)))
        if limit.at_most is not None and count > limit.at_most:
            raise NotSold(Message("sold for up to {most} {what}", most=limit.at_most, what=Term(name)))


def _lines(plan: Plan, usage: Usage, service: Service, use: Use) -> Iterator[tuple[ChargeTerms, Use]]:
    charges = [charge for charge in plan.charges if charge.service == service]
    held = any(_serves(balance, service) for balance in plan.balances if balance.minutes or balance.units)
    if not charges and not held and service not in EVENTS:
        raise NotSold(Message("does not offer {service}", service=Term(service)))
    if not charges and not held:
        return
    for portion in portions(plan, usage, service, use, charges, held=held):
        yield _portion(portion, service), use if portion.share == 1 else use.share(portion.share)


def _portion(portion: Portion, service: Service) -> ChargeTerms:
    if portion.charge is None:
        return ChargeTerms(service, service, covered=True, barred=portion.barred)
    terms = charge_of(portion.charge)
    return terms._replace(barred=portion.barred) if portion.barred else terms


def _serves(balance: Balance, service: str) -> bool:
    if balance.services is not None:
        return service in balance.services
    if balance.minutes is not None or balance.units is not None:
        return service in SERVICES and in_minutes(service) == (balance.minutes is not None)
    return service != FEES


def _held(terms: BalanceTerms, plan: Plan) -> BalanceTerms:
    """Return a balance with what the buyer holds of it today."""
    held = (plan.held or {}).get(terms.id)
    if held is None:
        return terms
    opening = (held.left, NEVER if held.months is None else held.months)
    return replace(terms, rules=terms.rules._replace(opening=opening))


def _balance(balance: Balance, order: int, plan: Plan, usage: Usage) -> BalanceTerms:
    name = balance.id
    account = balance.top_up
    count = 1 if balance.per == "account" else held_count(usage, balance.per)
    if account:
        size = price = amount_of(account.first, name, "top_up.first")
        key = "then" if account.then else "at_least"
        later = amount_of(account.then or account.at_least, name, f"top_up.{key}")
    else:
        key = "credit" if balance.credit else "minutes" if balance.minutes else "units"
        size, price, later = amount_of(getattr(balance, key), name, key), amount_of(balance.price, name), None
    period = {"monthly": 1, "yearly": 12}.get(balance.buy, NEVER)
    return BalanceTerms(
        id=name,
        order=order,
        unit=MONEY if key not in (MINUTES, UNITS) else key,
        size=times(size, count),
        price=times(price, count),
        services=_served(balance.services, key, _minimum_counts(plan)),
        buy=balance.buy,
        valid=_months(balance.valid, name, "valid", default=period),
        reusable=bool(balance.reusable),
        later_size=later,
        any_amount_above=account is not None and account.then is None,
        rules=_rules(balance, count) if _UNCOMMON & balance.model_fields_set else PLAIN,
    )


def _months(value: Value[Duration] | None, item: str, key: str = "", *, default: int) -> Any:
    """Return a length of time in whole months, as far as it is known."""
    length = amount_of(value, item, key, default)
    return length.months if isinstance(length, Duration) else length


def _minimum_counts(plan: Plan) -> tuple[str, ...]:
    """Return what counts towards the minimum; nothing where there is none."""
    return plan.bill.minimum.counts if plan.bill is not None and plan.bill.minimum is not None else ()


def _rules(balance: Balance, count: Any) -> BalanceRules:
    name, rollover = balance.id, balance.rollover
    return BalanceRules(
        draws={service: Fraction(drawn) for service, drawn in balance.draws.items()},
        priority=balance.priority or NEVER,
        extends=bool(balance.extends),
        validity_price=times(amount_of(balance.validity_price, name, "validity_price", 0), count),
        rollover=None
        if rollover is None
        else (rollover.months or NEVER, amount_of(rollover.at_most, name, "rollover.at_most")),
        refundable=bool(balance.refundable),
    )


@lru_cache(maxsize=256)
def _served(named: tuple[str, ...] | None, key: str, counts: tuple[str, ...]) -> frozenset[str]:
    """Return what a balance of a kind serves, where the file names what it is for, and where it does not.

    A balance of money pays what a minimum adds where it serves anything that ``counts`` towards the minimum.
    """
    if key in (MINUTES, UNITS):
        own = (service for service in SERVICES if in_minutes(service) == (key == MINUTES))
        return frozenset(own if named is None else named)
    served = frozenset(SERVICES if named is None else named)
    pays = (FEES in counts and FEES in served) or ("usage" in counts and bool(served - {FEES}))
    return served | {MINIMUM} if pays else served
