"""A ledger in words: every entry of every month, months in which nothing new happens drawn together."""

from collections.abc import Iterator, Sequence

from telquote.billing.ledger import (
    BILLED,
    BOUGHT,
    COMMITTED,
    DRAWN,
    EXPIRED,
    FEE,
    OPENING,
    REFUNDED,
    ROUNDED,
    TAX,
    Entry,
    Ledger,
)
from telquote.billing.months import Month, by_month
from telquote.billing.quote import Quote
from telquote.billing.terms import MONEY
from telquote.decisions.assumptions import Assumption
from telquote.language import Term, number_text
from telquote.language.measures import Money, money_text, span_text
from telquote.output.report import Column, Report, Speaker, Table
from telquote.plans.offers import Offer


def add_ledger(
    report: Report, offer: Offer, ledger: Ledger, quote: Quote, assumptions: Sequence[Assumption], say: Speaker
) -> None:
    """Add the ledger month by month, the quote that it adds up to, and what it rests on."""
    currency = offer.currency
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


_EVENTS = {
    BOUGHT: "bought {item} with {quantity} {unit} for {money}",
    DRAWN: "drew {quantity} {unit} of {item} for {service}",
    BILLED: "billed {money} for {service}",
    FEE: "fee {item} {money}",
    OPENING: "held {quantity} {unit} of {item} from before, worth {money}",
    TAX: "tax {money}",
    ROUNDED: "rounding {money}",
    COMMITTED: "{item}: {money} due after these months, up to the end of the minimum term",
    EXPIRED: "{quantity} {unit} of {item} expired, worth {money}",
    REFUNDED: "{item} refunded, {money}",
}


def _event(entry: Entry, currency: str, say: Speaker) -> str:
    several = entry.kind == BOUGHT and entry.times > 1
    text = say(
        _EVENTS[entry.kind],
        item=say("{count} × {item}", count=entry.times, item=entry.item) if several else entry.item,
        quantity=entry.quantity,
        unit=Term(_unit(entry, currency)),
        service=Term(entry.service),
        money=Money(entry.money, currency),
    )
    valid = entry.until if entry.kind in (BOUGHT, OPENING) else None
    return text + (say(", valid to month {month}", month=valid) if valid else "")


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
