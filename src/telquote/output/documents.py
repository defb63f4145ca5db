"""What all JSON documents have in common.

Money and rates are exact strings; ratios, and money whose decimals never end, are rounded half-even to six places.
Nothing here depends on a language: texts are English.
"""

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from telquote import __version__
from telquote.exact import Exact, exact_text, half_even
from telquote.output.breakeven_shapes import BreakevenDocument, PriceDocument, SensitivityDocument
from telquote.output.shapes import (
    CatalogueDocument,
    CheckDocument,
    ComparisonDocument,
    LedgerDocument,
    PlansFrom,
    ShowDocument,
    UseDocument,
)
from telquote.plans.catalogue import Catalogue
from telquote.plans.services import in_minutes
from telquote.usage.profile import Usage

DOCUMENTS: Mapping[str, tuple[type, int]] = {
    "compare": (ComparisonDocument, 1),
    "breakeven": (BreakevenDocument, 1),
    "breakeven-price": (PriceDocument, 1),
    "sensitivity": (SensitivityDocument, 1),
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


def question(currency: str | None, months: int, by: str, usage: Usage) -> dict[str, Any]:
    """Return the keys that repeat what was asked."""
    return {
        "currency": currency,
        "months": months,
        "by": by,
        **asked_usage(usage),
    }


def asked_usage(usage: Usage) -> dict[str, Any]:
    """Return the keys that repeat the usage that was asked for."""
    return {
        "usage": usage_document(usage),
        "seats": usage.seats,
        "numbers": usage.numbers,
        "channels": usage.channels,
        "call_lengths": None
        if usage.call_lengths is None
        else [[exact_text(seconds), str(share)] for seconds, share in usage.call_lengths],
        "by_month": {name: [str(factor) for factor in factors] for name, factors in usage.by_month.items()},
        "season": None if usage.season is None else [exact_text(factor) for factor in usage.season],
        "growth": None
        if usage.growth is None
        else {"percent": exact_text(usage.growth.percent), "months": usage.growth.every},
        "first_month": None if usage.first_month is None else str(usage.first_month),
    }


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
        if service in usage.classes:
            document[service]["classes"] = {
                of: {name: str(share) for name, share in shares.items()}
                for of, shares in usage.classes[service].items()
            }
    return document


def json_text(document: Any) -> str:
    """Return a document as JSON text, in UTF-8 and with one key a line."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
