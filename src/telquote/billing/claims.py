"""What is proved of a plan's terms.

A claim names the forms for which it was proved, field by field; every other field is at its default. Whatever else a
plan has, there is no claim about it: a kind of price that comes later is left out of every claim until it is named.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from telquote.billing.refusals import Unknown
from telquote.billing.terms import FEES, NEVER, BalanceTerms, BillTerms, ChargeTerms, Terms

_CHARGE = ("id", "service", "covered", "price", "per_call", "block", "ladder", "increment", "legs")
_BALANCE = ("id", "order", "unit", "size", "price", "services", "buy", "every", "valid", "reusable", "later_size")
_FEE = ("id", "price", "every", "refundable", "first_month", "last_month", "first_share")


def has_only(part: Any, *named: str) -> bool:
    """Tell whether every field of a part of the terms but those that are ``named`` is at its default."""
    defaults = part._field_defaults
    return all(one in named or (one in defaults and getattr(part, one) == defaults[one]) for one in part._fields)


def never_falls(terms: Terms) -> bool:
    """Tell whether more use of a service never costs less in total, and what is refused for some is for more.

    The calls of a service keep their mean length. Proved month by month, services in billing order:

    - What is drawn from balances that usage does not buy leaves each of them at a level that never rises with use: the
      order of draws does not depend on use, and each draw empties one after the other. So what they do not cover never
      falls, in any month.
    - At most one balance of each unit is bought by need, and all others of that unit are drawn before it: they do not
      depend on it. Its purchases never come later for more use, so there are never fewer of them.
    - Prices are no lower than 0 and graduated, so that what is due never falls with the units left.
    - A discount by graduated bands, and what makes up a minimum, keep the sum due rising, where no balance of money is
      drawn for single lines of it. Rounding of a month does where no payment moves from one month into another.
    """
    if not has_only(terms, "uses", "balances", "fees", "bill", "bound_for", "rate", "continues"):
        return False
    charges = all(
        has_only(charge, *_CHARGE, "free_seconds", "long_call", "rounds") and _rises(charge) for charge, _ in terms.uses
    )
    balances = all(has_only(one, *_BALANCE, "opening") and _lasts(one) for one in terms.balances)
    fees = all(has_only(fee, *_FEE, "either") for fee in terms.fees)
    if not (charges and balances and fees):
        return False
    units = {one.unit for one in terms.balances}
    last = all(_one_refill_drawn_last([one for one in terms.balances if one.unit == unit]) for unit in units)
    return last and (terms.bill is None or _bill_rises(terms.bill, terms.balances))


def never_falls_with_calls(terms: Terms) -> bool:
    """Tell whether more calls of a service never cost less where its minutes stay, so that calls get shorter.

    Besides what ``never_falls`` needs, no call is rounded and none is free in part: shorter calls are billed alike.
    """
    return never_falls(terms) and all(has_only(charge, *_CHARGE) and charge.increment.exact for charge, _ in terms.uses)


def never_falls_with_months_or_counts(terms: Terms) -> bool:
    """Tell whether more months, or more seats, numbers or channels, never cost less in total.

    Proved where every payment of the first months is one of a longer horizon too, none is below 0, and what a fee comes
    to for more of what it counts is paid outside balances. How fees count is the plan's: see ``Quantity``.
    """
    if not has_only(terms, "uses", "balances", "fees"):
        return False
    charges = all(has_only(charge, *_CHARGE, "barred") and _at_least_zero(charge) for charge, _ in terms.uses)
    balances = all(has_only(one, *_BALANCE, "any_amount_above") and FEES not in one.services for one in terms.balances)
    return charges and balances and all(has_only(fee, *_FEE) for fee in terms.fees)


def has_long_run(terms: Terms) -> bool:
    """Tell whether the cost lies between two parallel lines; ``decisions.long_run`` has the proof, and the lines.

    At most one balance of each unit is bought by need; each service has one charge that balances cover.
    """
    if not has_only(terms, "uses", "balances", "fees"):
        return False
    for charge, use in terms.uses:
        plain = has_only(charge, *_CHARGE) and _at_least_zero(charge)
        if (
            not plain
            or use.pattern is not None
            or not all(has_only(step, "up_to", "price") for step in (charge.ladder.steps if charge.ladder else ()))
        ):
            return False
    covered = [charge.service for charge, _ in terms.uses if charge.covered]
    refills = [one.unit for one in terms.balances if one.refills]
    return (
        len(set(covered)) == len(covered)
        and len(set(refills)) == len(refills)
        and all(has_only(one, *_BALANCE, "any_amount_above") and FEES not in one.services for one in terms.balances)
        and all(has_only(fee, *_FEE) for fee in terms.fees)
    )


def _rises(charge: ChargeTerms) -> bool:
    return _at_least_zero(charge) and (charge.ladder is None or charge.ladder.graduated)


def _at_least_zero(charge: ChargeTerms) -> bool:
    """Tell whether no price is below 0; an unknown one is never reckoned with."""
    prices = (charge.price, charge.per_call)
    return all(
        price is None or isinstance(price, Unknown) or (isinstance(price, (int, Decimal, Fraction)) and price >= 0)
        for price in prices
    )


def _lasts(balance: BalanceTerms) -> bool:
    """Tell whether it is known how much is bought, and for how long."""
    figures = (balance.size, balance.valid, balance.later_size)
    return not any(isinstance(figure, Unknown) for figure in figures)


def _one_refill_drawn_last(balances: list[BalanceTerms]) -> bool:
    refills = [one for one in balances if one.refills]
    if not refills or len(balances) == 1:
        return True
    last, *more = refills
    others = [one for one in balances if one is not last]
    return not more and last.valid == NEVER and all(_before(one, last) for one in others)


def _before(one: BalanceTerms, last: BalanceTerms) -> bool:
    """Tell whether all of a balance is drawn before one that never expires."""
    if one.opening is not None and one.opening[1] >= NEVER and one.valid < NEVER:
        return not one.paid or one.order < last.order
    return one.valid < NEVER or (not one.paid and last.paid) or (one.paid == last.paid and one.order < last.order)


def _bill_rises(bill: BillTerms, balances: tuple[BalanceTerms, ...]) -> bool:
    if not has_only(bill, "minimum", "discount", "tax", "lines", "month"):
        return False
    drawn = any(one.money for one in balances)
    if bill.discount is not None and (drawn or not bill.discount.graduated):
        return False
    if bill.minimum is not None and drawn:
        return False
    moves = any(one.refills for one in balances)
    return bill.month is None or not (moves or (bill.minimum is not None and bill.minimum.every > 1))
