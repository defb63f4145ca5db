"""Who is the cheapest as a price varies, as a JSON document and as rows for CSV."""

from collections.abc import Sequence
from fractions import Fraction

from typing_extensions import TypedDict

from telquote.decisions.breakeven import OfPrice
from telquote.exact import exact_text
from telquote.output.breakeven.document import EndsDocument
from telquote.output.documents import Asked, head, plans_from, question
from telquote.output.notes import AssumptionDocument, assumption_documents
from telquote.plans.catalogue import Catalogue


class EndDocument(TypedDict):
    """An end of a range of prices: to six decimals, as an exact fraction, and whether it belongs to the range."""

    value: str
    exact: str
    closed: bool


class NeverOfferedDocument(TypedDict):
    """A plan of a contender that is offered at no price, and why."""

    plan: str
    reason: str


PriceRangeDocument = TypedDict(
    "PriceRangeDocument",
    {"from": EndDocument, "to": EndDocument, "cheapest": list[str], "costs": dict[str, EndsDocument]},
)
_PriceDocument = TypedDict(
    "_PriceDocument",
    {
        "over": str,
        "now": list[str],
        "from": str,
        "to": str,
        "contenders": list[str],
        "ranges": list[PriceRangeDocument],
        "break_evens": list[str],
        "not_offered": list[NeverOfferedDocument],
        "simulations": int,
        "assumptions": list[AssumptionDocument],
    },
)


class PriceDocument(Asked, _PriceDocument):
    """The answer of ``breakeven`` over a price."""


def price_document(answer: OfPrice, catalogue: Catalogue) -> PriceDocument:
    """Return the document of a break-even over a price."""
    return {
        **head("breakeven-price"),  # type: ignore[typeddict-item]  # mypy cannot see through the shared first keys
        "plans_from": plans_from(catalogue),
        **question(answer.currency, answer.months, answer.by, answer.usage),
        "over": answer.over.path,
        "now": [exact_text(value) for value in answer.over.now],
        "from": exact_text(answer.first),
        "to": exact_text(answer.last),
        "contenders": [entrant.name for entrant in answer.entrants],
        "ranges": [
            {
                "from": _end(one.first, closed=one.closed[0]),
                "to": _end(one.last, closed=one.closed[1]),
                "cheapest": list(one.cheapest),
                "costs": {name: {"at_from": _money(a), "at_to": _money(b)} for name, (a, b) in one.costs.items()},
            }
            for one in answer.ranges
        ],
        "break_evens": [str(one.first) for one in answer.ranges[1:]],
        "not_offered": [{"plan": name, "reason": reason.said("en")} for name, reason in answer.not_offered],
        "simulations": answer.simulations,
        "assumptions": [
            document for plan, assumptions in answer.assumptions for document in assumption_documents(plan, assumptions)
        ],
    }


def _end(number: Fraction, *, closed: bool) -> EndDocument:
    return {"value": exact_text(number), "exact": str(number), "closed": closed}


def _money(amount: Fraction | None) -> str | None:
    return None if amount is None else exact_text(amount)


def price_rows(document: PriceDocument) -> Sequence[dict[str, object]]:
    """Return one row a range."""
    rows = []
    for one in document["ranges"]:
        row: dict[str, object] = {"over": document["over"]}
        for side in ("from", "to"):
            end: EndDocument = one[side]
            row[side], row[f"{side} closed"] = end["exact"], end["closed"]
        row["cheapest"] = one["cheapest"]
        for name, costs in one["costs"].items():
            row[f"{name} at_from"], row[f"{name} at_to"] = costs["at_from"], costs["at_to"]
        rows.append(row)
    return rows
