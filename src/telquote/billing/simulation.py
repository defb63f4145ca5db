"""How a plan is billed, month by month. The order of the steps is the order of the billing rules."""

from collections.abc import Sequence
from copy import copy
from functools import partial
from typing import Any

from telquote.affine import Affine
from telquote.billing.balances import Balances, Lot
from telquote.billing.bill import MonthlyBill
from telquote.billing.commitment import book_commitment
from telquote.billing.fees import Fees
from telquote.billing.ledger import BILLED, Ledger, Posting
from telquote.billing.lines import Line
from telquote.billing.pricing import Priced, Pricing
from telquote.billing.refusals import Unknown, needed
from telquote.billing.resolve import terms_of
from telquote.billing.tariff import Tariff, tariff_of
from telquote.billing.terms import FEES, FeeTerms, Terms
from telquote.language import Message, Term
from telquote.plans.offers import Offer
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


def simulate(offer: Offer, usage: Usage, months: int) -> Ledger:
    """Return the ledger of an offer for the same ``usage`` in each of ``months`` months.

    Raises ``NotOffered`` where the plan cannot serve the usage or a figure it needs is unknown.
    """
    return run(terms_of(offer, usage), months)


def run(terms: Terms, months: int) -> Ledger:
    """Return the ledger of a plan's terms; see ``simulate``."""
    return bill(tariff_of(terms), months)


def bill(tariff: Tariff, months: int) -> Ledger:
    """Return the ledger of a tariff for the same use in each of ``months`` months."""
    for line in tariff.lines:
        if line.pattern is not None:
            _check_growth(line, tariff.scales.unit, months)
    spend(LEDGER_TICKS)
    ends = _ends(tariff, months)
    ledger = _ledger(tariff, months)
    course = _Course(tariff, ledger, ends)
    for month in range(months):
        course.month(month)
    course.account(months % ACCOUNTED)
    if ends > months:
        after = _ledger(tariff, months)
        unused, held = course.without_use(after)
        book_commitment(ledger, unused, held, after, ends)
    course.close(months)
    if tariff.bill is not None or any(FEES in one.services for one in tariff.balances):
        ledger.first_month_unused = partial(_first_month_unused, tariff, months, ends)
    return ledger


def _ledger(tariff: Tariff, months: int) -> Ledger:
    return Ledger(months, tariff.scales.money, tariff.scales.unit, tariff.rate)


MOST_UNITS = 10**9
"""Minutes or units of a month beyond which no usage goes, however it grows."""


def _check_growth(line: Line, scale: int, months: int) -> None:
    """Raise ``UsageError`` where season or growth lead to more in a month than anybody uses."""
    units = line.units
    if isinstance(units, Affine) or line.pattern is None:
        return
    for month in range(months):
        if units * line.pattern.factor(month) > MOST_UNITS * scale:
            text = "season and growth lead to more than {most} of {service} in month {month}"
            message = Message(text, most=MOST_UNITS, service=Term(line.charge.service), month=month + 1)
            figures = ("growth", "season", *line.pattern.figures)
            raise UsageError(message, None, (Problem(tuple((name,) for name in figures), message),))


def _ends(tariff: Tariff, months: int) -> int:
    """Return the month with which the months compared end, or the minimum term where that is longer.

    An unknown term is refused only where anything falls due without use in later months.
    """
    scheduled = any(one.buy == "always" or one.every is not None for one in tariff.balances)
    fees = any((fee.every is not None or fee.first_month >= months) and fee.last_month >= months for fee in tariff.fees)
    minimum = tariff.bill is not None and tariff.bill.minimum is not None
    if isinstance(tariff.bound_for, Unknown) and not (fees or scheduled or minimum):
        return months
    return int(max(months, needed(tariff.bound_for)))


def _first_month_unused(tariff: Tariff, months: int, ends: int) -> Ledger:
    """Return the ledger of the first month without any use."""
    ledger = _ledger(tariff, months)
    _Course(tariff._replace(lines=()), ledger, ends).month(0)
    return ledger


class _Course:
    """A plan in the course of being billed: what is held, owed and counted from month to month."""

    def __init__(self, tariff: Tariff, ledger: Ledger, ends: int) -> None:
        self.ledger, held = ledger, tariff.continues
        self.units = Balances((one for one in tariff.balances if not one.money), ledger, continues=held)
        self.money = Balances((one for one in tariff.balances if one.money), ledger, continues=held)
        self.fees = Fees(tariff.fees, ledger)
        self.pricing = Pricing(tariff.lines, tariff.counters, self.units, self.money)
        self.rules = None if tariff.bill is None else MonthlyBill(tariff.bill, ledger, ends)
        self.more = bool(self.fees.fees) or self.rules is not None
        self.meter, self.entries = meter(), 0
        self.each_month = 1 + len(self.fees.fees)
        self.rule_ticks = sum(ticks for rule, ticks in RULE_TICKS.items() if tariff.bill and getattr(tariff.bill, rule))

    def month(self, month: int) -> None:
        """Bill a month, counted from 0."""
        self._month(month)
        if self.meter is not None and month % ACCOUNTED == ACCOUNTED - 1:
            self.account(ACCOUNTED)

    def account(self, months: int) -> None:
        """Count the work of the last so many months."""
        if self.meter is None or not months:
            return
        postings = self.ledger.postings
        made, self.entries = len(postings) - self.entries, len(postings)
        lots = LOT_TICKS * (len(self.units.lots) + len(self.money.lots))
        ticks = made + months * (self.each_month + lots + len(self.pricing.always or ()))
        last = postings[-1] if made > 0 else None
        moving = last is not None and (last.quantity.__class__ is Affine or last.money.__class__ is Affine)
        rules = months * self.rule_ticks
        self.meter.spend(MOVING * ticks + BILL_MOVING * rules if moving else ticks + rules)

    def _month(self, month: int) -> None:
        units, money = self.units, self.money
        first, due_fees = len(self.ledger.postings), self.fees.due(month) if self.more else ()
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
            self.ledger.postings.append(Posting(month, BILLED, line.charge, line.service, 0, left, billed))

    def _pay_fees(self, due: Sequence[tuple[FeeTerms, Any]], month: int) -> None:
        for fee, price in due:
            rest = price if fee.refundable else self.money.draw(FEES, price, month)
            if rest > 0:
                self.fees.book(fee, rest, month)

    def without_use(self, ledger: Ledger) -> tuple["_Course", list[tuple[Lot, Lot]]]:
        """Return the plan as it stands, to go on without use in another ledger, and each lot held with its copy."""
        other = copy(self)
        other.ledger, other.entries = ledger, len(ledger.postings)
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
