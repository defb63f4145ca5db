"""The quote: what a ledger adds up to."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, NamedTuple

from telquote.billing.criteria import Criterion
from telquote.billing.ledger import (
    BOUGHT,
    COMMITTED,
    DRAWN,
    EXPIRED,
    LEFT,
    NO_SERVICE,
    OPENING,
    PAYMENTS,
    REFUNDED,
    Ledger,
    Posting,
)
from telquote.billing.terms import NEVER, BalanceTerms


class Leftover(NamedTuple):
    """Value of one balance that was paid for and is still valid when the horizon ends.

    ``until`` is the last month (from 1) in which it can be used; None where it never expires.
    """

    item: str
    money: Fraction
    reusable: bool
    until: int | None


class Quote(NamedTuple):
    """A plan's totals for a usage and a horizon, exact, in the currency of the offer.

    ``committed`` is the part of the total that is due after the horizon, up to the end of the minimum term, ``opening``
    the value of what was held before.
    """

    total: Fraction
    upfront: Fraction
    expired: Fraction
    leftovers: tuple[Leftover, ...]
    purchases: int
    committed: Fraction = Fraction(0)
    opening: Fraction = Fraction(0)

    @property
    def leftover(self) -> Fraction:
        """Return the paid-for value still valid when the horizon ends."""
        return sum((left.money for left in self.leftovers), start=Fraction(0))

    @property
    def accrued(self) -> Fraction:
        """Return the total less what is left over: what the usage cost, lost value included.

        What was held before the first month was paid for, and counts as well.
        """
        return self.total + self.opening - self.leftover

    @property
    def net(self) -> Fraction:
        """Return the total less what is left over and can be spent elsewhere with the vendor."""
        return self.total - sum((left.money for left in self.leftovers if left.reusable), start=Fraction(0))

    def cost(self, by: Criterion) -> Fraction:
        """Return the figure by which plans are ranked."""
        cost: Fraction = getattr(self, by)
        return cost


def quote_of(ledger: Ledger) -> Quote:
    """Return the sum of a ledger."""
    paid: Any = 0
    committed: Any = 0
    opening: Any = Fraction(0)
    expired: Any = Fraction(0)
    purchases = 0
    left: dict[str, tuple[BalanceTerms, Any, int]] = {}
    for _, kind, item, _, count, quantity, money, expiry in ledger.postings:
        if kind == DRAWN:
            continue
        if kind == OPENING:
            opening += ledger.paid_value(item, quantity)
        elif kind == EXPIRED:
            expired += ledger.paid_value(item, quantity)
        elif kind == LEFT:
            _, before, until = left.get(item.id, (item, 0, 0))
            left[item.id] = item, before + quantity, max(until, expiry or 0)
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
        for item, quantity, until in left.values()
        if item.paid
    )
    return Quote(paid * unit, upfront_of(ledger), expired, leftovers, purchases, committed * unit, opening)


def upfront_of(ledger: Ledger) -> Any:
    """Return what is paid in the first month whatever is used: what it would be without any use, as it is rounded."""
    if ledger.first_month_unused is None:
        due = [one for one in ledger.postings if one.month == 0 and one.service == NO_SERVICE]
    else:
        due = ledger.first_month_unused().postings
    return sum((one.money for one in due if one.kind in PAYMENTS), start=0) * ledger.money_unit


def _paid(postings: Iterable[Posting]) -> Any:
    """Return what some postings pay, less what they give back, in the money of postings."""
    paid: Any = 0
    for one in postings:
        if one.kind in PAYMENTS:
            paid += one.money
        elif one.kind == REFUNDED:
            paid -= one.money
    return paid


def cost_of(ledger: Ledger, by: Criterion) -> Any:
    """Return one figure of a ledger; a total is summed without valuing what is left."""
    if by == "upfront":
        return upfront_of(ledger)
    if by != "total":
        return quote_of(ledger).cost(by)
    return _paid(ledger.postings) * ledger.money_unit


def first_payment_of(ledger: Ledger) -> Fraction:
    """Return what is paid in month 1: bought, billed, fees, tax and rounding, less what its bill gives back."""
    return Fraction(_paid(one for one in ledger.postings if one.month == 0) * ledger.money_unit)


def left_of(ledger: Ledger) -> Any:
    """Return the paid-for value that is left at the end or expired: what more use could have used."""
    lost = (one for one in ledger.postings if one.kind in (LEFT, EXPIRED))
    return sum((ledger.paid_value(one.item, one.quantity) for one in lost), start=0)


class LastPurchase(NamedTuple):
    """The last purchase that outlives the horizon: its month (from 1), its price, and the value used of it."""

    item: str
    month: int
    money: Fraction
    used: Fraction


def last_purchase(ledger: Ledger) -> LastPurchase | None:
    """Return the last paid purchase made because usage needed it, where it is still valid at the end."""
    bought = [one for one in ledger.postings if one.kind == BOUGHT and one.item.paid]
    if not bought or bought[-1].month == 0 or (bought[-1].expiry or 0) <= ledger.months:
        return None
    last = bought[-1]
    left = sum(one.quantity for one in ledger.postings if one.kind == LEFT and one.item is last.item)
    used = ledger.paid_value(last.item, max(0, last.quantity - left))
    return LastPurchase(last.item.id, last.month + 1, last.money * ledger.money_unit, used)
