"""Fees: prices of time and events."""

from collections.abc import Sequence
from copy import copy
from fractions import Fraction
from typing import Any

from telquote.billing.ledger import FEE, NO_SERVICE, REFUNDED, Ledger, Posting
from telquote.billing.terms import FeeTerms


class Fees:
    """The fees of a plan during the simulation."""

    def __init__(self, fees: Sequence[FeeTerms], ledger: Ledger) -> None:
        self.fees = _cheapest_of_each(fees, ledger.months) if any(fee.either for fee in fees) else fees
        self.write = ledger.postings.append

    def continued(self, ledger: Ledger) -> "Fees":
        """Return the same fees, to go on in another ledger."""
        other = copy(self)
        other.write = ledger.postings.append
        return other

    def due(self, month: int) -> Sequence[tuple[FeeTerms, Any]]:
        """Return what is due in a month, with its price."""
        return [
            (fee, fee.price if month > fee.first_month else fee.price * fee.first_share)
            for fee in self.fees
            if _is_due(fee, month)
        ]

    def book(self, fee: FeeTerms, price: Any, month: int) -> None:
        """Book a fee that is paid."""
        self.write(Posting(month, FEE, fee, NO_SERVICE, 1, 0, price))

    def close(self, months: int, since: int = 0) -> None:
        """Pay back, after the last of so many months, the deposits that fell due in month ``since`` or later."""
        for fee in self.fees:
            if fee.refundable and since <= fee.first_month < months:
                self.write(Posting(months, REFUNDED, fee, NO_SERVICE, 1, 0, fee.price))


def shares_due(fee: FeeTerms, months: int) -> Fraction:
    """Return how many times a fee falls due in so many months, its first time by the share that counts of it."""
    spanned = min(fee.last_month + 1, months) - fee.first_month
    if spanned <= 0:
        return Fraction(0)
    times = 1 if fee.every is None else -(-spanned // fee.every)
    return Fraction(fee.first_share) + times - 1


def _is_due(fee: FeeTerms, month: int) -> bool:
    since = month - fee.first_month
    if since < 0 or month > fee.last_month:
        return False
    return since == 0 if fee.every is None else since % fee.every == 0


def _cheapest_of_each(fees: Sequence[FeeTerms], months: int) -> list[FeeTerms]:
    """Return the fees, and of those of which only one is charged the one that costs least over the horizon."""
    cheapest: dict[str, tuple[Any, FeeTerms]] = {}
    for fee in fees:
        if fee.either:
            cost = fee.price * shares_due(fee, months)
            before = cheapest.get(fee.either)
            if before is None or cost < before[0]:
                cheapest[fee.either] = cost, fee
    return [fee for fee in fees if not fee.either or cheapest[fee.either][1] is fee]
