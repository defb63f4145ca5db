"""What all JSON documents have in common: how they begin, and how their values are read off an answer.

Money and rates are exact strings; ratios, and money whose decimals never end, are rounded half-even to six places.
Nothing here depends on a language: texts are English.
"""

import json
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from operator import attrgetter, itemgetter
from types import NoneType, UnionType
from typing import Annotated, Any, NotRequired, TypeVar, Union, get_args, get_origin, get_type_hints

from typing_extensions import TypedDict, is_typeddict

from telquote import __version__
from telquote.exact import Exact, exact_text
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


class Head(TypedDict):
    """The keys with which every document starts; ``complete``: nothing was cut short for work that ran out."""

    schema: str
    telquote: str
    complete: bool


class AboutPlans(Head):
    """The keys with which every document about plans starts."""

    plans_from: PlansFrom


class _Ranked(AboutPlans):
    currency: str | None
    months: int
    by: str


class Asked(_Ranked, AskedUsage):
    """The keys with which every answer to a question about a usage starts."""


def ratio_text(ratio: Exact) -> str:
    """Return a ratio to six decimals."""
    return exact_text(round(Fraction(ratio), 6))


Ratio = Annotated[str, ratio_text]
"""A ratio, as it is written."""

InFull = Annotated[str, str]
"""A number that is written as a fraction where its decimals do not end."""

PLACE = (attrgetter, itemgetter)

Shape = TypeVar("Shape")


def read(shape: type[Shape], record: Any, given: Mapping[str, Any] | None = None) -> Shape:
    """Return a document of a shape as it is read off a record: each key from the attribute of its name.

    A type may say otherwise: ``Annotated`` with an ``attrgetter`` where the value stands, with another function how it
    is written. What is ``given`` is taken in place of what the record has.
    """
    kind: Any = shape
    values = dict(given or {})
    values |= {key: found(record) for key, (found, _) in _keys(kind).items() if key not in values}
    document: Shape = _in_json(kind, values)
    return document


class _Document(dict[str, Any]):
    """A document whose values are written, so that nothing of it is written again within another."""


def _in_json(shape: Any, values: Mapping[str, Any]) -> Any:
    """Return values by the keys of a shape, in its order, as they are written."""
    if isinstance(values, _Document):
        return values
    keys = _keys(shape)
    assert shape.__required_keys__ <= values.keys() <= keys.keys(), shape
    return _Document({key: written(values[key]) for key, (_, written) in keys.items() if key in values})


@cache
def _keys(shape: Any) -> Mapping[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]]:
    """Return for each key of a shape where its value stands in a record, and how it is written."""
    keys = {}
    for key, kind in get_type_hints(shape, include_extras=True).items():
        places = (one for one in getattr(kind, "__metadata__", ()) if isinstance(one, PLACE))
        keys[key] = next(places, attrgetter(key)), _written(kind)
    return keys


@cache
def _written(kind: Any) -> Callable[[Any], Any]:
    """Return how a value of a type is written: numbers that are text there in full, words in English."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return next((one for one in inner[1:] if not isinstance(one, PLACE)), None) or _written(inner[0])
    if origin in (Union, UnionType):
        one = _written(next(option for option in inner if option is not NoneType))
        return lambda value: None if value is None else one(value)
    if origin is list:
        one = _written(inner[0])
        return lambda values: [one(value) for value in values]
    if origin is dict:
        one = _written(inner[1])
        return lambda values: {key: one(value) for key, value in dict(values).items()}
    if is_typeddict(kind):
        return lambda value: _in_json(kind, value) if isinstance(value, dict) else read(kind, value)
    return _text if kind is str else lambda value: value


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return value.said("en") if hasattr(value, "said") else exact_text(value)


VERSION = 1
"""The version of every document: within it keys are only ever added."""


def head(command: str, catalogue: Catalogue | None = None, usage: Usage | None = None) -> dict[str, Any]:
    """Return the keys with which a document starts, with the plan files and the usage that it is about."""
    keys = {"schema": f"telquote/{command}/{VERSION}", "telquote": __version__, "complete": is_complete()}
    files = catalogue and {"path": catalogue.path, "sha256": dict(sorted(catalogue.sha256.items()))}
    return keys | ({"plans_from": files} if files else {}) | (asked_usage(usage) if usage else {})


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
