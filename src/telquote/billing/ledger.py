"""The ledger: every entry of a simulated plan, month by month."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from telquote.billing.terms import MINUTES, NEVER, UNITS, BalanceTerms
from telquote.plans.services import in_minutes

BOUGHT, DRAWN, BILLED, FEE, EXPIRED, REFUNDED, LEFT = "bought", "drawn", "billed", "fee", "expired", "refunded", "left"
TAX, ROUNDED, COMMITTED = "tax", "rounded", "committed"
"""Kinds of entries. Bought, billed, fee, tax, rounded (what rounding adds or takes off) and committed (what is due
after the horizon, up to the end of the minimum term) are payments, refunded is money back; the others move no money.
"""

PAYMENTS = (BOUGHT, BILLED, FEE, TAX, ROUNDED, COMMITTED)

ON_SCHEDULE = ""
"""Stands for the service in an entry that does not depend on usage."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger.

    ``month`` counts from 1. ``quantity`` counts ``unit`` (money, minutes or units): what a purchase holds, what was
    drawn, expired or left of it, or what was billed. ``money`` is what was paid (or refunded), and of what was
    drawn, expired or left the share of the price paid for it. ``until`` is the last month in which it can be used.
    """

    month: int
    kind: str
    item: str
    service: str
    count: int
    quantity: Fraction
    unit: str
    money: Fraction
    until: int | None


@dataclass(slots=True)
class Ledger:
    """The raw entries that the simulation writes, in whole multiples of 1/``money_scale`` and 1/``unit_scale``.

    A raw entry is ``(month from 0, kind, terms of the item, service, count, quantity, money, expiry month)``.
    """

    months: int
    money_scale: int
    unit_scale: int
    raw: list[tuple[Any, ...]] = field(default_factory=list)

    def entries(self) -> Iterator[Entry]:
        """Yield the entries in the order in which they happened."""
        for month, kind, item, service, count, quantity, money, expiry in self.raw:
            if kind in (DRAWN, EXPIRED, LEFT):
                paid = self.paid_value(item, quantity)
            else:
                paid = Fraction(money, self.money_scale)
            until = None if expiry is None or expiry >= NEVER else expiry
            unit = item.unit if isinstance(item, BalanceTerms) else MINUTES if in_minutes(service) else UNITS
            yield Entry(month + 1, kind, item.id, service, count, self.quantity(item, quantity), unit, paid, until)

    def quantity(self, item: Any, raw: Any) -> Any:
        """Return a raw quantity of an item in money, minutes or units."""
        in_money = isinstance(item, BalanceTerms) and item.money
        return raw * Fraction(1, self.money_scale if in_money else self.unit_scale)

    def paid_value(self, item: BalanceTerms, raw: Any) -> Any:
        """Return what was paid for a raw quantity of a balance: its share of the price; of a gift 0."""
        return self.quantity(item, raw) * item.worth
