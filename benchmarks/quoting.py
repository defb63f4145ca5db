"""One 36-month quote of a shipped plan against a loop written by hand for that one plan.

The loop is exact as well (``Decimal``), and records the same ledger entries.
"""

from decimal import Decimal
from typing import Any

from paired import ratio, report

from telquote import Usage, load_plans
from telquote.billing.quote import quote_of
from telquote.billing.simulation import simulate
from telquote.plans.selection import matching

REPEATS = 400


def by_hand(minutes: int, months: int) -> tuple[Decimal, list[tuple[Any, ...]]]:
    """Return the total and the ledger of union400/3000."""
    rate, package, valid = Decimal("0.10"), Decimal(3000), 36
    ledger: list[tuple[Any, ...]] = []
    total = Decimal(0)
    lots: list[list[Any]] = []
    for month in range(months):
        for lot in lots:
            if lot[1] <= month and lot[0] > 0:
                ledger.append((month, "expired", "package", "", 0, lot[0], 0, None))
        lots = [lot for lot in lots if lot[1] > month]
        if not lots and (month == 0 or month % valid == 0):
            ledger.append((month, "bought", "package", "", 1, package, package, month + valid))
            lots.append([package, month + valid])
            total += package
        due = minutes * rate
        for lot in lots:
            take = min(due, lot[0])
            if take > 0:
                ledger.append((month, "drawn", "package", "inbound", 0, take, 0, None))
                lot[0] -= take
                due -= take
        if due > 0:
            count = int(due // package) + (due % package > 0)
            price = count * package
            ledger.append((month, "bought", "package", "inbound", count, price, price, month + valid))
            total += price
            ledger.append((month, "drawn", "package", "inbound", 0, due, 0, None))
            lots = [lot for lot in lots if lot[0] > 0] + [[price - due, month + valid]]
    for left, expiry in lots:
        if left > 0:
            kind = "left" if expiry > months else "expired"
            ledger.append((months - 1, kind, "package", "", 0, left, 0, expiry))
    return total, ledger


def main() -> None:
    """Print the ratio, once both have given the same answer."""
    (offer,) = matching(load_plans().offers(), "union400/3000")
    usage = Usage(minutes=3000)
    ledger = simulate(offer, usage, 36)
    total, entries = by_hand(3000, 36)
    assert quote_of(ledger).total == total
    assert [entry.kind for entry in ledger.entries()] == [entry[1] for entry in entries]

    def ours() -> None:
        for _ in range(REPEATS):
            quote_of(simulate(offer, usage, 36))

    def loop() -> None:
        for _ in range(REPEATS):
            by_hand(3000, 36)

    a, b, times = ratio(ours, loop, runs=15)
    report("one 36-month quote", times, 3.0, f"{a / REPEATS * 1e6:.0f} us against {b / REPEATS * 1e6:.0f} us")


if __name__ == "__main__":
    main()
