"""What all JSON documents have in common.

Money and rates are exact strings; ratios, and money whose decimals never end, are rounded half-even to six places.
Nothing here depends on a language: texts are English.
"""

import json
from fractions import Fraction
from typing import Any, NotRequired

from typing_extensions import TypedDict

from telquote import __version__
from telquote.exact import Exact, exact_text, half_even
from telquote.language.signs import hidden_signs
from telquote.plans.catalogue import Catalogue
from telquote.plans.services import COUNTED_BY, in_minutes
from telquote.usage.profile import Usage
from telquote.work import is_complete


class PlansFrom(TypedDict):
    """Where the plan files come from, and the SHA-256 of each."""

    path: str
    sha256: dict[str, str]


class UseDocument(TypedDict):
    """Use of one service in a month."""

    minutes: NotRequired[str]
    calls: NotRequired[str]
    units: NotRequired[str]
    classes: NotRequired[dict[str, dict[str, str]]]


class GrowthDocument(TypedDict):
    """Percent more after every so many months."""

    percent: str
    months: int


class AskedUsage(TypedDict):
    """The keys that repeat the usage that was asked for."""

    usage: dict[str, UseDocument]
    seats: int | None
    numbers: int | None
    channels: int | None
    call_lengths: list[list[str]] | None
    by_month: dict[str, list[str]]
    season: list[str] | None
    growth: GrowthDocument | None
    first_month: str | None


class Asked(AskedUsage):
    """The keys with which every answer to a question about a usage starts."""

    schema: str
    telquote: str
    complete: bool
    plans_from: PlansFrom
    currency: str | None
    months: int
    by: str


VERSION = 1
"""The version of every document: within it keys are only ever added."""


def head(command: str) -> dict[str, Any]:
    """Return the keys with which every document starts; ``complete``: nothing was cut short for work that ran out."""
    return {"schema": f"telquote/{command}/{VERSION}", "telquote": __version__, "complete": is_complete()}


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
    for service, use in usage.uses():
        if not use.quantity:
            continue
        quantity = exact_text(use.quantity)
        document[service] = {"minutes": quantity} if in_minutes(service) else {"units": quantity}
        calls = COUNTED_BY[service].calls
        said = usage.call_length if in_minutes(service) else None
        if said is not None or (calls and getattr(usage, calls) is not None):
            document[service]["calls"] = exact_text(use.calls)
        if service in usage.classes:
            document[service]["classes"] = {
                of: {name: str(share) for name, share in shares.items()}
                for of, shares in usage.classes[service].items()
            }
    return document


def json_text(document: Any) -> str:
    """Return a document as JSON text, in UTF-8 and with one key a line; signs that nobody sees are JSON's escapes."""
    lines = json.dumps(document, ensure_ascii=False, indent=2).split("\n")
    return "".join(_seen(line) + "\n" for line in lines)


def _seen(line: str) -> str:
    hidden = set(hidden_signs(line, ours=""))
    if hidden:
        line = "".join(json.dumps(char)[1:-1] if at in hidden else char for at, char in enumerate(line))
    return line.replace("##[", "\\u0023#[").replace("##vso[", "\\u0023#vso[")
