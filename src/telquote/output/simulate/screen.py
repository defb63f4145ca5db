"""A simulated plan as a person reads it: a row for months that are alike, columns that add up, and what follows."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from telquote.billing.ledger import Ledger
from telquote.billing.quote import Leftover, Quote
from telquote.billing.terms import MINUTES, MONEY
from telquote.decisions.assumptions import Assumption
from telquote.decisions.payments import MOST_ROWS, Payments, Row, folded, payments_of
from telquote.language import Language, Message, Text, held
from telquote.language.measures import Count, CurrencyName, Money, Name, money_text, span_text
from telquote.language.measures import Month as MonthName
from telquote.language.signs import HARD_SPACE
from telquote.output.layout import laid_out
from telquote.output.report import ACT, CAREFUL, Column, Label, Labels, Report, Speaker, Table
from telquote.output.simulate.ledger import add_ledger
from telquote.output.taken import taken_as
from telquote.output.usage_words import asked_words
from telquote.plans.offers import Offer
from telquote.usage.profile import Usage

if TYPE_CHECKING:
    from fractions import Fraction


class Simulated(NamedTuple):
    """A plan and its ledger; ``of`` is of what (a vendor, or as it was typed) it is the cheapest of all ``plans``."""

    offer: Offer
    usage: Usage
    ledger: Ledger
    quote: Quote
    assumptions: Sequence[Assumption]
    of: Name | Text | None = None
    plans: int = 1


def simulate_report(answer: Simulated, language: Language, width: int, *, everything: bool, long: bool) -> Report:
    """Return the columns that add up, and what follows from them, on one screen; ``long`` adds the ledger in words."""
    most = MOST_ROWS
    report = _report(answer, language, most, everything=everything, long=long)
    while not everything and not long and most > FEWEST_ROWS and len(laid_out(report, width)) > MOST_LINES:
        most -= 1
        report = _report(answer, language, most, everything=False, long=False)
    return report


def _report(answer: Simulated, language: Language, most: int, *, everything: bool, long: bool) -> Report:
    say = Speaker(language)
    offer, currency = answer.offer, answer.offer.currency
    asked = asked_words(answer.usage, answer.ledger.months, CurrencyName(currency))
    payments = payments_of(answer.ledger)
    report = Report(say("{plan}: {asked}", plan=offer.name, asked=asked))
    if long:
        add_ledger(report, offer, answer.ledger, answer.quote, answer.assumptions, say)
    report.parts.append(_payments_table(payments, answer, say, most=None if everything else most))
    report.parts.append(Labels(list(_conclusion(payments, answer, say)), 11 if language == "en" else 6))
    return report


MOST_LINES, FEWEST_ROWS = 22, 4

COLUMNS = {"paid": "Paid", "used": "Used", "lost": "Lost", "left": "Left"}


def _payments_table(payments: Payments, answer: Simulated, say: Speaker, *, most: int | None) -> Table:
    rows = folded(payments, most)
    amounts = [amount for row in (*rows, payments.total) for amount in row[2:6]]
    whole = all(amount.denominator == 1 for amount in amounts)
    currency = answer.offer.currency
    units = {entry.item: entry.unit for entry in answer.ledger.entries()}
    columns = [
        Column("month", say("Month"), numeric=True),
        *(Column(key, say(heading), numeric=True) for key, heading in COLUMNS.items()),
        Column("gifts", say("From gifts"), prose=True),
    ]
    cells = [
        {
            "month": span_text(row.first, row.last),
            **{key: money_text(getattr(row, key), currency, whole=whole) for key in COLUMNS},
            "gifts": _gifts(row, answer, units, say),
        }
        for row in rows
    ]
    total = {key: money_text(getattr(payments.total, key), currency, whole=whole) for key in COLUMNS}
    return Table(columns, [*cells, {"month": say("all"), **total}], 1)


def _gifts(row: Row, answer: Simulated, units: Mapping[str, str], say: Speaker) -> str:
    balances = {balance.id: balance for balance in answer.offer.plan.balances}
    said = []
    for item, quantity in row.gifts.items():
        name: object = balances[item].name or item if item in balances else item
        if say.language == "zh":  # a figure behind a Latin name stands apart from it
            called = say(name) if isinstance(name, Text) else str(name)
            name = called + (HARD_SPACE if called[-1:].isascii() else "")
        amount: object = quantity
        if units[item] == MONEY:
            amount = money_text(quantity, answer.offer.currency)
        elif units[item] == MINUTES:
            amount = Count(quantity, "minute")
        said.append(say("{amount} of {name}", amount=amount, name=name))
    return say.row(said)


def _conclusion(payments: Payments, answer: Simulated, say: Speaker) -> Iterator[Label]:
    if answer.of is not None:
        text = Message(
            "the cheapest of {plans} of {vendor} for this usage", plans=Count(answer.plans, "plan"), vendor=answer.of
        )
        yield Label(say("Chosen"), say(text))
    for left in answer.quote.leftovers:
        if left.money > 0:
            yield Label(say("Left"), _left(left, answer).joined(say.language, again=True))
    paid = list(_paid(payments, answer, say))
    if paid:
        yield Label(say("Payments"), say.row(paid))
    if answer.assumptions:
        yield Label(say("Taken as"), _taken(answer, say), CAREFUL)
    yield Label(say("Sum"), _sum(payments, answer, say), ACT)


def _taken(answer: Simulated, say: Speaker) -> str:
    """Return what else may be, and how much more is taken for granted."""
    offer = answer.offer
    said = [*taken_as({offer.id: offer}, [(offer.id, answer.assumptions)], offer.currency)]
    parts = [say(one) for one in said]
    if more := len(answer.assumptions) - len(said):
        parts.append(say("{count} more: --long" if parts else "{count} things: --long", count=more))
    return say.row(parts)


def _left(left: Leftover, answer: Simulated) -> Message:
    money = Money(left.money, answer.offer.currency)
    if left.until is None and left.reusable:
        return Message("{money} left never expires and can pay for other things there", money=money)
    if left.until is None:
        return Message("{money} left never expires", money=money)
    until = MonthName(left.until)
    if left.reusable:
        return Message("{money} left, to {month}, can pay for other things there", money=money, month=until)
    return Message("{money} left, to {month}", money=money, month=until)


MOST_PAYMENTS = 12
"""Amounts of payments that are told apart."""


def _paid(payments: Payments, answer: Simulated, say: Speaker) -> Iterator[str]:
    """Yield what is paid in which months, by amount, then what comes after the last one."""
    months: dict[Fraction, list[int]] = {}
    for row in payments.months:
        amount = row.paid - (payments.after if row.last == answer.ledger.months else 0)
        if amount:
            months.setdefault(amount, []).append(row.first)
    currency = answer.offer.currency
    for number, (amount, when) in enumerate(months.items()):
        if number == MOST_PAYMENTS:
            yield _again(say, "{count} more amounts", count=len(months) - MOST_PAYMENTS)
            break
        money = Money(abs(amount), currency)
        if amount < 0:
            yield _again(say, "{money} back in {month}", money=money, month=_months(when))
        elif len(when) == 1:
            yield _again(say, "{money} in {month}", money=money, month=_months(when))
        else:
            yield _again(say, "{money} in {months}", money=money, months=_months(when))
    money = Money(abs(payments.after), currency)
    if payments.after < 0:
        yield _again(say, "{money} back in {month}", money=money, month=MonthName(answer.ledger.months))
    elif payments.after > 0:
        yield _again(say, "{money} due later, up to the end of the minimum term", money=money)


def _again(say: Speaker, text: str, **parts: object) -> str:
    """Return a sentence whose currency stands in the title."""
    return Message(text, **parts).joined(say.language, again=True)


MOST_RUNS = 12
"""Runs of months that are told apart."""


class _Months(NamedTuple):
    """Some months, runs of them drawn together."""

    runs: tuple[str, ...]
    alone: bool
    last: int

    def joined(self, language: Language, *, again: bool = False) -> str:  # noqa: ARG002
        """Return the months."""
        if len(self.runs) > MOST_RUNS:
            told, more = ", ".join(self.runs[: MOST_RUNS // 2]), len(self.runs) - MOST_RUNS // 2
            if language == "zh":
                return held(f"第{told.replace(', ', '、')}个月等") + held(f"（另{more:,}次，至第{self.last:,}个月）")
            return f"months {told} and {more:,} more up to {self.last:,}"
        if language == "zh":
            return held(f"第{'、'.join(self.runs)}个月")
        return ("month " if self.alone else "months ") + ", ".join(self.runs)


def _months(numbers: Sequence[int]) -> _Months:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], number
        else:
            runs.append((number, number))
    return _Months(tuple(span_text(first, last) for first, last in runs), len(numbers) == 1, numbers[-1])


def _sum(payments: Payments, answer: Simulated, say: Speaker) -> str:
    currency = answer.offer.currency
    amounts = {**{key: getattr(payments.total, key) for key in COLUMNS}, "held": payments.held}
    whole = all(amount.denominator == 1 for amount in amounts.values())
    parts = {key: money_text(amount, currency, whole=whole) for key, amount in amounts.items()}
    text = "paid {paid} = used {used} + lost {lost} + left {left} {currency}"
    if payments.held:
        text = "paid {paid} + held before {held} = used {used} + lost {lost} + left {left} {currency}"
    return say(text, **parts, currency=CurrencyName(currency))
