"""A figure of a plan file: what it is, who says it, and whether it is given, assumed or unknown."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Annotated, Any, Generic, NamedTuple

from telquote.language import Message, Text
from telquote.plans.numbers import COUNT, NUMBER, PERCENT, POSITIVE, SHARE, SIGNED
from telquote.plans.reading import Kind, Refusal, Refusals, T, listed, mapping
from telquote.plans.scalars import (
    CURRENCY,
    DATE,
    DURATION,
    FLAG,
    ID,
    INCREMENT,
    LINE,
    SOURCE_DATE,
    TEXT,
    URL,
    Duration,
    Increment,
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
class ValueKind(Kind[Value[T]]):
    """A figure of a ``kind`` in any of its forms: plain, sourced, assumed, unknown, changing."""

    kind: Kind[T]


MOST_ALTERNATIVES, MOST_DATED = 100, 1_200
"""Alternatives of one figure, and values of one that changed, beyond which nobody states any."""

SOURCE = ID.that_means("Which of the file's sources gives this figure")
START = DATE.that_means("The day from which it holds")


class _Forms(NamedTuple):
    """The mappings that state a figure: given by a source, or assumed."""

    given: Kind[Any]
    assumed: Kind[Any]

    def read(self, raw: dict[str, Any]) -> tuple[date | None, Value[Any]]:
        """Return the figure that a mapping states, and from when on it holds."""
        stated = (self.assumed if "assumed" in raw else self.given).read(raw)
        start = stated.pop("from", None)
        if "also" in stated:
            stated["also"] = tuple(Also(**one) for one in stated["also"])
        names = {"value": "amount", "assumed": "amount", "or": "alternatives"}
        return start, Value(**{names.get(key, key): one for key, one in stated.items()})


@cache
def _forms(kind: Kind[Any], *, dated: bool = False) -> _Forms:
    """Return the forms of a figure of ``kind``; ``dated``: with the day from which it holds."""
    also = mapping({"value": kind, "source": ID}, ("value", "source"))
    most = MOST_ALTERNATIVES, "{count} alternatives; at most {most}"
    given = {"value": kind, "source": SOURCE, "note": TEXT, "also": listed(also, *most)}
    assumed = {
        "assumed": kind,
        "because": TEXT,
        "or": listed(kind, *most).that_means("Other values that are as likely"),
        "ask": TEXT.that_means("The question as one would put it to the vendor"),
        "short": TEXT.that_means("A few words for lists"),
        "source": SOURCE,
        "note": TEXT,
    }
    start = {"from": START} if dated else {}
    return _Forms(mapping(given | start, ("value",)), mapping(assumed | start, ("assumed", "because")))


@cache
def figure_of(kind: Kind[T]) -> ValueKind[T]:
    """Return the kind of a figure of ``kind`` in any of its forms."""
    forms = _forms(kind)

    def read(raw: Any) -> Value[T]:
        if isinstance(raw, dict):
            return forms.read(raw)[1]
        if isinstance(raw, list):
            return _changing(kind, raw)
        return Value(None) if raw == "unknown" else Value(kind.read(raw))

    dated = [kind.schema, *(form.schema for form in _forms(kind, dated=True))]
    later = [one | {"required": [*one["required"], "from"]} for one in dated[1:]]
    changing = {
        "type": "array",
        "prefixItems": [{"anyOf": dated}],
        "items": {"anyOf": later},
        "minItems": 1,
        "maxItems": MOST_DATED,
        "description": "What it was before it changed, and from which day on it is what",
    }
    unknown = {"const": "unknown", "description": "No source gives it, and nothing is assumed"}
    schema = {"anyOf": [kind.schema, unknown, forms.given.schema, forms.assumed.schema, changing]}
    return ValueKind(kind.name, read, schema, kind)


def _changing(kind: Kind[T], raw: list[Any]) -> Value[T]:
    """Return a figure that changed: a list of its values, each but the first with the day ``from`` which it holds."""
    if len(raw) > MOST_DATED:
        raise Refusal("out-of-range", Message("{count} values; at most {most}", count=len(raw), most=MOST_DATED))
    if not raw:
        raise Refusal("empty-list", Message("at least one is needed"))
    forms, problems = _forms(kind, dated=True), list[Refusal]()
    dated: list[Dated] = []
    for index, item in enumerate(raw):
        try:
            stated = forms.read(item) if isinstance(item, dict) else (None, Value(kind.read(item)))
        except Refusal as refusal:
            problems.append(refusal.within(index))
            continue
        except Refusals as refusals:
            problems += [one.within(index) for one in refusals.every]
            continue
        start = stated[0]
        if index and (start is None or (dated and dated[-1].start is not None and start <= dated[-1].start)):
            message = Message("each value but the first needs a later day from which it holds")
            allowed = Message("for example {value: 0.05, from: 2026-01-01}")
            problems.append(Refusal("dated-order", message, allowed, path=(index, "from") if start else (index,)))
        dated.append(Dated(*stated))
    if problems:
        raise Refusals(problems)
    newest: Value[T] = dated[-1].value
    return newest._replace(dated=tuple(dated))


Id = Annotated[str, ID]
Line = Annotated[str, LINE]
Url = Annotated[str, URL]
Words = Annotated[Text, TEXT]
Date = Annotated[date, DATE]
SourceDate = Annotated[str, SOURCE_DATE]
Flag = Annotated[bool, FLAG]
Currency = Annotated[str, CURRENCY]
Number = Annotated[Decimal, NUMBER]
Signed = Annotated[Decimal, SIGNED]
Share = Annotated[Fraction, SHARE]
Positive = Annotated[Decimal, POSITIVE]
Count = Annotated[int, COUNT]
MoneyValue = Annotated[Value[Decimal], figure_of(NUMBER)]
SignedValue = Annotated[Value[Decimal], figure_of(SIGNED)]
PercentValue = Annotated[Value[Decimal], figure_of(PERCENT)]
AmountValue = Annotated[Value[Decimal], figure_of(POSITIVE)]
CountValue = Annotated[Value[int], figure_of(COUNT)]
DurationValue = Annotated[Value[Duration], figure_of(DURATION)]
IncrementValue = Annotated[Value[Increment], figure_of(INCREMENT)]
