"""Usage files as a model: the usage options, and what has no option, written down."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from telquote.exact import MOST_MONTHS, either_thousands
from telquote.language import Message
from telquote.plans.figures import Count, Date, Id, Line, Number, Positive, Share, Signed
from telquote.plans.numbers import NUMBER
from telquote.plans.part import Part, described
from telquote.plans.periods import Period
from telquote.plans.reading import Kind, Refusal, listed
from telquote.plans.services import Service


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
    months: Count | None = described("For how many months more; absent: for ever")


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
        message = Message("a number belongs here, found {found}", found=Message("a mapping"))
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

    minutes: Quantity | None = described("Inbound minutes a month")
    calls: Quantity | None = described("Inbound calls a month")
    call_length: Positive | None = described("Mean length of a call in seconds")
    call_lengths: tuple[CallsOfLength, ...] | None = described(
        "How long calls are, in place of a mean; one row alone: all are as long"
    )
    callback_minutes: Quantity | None = described("Connected web-callback minutes a month")
    callback_calls: Quantity | None = described("Connected web callbacks a month")
    outbound_minutes: Quantity | None = described("Outbound minutes a month")
    sms: Quantity | None = described("Text messages a month")
    missed_callbacks: Quantity | None = described("Web callbacks a month that were not connected")
    voicemails: Quantity | None = described("Voicemails a month")
    classes: dict[Service, Shares] | None = described(
        "Shares of the classes of a service, such as its origin; each adds up to 1"
    )
    seats: Count | None = described("People who take calls")
    numbers: Count | None = described("Phone numbers held")
    channels: Count | None = described("Calls at the same time")
    season: tuple[Number, ...] | None = described(
        "Twelve factors of all use, one for each month from the first on, each year",
        json_schema_extra={"minItems": 12, "maxItems": 12},
    )
    growth: GrowthPart | None = described("How all use grows")
    current: CurrentPart | None = described("The plan that the buyer has today, to be compared as it is held")
    start: Date | None = described("The day on which the service starts, for prices of a part of a month")
