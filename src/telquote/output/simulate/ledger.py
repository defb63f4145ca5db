"""A ledger in words: every entry of every month, months in which nothing new happens drawn together."""

from collections.abc import Iterator, Sequence

from telquote.billing.ledger import BILLED, BOUGHT, COMMITTED, DRAWN, EXPIRED, FEE, OPENING, ROUNDED, TAX, Entry, Ledger
from telquote.billing.months import Month, by_month
from telquote.billing.quote import Quote
from telquote.billing.terms import MONEY
from telquote.decisions.assumptions import Assumption
from telquote.language import Term, number_text
from telquote.language.measures import Money, money_text
from telquote.output.figures import span_text
from telquote.output.report import Column, Lines, Report, Speaker, Table
from telquote.plans.offers import Offer


def ledger_parts(
    offer: Offer, ledger: Ledger, quote: Quote, assumptions: Sequence[Assumption], say: Speaker
) -> list[Table | Lines]:
    """Return the ledger month by month, the quote that it adds up to, and what it rests on."""
    currency = offer.currency
    report = Report("")
    entries = list(ledger.entries())
    months, after = by_month(entries, ledger.months)
    balances = list(after.held)
    units = {entry.item: _unit(entry, currency) for entry in entries if entry.kind in (BOUGHT, OPENING)}
    columns = [
        Column("month", say("Month")),
        Column("paid", say("Paid"), numeric=True),
        *(
            Column(
                f"held:{name}",
                say("{balance} left ({unit})", balance=name, unit=Term(units[name])),
                numeric=True,
            )
            for name in balances
        ),
        Column("events", say("What happened"), below="month", prose=True),
    ]
    rows = [_row(first, last, months, currency, say) for first, last in _runs(months)]
    if after.entries:
        rows.append({**_row(0, 0, [after], currency, say), "month": say("after {month}", month=ledger.months)})
    report.parts.append(Table(columns, rows))
    report.add_lines(say("Quote"), list(_quote_lines(quote, currency, say)))
    report.add_lines(
        say("Assumptions"),
        [say("{says}: {because}", says=one.says, because=one.because) for one in assumptions],
    )
    return [part for part in report.parts if isinstance(part, (Table, Lines))]


def _unit(entry: Entry, currency: str) -> str:
    return currency if entry.unit == MONEY else entry.unit


def _runs(months: Sequence[Month]) -> Iterator[tuple[int, int]]:
    """Yield the first and last index of months that only draw, bill and pay the same again."""
    start = 0
    for index in range(1, len(months) + 1):
        if index == len(months) or _signature(months[index]) != _signature(months[start]):
            yield start, index - 1
            start = index


def _signature(month: Month) -> object:
    if any(entry.kind in (BOUGHT, EXPIRED, OPENING) for entry in month.entries):
        return month.number
    return tuple(entry._replace(month=0) for entry in month.entries)


def _row(first: int, last: int, months: Sequence[Month], currency: str, say: Speaker) -> dict[str, str]:
    month = months[last]
    several = last > first
    paid = money_text(month.paid, currency, whole=False)
    row = {
        "month": span_text(months[first].number, month.number),
        "paid": say("{money} each", money=paid) if several and month.paid else paid,
        "events": "; ".join(_event(entry, currency, say) for entry in month.entries)
        + (say(" (each month)") if several and month.entries else ""),
    }
    row.update((f"held:{name}", number_text(left)) for name, left in month.held.items())
    return row


def _event(entry: Entry, currency: str, say: Speaker) -> str:  # noqa: PLR0911
    unit = Term(_unit(entry, currency))
    if entry.kind == BOUGHT:
        what = say("{count} × {item}", count=entry.times, item=entry.item) if entry.times > 1 else entry.item
        text = say(
            "bought {item} with {quantity} {unit} for {money}",
            item=what,
            quantity=entry.quantity,
            unit=unit,
            money=Money(entry.money, currency),
        )
        return text + (say(", valid to month {month}", month=entry.until) if entry.until else "")
    if entry.kind == DRAWN:
        service = Term(entry.service)
        return say(
            "drew {quantity} {unit} of {item} for {service}",
            quantity=entry.quantity,
            unit=unit,
            item=entry.item,
            service=service,
        )
    if entry.kind == BILLED:
        return say(
            "billed {money} for {service}",
            money=Money(entry.money, currency),
            service=Term(entry.service),
        )
    if entry.kind == FEE:
        return say("fee {item} {money}", item=entry.item, money=Money(entry.money, currency))
    money = Money(entry.money, currency)
    if entry.kind == OPENING:
        text = "held {quantity} {unit} of {item} from before, worth {money}"
        text = say(text, quantity=entry.quantity, unit=unit, item=entry.item, money=money)
        return text + (say(", valid to month {month}", month=entry.until) if entry.until else "")
    if entry.kind == TAX:
        return say("tax {money}", money=money)
    if entry.kind == ROUNDED:
        return say("rounding {money}", money=money)
    if entry.kind == COMMITTED:
        text = "{item}: {money} due after these months, up to the end of the minimum term"
        return say(text, item=entry.item, money=money)
    if entry.kind == EXPIRED:
        return say(
            "{quantity} {unit} of {item} expired, worth {money}",
            quantity=entry.quantity,
            unit=unit,
            item=entry.item,
            money=Money(entry.money, currency),
        )
    return say("{item} refunded, {money}", item=entry.item, money=Money(entry.money, currency))


def _quote_lines(quote: Quote, currency: str, say: Speaker) -> Iterator[str]:
    for name, amount in (
        ("total", quote.total),
        *((("committed", quote.committed),) if quote.committed else ()),
        ("upfront", quote.upfront),
        ("expired", quote.expired),
        ("leftover", quote.leftover),
        ("accrued", quote.accrued),
        ("net", quote.net),
    ):
        yield say("{name}: {money}", name=Term(name), money=Money(amount, currency))
    for left in quote.leftovers:
        until = say("valid to month {month}", month=left.until) if left.until else say("never expires")
        reusable = say(", reusable") if left.reusable else ""
        yield say(
            "left of {item}: {money}, {until}",
            item=left.item,
            money=Money(left.money, currency),
            until=until + reusable,
        )
    yield say("purchases: {count}", count=quote.purchases)
