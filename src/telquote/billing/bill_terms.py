"""The terms of what applies to a plan's bill as a whole."""

from fractions import Fraction
from typing import Any

from telquote.billing.amounts import Amounts, times
from telquote.billing.fee_terms import first_share
from telquote.billing.ladder import Ladder, Step
from telquote.billing.terms import BillTerms, MinimumTerms, Rounds
from telquote.plans.bill import Bill
from telquote.plans.periods import months_in
from telquote.usage.profile import Usage


def bill_of(bill: Bill, usage: Usage, of: Amounts, *, continues: bool) -> BillTerms:
    """Return the terms of a bill. Tax that prices hold already changes nothing.

    Of a plan that ``continues`` the first month is over.
    """
    minimum, discount, tax, rounding = bill.minimum, bill.discount, bill.tax, bill.rounding
    rounds = Rounds(rounding.decimals, rounding.mode) if rounding else None
    return BillTerms(
        minimum=None
        if minimum is None
        else MinimumTerms(
            price=of(minimum.price),
            every=months_in(minimum.every),
            first_share=Fraction(1) if continues else first_share(minimum.first_month, usage),
            counts_usage="usage" in minimum.counts,
            counts_fees="fees" in minimum.counts,
        ),
        discount=None
        if discount is None
        else Ladder(
            steps=tuple(
                Step(
                    of(step.up_to),
                    _share(of(step.percent)),
                )
                for step in discount.steps
            ),
            graduated=discount.mode == "graduated",
        ),
        tax=0 if tax is None or tax.included else _share(of(tax.percent)),
        lines=rounds if rounding and rounding.per == "line" else None,
        month=rounds if rounding and rounding.per == "month" else None,
    )


def _share(percent: Any) -> Any:
    return times(percent, Fraction(1, 100))
