"""A break-even over whole values: as a person reads it, as a JSON document, and as rows for CSV."""

from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter, itemgetter
from typing import Annotated

from typing_extensions import TypedDict

from telquote.decisions.breakeven import OfQuantity
from telquote.decisions.ranges import Range
from telquote.decisions.window import beyond
from telquote.output.documents import Asked, Ratio, head, read
from telquote.output.notes import AssumptionDocument, assumption_documents
from telquote.plans.catalogue import Catalogue
from telquote.work import is_complete


class EndsDocument(TypedDict):
    """Money at both ends of a range; null where a contender is not offered."""

    at_from: Annotated[str | None, itemgetter(0)]
    at_to: Annotated[str | None, itemgetter(1)]


RangeDocument = TypedDict(
    "RangeDocument",
    {
        "from": Annotated[int, attrgetter("first")],
        "to": Annotated[int, attrgetter("last")],
        "cheapest": list[str],
        "costs": dict[str, EndsDocument],
        "lead": EndsDocument,
        "plans": list[dict[str, int | str | None]],
    },
)


class MissingDocument(TypedDict):
    """A plan of a contender that is not offered at a value of the quantity, and why."""

    plan: str
    at: int
    reason: str


class BeyondDocument(TypedDict):
    """What holds past the last change: who is cheapest from ``last_change`` on, and why (``to_is``).

    ``rates`` are what a unit and month costs each contender in the long run.
    """

    last_change: int
    cheapest: list[str]
    why: str
    looked_at: int
    rates: dict[str, Ratio | None]


_BreakevenDocument = TypedDict(
    "_BreakevenDocument",
    {
        "over": Annotated[str, attrgetter("over.name")],
        "from": Annotated[int, attrgetter("first")],
        "to": Annotated[int, attrgetter("last")],
        "to_is": str,
        "contenders": list[str],
        "ranges": list[RangeDocument],
        "break_evens": list[int],
        "long_run": dict[str, Ratio | None],
        "simulations": int,
        "beyond": BeyondDocument,
        "assumptions": list[AssumptionDocument],
        "not_offered": list[MissingDocument],
    },
)


class BreakevenDocument(Asked, _BreakevenDocument):
    """The answer of ``breakeven`` over a quantity that takes whole values."""


def breakeven_document(answer: OfQuantity, catalogue: Catalogue) -> BreakevenDocument:
    """Return the document of a break-even."""
    known = beyond(answer)
    given = {
        **head("breakeven", catalogue, answer.usage),
        "to_is": answer.end if answer.end != "proven" or is_complete() else "bound",
        "contenders": [entrant.name for entrant in answer.entrants],
        "ranges": [read(RangeDocument, one, {"plans": _plans(one, answer)}) for one in answer.ranges],
        "long_run": known.rates,
        "beyond": known,
        "assumptions": assumption_documents(answer.assumptions),
        "not_offered": [{"plan": name, "at": answer.last, "reason": reason} for name, reason in answer.not_offered],
    }
    return read(BreakevenDocument, answer, given)


def _plans(one: Range[int], answer: OfQuantity) -> Iterator[dict[str, int | str | None]]:
    """Yield which plan stands for each contender, over the longest ranges in which none changes."""
    first = one.first
    while answer.standing and first <= one.last:
        standing = {name: found for name, ranges in answer.standing.items() if (found := _at(ranges, first))}
        if not standing:  # nobody looked
            return
        last = min(one.last, *(found.last for found in standing.values()))
        names = {name: " = ".join(found.cheapest) or None for name, found in standing.items()}
        yield {"from": first, "to": last, **names}
        first = last + 1


def _at(ranges: Sequence[Range[int]], value: int) -> Range[int] | None:
    """Return the range in which a value lies; None where nobody looked so far."""
    from bisect import bisect_right

    at = bisect_right(ranges, value, key=lambda one: one.first) - 1
    return ranges[at] if at >= 0 and value <= ranges[at].last else None


def breakeven_rows(document: BreakevenDocument) -> list[dict[str, object]]:
    """Return one row a range."""
    rows = []
    for one in document["ranges"]:
        row = {"over": document["over"], "from": one["from"], "to": one["to"], "cheapest": one["cheapest"]}
        rows.append({**row, **ends_row({**one["costs"], "lead": one["lead"]})})
    return rows


def ends_row(costs: Mapping[str, EndsDocument]) -> dict[str, object]:
    """Return the cells of money at both ends of a range, by whose it is."""
    return {f"{name} {end}": money for name, ends in costs.items() for end, money in ends.items()}
