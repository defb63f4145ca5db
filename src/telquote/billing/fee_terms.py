"""The terms of fees: how much a fee comes to for what is held, and when it is due."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from telquote.affine import Affine
from telquote.billing.figures import amount_of, held_count, times
from telquote.billing.refusals import NotOffered, Unknown
from telquote.billing.terms import NEVER, FeeTerms
from telquote.plans.fee_model import Fee
from telquote.usage.profile import Usage

DAYS_A_MONTH = Fraction(365, 12)


def fee_of(fee: Fee, usage: Usage, *, continues: bool) -> FeeTerms:
    """Return the terms of a fee. What is due by the day is due for 365/12 days each month.

    Of a plan that ``continues`` the first month is over.
    """
    begins_later = fee.from_month is not None and fee.from_month > 1
    share = Fraction(1) if continues and not begins_later else first_share(fee.first_month, usage)
    if begins_later and fee.first_month == "by_days":
        share = Fraction(1)  # only the first of the months compared can be a part of one
    count = held_count(usage, fee.per)
    if fee.included:
        count = max(count - fee.included * held_count(usage, fee.included_per or "account"), 0)
    try:
        price = _price(fee, count)
    except NotOffered as refusal:  # asked for where the fee is due, and nowhere else
        price = Unknown(refusal.reason)
    return FeeTerms(
        id=fee.id,
        price=times(price, DAYS_A_MONTH) if fee.every == "day" else price,
        every="month" if fee.every == "day" else fee.every,
        refundable=bool(fee.refundable),
        first_month=(fee.from_month or 1) - 1,
        last_month=(fee.to_month or NEVER) - 1,
        first_share=share,
        either=fee.either,
    )


def _price(fee: Fee, count: Any) -> Any:
    """Return what a fee comes to for so many; raises ``NotOffered`` for a band that is unknown where they reach."""
    if not isinstance(count, Affine) and count == 0:
        return 0
    if fee.bands is None:
        return times(amount_of(fee.price, fee.id), count)
    steps = [
        (amount_of(band.up_to, fee.id, f"bands.{number}.up_to"), amount_of(band.price, fee.id, f"bands.{number}.price"))
        for number, band in enumerate(fee.bands.steps, 1)
    ]
    return _in_bands(steps, count, graduated=fee.bands.mode == "graduated")


def first_share(rule: str | None, usage: Usage) -> Fraction:
    """Return the share of a monthly price that is due in the first month compared."""
    if rule == "by_days":
        return Fraction(1) if usage.first_month is None else usage.first_month
    return Fraction(0) if rule == "free" else Fraction(1)


def _in_bands(steps: Sequence[tuple[Any, Any]], count: Any, *, graduated: bool) -> Any:
    cost: Any = 0
    below: Any = 0
    for up_to, price in steps:
        inside = up_to is None or count <= up_to
        if not graduated:
            if inside:
                return times(price, count)
        elif inside:
            return cost + times(price, count - below)
        else:
            cost += times(price, up_to - below)
            below = up_to
    raise AssertionError("the last band is open")
