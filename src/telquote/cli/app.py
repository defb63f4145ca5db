"""The Typer application: its commands, and what holds for all of them."""

import os
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

from telquote import __version__
from telquote.cli import typed
from telquote.cli.edge import edge

app = typer.Typer(
    name="telquote",
    help="Which phone vendor is cheapest for your calls, and from which volume does that change?",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"telquote {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    del version


COMMANDS = {
    "compare": "compare.compare",
    "breakeven": "breakeven.breakeven",
    "sensitivity": "sensitivity.sensitivity",
    "simulate": "simulate.simulate",
    "list": "catalogue.list_plans",
    "show": "catalogue.show",
    "check": "check.check",
    "new": "new.new",
}
"""Where each command is: its module, and the function in it."""


def _completes() -> bool:
    """Tell whether the shell asks for a completion, which takes every command."""
    return any(name.startswith("_") and name.endswith("_COMPLETE") for name in os.environ)


def _declare(names: Sequence[str]) -> None:
    """Make functions commands of the application."""
    for name in names:
        if name not in _declared:
            module, _, function = COMMANDS[name].partition(".")
            app.command(name)(edge(getattr(import_module(f"telquote.cli.{module}"), function)))
            _declared.add(name)


_declared: set[str] = set()


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit status."""
    typed.runs(arguments)
    asked = arguments[0] if arguments else ""
    _declare([asked] if asked in COMMANDS and not _completes() else list(COMMANDS))
    try:
        app(args=list(arguments), prog_name="telquote")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 2
    return 0
