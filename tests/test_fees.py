"""How often a fee falls due in some months is what counting the months gives."""

from fractions import Fraction
from itertools import product

import pytest

from telquote.billing.fees import Fees, shares_due
from telquote.billing.ledger import Ledger
from telquote.billing.terms import NEVER, FeeTerms

SHARE = Fraction(1, 3)
"""The share of a fee that is due in its first month."""


@pytest.mark.parametrize("every", [None, 1, 2, 3, 12])
def test_a_fee_is_due_as_often_as_its_months_say(every: int | None) -> None:
    for first, last, months in product(range(4), [*range(6), 12, NEVER], [*range(8), 14, 25]):
        fee = FeeTerms("f", Fraction(6), every, refundable=False, first_month=first, last_month=last, first_share=SHARE)
        spanned = range(first, min(last + 1, months))
        due = [month for month in spanned if month == first or (every and (month - first) % every == 0)]
        assert shares_due(fee, months) == sum(SHARE if month == first else 1 for month in due)
        fees = Fees([fee], Ledger(months, 1, 1))
        billed = {month: price for month in range(months) for _, price in fees.due(month)}
        assert billed == {month: 6 * SHARE if month == first else 6 for month in due}
