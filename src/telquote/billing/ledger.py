"""The ledger: every entry of a simulated plan, month by month."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any, NamedTuple

from telquote.billing.terms import MINUTES, NEVER, UNITS, BalanceTerms
from telquote.plans.services import in_minutes

BOUGHT, DRAWN, BILLED, FEE, EXPIRED, REFUNDED, LEFT = "bought", "drawn", "billed", "fee", "expired", "refunded", "left"
TAX, ROUNDED, COMMITTED, OPENING = "tax", "rounded", "committed", "opening"
"""Kinds of entries. Bought, billed, fee, tax, rounded (what rounding adds or takes off) and committed (what is due
after the horizon, up to the end of the minimum term) are payments, refunded is money back; the others move no money.
Opening is what was held, and paid for, before the first month.
"""

PAYMENTS = (BOUGHT, BILLED, FEE, TAX, ROUNDED, COMMITTED)

NO_SERVICE = ""
"""Stands for the service in an entry of none: what is due on a schedule, or on the bill as a whole."""


class Posting(NamedTuple):
    """What the simulation writes: an entry in whole multiples of 1/money and 1/unit of the tariff's scales.

    ``month`` counts from 0, ``item`` holds the terms of the charge, balance or fee, ``times`` how often it was paid,
    ``expiry`` the month in which what was bought expires.
    """

    month: int
    kind: str
    item: Any
    service: str
    times: int
    quantity: Any
    money: Any
    expiry: int | None = None


class Entry(NamedTuple):
    """One line of the ledger.

    ``month`` counts from 1; one past the last month compared is what comes after it. ``quantity`` counts ``unit``
    (money, minutes or units): what a purchase holds, what was drawn, expired or left of it, or what was billed.
    ``money`` is what was paid (or refunded), and of what was drawn, expired or left the share of the price paid for it.
    ``until`` is the last month in which it can be used.
    """

    month: int
    kind: str
    item: str
    service: str
    times: int
    quantity: Fraction
    unit: str
    money: Fraction
    until: int | None


class Ledger:
    """The postings of so many ``months``, in whole multiples of 1/``money_scale`` and 1/``unit_scale``.

    ``rate`` is what one unit of the plan's currency is worth in the answer's, ``money_unit`` what one of the money of a
    posting is. ``first_month_unused`` makes the ledger of the first month without any use, where that is not what was
    booked on schedule. What comes after the last month (what expires, is left or paid back, and what a minimum term
    adds) has the month after it.
    """

    __slots__ = ("first_month_unused", "money_scale", "money_unit", "months", "postings", "rate", "unit_scale")

    def __init__(self, months: int, money_scale: int, unit_scale: int, rate: Any = 1) -> None:
        self.months, self.money_scale, self.unit_scale, self.rate = months, money_scale, unit_scale, rate
        self.money_unit = Fraction(1, money_scale) * (1 if rate == 1 else Fraction(rate))
        self.postings: list[Posting] = []
        self.first_month_unused: Callable[[], Ledger] | None = None

    def entries(self) -> Iterator[Entry]:
        """Yield the entries in the order in which they happened."""
        for month, kind, item, service, times, quantity, money, expiry in self.postings:
            balance = item if isinstance(item, BalanceTerms) else None
            valued = balance is not None and kind in (DRAWN, EXPIRED, LEFT, OPENING)
            paid = self.paid_value(balance, quantity) if balance and valued else money * self.money_unit
            until = None if expiry is None or expiry >= NEVER else expiry
            unit = balance.unit if balance else MINUTES if in_minutes(service) else UNITS
            one = self.money_unit if balance and balance.money else Fraction(1, self.unit_scale)
            yield Entry(month + 1, kind, item.id, service, times, quantity * one, unit, paid, until)

    def paid_value(self, balance: BalanceTerms, quantity: Any) -> Any:
        """Return what was paid for a posted quantity of a balance: its share of the price; of a gift 0."""
        return quantity * balance.worth * self.money_unit
