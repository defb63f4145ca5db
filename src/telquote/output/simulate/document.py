"""A simulated plan as a JSON document."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Annotated

from typing_extensions import TypedDict

from telquote.billing.ledger import Entry, Ledger
from telquote.billing.months import by_month
from telquote.billing.quote import Quote, first_payment_of
from telquote.billing.terms import MONEY
from telquote.decisions.assumptions import Assumption
from telquote.decisions.payments import payments_of
from telquote.output.documents import AboutPlans, AskedUsage, head, read
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
    count: Annotated[int, attrgetter("times")]
    quantity: str
    unit: str
    money: str
    until: int | None


class MonthDocument(TypedDict):
    """What one month pays, uses, loses and leaves, in money, and what gifts give in it, by balance.

    The last month holds what comes after it.
    """

    month: Annotated[int, attrgetter("first")]
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


class _Billed(AboutPlans):
    currency: str
    plan: Annotated[str, attrgetter("id")]
    months: int


class LedgerDocument(_Billed, AskedUsage):
    """The answer of ``simulate``; ``balances`` holds what each balance holds at the end of each month.

    ``payments`` are the columns of the table by month: what was left before (at first what was ``held``), with what is
    paid, less what is used and lost, is what is left.
    """

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
    given = {
        **head("simulate", catalogue, usage),
        "months": ledger.months,
        "entries": [_entry(entry, offer.currency) for entry in ledger.entries()],
        "balances": {item: [month.held[item] for month in months] for item in months[-1].held},
        "held": payments.held,
        "payments": payments.months,
        "quote": read(QuoteDocument, quote, {"first_payment": first_payment_of(ledger)}),
        "assumptions": assumption_documents([(offer.id, assumptions)]),
    }
    return read(LedgerDocument, offer, given)


def _entry(entry: Entry, currency: str) -> EntryDocument:
    unit = currency if entry.unit == MONEY else entry.unit
    return read(EntryDocument, entry, {"service": entry.service or None, "unit": unit})
