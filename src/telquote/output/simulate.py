"""A simulated plan: a row a month as a person reads it, and as a JSON document."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from typing_extensions import TypedDict

from telquote.billing.ledger import BILLED, BOUGHT, COMMITTED, DRAWN, EXPIRED, FEE, OPENING, ROUNDED, TAX, Entry, Ledger
from telquote.billing.months import Month, by_month
from telquote.billing.quote import Quote
from telquote.billing.terms import MONEY
from telquote.decisions.assumptions import Assumption
from telquote.exact import exact_text
from telquote.language import Language, Term, number_text
from telquote.language.measures import Money, money_text
from telquote.output.documents import AskedUsage, PlansFrom, asked_usage, head, plans_from
from telquote.output.figures import span_text
from telquote.output.notes import AssumptionDocument, assumption_documents
from telquote.output.report import Column, Report, Speaker, Table
from telquote.output.usage_words import usage_words
from telquote.plans.catalogue import Catalogue, Offer
from telquote.usage.profile import Usage


class EntryDocument(TypedDict):
    """One line of the ledger; ``unit`` is a currency, ``minutes`` or ``units``."""

    month: int
    kind: str
    item: str
    service: str | None
    count: int
    quantity: str
    unit: str
    money: str
    until: int | None


class QuoteDocument(TypedDict):
    """What a ledger adds up to."""

    total: str
    accrued: str
    net: str
    upfront: str
    expired: str
    committed: str
    leftover: str
    purchases: int


class LedgerDocument(AskedUsage):
    """The answer of ``simulate``; ``balances`` holds what each balance holds at the end of each month."""

    schema: str
    telquote: str
    plans_from: PlansFrom
    currency: str
    plan: str
    months: int
    entries: list[EntryDocument]
    balances: dict[str, list[str]]
    quote: QuoteDocument
    assumptions: list[AssumptionDocument]


def ledger_document(
    offer: Offer, usage: Usage, ledger: Ledger, quote: Quote, assumptions: Sequence[Assumption], catalogue: Catalogue
) -> LedgerDocument:
    """Return the document of a simulated plan."""
    months, _ = by_month(ledger.entries(), ledger.months)
    balances = {item: [exact_text(month.held[item]) for month in months] for item in months[-1].held}
    return {
        **head("simulate"),  # type: ignore[typeddict-item]  # mypy cannot see through the shared first keys
        "plans_from": plans_from(catalogue),
        "currency": offer.vendor.currency,
        "plan": offer.id,
        "months": ledger.months,
        **asked_usage(usage),
        "entries": [_entry(entry, offer.vendor.currency) for entry in ledger.entries()],
        "balances": balances,
        "quote": {
            "total": exact_text(quote.total),
            "accrued": exact_text(quote.accrued),
            "net": exact_text(quote.net),
            "upfront": exact_text(quote.upfront),
            "expired": exact_text(quote.expired),
            "committed": exact_text(quote.committed),
            "leftover": exact_text(quote.leftover),
            "purchases": quote.purchases,
        },
        "assumptions": assumption_documents(offer.id, assumptions),
    }


def _entry(entry: Entry, currency: str) -> EntryDocument:
    return {
        "month": entry.month,
        "kind": entry.kind,
        "item": entry.item,
        "service": entry.service or None,
        "count": entry.count,
        "quantity": exact_text(entry.quantity),
        "unit": currency if entry.unit == MONEY else entry.unit,
        "money": exact_text(entry.money),
        "until": entry.until,
    }


def ledger_report(
    offer: Offer,
    usage: Usage,
    ledger: Ledger,
    quote: Quote,
    assumptions: Sequence[Assumption],
    plans_from: str,
    language: Language,
) -> Report:
    """Return the ledger month by month, and the quote that it adds up to."""
    say = Speaker(language)
    currency = offer.vendor.currency
    title = say(
        "{plan}, {name}: {usage} a month for {months} months, in {currency} (plans: {plans})",
        plan=offer.id,
        name=offer.plan.name,
        usage=usage_words(usage, say),
        months=ledger.months,
        currency=currency,
        plans=Term(plans_from),
    )
    report = Report(title)
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
    return report


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
    return tuple(replace(entry, month=0) for entry in month.entries)


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
        what = say("{count} × {item}", count=entry.count, item=entry.item) if entry.count > 1 else entry.item
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
