"""Usage files: the usage options, and what has no option, written down."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from telquote.plans.diagnostics import PlanFilesError
from telquote.plans.loading import read_part
from telquote.plans.parts import Part
from telquote.plans.services import Service
from telquote.plans.values import Count, Date, Id, Number, Positive, Share


def _of(text: str) -> Any:
    return Field(default=None, description=text)


class CallsOfLength(Part):
    """How many calls are of one length."""

    seconds: Positive
    calls: Number


Shares = dict[Id, dict[Id, Share]]


class UsageFile(Part):
    """A month of use. Of calls, minutes and their mean length, two give the third."""

    minutes: Annotated[Number | None, _of("Inbound minutes a month")]
    calls: Annotated[Number | None, _of("Inbound calls a month")]
    call_length: Annotated[Positive | None, _of("Mean length of a call in seconds")]
    call_lengths: Annotated[
        tuple[CallsOfLength, ...] | None, _of("How long calls are, in place of a mean; one row alone: all are as long")
    ]
    callback_minutes: Annotated[Number | None, _of("Connected web-callback minutes a month")]
    callback_calls: Annotated[Number | None, _of("Connected web callbacks a month")]
    outbound_minutes: Annotated[Number | None, _of("Outbound minutes a month")]
    sms: Annotated[Number | None, _of("Text messages a month")]
    missed_callbacks: Annotated[Number | None, _of("Web callbacks a month that were not connected")]
    voicemails: Annotated[Number | None, _of("Voicemails a month")]
    classes: Annotated[
        dict[Service, Shares] | None, _of("Shares of the classes of a service, such as its origin; each adds up to 1")
    ]
    seats: Annotated[Count | None, _of("People who take calls")]
    numbers: Annotated[Count | None, _of("Phone numbers held")]
    channels: Annotated[Count | None, _of("Calls at the same time")]
    start: Annotated[Date | None, _of("The day on which the service starts, for prices of a part of a month")]


def read_usage(file: str) -> dict[str, Any]:
    """Return the figures that a usage file states, by their names in ``Usage``.

    Raises ``PlanFilesError`` with every problem of the file.
    """
    usage, diagnostics = read_part(Path(file), UsageFile)
    if usage is None:
        raise PlanFilesError(diagnostics)
    return figures_of(usage)


def figures_of(usage: UsageFile) -> dict[str, Any]:
    """Return what a usage file states, by the names in ``Usage``."""
    stated = {name: getattr(usage, name) for name in usage.model_fields_set}
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


def share_of_month(start: date) -> Fraction:
    """Return the share of a month's days that is left from a day on, that day included."""
    following = date(start.year + start.month // 12, start.month % 12 + 1, 1)
    days = (following - start.replace(day=1)).days
    return Fraction((following - start).days, days)
