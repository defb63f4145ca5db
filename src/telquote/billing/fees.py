"""Fees: prices of time and events."""

from collections.abc import Iterator, Sequence
from copy import copy
from fractions import Fraction
from typing import Any

from telquote.affine import as_whole
from telquote.billing.charges import Scales
from telquote.billing.ledger import FEE, ON_SCHEDULE, REFUNDED, Ledger
from telquote.billing.terms import FeeTerms


class Fees:
    """The fees of a plan during the simulation."""

    def __init__(self, fees: Sequence[FeeTerms], scales: Scales, ledger: Ledger) -> None:
        self.fees = [(terms, as_whole(terms.price, scales.money)) for terms in fees]
        if any(terms.either for terms in fees):
            self.fees = list(_cheapest_of_each(self.fees, ledger.months))
        self.write = ledger.raw.append

    def continued(self, ledger: Ledger) -> "Fees":
        """Return the same fees, to go on in another ledger."""
        other = copy(self)
        other.write = ledger.raw.append
        return other

    def due(self, month: int) -> Sequence[tuple[FeeTerms, Any]]:
        """Return what is due in a month, with its price."""
        return [
            (terms, price if month > terms.first_month else price * terms.first_share)
            for terms, price in self.fees
            if _is_due(terms, month)
        ]

    def book(self, terms: FeeTerms, price: Any, month: int) -> None:
        """Book a fee that is paid."""
        self.write((month, FEE, terms, ON_SCHEDULE, 1, 0, price, None))

    def close(self, months: int, since: int = 0) -> None:
        """Pay back, after the last of so many months, the deposits that fell due in month ``since`` or later."""
        for terms, price in self.fees:
            if terms.refundable and since <= terms.first_month < months:
                self.write((months, REFUNDED, terms, ON_SCHEDULE, 1, 0, price, None))


def shares_due(terms: FeeTerms, months: int) -> Fraction:
    """Return how many times a fee falls due in so many months, its first time by the share that counts of it."""
    spanned = min(terms.last_month + 1, months) - terms.first_month
    if spanned <= 0:
        return Fraction(0)
    times = {"once": 1, "month": spanned}.get(terms.every, -(-spanned // 12))
    return Fraction(terms.first_share) + times - 1


def _is_due(terms: FeeTerms, month: int) -> bool:
    if not terms.first_month <= month <= terms.last_month:
        return False
    since = month - terms.first_month
    return terms.every == "month" or since % 12 == 0 if terms.every != "once" else since == 0


def _cheapest_of_each(fees: Sequence[tuple[FeeTerms, Any]], months: int) -> Iterator[tuple[FeeTerms, Any]]:
    """Yield the fees, and of those of which only one is charged the one that costs least over the horizon."""
    cheapest: dict[str, tuple[Any, FeeTerms]] = {}
    for terms, price in fees:
        if terms.either:
            cost = price * shares_due(terms, months)
            before = cheapest.get(terms.either)
            if before is None or cost < before[0]:
                cheapest[terms.either] = cost, terms
    for terms, price in fees:
        if not terms.either or cheapest[terms.either][1] is terms:
            yield terms, price
