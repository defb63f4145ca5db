"""How a plan is billed, month by month. The order of the steps is the order of the billing rules."""

from collections.abc import Sequence
from typing import Any

from telquote.billing.balances import Balances
from telquote.billing.bill import MonthlyBill
from telquote.billing.charges import Line, Scales, scaled
from telquote.billing.commitment import book_commitment
from telquote.billing.fees import Fees
from telquote.billing.ledger import BILLED, Ledger
from telquote.billing.pricing import Pricing
from telquote.billing.resolve import terms_of
from telquote.billing.terms import FEES, FeeTerms, Terms
from telquote.plans.model import Plan
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
    ledger = Ledger(months, scales.money, scales.unit, terms.rate)
    held = terms.continues
    units = Balances(tuple(one for one in terms.balances if not one.money), scales, ledger, continues=held)
    money = Balances(tuple(one for one in terms.balances if one.money), scales, ledger, continues=held)
    fees = Fees(terms.fees, scales, ledger)
    pricing = Pricing(lines, terms.counters, units)
    bill_rules = None if terms.bill is None else MonthlyBill(terms.bill, scales, ledger)
    draw, write, always = money.draw, ledger.raw.append, pricing.always
    more = fees.fees or bill_rules is not None
    first = 0
    due_fees: Sequence[tuple[FeeTerms, Any]] = ()
    for month in range(months):
        if more:
            first, due_fees = len(ledger.raw), fees.due(month)
        if month >= units.next_event:
            units.begin(month)
        if month >= money.next_event:
            money.begin(month)
        priced = always or pricing.month(month)
        if bill_rules is not None:
            priced = bill_rules.adjusted(priced, due_fees, month)
        for service, barred, charge, left, due in priced:
            billed = draw(service, due, month, barred)
            if billed:
                write((month, BILLED, charge, service, 0, left, billed, None))
        if more:
            _pay_fees(fees, money, due_fees, month)
            if bill_rules is not None:
                bill_rules.close_month(month, first)
    if terms.bound_for > months:
        book_commitment(terms, scales, fees, ledger)
    units.close(months)
    money.close(months)
    fees.close(months)
    return ledger


def _pay_fees(fees: Fees, money: Balances, due: Sequence[tuple[FeeTerms, Any]], month: int) -> None:
    for terms, price in due:
        rest = price if terms.refundable else money.draw(FEES, price, month)
        if rest > 0:
            fees.book(terms, rest, month)
