"""The shapes of the JSON documents of break-evens and sensitivity."""

from typing_extensions import TypedDict

from telquote.output.shapes import Asked, AssumptionDocument, FindingDocument


class EndsDocument(TypedDict):
    """Money at both ends of a range; null where a contender is not offered."""

    at_from: str | None
    at_to: str | None


RangeDocument = TypedDict(
    "RangeDocument",
    {
        "from": int,
        "to": int,
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


_BreakevenDocument = TypedDict(
    "_BreakevenDocument",
    {
        "over": str,
        "from": int,
        "to": int,
        "to_is": str,
        "contenders": list[str],
        "ranges": list[RangeDocument],
        "break_evens": list[int],
        "long_run": dict[str, str | None],
        "simulations": int,
        "assumptions": list[AssumptionDocument],
        "not_offered": list[MissingDocument],
    },
)


class BreakevenDocument(Asked, _BreakevenDocument):
    """The answer of ``breakeven`` over a quantity that takes whole values."""


class EndDocument(TypedDict):
    """An end of a range of prices: to six decimals, as an exact fraction, and whether it belongs to the range."""

    value: str
    exact: str
    closed: bool


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
        "simulations": int,
        "assumptions": list[AssumptionDocument],
    },
)


class PriceDocument(Asked, _PriceDocument):
    """The answer of ``breakeven`` over a price."""


class SensitivityDocument(Asked):
    """The answer of ``sensitivity``; ``least_move`` is a share of what the figure is now."""

    cheapest: list[str]
    figures: list[FindingDocument]
