"""What a plan costs in the long run: a rate, and how far above or below its line the cost can ever lie.

The proof, for the forms that ``claims.has_long_run`` names. What is due grows in proportion to volume, but for what the
steps below the last, or a block, make of each month. A balance that usage buys turns what is due into payments at its
own price; of each unit there is one such balance, so at the end of a month at most one purchase of it is in part
unused, and at most one a month is made on schedule: together they waste at most two purchases a month. Every other
balance is bought a fixed number of times: what it holds can spare no more than its content is worth at the dearest
price. What they cost and the fees are fixed. So the cost of a plan lies between two parallel lines.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from telquote.billing.billable import billable_units
from telquote.billing.claims import has_long_run
from telquote.billing.criteria import Criterion
from telquote.billing.fees import shares_due
from telquote.billing.refusals import NotOffered, NotSold, needed
from telquote.billing.resolve import terms_of
from telquote.billing.terms import BalanceTerms, ChargeTerms, FeeTerms, Terms
from telquote.decisions.quantities import Case, Quantity
from telquote.plans.offers import Offer
from telquote.usage.profile import Usage


class LongRun(NamedTuple):
    """Cost lies from ``least + rate * x`` to ``most + rate * x`` for every value x from 1 on."""

    rate: Fraction
    least: Fraction
    most: Fraction


def long_run(offers: Iterable[Offer], usage: Usage, months: int, quantity: Quantity, by: Criterion) -> LongRun | None:
    """Return what the cheapest of some plans costs in the long run; None where these bounds do not apply.

    They apply to totals over volumes, for plans of the forms named, of which every figure is known.
    """
    if by != "total" or not quantity.of_usage or not quantity.linear:
        return None
    longer = usage.kept_beside(quantity.name) is not None
    runs = []
    for offer in offers:
        asked = Case(offer, usage, months)
        try:
            terms = terms_of(offer, quantity.at(asked, 1).usage)
            rounded = any(not charge.increment.exact for charge, _ in terms.uses)
            bends = longer and rounded  # of the same calls, longer ones are billed out of proportion
            run = _of_plan(terms, quantity.at(asked, 2).usage, months) if has_long_run(terms) and not bends else None
        except NotSold:  # nor for more
            continue
        except NotOffered:  # what is unknown has no bounds
            return None
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
    )


def _of_plan(terms: Terms, doubled: Usage, months: int) -> LongRun | None:
    """Return the long run of a plan from its terms at volume 1, and the usage at volume 2.

    Raises ``NotOffered`` for a figure that is unknown.
    """
    uses = dict(doubled.uses())
    rate = fixed = spread = Fraction(0)
    for charge, use in terms.uses:
        price = _unit_price(terms, charge)
        if price is None:
            return None
        twice = uses[charge.service]
        once = Fraction(billable_units(charge, use)), Fraction(use.calls)
        more = Fraction(billable_units(charge, twice)) - once[0], Fraction(twice.calls) - once[1]
        per_call = Fraction(charge.per_call) * _share(terms, charge)
        rate += (more[0] * price + more[1] * per_call) * months
        fixed += ((once[0] - more[0]) * price + (once[1] - more[1]) * per_call) * months
        spread += _ladder_spread(charge) * _share(terms, charge) * months
    scheduled = [one for one in terms.balances if not one.refills]
    fixed += sum((Fraction(needed(one.price)) * _times_bought(one, months) for one in scheduled), start=Fraction(0))
    fixed += sum((_fee(fee, months) for fee in terms.fees), start=Fraction(0))
    spared = sum((_worth(one, terms, months) for one in scheduled), start=Fraction(0))
    wasted = sum((_price(one) for one in terms.balances if one.refills), start=Fraction(0)) * 2 * (months + 1)
    return LongRun(rate, fixed - spared - spread, fixed + wasted + spread)


def _fee(fee: FeeTerms, months: int) -> Fraction:
    """Return what a fee comes to; a deposit comes back."""
    return Fraction(0) if fee.refundable else Fraction(needed(fee.price)) * shares_due(fee, months)


def _refill(terms: Terms, charge: ChargeTerms, *, money: bool) -> BalanceTerms | None:
    able = (one for one in terms.balances if one.refills and one.money == money and charge.service in one.services)
    return next(able, None)


def _share(terms: Terms, charge: ChargeTerms) -> Fraction:
    """Return what is paid for one of money that is due: the price of the credit that pays it, or 1."""
    refill = _refill(terms, charge, money=True)
    return Fraction(1) if refill is None else Fraction(refill.worth)


def _unit_price(terms: Terms, charge: ChargeTerms) -> Fraction | None:
    """Return what a unit costs in the long run; None where the plan does not sell without end."""
    refill = _refill(terms, charge, money=False) if charge.covered else None
    if refill is not None:
        return Fraction(refill.worth)
    if charge.price is not None:
        price = Fraction(needed(charge.price))
    elif charge.block is not None:
        price = Fraction(needed(charge.block.price)) / Fraction(needed(charge.block.size))
    elif charge.ladder is not None:
        price = Fraction(needed(charge.ladder.steps[-1].price))
    else:
        return None
    return price * _share(terms, charge)


def _ladder_spread(charge: ChargeTerms) -> Fraction:
    """Return how far a month's bill can lie from the last price for all units: a block, or the steps below the last."""
    spread = Fraction(needed(charge.block.price)) if charge.block else Fraction(0)
    steps = charge.ladder.steps if charge.ladder else ()
    for step in steps[:-1]:
        bound, price, last = (Fraction(needed(one)) for one in (step.up_to, step.price, steps[-1].price))
        spread += bound * max(price, last)
    return spread


def _price(balance: BalanceTerms) -> Fraction:
    later = 0 if balance.later_size is None else needed(balance.later_size)
    needed(balance.valid)
    return max(Fraction(needed(balance.price)), Fraction(later))


def _times_bought(balance: BalanceTerms, months: int) -> int:
    """Return how often a balance is bought that usage does not buy."""
    return 1 if balance.every is None else -(-months // balance.every)


def _worth(balance: BalanceTerms, terms: Terms, months: int) -> Fraction:
    """Return the most that what a balance holds can spare, at the dearest price that is paid without it."""
    held = Fraction(needed(balance.size)) * _times_bought(balance, months)
    if balance.money:
        return held * max((_share(terms, charge) for charge, _ in terms.uses), default=Fraction(0))
    prices = [_unit_price(terms, charge) or Fraction(0) for charge, _ in terms.uses if charge.covered]
    return held * max(prices, default=Fraction(0))
