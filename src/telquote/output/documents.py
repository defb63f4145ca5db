"""Answers as JSON documents: their shapes (from which the JSON Schemas are generated) and what is common to them.

Money and rates are exact strings; ratios, and money whose decimals never end, are rounded half-even to six places.
Within a schema version keys are only ever added. Nothing here depends on a language: texts are English.
"""

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NotRequired

from typing_extensions import TypedDict

from telquote import __version__
from telquote.exact import Exact, exact_text, half_even
from telquote.plans.catalogue import Catalogue
from telquote.plans.services import in_minutes
from telquote.usage.profile import Usage


class PlansFrom(TypedDict):
    """Where the plan files come from, and the SHA-256 of each."""

    path: str
    sha256: dict[str, str]


class UseDocument(TypedDict):
    """Use of one service in a month."""

    minutes: NotRequired[str]
    calls: NotRequired[str]
    units: NotRequired[str]


class RankedDocument(TypedDict):
    """One plan of the ranking."""

    rank: int
    plan: str
    vendor: str
    name: str
    total: str
    accrued: str
    net: str
    upfront: str
    leftover: str
    leftover_reusable: str
    leftover_until: int | None
    expired: str
    per_month: str
    per_minute: str | None
    relative: str | None
    purchases: int
    requires: list[str]
    assumptions: list[str]


class NotOfferedDocument(TypedDict):
    """A plan that is left out, and why."""

    plan: str
    reason: str


CheapestDocument = TypedDict("CheapestDocument", {"from": int, "to": int, "plans": list[str]})
AssumptionDocument = TypedDict(
    "AssumptionDocument",
    {"path": str, "says": str, "because": str, "value": str | None, "or": list[str], "plan": str},
)


class ComparisonDocument(TypedDict):
    """The answer of ``compare``; ``cheapest`` covers whole volumes of ``cheapest_over``."""

    schema: str
    telquote: str
    plans_from: PlansFrom
    currency: str | None
    months: int
    by: str
    usage: dict[str, UseDocument]
    plans: list[RankedDocument]
    not_offered: list[NotOfferedDocument]
    cheapest_over: str | None
    cheapest: list[CheapestDocument]
    winners: dict[str, list[str]]
    assumptions: list[AssumptionDocument]
    warnings: list[str]


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
    leftover: str
    purchases: int


class LedgerDocument(TypedDict):
    """The answer of ``simulate``; ``balances`` holds what each balance holds at the end of each month."""

    schema: str
    telquote: str
    plans_from: PlansFrom
    currency: str
    plan: str
    months: int
    usage: dict[str, UseDocument]
    entries: list[EntryDocument]
    balances: dict[str, list[str]]
    quote: QuoteDocument
    assumptions: list[AssumptionDocument]


class ListedDocument(TypedDict):
    """One plan of the catalogue."""

    plan: str
    vendor: str
    name: str
    currency: str
    features: list[str]
    requires: list[str]


class CatalogueDocument(TypedDict):
    """The answer of ``list``."""

    schema: str
    telquote: str
    plans_from: PlansFrom
    plans: list[ListedDocument]


class AlsoDocument(TypedDict):
    """What another source gives for a figure."""

    value: str
    source: str


FigureDocument = TypedDict(
    "FigureDocument",
    {
        "path": str,
        "status": str,
        "value": str | None,
        "source": str | None,
        "note": str | None,
        "because": str | None,
        "or": list[str],
        "also": list[AlsoDocument],
    },
)


class OfferDocument(TypedDict):
    """One plan with all that its file says of it."""

    plan: str
    vendor: str
    name: str
    vendor_name: str
    website: str | None
    currency: str
    features: dict[str, str]
    requires: dict[str, str]
    minimum_term: str | None
    figures: list[FigureDocument]
    assumptions: list[AssumptionDocument]
    advantages: list[str]
    drawbacks: list[str]
    cautions: list[str]
    sources: dict[str, dict[str, str]]


class ShowDocument(TypedDict):
    """The answer of ``show``."""

    schema: str
    telquote: str
    plans_from: PlansFrom
    plans: list[OfferDocument]


class DiagnosticDocument(TypedDict):
    """One problem of one file; line and column count from 1."""

    code: str
    severity: str
    file: str
    line: int | None
    column: int | None
    message: str
    excerpt: str
    allowed: str | None
    nearest: str | None


class CheckDocument(TypedDict):
    """The answer of ``check``."""

    schema: str
    telquote: str
    files: int
    plans: int
    errors: int
    diagnostics: list[DiagnosticDocument]


DOCUMENTS: Mapping[str, tuple[type, int]] = {
    "compare": (ComparisonDocument, 1),
    "simulate": (LedgerDocument, 1),
    "list": (CatalogueDocument, 1),
    "show": (ShowDocument, 1),
    "check": (CheckDocument, 1),
}
"""The shape and version of each command's document."""


def head(command: str) -> dict[str, str]:
    """Return the keys with which every document starts."""
    return {"schema": f"telquote/{command}/{DOCUMENTS[command][1]}", "telquote": __version__}


def plans_from(catalogue: Catalogue) -> PlansFrom:
    """Return where the plan files come from."""
    return {"path": catalogue.path, "sha256": dict(sorted(catalogue.sha256.items()))}


def ratio_text(ratio: Exact | None) -> str | None:
    """Return a ratio to six decimals; null where it would divide by zero."""
    return None if ratio is None else exact_text(half_even(Fraction(ratio), 6))


def usage_document(usage: Usage) -> dict[str, UseDocument]:
    """Return what is used in a month, by service."""
    document: dict[str, UseDocument] = {}
    calls_known = {
        "inbound": usage.calls is not None or usage.call_length is not None,
        "callback": usage.callback_calls is not None or usage.call_length is not None,
        "outbound": usage.call_length is not None,
    }
    for service, use in usage.uses():
        if not use.quantity:
            continue
        quantity = exact_text(use.quantity)
        document[service] = {"minutes": quantity} if in_minutes(service) else {"units": quantity}
        if calls_known.get(service):
            document[service]["calls"] = exact_text(use.calls)
    return document


def json_text(document: Any) -> str:
    """Return a document as JSON text, in UTF-8 and with one key a line."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
