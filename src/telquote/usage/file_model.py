"""Usage files as a model: the usage options, and what has no option, written down."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from telquote.exact import MOST_MONTHS, either_thousands
from telquote.language import Message
from telquote.plans.figures import Count, Date, Id, Line, Number, Positive, Share, Signed
from telquote.plans.numbers import NUMBER
from telquote.plans.part import Part
from telquote.plans.periods import Period
from telquote.plans.reading import Kind, Refusal, described, listed
from telquote.plans.services import Service


def _of(text: str, **schema: Any) -> Any:
    return Field(default=None, description=text, json_schema_extra=schema or None)


class CallsOfLength(Part):
    """How many calls are of one length."""

    seconds: Positive
    calls: Number


Shares = dict[Id, dict[Id, Share]]


class GrowthPart(Part):
    """Growth of all use."""

    percent: Signed = Field(description="Percent more each time; below 0: less", json_schema_extra={"minimum": -100})
    every: Period = Field(description="How often")


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
        return _MONTHS.read(raw)
    if isinstance(raw, dict):
        from telquote.plans.slips import figure_in

        figures = [figure_in(one) or one for one in raw.values() if isinstance(one, str)]
        message = Message("a number belongs here, found {found}", found=described(raw))
        allowed = Message("one figure a month is a list: {example}", example=f"[{', '.join(figures) or '2000, 1500'}]")
        raise Refusal("not-a-number", message, allowed)
    return _number(raw)


def _number(raw: Any) -> Decimal:
    if meant := either_thousands(str(raw)):
        doubt = Message("{thousands} or {whole}?", thousands=meant[0], whole=meant[1])
        raise Refusal("not-a-number", Message("{what}: {why}", what=str(raw), why=doubt))
    return NUMBER.read(raw)


_MONTH = Kind("quantity of a month", _number, NUMBER.schema)
_MONTHS = listed(_MONTH, MOST_MONTHS, "{count} months are listed; at most {most}")

Quantity = Annotated[
    Decimal | tuple[Decimal, ...],
    Kind("quantity", _quantity, {"anyOf": [NUMBER.schema, _MONTHS.schema | {"minItems": 1}]}),
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
        tuple[Number, ...] | None,
        _of("Twelve factors of all use, one for each month from the first on, each year", minItems=12, maxItems=12),
    ]
    growth: Annotated[GrowthPart | None, _of("How all use grows")]
    current: Annotated[CurrentPart | None, _of("The plan that the buyer has today, to be compared as it is held")]
    start: Annotated[Date | None, _of("The day on which the service starts, for prices of a part of a month")]
