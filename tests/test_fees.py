"""How often a fee falls due in some months is what counting the months gives."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from telquote.billing.fees import Fees, shares_due
from telquote.billing.ledger import Ledger
from telquote.billing.terms import NEVER, FeeTerms

months = st.integers(0, 9)


@given(months, st.one_of(months, st.just(NEVER)), st.sampled_from([None, 1, 2, 3, 12]), st.integers(0, 14))
def test_a_fee_is_due_as_often_as_its_months_say(first: int, last: int, every: int | None, horizon: int) -> None:
    fee = FeeTerms(
        "f", Fraction(6), every, refundable=False, first_month=first, last_month=last, first_share=Fraction(1, 3)
    )
    due = [
        month
        for month in range(first, min(last + 1, horizon))
        if month == first or (every and (month - first) % every == 0)
    ]
    assert shares_due(fee, horizon) == sum(Fraction(1, 3) if month == first else 1 for month in due)
    fees = Fees([fee], Ledger(horizon, 1, 1))
    billed = {month: price for month in range(horizon) for _, price in fees.due(month)}
    assert billed == {month: Fraction(2) if month == first else 6 for month in due}
