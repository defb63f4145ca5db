"""Usage files: the usage options, written down."""

from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from telquote.plans.diagnostics import PlanFilesError
from telquote.plans.loading import read_part
from telquote.plans.model import Part
from telquote.plans.values import Count, Number, Positive


def _of(text: str) -> Any:
    return Field(default=None, description=text)


class UsageFile(Part):
    """A month of use. Of calls, minutes and their mean length, two give the third."""

    minutes: Annotated[Number | None, _of("Inbound minutes a month")]
    calls: Annotated[Number | None, _of("Inbound calls a month")]
    call_length: Annotated[Positive | None, _of("Mean length of a call in seconds")]
    callback_minutes: Annotated[Number | None, _of("Connected web-callback minutes a month")]
    callback_calls: Annotated[Number | None, _of("Connected web callbacks a month")]
    outbound_minutes: Annotated[Number | None, _of("Outbound minutes a month")]
    sms: Annotated[Number | None, _of("Text messages a month")]
    missed_callbacks: Annotated[Number | None, _of("Web callbacks a month that were not connected")]
    voicemails: Annotated[Number | None, _of("Voicemails a month")]
    seats: Annotated[Count | None, _of("People who take calls")]
    numbers: Annotated[Count | None, _of("Phone numbers held")]


def read_usage(file: str) -> dict[str, Any]:
    """Return the figures that a usage file states, by their names.

    Raises ``PlanFilesError`` with every problem of the file.
    """
    usage, diagnostics = read_part(Path(file), UsageFile)
    if usage is None:
        raise PlanFilesError(diagnostics)
    return {name: getattr(usage, name) for name in usage.model_fields_set}
