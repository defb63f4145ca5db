"""The shapes of the JSON documents, from which their JSON Schemas are generated.

Within a schema version keys are only ever added.
"""

from typing import NotRequired

from typing_extensions import TypedDict


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
    committed: str
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
    plans_from: PlansFrom
    currency: str | None
    months: int
    by: str


class ChangeDocument(TypedDict):
    """A value at which others are the cheapest; ``included`` tells whether it is so at the value itself.

    ``lost`` is where, further on, none of those that are the cheapest now is left among them.
    """

    value: str
    exact: str
    included: bool
    cheapest: list[str]
    lost: "ChangeDocument | None"


FindingDocument = TypedDict(
    "FindingDocument",
    {
        "figure": str,
        "plans": list[str],
        "assumed": bool,
        "because": str | None,
        "now": str,
        "below": ChangeDocument | None,
        "above": ChangeDocument | None,
        "looked_at": list[str] | None,
        "or": dict[str, list[str]],
        "least_move": str | None,
    },
)


class ComparisonDocument(Asked):
    """The answer of ``compare``; ``cheapest`` covers whole volumes of ``cheapest_over``."""

    plans: list[RankedDocument]
    not_offered: list[NotOfferedDocument]
    cheapest_over: str | None
    cheapest: list[CheapestDocument]
    winners: dict[str, list[str]]
    assumptions: list[AssumptionDocument]
    sensitivity: list[FindingDocument]
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


class ListedDocument(TypedDict):
    """One plan of the catalogue."""

    plan: str
    vendor: str
    name: str
    currency: str
    features: list[str]
    requires: list[str]
    folder: str | None


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
    items: dict[str, list[str]]
    terms: list[str]
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
    advice: int
    diagnostics: list[DiagnosticDocument]
