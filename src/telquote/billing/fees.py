"""Fees: prices of time and events."""

from telquote.affine import as_whole
from telquote.billing.charges import Scales
from telquote.billing.ledger import FEE, ON_SCHEDULE, REFUNDED, Ledger
from telquote.billing.terms import FeeTerms


class Fees:
    """The fees of a plan during the simulation."""

    def __init__(self, fees: tuple[FeeTerms, ...], scales: Scales, ledger: Ledger) -> None:
        self.fees = [(terms, as_whole(terms.price, scales.money)) for terms in fees]
        self.write = ledger.raw.append

    def book(self, month: int) -> None:
        """Book what is due in a month."""
        for terms, price in self.fees:
            if _is_due(terms, month):
                self.write((month, FEE, terms, ON_SCHEDULE, 1, 0, price, None))

    def close(self, months: int) -> None:
        """Pay refundable deposits back at the end of the horizon."""
        for terms, price in self.fees:
            if terms.refundable and terms.first_month < months:
                self.write((months - 1, REFUNDED, terms, ON_SCHEDULE, 1, 0, price, None))


def _is_due(terms: FeeTerms, month: int) -> bool:
    if not terms.first_month <= month <= terms.last_month:
        return False
    since = month - terms.first_month
    return terms.every == "month" or since % 12 == 0 if terms.every != "once" else since == 0
