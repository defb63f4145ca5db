"""``telquote new``."""

import re
from typing import Annotated, Any

import typer

from telquote.cli.edge import write
from telquote.cli.kinds import choice, choices
from telquote.cli.options import InLanguage, option
from telquote.language import Message, MessageError

KINDS = ("vendor", "usage")
"""What a file describes."""


def new(
    kind: Annotated[
        Any,
        typer.Argument(metavar="vendor|usage", parser=choice(KINDS), autocompletion=choices(KINDS), help="which file"),
    ],
    vendor_id: Annotated[str, typer.Argument(metavar="[ID]", help="the id of the vendor; else acme")] = "acme",
    output: Annotated[str | None, option("-o", "--output", say="write it to a new file", metavar="FILE")] = None,
    lang: InLanguage = None,
) -> None:
    """A commented plan file or usage file to start from."""
    del lang  # what goes wrong is said in it
    from telquote.output.starting_files import starting_file
    from telquote.plans.reading import Refusal
    from telquote.plans.scalars import read_id

    try:
        name = read_id(vendor_id)
    except Refusal as refusal:
        plain = "-".join(re.findall("[a-z0-9]+", vendor_id.lower())) or "acme"
        what = Message("{what}: {problem}", what=vendor_id, problem=refusal.message)
        raise MessageError(what, f"telquote new {kind} {plain}") from None
    write(starting_file(kind, name), output, new=True)
