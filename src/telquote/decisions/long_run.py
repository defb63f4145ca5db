"""What a plan costs in the long run: a rate, and how far above or below its line the cost can ever lie.

Past all ladders, what is due grows in proportion to volume. Balances that refill turn what is due into payments at
their own price, with at most one purchase a month that is not used up; every other balance and fee is worth a fixed
amount. So the cost of a plan lies between two parallel lines.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, NamedTuple

from telquote.billing.charges import billable
from telquote.billing.quote import Criterion
from telquote.billing.resolve import terms_of
from telquote.billing.terms import BalanceTerms, ChargeTerms, NotOffered, Terms
from telquote.decisions.quantities import Quantity, Question
from telquote.plans.catalogue import Offer
from telquote.usage.profile import Usage


class LongRun(NamedTuple):
    """Cost lies from ``least + rate * x`` to ``most + rate * x`` for every value x from ``starts`` on."""

    rate: Fraction
    least: Fraction
    most: Fraction
    starts: int


def long_run(offers: Iterable[Offer], usage: Usage, months: int, quantity: Quantity, by: Criterion) -> LongRun | None:
    """Return what the cheapest of some plans costs in the long run; None where these bounds do not apply.

    They apply to totals over volumes, for plans that sell whatever is used.
    """
    if by != "total" or not quantity.of_usage or not quantity.linear:
        return None
    runs = []
    for offer in offers:
        asked = quantity.at(Question(offer, usage, months), 1)
        try:
            terms = terms_of(offer.plan, asked.usage)
        except NotOffered:
            continue
        if not terms.is_plain:
            return None
        run = _of_plan(terms, quantity.at(Question(offer, usage, months), 2).usage, months)
        if run is None:
            return None
        runs.append(run)
    if not runs:
        return None
    rate = min(run.rate for run in runs)
    # The cheapest of several plans is at most the best of the lowest rate, and at least the lowest of all lines.
    return LongRun(
        rate,
        min(run.least for run in runs),
        min(run.most for run in runs if run.rate == rate),
        max(run.starts for run in runs),
    )


def _of_plan(terms: Terms, doubled: Usage, months: int) -> LongRun | None:
    """Return the long run of a plan from its terms at volume 1, and the usage at volume 2."""
    uses = dict(doubled.uses())
    rate = fixed = spread = starts = Fraction(0)
    for charge, use in terms.uses:
        once, twice = billable(charge, use), billable(charge, uses[charge.service])
        slope, units = Fraction(twice - once), Fraction(once)
        calls = Fraction(uses[charge.service].calls - use.calls) if charge.per_call else Fraction(0)
        price = _unit_price(terms, charge)
        if price is None:
            return None
        per_call = Fraction(charge.per_call) * _share(terms, charge)
        rate += (slope * price + calls * per_call) * months
        fixed += (max(units - slope, Fraction(0)) * _highest(charge, price) + Fraction(use.calls) * per_call) * months
        spread += _ladder_spread(charge, price) * _share(terms, charge, highest=True) * months
        top = charge.steps[-2].up_to if len(charge.steps) > 1 else None
        if top is not None and slope:
            starts = max(starts, (Fraction(top) + _unit_allowance(terms, months)) / slope)
    wasted = sum((_price(balance) * (months + 1) * 2 for balance in terms.balances), start=Fraction(0))
    spared = sum((_worth_of_gift(balance, terms, months) for balance in terms.balances), start=Fraction(0))
    fees = sum((Fraction(fee.price) * months for fee in terms.fees), start=Fraction(0))
    return LongRun(rate, -spared - wasted - spread, fixed + wasted + fees + spread, int(starts) + 1)


def _refill(terms: Terms, charge: ChargeTerms, *, money: bool) -> BalanceTerms | None:
    able = (one for one in terms.balances if one.refills and one.money == money and charge.service in one.services)
    return next(able, None)


def _share(terms: Terms, charge: ChargeTerms, *, highest: bool = False) -> Fraction:
    """Return what is paid for one of money that is due: the price of the credit that pays it, or 1."""
    refill = _refill(terms, charge, money=True)
    share = Fraction(1) if refill is None else refill.worth
    return max(share, Fraction(1)) if highest else share


def _unit_price(terms: Terms, charge: ChargeTerms) -> Fraction | None:
    """Return what a unit costs in the long run; None where the plan does not sell without end."""
    refill = _refill(terms, charge, money=False) if charge.covered else None
    if refill is not None:
        return Fraction(refill.worth)
    if charge.price is not None:
        price = Fraction(charge.price)
    elif charge.block is not None:
        price = Fraction(charge.block[0]) / Fraction(charge.block[1])
    elif charge.steps:
        price = Fraction(charge.steps[-1].price)
    else:
        return None
    return price * _share(terms, charge)


def _highest(charge: ChargeTerms, price: Fraction) -> Fraction:
    return max([price, *(Fraction(step.price) for step in charge.steps)])


def _ladder_spread(charge: ChargeTerms, price: Fraction) -> Fraction:
    """Return how far a month's bill can lie from the last price for all units: a block, or the steps below the top."""
    spread = Fraction(charge.block[0]) if charge.block else Fraction(0)
    for step in charge.steps[:-1]:
        bound: Any = step.up_to
        spread += Fraction(bound) * max(Fraction(step.price), price)
    return spread


def _unit_allowance(terms: Terms, months: int) -> Fraction:
    return sum((Fraction(one.size) * (months + 1) for one in terms.balances if not one.money), start=Fraction(0))


def _price(balance: BalanceTerms) -> Fraction:
    return max(Fraction(balance.price), Fraction(balance.later_size or 0))


def _scheduled(balance: BalanceTerms, months: int) -> int:
    """Return how often a balance is bought at most whatever the usage."""
    if balance.buy == "as_needed":
        return 0
    period = {"once": months, "monthly": 1, "yearly": 12}.get(balance.buy, balance.valid)
    return -(-months // min(period, months))


def _worth_of_gift(balance: BalanceTerms, terms: Terms, months: int) -> Fraction:
    """Return the most that can be spared because a balance is bought on schedule, at whatever price of its own."""
    held = Fraction(balance.size) * _scheduled(balance, months)
    if balance.money:
        return held * max((_share(terms, charge, highest=True) for charge, _ in terms.uses), default=Fraction(1))
    prices = [_highest(charge, _unit_price(terms, charge) or Fraction(0)) for charge, _ in terms.uses]
    return held * max(prices, default=Fraction(0))
