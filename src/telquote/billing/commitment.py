"""What a buyer stays bound to pay after the horizon, up to the end of the minimum term."""

from fractions import Fraction
from typing import Any

from telquote.affine import as_whole
from telquote.billing.bill import as_fraction
from telquote.billing.charges import Scales
from telquote.billing.fees import Fees
from telquote.billing.ledger import COMMITTED, Ledger
from telquote.billing.terms import ChargeTerms, Terms

_AFTER_USE = "commitment"
_PERIODS = {"monthly": 1, "yearly": 12}


def book_commitment(terms: Terms, scales: Scales, fees: Fees, ledger: Ledger) -> None:
    """Book, in the last month, every fee, periodic balance and minimum that falls due before the minimum term ends."""
    months = range(ledger.months, terms.bound_for)
    for month in months:
        for fee, price in fees.due(month):
            _book(ledger, fee, price)
    for balance in terms.balances:
        period = _PERIODS.get(balance.buy)
        if period is not None and balance.paid:
            count = sum(month % period == 0 for month in months)
            _book(ledger, balance, as_whole(balance.price, scales.money) * count)
    minimum = terms.bill.minimum if terms.bill else None
    if minimum is not None:
        price = as_fraction(minimum.price) * scales.money
        _book(ledger, _named("minimum"), price * Fraction(len(months), minimum.every))
    if terms.bill and terms.bill.tax:
        due = sum((entry[6] for entry in ledger.raw if entry[1] == COMMITTED), start=Fraction(0))
        _book(ledger, _named("tax"), due * terms.bill.tax)


def _named(name: str) -> ChargeTerms:
    return ChargeTerms(name, name, covered=False)


def _book(ledger: Ledger, item: Any, money: Any) -> None:
    if money > 0:
        ledger.raw.append((ledger.months - 1, COMMITTED, item, _AFTER_USE, 1, 0, money, None))
