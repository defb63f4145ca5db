"""The terms of balances: what one holds and costs, what it serves, and for how long."""

from fractions import Fraction
from typing import Any

from telquote.billing.amounts import Amounts, held_count, times
from telquote.billing.terms import FEES, MINIMUM, MINUTES, MONEY, NEVER, UNITS, BalanceTerms
from telquote.plans.balances import Balance
from telquote.plans.offers import Held
from telquote.plans.periods import months_of
from telquote.plans.scalars import Duration
from telquote.plans.services import SERVICES, in_minutes
from telquote.usage.profile import Usage


def balance_of(balance: Balance, order: int, usage: Usage, counts: tuple[str, ...], of: Amounts) -> BalanceTerms:
    """Return the terms of a balance, the one at place ``order`` of the file.

    ``counts`` is what counts towards the plan's minimum; nothing where there is none.
    """
    account, rollover = balance.top_up, balance.rollover
    count = held_count(usage, balance.per)
    if account:
        size = price = of(account.first)
        key = "top_up"
        later = of(account.then or account.at_least)
    else:
        key = "credit" if balance.credit else "minutes" if balance.minutes else "units"
        size, price, later = of(getattr(balance, key)), of(balance.price), None
    every = months_of(balance.buy)
    return BalanceTerms(
        id=balance.id,
        order=order,
        unit=MONEY if key not in (MINUTES, UNITS) else key,
        size=times(size, count),
        price=times(price, count),
        services=_served(balance.services, key, counts),
        buy=balance.buy,
        every=every,
        valid=in_months(of(balance.valid, NEVER if every is None else every)),
        reusable=bool(balance.reusable),
        later_size=later,
        any_amount_above=account is not None and account.then is None,
        draws={service: Fraction(drawn) for service, drawn in balance.draws.items()} or None,
        priority=balance.priority or NEVER,
        extends=bool(balance.extends),
        validity_price=times(of(balance.validity_price, 0), count),
        rollover=None if rollover is None else (rollover.months or NEVER, of(rollover.at_most)),
        refundable=bool(balance.refundable),
    )


def as_held(terms: BalanceTerms, held: Held | None) -> BalanceTerms:
    """Return a balance with what the buyer holds of it today."""
    if held is None:
        return terms
    return terms._replace(opening=(held.left, NEVER if held.months is None else held.months))


def in_months(length: Any) -> Any:
    """Return a length of time in whole months; one that is unknown stays so."""
    return length.months if isinstance(length, Duration) else length


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
