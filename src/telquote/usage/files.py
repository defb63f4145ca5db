"""Usage files: the usage options, and what has no option, written down."""

from calendar import monthrange
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, WithJsonSchema

from telquote.exact import MOST_MONTHS, either_thousands
from telquote.language import Message
from telquote.plans.diagnostics import PlanFilesError
from telquote.plans.kinds import NUMBER, Refusal
from telquote.plans.loading import read_part
from telquote.plans.model import Held
from telquote.plans.parts import Part
from telquote.plans.services import Service
from telquote.plans.values import Count, Date, Id, Line, Number, Positive, Share, Signed
from telquote.usage.pattern import UsageError, growth_of
from telquote.usage.profile import SERVICES_BY_FIGURE, Current


def _of(text: str) -> Any:
    return Field(default=None, description=text)


class CallsOfLength(Part):
    """How many calls are of one length."""

    seconds: Positive
    calls: Number


Shares = dict[Id, dict[Id, Share]]


class GrowthPart(Part):
    """Growth of all use."""

    percent: Signed = Field(description="Percent more each time; below 0: less")
    every: Literal["month", "year"] = Field(description="How often")


class HeldPart(Part):
    """What is held of a balance today."""

    left: Number
    months: Annotated[Count | None, _of("For how many months more; absent: for ever")]


class CurrentPart(Part):
    """The plan that the buyer has today."""

    plan: Line = Field(description="Its full id, vendor/plan")
    balances: dict[Id, HeldPart] = Field(default_factory=dict, description="What is held of its balances, by their ids")


def _quantity(raw: Any) -> Any:
    """Return one figure, or the figures of a list of months, as their kind reads them."""
    if isinstance(raw, list):
        if not raw:
            raise Refusal("empty-list", Message("at least one is needed"))
        if len(raw) > MOST_MONTHS:
            text = "{count} months are listed; at most {most}"
            raise Refusal("out-of-range", Message(text, count=len(raw), most=MOST_MONTHS))
        return tuple(_number(one) for one in raw)
    return _number(raw)


def _number(raw: Any) -> Decimal:
    if meant := either_thousands(str(raw)):
        message = Message("{found}: {thousands} or {whole}?", found=str(raw), thousands=meant[0], whole=meant[1])
        raise Refusal("not-a-number", message)
    return NUMBER.read(raw)


def _validated(raw: Any) -> Any:
    try:
        return _quantity(raw)
    except Refusal as refusal:
        raise refusal.as_pydantic() from None


Quantity = Annotated[
    Decimal | tuple[Decimal, ...],
    PlainValidator(_validated),
    WithJsonSchema({"anyOf": [NUMBER.schema, {"type": "array", "items": NUMBER.schema, "minItems": 1}]}),
]
"""One figure for every month, or a list with one figure a month."""


class UsageFile(Part):
    """A month of use. Of calls, minutes and their mean length, two give the third. A list holds one figure a month."""

    minutes: Annotated[Quantity | None, _of("Inbound minutes a month")]
    calls: Annotated[Quantity | None, _of("Inbound calls a month")]
    call_length: Annotated[Positive | None, _of("Mean length of a call in seconds")]
    call_lengths: Annotated[
        tuple[CallsOfLength, ...] | None, _of("How long calls are, in place of a mean; one row alone: all are as long")
    ]
    callback_minutes: Annotated[Quantity | None, _of("Connected web-callback minutes a month")]
    callback_calls: Annotated[Quantity | None, _of("Connected web callbacks a month")]
    outbound_minutes: Annotated[Quantity | None, _of("Outbound minutes a month")]
    sms: Annotated[Quantity | None, _of("Text messages a month")]
    missed_callbacks: Annotated[Quantity | None, _of("Web callbacks a month that were not connected")]
    voicemails: Annotated[Quantity | None, _of("Voicemails a month")]
    classes: Annotated[
        dict[Service, Shares] | None, _of("Shares of the classes of a service, such as its origin; each adds up to 1")
    ]
    seats: Annotated[Count | None, _of("People who take calls")]
    numbers: Annotated[Count | None, _of("Phone numbers held")]
    channels: Annotated[Count | None, _of("Calls at the same time")]
    season: Annotated[
        tuple[Number, ...] | None, _of("Twelve factors of all use, one for each month from the first on, each year")
    ]
    growth: Annotated[GrowthPart | None, _of("How all use grows")]
    current: Annotated[CurrentPart | None, _of("The plan that the buyer has today, to be compared as it is held")]
    start: Annotated[Date | None, _of("The day on which the service starts, for prices of a part of a month")]


def read_usage(file: str, months: int | None = None) -> dict[str, Any]:
    """Return the figures that a usage file states, by their names in ``Usage``.

    Lists of months are cut to the ``months`` that are compared, where those are given.
    Raises ``PlanFilesError`` with every problem of the file.
    """
    usage, diagnostics = read_part(Path(file), UsageFile)
    if usage is None:
        raise PlanFilesError(diagnostics, "telquote new usage -o usage.yaml")
    return figures_of(usage, months)


def figures_of(usage: UsageFile, months: int | None = None) -> dict[str, Any]:
    """Return what a usage file states, by the names in ``Usage``; see ``read_usage``."""
    stated = {name: getattr(usage, name) for name in usage.model_fields_set}
    _take_lists(stated, months)
    if usage.season is not None:
        stated["season"] = tuple(Fraction(one) for one in usage.season)
        if len(usage.season) != 12:
            raise UsageError(Message("a season has 12 months; found {count}", count=len(usage.season)))
    if usage.growth is not None:
        stated["growth"] = growth_of(Fraction(usage.growth.percent), 12 if usage.growth.every == "year" else 1)
    if usage.current is not None:
        held = {name: Held(one.left, one.months) for name, one in usage.current.balances.items()}
        stated["current"] = Current(usage.current.plan, held)
    if "start" in stated:
        stated["first_month"] = share_of_month(stated.pop("start"))
    if "call_lengths" in stated:
        stated["call_lengths"] = tuple((Fraction(row.seconds), Fraction(row.calls)) for row in usage.call_lengths or ())
    if "classes" in stated:
        stated["classes"] = {
            service: {of: dict(shares) for of, shares in classed.items()}
            for service, classed in (usage.classes or {}).items()
        }
    return stated


def _take_lists(stated: dict[str, Any], months: int | None) -> None:
    """Put the mean of the months compared in the place of each list, and the months as factors of it beside."""
    factors: dict[str, tuple[Fraction, ...] | None] = {}
    for name, service in SERVICES_BY_FIGURE.items():
        values = stated.get(name)
        if values is None:
            continue
        own = None
        if isinstance(values, tuple):
            values = values[:months]
            mean = sum(map(Fraction, values), start=Fraction(0)) / len(values)
            stated[name] = mean
            own = tuple(Fraction(value) / mean if mean else Fraction(0) for value in values)
        if factors.setdefault(service, own) != own:
            message = "the months of minutes and calls of {service} do not go together; give a call length instead"
            raise UsageError(Message(message, service=service))
    by_month = {service: own for service, own in factors.items() if own is not None}
    if by_month:
        stated["by_month"] = by_month


def share_of_month(start: date) -> Fraction:
    """Return the share of a month's days that is left from a day on, that day included."""
    days = monthrange(start.year, start.month)[1]
    return Fraction(days - start.day + 1, days)
