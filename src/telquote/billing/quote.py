"""The quote: what a ledger adds up to."""

from fractions import Fraction
from typing import Any, Literal, NamedTuple

from telquote.billing.ledger import (
    BOUGHT,
    COMMITTED,
    DRAWN,
    EXPIRED,
    LEFT,
    ON_SCHEDULE,
    OPENING,
    PAYMENTS,
    REFUNDED,
    Ledger,
)
from telquote.billing.terms import NEVER, BalanceTerms

Criterion = Literal["total", "accrued", "net", "upfront"]


class Leftover(NamedTuple):
    """Value of one balance that was paid for and is still valid when the horizon ends.

    ``until`` is the last month (from 1) in which it can be used; None where it never expires.
    """

    item: str
    money: Any
    reusable: bool
    until: int | None


class Quote(NamedTuple):
    """A plan's totals for a usage and a horizon, exact, in the vendor's currency.

    ``committed`` is the part of the total that is due after the horizon, up to the end of the minimum term, ``opening``
    the value of what was held before.
    """

    total: Any
    upfront: Any
    expired: Any
    leftovers: tuple[Leftover, ...]
    purchases: int
    committed: Any = Fraction(0)
    opening: Any = Fraction(0)

    @property
    def leftover(self) -> Any:
        """Return the paid-for value still valid when the horizon ends."""
        return sum((left.money for left in self.leftovers), start=Fraction(0))

    @property
    def accrued(self) -> Any:
        """Return the total less what is left over: what the usage cost, lost value included.

        What was held before the first month was paid for, and counts as well.
        """
        return self.total + self.opening - self.leftover

    @property
    def net(self) -> Any:
        """Return the total less what is left over and can be spent elsewhere with the vendor."""
        return self.total - sum((left.money for left in self.leftovers if left.reusable), start=Fraction(0))

    def cost(self, by: Criterion) -> Any:
        """Return the figure by which plans are ranked."""
        return getattr(self, by)


def quote_of(ledger: Ledger) -> Quote:
    """Return the sum of a ledger."""
    paid: Any = 0
    committed: Any = 0
    opening: Any = Fraction(0)
    expired: Any = Fraction(0)
    purchases = 0
    left: dict[BalanceTerms, tuple[Any, int]] = {}
    for entry in ledger.raw:
        if entry[1] == DRAWN:
            continue
        _, kind, item, _, count, quantity, money, expiry = entry
        if kind == OPENING:
            opening += ledger.paid_value(item, quantity)
        elif kind == EXPIRED:
            expired += ledger.paid_value(item, quantity)
        elif kind == LEFT:
            before, until = left.get(item, (0, 0))
            left[item] = (before + quantity, max(until, expiry))
        elif kind == REFUNDED:
            paid -= money
        else:
            paid += money
            committed += money if kind == COMMITTED else 0
            if kind == BOUGHT and item.paid:
                purchases += count
    unit = ledger.money_unit
    leftovers = tuple(
        Leftover(item.id, ledger.paid_value(item, quantity), item.reusable, None if until >= NEVER else until)
        for item, (quantity, until) in left.items()
        if item.paid
    )
    return Quote(paid * unit, upfront_of(ledger), expired, leftovers, purchases, committed * unit, opening)


def upfront_of(ledger: Ledger) -> Any:
    """Return what is paid in the first month whatever is used: what it would be without any use, as it is rounded."""
    if ledger.first_month_unused is None:
        entries = [entry for entry in ledger.raw if entry[0] == 0 and entry[3] == ON_SCHEDULE]
    else:
        entries = ledger.first_month_unused().raw
    return sum((entry[6] for entry in entries if entry[1] in PAYMENTS), start=0) * ledger.money_unit


def cost_of(ledger: Ledger, by: Criterion) -> Any:
    """Return one figure of a ledger; a total is summed without valuing what is left."""
    if by == "upfront":
        return upfront_of(ledger)
    if by != "total":
        return quote_of(ledger).cost(by)
    paid: Any = 0
    for entry in ledger.raw:
        if entry[1] in PAYMENTS:
            paid += entry[6]
        elif entry[1] == REFUNDED:
            paid -= entry[6]
    return paid * ledger.money_unit


def first_payment_of(ledger: Ledger) -> Fraction:
    """Return what is paid in month 1: bought, billed, fees, tax and rounding, less what its bill gives back."""
    paid: Any = 0
    for month, kind, _, _, _, _, money, _ in ledger.raw:
        if month == 0:
            paid += money if kind in PAYMENTS else -money if kind == REFUNDED else 0
    return Fraction(paid * ledger.money_unit)


def left_of(ledger: Ledger) -> Any:
    """Return the paid-for value that is left at the end or expired: what more use could have used."""
    left: Any = 0
    for entry in ledger.raw:
        if entry[1] in (LEFT, EXPIRED):
            left += ledger.paid_value(entry[2], entry[5])
    return left


class LastPurchase(NamedTuple):
    """The last purchase that outlives the horizon: its month (from 1), its price, and the value used of it."""

    item: str
    month: int
    money: Fraction
    used: Fraction


def last_purchase(ledger: Ledger) -> LastPurchase | None:
    """Return the last paid purchase made because usage needed it, where it is still valid at the end."""
    bought = [entry for entry in ledger.raw if entry[1] == BOUGHT and entry[2].paid]
    if not bought or bought[-1][0] == 0 or bought[-1][7] <= ledger.months:
        return None
    month, _, item, _, _, quantity, money, _ = bought[-1]
    left = sum(entry[5] for entry in ledger.raw if entry[1] == LEFT and entry[2] is item)
    used = ledger.paid_value(item, max(0, quantity - left))
    return LastPurchase(item.id, month + 1, money * ledger.money_unit, used)
