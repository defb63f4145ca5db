"""A simulated plan as a JSON document."""

from collections.abc import Sequence

from typing_extensions import TypedDict

from telquote.billing.ledger import Entry, Ledger
from telquote.billing.months import by_month
from telquote.billing.quote import Quote, first_payment_of
from telquote.billing.terms import MONEY
from telquote.decisions.assumptions import Assumption
from telquote.decisions.payments import Row, payments_of
from telquote.exact import exact_text
from telquote.output.documents import AskedUsage, PlansFrom, asked_usage, head, plans_from
from telquote.output.notes import AssumptionDocument, assumption_documents
from telquote.plans.catalogue import Catalogue
from telquote.plans.offers import Offer
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


class MonthDocument(TypedDict):
    """What one month pays, uses, loses and leaves, in money, and what gifts give in it, by balance.

    The last month holds what comes after it.
    """

    month: int
    paid: str
    used: str
    lost: str
    left: str
    gifts: dict[str, str]


class QuoteDocument(TypedDict):
    """What a ledger adds up to."""

    total: str
    first_payment: str
    accrued: str
    net: str
    upfront: str
    expired: str
    committed: str
    leftover: str
    purchases: int


class LedgerDocument(AskedUsage):
    """The answer of ``simulate``; ``balances`` holds what each balance holds at the end of each month.

    ``payments`` are the columns of the table by month: what was left before (at first what was ``held``), with what is
    paid, less what is used and lost, is what is left.
    """

    schema: str
    telquote: str
    complete: bool
    plans_from: PlansFrom
    currency: str
    plan: str
    months: int
    entries: list[EntryDocument]
    balances: dict[str, list[str]]
    held: str
    payments: list[MonthDocument]
    quote: QuoteDocument
    assumptions: list[AssumptionDocument]


def ledger_document(
    offer: Offer, usage: Usage, ledger: Ledger, quote: Quote, assumptions: Sequence[Assumption], catalogue: Catalogue
) -> LedgerDocument:
    """Return the document of a simulated plan."""
    months, _ = by_month(ledger.entries(), ledger.months)
    payments = payments_of(ledger)
    balances = {item: [exact_text(month.held[item]) for month in months] for item in months[-1].held}
    return {
        **head("simulate"),  # type: ignore[typeddict-item]  # mypy cannot see through the shared first keys
        "plans_from": plans_from(catalogue),
        "currency": offer.currency,
        "plan": offer.id,
        "months": ledger.months,
        **asked_usage(usage),
        "entries": [_entry(entry, offer.currency) for entry in ledger.entries()],
        "balances": balances,
        "held": exact_text(payments.held),
        "payments": [_month(row) for row in payments.months],
        "quote": {
            "total": exact_text(quote.total),
            "first_payment": exact_text(first_payment_of(ledger)),
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


def _month(row: Row) -> MonthDocument:
    return {
        "month": row.first,
        "paid": exact_text(row.paid),
        "used": exact_text(row.used),
        "lost": exact_text(row.lost),
        "left": exact_text(row.left),
        "gifts": {name: exact_text(quantity) for name, quantity in row.gifts.items()},
    }


def _entry(entry: Entry, currency: str) -> EntryDocument:
    return {
        "month": entry.month,
        "kind": entry.kind,
        "item": entry.item,
        "service": entry.service or None,
        "count": entry.times,
        "quantity": exact_text(entry.quantity),
        "unit": currency if entry.unit == MONEY else entry.unit,
        "money": exact_text(entry.money),
        "until": entry.until,
    }
