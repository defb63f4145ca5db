"""What a buyer stays bound to pay after the horizon, up to the end of the minimum term."""

from typing import Protocol

from telquote.billing.balances import Lot
from telquote.billing.ledger import COMMITTED, DRAWN, PAYMENTS, REFUNDED, Ledger, Posting

_AFTER_USE = "commitment"


class Billed(Protocol):
    """A plan in the course of being billed."""

    def month(self, month: int) -> None:
        """Bill a month (from 0)."""

    def pay_back(self, months: int, since: int) -> None:
        """Pay back the deposits of the months from ``since`` on."""


def book_commitment(ledger: Ledger, unused: Billed, held: list[tuple[Lot, Lot]], after: Ledger, ends: int) -> None:
    """Book what falls due in the months of a minimum term past the horizon, in which nothing is used.

    They run through the same steps as any month, in a ledger of their own, ``after``, with copies of what is ``held``
    at the end of the horizon; what they draw of it is drawn.
    """
    for month in range(ledger.months, ends):
        unused.month(month)
    unused.pay_back(ends, ledger.months)
    due: dict[str, Posting] = {}
    for one in after.postings:
        if one.kind in (*PAYMENTS, REFUNDED):
            money = -one.money if one.kind == REFUNDED else one.money
            before = due[one.item.id].money if one.item.id in due else 0
            due[one.item.id] = Posting(ledger.months, COMMITTED, one.item, _AFTER_USE, 1, 0, before + money)
    ledger.postings += [one for one in due.values() if one.money > 0 or one.money < 0]
    for lot, twin in held:
        drawn = lot.left - twin.left - twin.lost
        if drawn > 0:
            ledger.postings.append(Posting(ledger.months, DRAWN, lot.wallet.terms, _AFTER_USE, 0, drawn, 0))
            lot.left -= drawn
