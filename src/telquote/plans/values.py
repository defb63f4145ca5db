"""A figure of a plan file: what it is, who says it, and whether it is given, assumed or unknown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Generic, NamedTuple

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError, core_schema

from telquote.language import Message, Text
from telquote.plans.kinds import (
    COUNT,
    CURRENCY,
    DATE,
    DURATION,
    FLAG,
    ID,
    ID_SCHEMA,
    INCREMENT,
    LINE,
    NUMBER,
    PERCENT,
    POSITIVE,
    SHARE,
    SIGNED,
    TEXT,
    TEXT_SCHEMA,
    Duration,
    Increment,
    JsonSchema,
    Kind,
    Refusal,
    T,
    allowed_names,
    described,
    read_date,
    read_id,
    read_text,
)


class Also(NamedTuple, Generic[T]):
    """What another source gives for the same figure."""

    value: T
    source: str


class Dated(NamedTuple):
    """A figure that holds from a day on; None: from the beginning."""

    start: date | None
    value: "Value[Any]"


class Value(NamedTuple, Generic[T]):
    """One figure of a plan. ``amount`` is None where the file says ``unknown``.

    Of a figure that changed, ``dated`` holds what it was from which day on; the figure itself is the newest. Of one
    that is assumed, ``ask`` is the question as one would put it to the vendor, ``short`` a few words for lists.
    """

    amount: T | None
    source: str | None = None
    note: Text | None = None
    because: Text | None = None
    alternatives: tuple[T, ...] = ()
    also: tuple[Also[T], ...] = ()
    dated: tuple[Dated, ...] = ()
    ask: Text | None = None
    short: Text | None = None

    @property
    def assumed(self) -> bool:
        """Tell whether no source gives this figure; ``because`` then says why it was chosen."""
        return self.because is not None


@dataclass(frozen=True, slots=True, eq=False)
class ValueKind(Generic[T]):
    """A figure of ``kind`` in any of its four forms: plain, sourced, assumed, unknown."""

    kind: Kind[T]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        kind = self.kind
        return core_schema.no_info_plain_validator_function(lambda raw: read_value(kind, raw))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> JsonSchema:
        return value_schema(self.kind)


MOST_ALTERNATIVES, MOST_DATED = 100, 1_200
"""Alternatives of one figure, and values of one that changed, beyond which nobody states any."""


def read_value(kind: Kind[T], raw: Any) -> Value[T]:
    """Return the figure that a scalar or a mapping of a plan file states.

    Raises ``pydantic.ValidationError`` with one error a problem.
    """
    if isinstance(raw, dict):
        return _ValueReader(kind, raw).read()
    if isinstance(raw, list):
        return _read_dated(kind, raw)
    if raw == "unknown":
        return Value(None)
    try:
        return Value(kind.read(raw))
    except Refusal as refusal:
        raise refusal.as_pydantic() from None


def _read_dated(kind: Kind[T], raw: list[Any]) -> Value[T]:
    """Return a figure that changed: a list of its values, each but the first with the day ``from`` which it holds."""
    dated: list[Dated] = []
    errors: list[InitErrorDetails] = []
    if len(raw) > MOST_DATED:
        text = "{count} values; at most {most}"
        raise Refusal("out-of-range", Message(text, count=len(raw), most=MOST_DATED)).as_pydantic()
    for index, item in enumerate(raw):
        rest, start = item, None
        try:
            if isinstance(item, dict) and "from" in item:
                rest = {key: value for key, value in item.items() if key != "from"}
                start = read_date(item["from"])
            if index and (start is None or (dated and dated[-1].start is not None and start <= dated[-1].start)):
                message = Message("each value but the first needs a later day from which it holds")
                raise Refusal("dated-order", message, Message("for example {value: 0.05, from: 2026-01-01}"))
            dated.append(Dated(start, read_value(kind, rest)))
        except Refusal as refusal:
            where = (index, "from") if isinstance(item, dict) and "from" in item else (index,)
            errors.append(InitErrorDetails(type=refusal.as_pydantic(), loc=where, input=None))
        except PydanticCustomError as error:
            errors.append(InitErrorDetails(type=error, loc=(index,), input=None))
        except ValidationError as error:
            errors += [
                InitErrorDetails(type=_again(one), loc=(index, *one["loc"]), input=None) for one in error.errors()
            ]
    if not raw:
        empty = Refusal("empty-list", Message("at least one is needed"))
        errors.append(InitErrorDetails(type=empty.as_pydantic(), loc=(), input=None))
    if errors:
        raise ValidationError.from_exception_data(kind.name, errors)
    newest: Value[T] = dated[-1].value
    return newest._replace(dated=tuple(dated))


def _again(error: Any) -> PydanticCustomError:
    refusal: Refusal = error["ctx"]["refusal"]
    return refusal.as_pydantic()


_GIVEN_KEYS = ("value", "source", "note", "also")
_ASSUMED_KEYS = ("assumed", "because", "or", "ask", "short", "source", "note")


class _ValueReader(Generic[T]):
    """Reads the mapping form of one figure and collects everything that is wrong with it."""

    def __init__(self, kind: Kind[T], raw: dict[str, Any]) -> None:
        self.kind, self.raw = kind, raw
        self.errors: list[InitErrorDetails] = []

    def read(self) -> Value[T]:
        raw = self.raw
        form = _ASSUMED_KEYS if "assumed" in raw else _GIVEN_KEYS
        for key in raw:
            if key not in form:
                unknown = Refusal("unknown-key", Message("the key {key} is unknown here", key=key), allowed_names(form))
                self._fail(unknown, key)
        if form is _ASSUMED_KEYS:
            amount = self._part("assumed", self.kind.read)
            because = self._part("because", read_text)
            others = tuple(self._items("or", self.kind.read))
            if len(others) > MOST_ALTERNATIVES:
                text = "{count} alternatives; at most {most}"
                self._fail(Refusal("out-of-range", Message(text, count=len(others), most=MOST_ALTERNATIVES)), "or")
            value: Value[T] = Value(
                amount,
                self._source(),
                self._text("note"),
                because,
                others,
                ask=self._text("ask"),
                short=self._text("short"),
            )
        else:
            also = tuple(self._items("also", self._also))
            value = Value(self._part("value", self.kind.read), self._source(), self._text("note"), None, (), also)
        if self.errors:
            raise ValidationError.from_exception_data(self.kind.name, self.errors)
        return value

    def _part(self, key: str, read: Callable[[Any], Any]) -> Any:
        if key not in self.raw:
            self._fail(Refusal("missing-key", Message("the key {key} is missing", key=key)))
            return None
        return self._try(read, self.raw[key], key)

    def _try(self, read: Callable[[Any], Any], raw: Any, *path: str | int) -> Any:
        try:
            return read(raw)
        except Refusal as refusal:
            self._fail(refusal, *path)
        return None

    def _items(self, key: str, read: Callable[[Any], Any]) -> list[Any]:
        if key not in self.raw:
            return []
        items = self.raw[key]
        if not isinstance(items, list):
            self._fail(
                Refusal("wrong-type", Message("a list belongs here, found {found}", found=described(items))), key
            )
            return []
        return [self._try(read, item, key, index) for index, item in enumerate(items)]

    def _also(self, raw: Any) -> Also[T]:
        if not isinstance(raw, dict) or set(raw) != {"value", "source"}:
            raise Refusal(
                "wrong-type", Message("found {found}", found=described(raw)), allowed_names(("value", "source"))
            )
        return Also(self.kind.read(raw["value"]), read_id(raw["source"]))

    def _source(self) -> str | None:
        return self._try(read_id, self.raw["source"], "source") if "source" in self.raw else None

    def _text(self, key: str) -> Text | None:
        return self._try(read_text, self.raw[key], key) if key in self.raw else None

    def _fail(self, refusal: Refusal, *path: str | int) -> None:
        self.errors.append(InitErrorDetails(type=refusal.as_pydantic(), loc=path, input=None))


def value_schema(kind: Kind[Any]) -> JsonSchema:
    """Return the JSON Schema of a figure of ``kind`` in any of its forms."""
    source = {"source": ID_SCHEMA | {"description": "Which of the file's sources gives this figure"}}
    note = {"note": TEXT_SCHEMA}
    also = {
        "type": "object",
        "properties": {"value": kind.schema, "source": ID_SCHEMA},
        "required": ["value", "source"],
        "additionalProperties": False,
    }
    given = {"value": kind.schema, **source, **note, "also": {"type": "array", "items": also}}
    assumed = {
        "assumed": kind.schema,
        "because": TEXT_SCHEMA,
        "or": {"type": "array", "items": kind.schema, "description": "Other values that are as likely"},
        "ask": TEXT_SCHEMA | {"description": "The question as one would put it to the vendor"},
        "short": TEXT_SCHEMA | {"description": "A few words for lists"},
        **source,
        **note,
    }
    start = {"from": DATE.schema | {"description": "The day from which it holds"}}
    dated = [
        kind.schema,
        _mapping({**given, **start}, ["value"]),
        _mapping({**assumed, **start}, ["assumed", "because"]),
    ]
    return {
        "anyOf": [
            kind.schema,
            {"const": "unknown", "description": "No source gives it, and nothing is assumed"},
            _mapping(given, ["value"]),
            _mapping(assumed, ["assumed", "because"]),
            {
                "type": "array",
                "items": {"anyOf": dated},
                "minItems": 1,
                "description": "What it was before it changed, and from which day on it is what",
            },
        ]
    }


def _mapping(properties: dict[str, Any], required: list[str]) -> JsonSchema:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


Id = Annotated[str, ID]
Line = Annotated[str, LINE]
Words = Annotated[Text, TEXT]
Date = Annotated[date, DATE]
Flag = Annotated[bool, FLAG]
Currency = Annotated[str, CURRENCY]
Number = Annotated[Decimal, NUMBER]
Signed = Annotated[Decimal, SIGNED]
Share = Annotated[Fraction, SHARE]
Positive = Annotated[Decimal, POSITIVE]
Count = Annotated[int, COUNT]
MoneyValue = Annotated[Value[Decimal], ValueKind(NUMBER)]
SignedValue = Annotated[Value[Decimal], ValueKind(SIGNED)]
PercentValue = Annotated[Value[Decimal], ValueKind(PERCENT)]
AmountValue = Annotated[Value[Decimal], ValueKind(POSITIVE)]
CountValue = Annotated[Value[int], ValueKind(COUNT)]
DurationValue = Annotated[Value[Duration], ValueKind(DURATION)]
IncrementValue = Annotated[Value[Increment], ValueKind(INCREMENT)]
