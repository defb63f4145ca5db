"""A ledger as columns that add up: what is paid, used, lost and left, month by month, and what comes from gifts.

What was left before, with what is paid, less what is used and lost, is what is left.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from telquote.billing.ledger import (
    BOUGHT,
    DRAWN,
    EXPIRED,
    FEE,
    OPENING,
    PAYMENTS,
    REFUNDED,
    Entry,
    Ledger,
)
from telquote.billing.terms import BalanceTerms, FeeTerms

MOST_ROWS = 13
"""Rows beyond which a year of the contract is one row."""

YEAR = 12


class Row(NamedTuple):
    """Some months in a row, in money of the answer.

    ``paid`` is payments less refunds; ``used`` is what was paid for and consumed: the paid share of what balances gave,
    and what was billed, but no deposit that comes back; ``lost`` is what expired; ``left`` is there at the end of the
    last month. ``gifts`` are, by balance, what it gave that had cost nothing, in its own unit.
    """

    first: int
    last: int
    paid: Fraction
    used: Fraction
    lost: Fraction
    left: Fraction
    gifts: Mapping[str, Fraction]

    @property
    def events(self) -> tuple[Fraction, Fraction, bool]:
        """Return what makes a month differ from the one before: what it pays and loses, and whether gifts give."""
        return self.paid, self.lost, bool(self.gifts)


class Payments(NamedTuple):
    """A ledger in rows: what was ``held`` before (paid for), each month, and their ``total``.

    The last month holds what comes after it: what expires and is paid back then, and what a minimum term adds;
    ``after`` is what of it is paid (below 0: comes back).
    """

    held: Fraction
    months: tuple[Row, ...]
    total: Row
    after: Fraction


def payments_of(ledger: Ledger) -> Payments:
    """Return the columns of a ledger."""
    items = {one.item.id: one.item for one in ledger.postings}
    gifts = {name for name, item in items.items() if isinstance(item, BalanceTerms) and not item.paid}
    deposits = {name for name, item in items.items() if isinstance(item, FeeTerms) and item.refundable}
    entries: dict[int, list[Entry]] = {}
    at_once: dict[int, Fraction] = {}
    for entry, posting in zip(ledger.entries(), ledger.postings, strict=True):
        entries.setdefault(entry.month, []).append(entry)
        if entry.kind == BOUGHT:  # what a price holds beside the content, such as the price of its validity, is used up
            beside = entry.money - Fraction(ledger.paid_value(posting.item, posting.quantity))
            at_once[entry.month] = at_once.get(entry.month, Fraction(0)) + beside
    held = sum((one.money for one in entries.get(1, ()) if one.kind == OPENING), start=Fraction(0))
    rows: list[Row] = []
    left = held
    for month in range(1, ledger.months + 2):
        row = _month(month, entries.get(month, ()), left, at_once.get(month, Fraction(0)), gifts, deposits)
        rows.append(row)
        left = row.left
    after = rows.pop()
    rows[-1] = together([rows[-1], after])._replace(last=ledger.months)
    return Payments(held, tuple(rows), together(rows), after.paid)


def _month(
    month: int, entries: Sequence[Entry], before: Fraction, used: Fraction, gifts: set[str], deposits: set[str]
) -> Row:
    paid = lost = Fraction(0)
    given: dict[str, Fraction] = {}
    for one in entries:
        if one.kind in PAYMENTS:
            paid += one.money
            used += Fraction(0) if one.kind == BOUGHT or (one.kind == FEE and one.item in deposits) else one.money
        elif one.kind == REFUNDED:
            paid -= one.money
        elif one.kind == DRAWN and one.item in gifts:
            given[one.item] = given.get(one.item, Fraction(0)) + one.quantity
        elif one.kind == DRAWN:
            used += one.money
        elif one.kind == EXPIRED:
            lost += one.money
    return Row(month, month, paid, used, lost, before + paid - used - lost, given)


def together(rows: Sequence[Row]) -> Row:
    """Return some rows that follow each other as one."""
    gifts: dict[str, Fraction] = {}
    for row in rows:
        for item, quantity in row.gifts.items():
            gifts[item] = gifts.get(item, Fraction(0)) + quantity
    return Row(
        rows[0].first,
        rows[-1].last,
        sum((row.paid for row in rows), start=Fraction(0)),
        sum((row.used for row in rows), start=Fraction(0)),
        sum((row.lost for row in rows), start=Fraction(0)),
        rows[-1].left,
        gifts,
    )


def folded(payments: Payments, most: int | None = MOST_ROWS) -> tuple[Row, ...]:
    """Return ``most`` rows: months that are alike as one; where these are more, one for so many years; None: each."""
    if most is None:
        return payments.months
    alike = tuple(together(run) for run in _alike(payments.months))
    if len(alike) <= most:
        return alike
    months = payments.months
    years = -(-len(months) // (YEAR * most))
    return tuple(together(months[start : start + years * YEAR]) for start in range(0, len(months), years * YEAR))


def _alike(months: Sequence[Row]) -> Iterator[Sequence[Row]]:
    start = 0
    for at in range(1, len(months) + 1):
        if at == len(months) or _differs(months[at - 1], months[at]):
            yield months[start:at]
            start = at


def _differs(before: Row, after: Row) -> bool:
    """Tell whether two months are not alike: in payments, losses, what gifts give, or whether anything is used."""
    return before.events != after.events or before.used != after.used or before.paid > before.used
