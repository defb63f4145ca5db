"""What a buyer stays bound to pay after the horizon, up to the end of the minimum term."""

from typing import Any, Protocol

from telquote.billing.balances import Lot
from telquote.billing.ledger import COMMITTED, DRAWN, PAYMENTS, REFUNDED, Ledger

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
    due: dict[str, tuple[Any, Any]] = {}
    for entry in after.raw:
        item, money = entry[2], -entry[6] if entry[1] == REFUNDED else entry[6]
        if entry[1] in (*PAYMENTS, REFUNDED):
            due[item.id] = item, due[item.id][1] + money if item.id in due else money
    for item, money in due.values():
        if money > 0 or money < 0:
            ledger.raw.append((ledger.months, COMMITTED, item, _AFTER_USE, 1, 0, money, None))
    for lot, twin in held:
        drawn = lot.left - twin.left - twin.lost
        if drawn > 0:
            ledger.raw.append((ledger.months, DRAWN, lot.wallet.terms, _AFTER_USE, 0, drawn, 0, None))
            lot.left -= drawn
