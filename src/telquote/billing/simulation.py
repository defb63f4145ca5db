"""How a plan is billed, month by month. The order of the steps is the order of the billing rules."""

from collections.abc import Sequence
from typing import Any

from telquote.billing.balances import Balances
from telquote.billing.charges import Line, Scales, scaled
from telquote.billing.fees import Fees
from telquote.billing.ledger import BILLED, Ledger
from telquote.billing.terms import NotOffered, Terms, terms_of
from telquote.language import Message, Term
from telquote.plans.model import Plan
from telquote.plans.services import EVENTS, in_minutes
from telquote.usage.profile import Usage


def simulate(plan: Plan, usage: Usage, months: int) -> Ledger:
    """Return the ledger of ``plan`` for the same ``usage`` in each of ``months`` months.

    Raises ``NotOffered`` where the plan cannot serve the usage or a figure it needs is unknown.
    """
    return run(terms_of(plan, usage), months)


def run(terms: Terms, months: int) -> Ledger:
    """Return the ledger of a plan's terms; see ``simulate``."""
    return bill(terms, *scaled(terms), months)


def bill(terms: Terms, scales: Scales, lines: Sequence[Line], months: int) -> Ledger:
    """Return the ledger of a plan's terms for the same ``lines`` in each of ``months`` months."""
    ledger = Ledger(months, scales.money, scales.unit)
    units = Balances(tuple(one for one in terms.balances if not one.money), scales, ledger)
    money = Balances(tuple(one for one in terms.balances if one.money), scales, ledger)
    fees = Fees(terms.fees, scales, ledger)
    uncovered = None if units.wallets else [_priced(units, line, 0) for line in lines]
    for month in range(months):
        if month >= units.next_event:
            units.begin(month)
        if month >= money.next_event:
            money.begin(month)
        fees.book(month)
        for line, left, due in uncovered or [_priced(units, line, month) for line in lines]:
            billed = money.draw(line, due, month)
            if billed > 0:
                ledger.raw.append((month, BILLED, line.charge, line.service, 0, left, billed, None))
    units.close(months)
    money.close(months)
    fees.close(months)
    return ledger


def _priced(units: Balances, line: Line, month: int) -> tuple[Line, Any, Any]:
    """Return a line, what no balance of units covers of it, and the money due for that."""
    left = units.draw(line, line.units, month) if line.covered else line.units
    if line.only_covered and line.service not in EVENTS and left > 0:
        raise ServesAtMost(line, month)
    return line, left, line.cost(left)


class ServesAtMost(NotOffered):
    """Balances alone serve a service, and they ran out."""

    def __init__(self, line: Line, month: int) -> None:
        unit = Term("minutes" if in_minutes(line.service) else "units")
        super().__init__(
            Message(
                "runs out of {unit} of {service} in month {month}",
                unit=unit,
                service=Term(line.service),
                month=month + 1,
            )
        )
        self.service = line.service
