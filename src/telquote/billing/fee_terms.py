"""The terms of fees: how much a fee comes to for what is held, and when it is due."""

from fractions import Fraction
from typing import Any

from telquote.affine import Affine
from telquote.billing.amounts import Amounts, exact, held_count, times
from telquote.billing.ladder import Ladder, Step
from telquote.billing.refusals import NotOffered, Unknown
from telquote.billing.terms import NEVER, FeeTerms
from telquote.plans.fees import Fee
from telquote.plans.periods import months_of, times_a_period
from telquote.usage.profile import Usage


def fee_of(fee: Fee, usage: Usage, of: Amounts, *, continues: bool) -> FeeTerms:
    """Return the terms of a fee. What is due by the day is due so many times each month.

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
        price = _price(fee, count, of)
    except NotOffered as refusal:  # asked for where the fee is due, and nowhere else
        reason = refusal.reason
        price = Unknown(lambda: reason)
    return FeeTerms(
        id=fee.id,
        price=times(price, times_a_period(fee.every)),
        every=months_of(fee.every),
        refundable=bool(fee.refundable),
        first_month=(fee.from_month or 1) - 1,
        last_month=(fee.to_month or NEVER) - 1,
        first_share=share,
        either=fee.either,
    )


def _price(fee: Fee, count: Any, of: Amounts) -> Any:
    """Return what a fee comes to for so many; raises ``NotOffered`` for a band that is unknown where they reach."""
    if not isinstance(count, Affine) and count == 0:
        return 0
    if fee.bands is None:
        return times(of(fee.price), count)
    ladder = Ladder(
        tuple(
            Step(
                None if band.up_to is None else exact(of(band.up_to)),
                exact(of(band.price)),
            )
            for band in fee.bands.steps
        ),
        graduated=fee.bands.mode == "graduated",
    )
    return ladder.cost(count)


def first_share(rule: str | None, usage: Usage) -> Fraction:
    """Return the share of a monthly price that is due in the first month compared."""
    if rule == "by_days":
        return Fraction(1) if usage.first_month is None else usage.first_month
    return Fraction(0) if rule == "free" else Fraction(1)
