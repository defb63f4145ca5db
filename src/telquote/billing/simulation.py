"""How a plan is billed, month by month. The order of the steps is the order of the billing rules."""

from collections.abc import Sequence
from copy import copy
from functools import partial
from typing import Any

from telquote.affine import Affine
from telquote.billing.balances import Balances, Lot
from telquote.billing.bill import MonthlyBill
from telquote.billing.charges import Line, Scales, scaled
from telquote.billing.commitment import book_commitment
from telquote.billing.fees import Fees
from telquote.billing.ledger import BILLED, Ledger
from telquote.billing.pricing import Priced, Pricing
from telquote.billing.refusals import Unknown, needed
from telquote.billing.resolve import terms_of
from telquote.billing.terms import FEES, FeeTerms, Terms
from telquote.language import Message, Term
from telquote.plans.model import Plan
from telquote.usage.pattern import Problem, UsageError
from telquote.usage.profile import Usage
from telquote.work import meter, spend

RULE_TICKS = {"minimum": 5, "tax": 5, "discount": 50, "lines": 50, "month": 50}
LOT_TICKS, LEDGER_TICKS = 4, 80
"""Ticks of work that each rule of the bill takes a month, each lot that is held, and a ledger whatever is in it."""

ACCOUNTED = 12
"""Months whose work is counted at once."""

MOVING, BILL_MOVING = 7, 3
"""How many times as many a month takes whose amounts depend on what varies, and the rules of its bill do."""


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
    for line in lines:
        if line.pattern is not None:
            _check_growth(line, scales, months)
    spend(LEDGER_TICKS)
    ends = _ends(terms, months)
    ledger = Ledger(months, scales.money, scales.unit, terms.rate)
    course = _Course(terms, scales, lines, ledger, ends)
    for month in range(months):
        course.month(month)
    course.account(months % ACCOUNTED)
    if ends > months:
        after = Ledger(months, scales.money, scales.unit, terms.rate)
        unused, held = course.without_use(after)
        book_commitment(ledger, unused, held, after, ends)
    course.close(months)
    if terms.bill is not None or any(FEES in one.services for one in terms.balances):
        ledger.first_month_unused = partial(_first_month_unused, terms, scales, months, ends)
    return ledger


MOST_UNITS = 10**9
"""Minutes or units of a month beyond which no usage goes, however it grows."""


def _check_growth(line: Line, scales: Scales, months: int) -> None:
    """Raise ``UsageError`` where season or growth lead to more in a month than anybody uses."""
    units = line.units
    if isinstance(units, Affine) or line.pattern is None:
        return
    for month in range(months):
        if units * line.pattern.factor(month) > MOST_UNITS * scales.unit:
            text = "season and growth lead to more than {most} of {service} in month {month}"
            message = Message(text, most=MOST_UNITS, service=Term(line.service), month=month + 1)
            figures = ("growth", "season", *line.pattern.figures)
            raise UsageError(message, None, (Problem(tuple((name,) for name in figures), message),))


def _ends(terms: Terms, months: int) -> int:
    """Return the month with which the months compared end, or the minimum term where that is longer.

    An unknown term is refused only where anything falls due without use in later months.
    """
    scheduled = any(one.buy not in ("once", "as_needed") for one in terms.balances)
    fees = any((fee.every != "once" or fee.first_month >= months) and fee.last_month >= months for fee in terms.fees)
    if isinstance(terms.bound_for, Unknown) and not (fees or scheduled or (terms.bill and terms.bill.minimum)):
        return months
    return int(max(months, needed(terms.bound_for)))


def _first_month_unused(terms: Terms, scales: Scales, months: int, ends: int) -> Ledger:
    """Return the ledger of the first month without any use."""
    ledger = Ledger(months, scales.money, scales.unit, terms.rate)
    _Course(terms, scales, (), ledger, ends).month(0)
    return ledger


class _Course:
    """A plan in the course of being billed: what is held, owed and counted from month to month."""

    def __init__(self, terms: Terms, scales: Scales, lines: Sequence[Line], ledger: Ledger, ends: int) -> None:
        self.terms, self.ledger, held = terms, ledger, terms.continues
        self.units = Balances(tuple(one for one in terms.balances if not one.money), scales, ledger, continues=held)
        self.money = Balances(tuple(one for one in terms.balances if one.money), scales, ledger, continues=held)
        self.fees = Fees(terms.fees, scales, ledger)
        self.pricing = Pricing(lines, terms.counters, self.units, self.money)
        self.rules = None if terms.bill is None else MonthlyBill(terms.bill, scales, ledger, ends)
        self.more = bool(self.fees.fees) or self.rules is not None
        self.meter, self.entries = meter(), 0
        self.each_month = 1 + len(self.fees.fees)
        self.rule_ticks = sum(ticks for rule, ticks in RULE_TICKS.items() if terms.bill and getattr(terms.bill, rule))

    def month(self, month: int) -> None:
        """Bill a month, counted from 0."""
        self._month(month)
        if self.meter is not None and month % ACCOUNTED == ACCOUNTED - 1:
            self.account(ACCOUNTED)

    def account(self, months: int) -> None:
        """Count the work of the last so many months."""
        if self.meter is None or not months:
            return
        raw = self.ledger.raw
        made, self.entries = len(raw) - self.entries, len(raw)
        lots = LOT_TICKS * (len(self.units.lots) + len(self.money.lots))
        ticks = made + months * (self.each_month + lots + len(self.pricing.always or ()))
        last = raw[-1] if made > 0 else None
        moving = last is not None and (last[5].__class__ is Affine or last[6].__class__ is Affine)
        rules = months * self.rule_ticks
        self.meter.spend(MOVING * ticks + BILL_MOVING * rules if moving else ticks + rules)

    def _month(self, month: int) -> None:
        raw, units, money = self.ledger.raw, self.units, self.money
        first, due_fees = len(raw), self.fees.due(month) if self.more else ()
        if month >= units.next_event:
            units.begin(month)
        if month >= money.next_event:
            money.begin(month)
        priced = self.pricing.always or self.pricing.month(month)
        if self.rules is not None:
            priced = self.rules.adjusted(priced, due_fees, month)
        for line in priced:
            if line.shares:
                for share in line.shares:
                    self._pay(line, share.left, share.due, share.barred, month)
            else:
                self._pay(line, line.left, line.due, line.barred, month)
        if self.more:
            self._pay_fees(due_fees, month)
            if self.rules is not None:
                self.rules.close_month(month, first)

    def _pay(self, line: Priced, left: Any, due: Any, barred: frozenset[int], month: int) -> None:
        """Pay what a line comes to from balances; what none of them covers is billed."""
        billed = self.money.draw(line.service, due, month, barred)
        if billed:
            self.ledger.raw.append((month, BILLED, line.charge, line.service, 0, left, billed, None))

    def _pay_fees(self, due: Sequence[tuple[FeeTerms, Any]], month: int) -> None:
        for terms, price in due:
            rest = price if terms.refundable else self.money.draw(FEES, price, month)
            if rest > 0:
                self.fees.book(terms, rest, month)

    def without_use(self, ledger: Ledger) -> tuple["_Course", list[tuple[Lot, Lot]]]:
        """Return the plan as it stands, to go on without use in another ledger, and each lot held with its copy."""
        other = copy(self)
        other.ledger, other.entries = ledger, len(ledger.raw)
        other.units, units = self.units.continued(ledger)
        other.money, money = self.money.continued(ledger)
        other.fees = self.fees.continued(ledger)
        other.pricing = Pricing((), (), other.units, other.money)
        other.rules = None if self.rules is None else self.rules.continued(ledger)
        return other, units + money

    def pay_back(self, months: int, since: int) -> None:
        """Pay back, after so many months, the deposits that fell due in month ``since`` or later."""
        self.fees.close(months, since)

    def close(self, months: int) -> None:
        """End the horizon: what is lost, left over and paid back comes after its months."""
        self.units.close(months)
        self.money.close(months)
        self.fees.close(months)
