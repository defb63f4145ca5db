"""Who is the cheapest as a price varies, as a JSON document and as rows for CSV."""

from collections.abc import Sequence
from operator import attrgetter, itemgetter
from typing import Annotated

from typing_extensions import TypedDict

from telquote.decisions.breakeven import OfPrice
from telquote.output.breakeven.document import EndsDocument, ends_row
from telquote.output.documents import Asked, InFull, head, read
from telquote.output.notes import AssumptionDocument, assumption_documents
from telquote.plans.catalogue import Catalogue


class EndDocument(TypedDict):
    """An end of a range of prices: to six decimals, as an exact fraction, and whether it belongs to the range."""

    value: Annotated[str, itemgetter(0)]
    exact: Annotated[InFull, itemgetter(0)]
    closed: Annotated[bool, itemgetter(1)]


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
        "over": Annotated[str, attrgetter("over.path")],
        "now": Annotated[list[str], attrgetter("over.now")],
        "from": Annotated[str, attrgetter("first")],
        "to": Annotated[str, attrgetter("last")],
        "contenders": list[str],
        "ranges": list[PriceRangeDocument],
        "break_evens": list[InFull],
        "not_offered": list[NeverOfferedDocument],
        "simulations": int,
        "assumptions": list[AssumptionDocument],
    },
)


class PriceDocument(Asked, _PriceDocument):
    """The answer of ``breakeven`` over a price."""


def price_document(answer: OfPrice, catalogue: Catalogue) -> PriceDocument:
    """Return the document of a break-even over a price."""
    given = {
        **head("breakeven-price", catalogue, answer.usage),
        "contenders": [entrant.name for entrant in answer.entrants],
        "ranges": [
            read(PriceRangeDocument, one, {"from": (one.first, one.closed[0]), "to": (one.last, one.closed[1])})
            for one in answer.ranges
        ],
        "not_offered": [{"plan": name, "reason": reason} for name, reason in answer.not_offered],
        "assumptions": assumption_documents(answer.assumptions),
    }
    return read(PriceDocument, answer, given)


def price_rows(document: PriceDocument) -> Sequence[dict[str, object]]:
    """Return one row a range."""
    rows = []
    for one in document["ranges"]:
        row: dict[str, object] = {"over": document["over"]}
        for side in ("from", "to"):
            end: EndDocument = one[side]
            row[side], row[f"{side} closed"] = end["exact"], end["closed"]
        row["cheapest"] = one["cheapest"]
        rows.append(row | ends_row(one["costs"]))
    return rows
