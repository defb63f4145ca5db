"""The ledger by month: what each month paid, and what each balance holds at its end."""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from telquote.billing.ledger import BOUGHT, DRAWN, EXPIRED, LEFT, OPENING, PAYMENTS, REFUNDED, Entry


class Month(NamedTuple):
    """One month of a ledger. ``paid`` is payments less refunds; ``held`` is by id of balance, in its own unit."""

    number: int
    entries: tuple[Entry, ...]
    paid: Fraction
    held: dict[str, Fraction]


def by_month(entries: Iterable[Entry], months: int) -> tuple[list[Month], Month]:
    """Return every month of a ledger, and what comes after the last one: what expires, is paid back or still due."""
    entries = list(entries)
    held = {entry.item: Fraction(0) for entry in entries if entry.kind in (BOUGHT, OPENING)}
    result = []
    for number in range(1, months + 2):
        mine = tuple(entry for entry in entries if entry.month == number)
        paid = Fraction(0)
        for entry in mine:
            if entry.kind in PAYMENTS:
                paid += entry.money
            elif entry.kind == REFUNDED:
                paid -= entry.money
            if entry.kind in (BOUGHT, OPENING):
                held[entry.item] += entry.quantity
            elif entry.kind in (DRAWN, EXPIRED) or (entry.kind == REFUNDED and entry.item in held):
                held[entry.item] -= entry.quantity
        result.append(Month(number, tuple(entry for entry in mine if entry.kind != LEFT), paid, dict(held)))
    return result[:-1], result[-1]
