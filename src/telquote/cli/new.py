"""``telquote new``."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from telquote.cli.edge import NOT_ANSWERED, Stop, write
from telquote.language import Message


class Kind(StrEnum):
    """What a file describes."""

    vendor = "vendor"
    usage = "usage"


def new(
    kind: Annotated[Kind, typer.Argument(help="A plan file of a vendor, or a usage file.")],
    vendor_id: Annotated[str, typer.Argument(metavar="[ID]", help="The id of the vendor.")] = "acme",
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="Write it to a file that is not there yet.")
    ] = None,
) -> None:
    """Write a commented file to start from."""
    from telquote.output.starting_files import starting_file
    from telquote.plans.kinds import Refusal, read_id

    try:
        name = read_id(vendor_id)
    except Refusal as refusal:
        raise Stop(NOT_ANSWERED, Message("error: {problem}", problem=refusal.message)) from None
    if output is not None and output != "-" and Path(output).exists():
        raise Stop(NOT_ANSWERED, Message("error: {file} is there already, and is left as it is", file=output))
    write(starting_file(kind, name), output)
