"""The Typer application: its commands, and what holds for all of them."""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Annotated, Any

import typer
import typer.main

from telquote import __version__, work
from telquote.cli import typed
from telquote.cli.edge import edge, reported, write_page
from telquote.cli.help import Command, Group
from telquote.cli.options import InLanguage
from telquote.environment import completes
from telquote.files import forget
from telquote.language import MessageError


def _version(wanted: bool) -> None:
    if wanted:
        write_page(f"telquote {__version__}\n")
        raise typer.Exit


def _options(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="print the version")
    ] = False,
    lang: InLanguage = None,
) -> None:
    del version, lang
    if context.invoked_subcommand is None:
        from telquote.cli.welcome import welcome

        welcome()
        raise typer.Exit


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


@cache
def application(names: tuple[str, ...]) -> Any:
    """Return the application with some of its commands: what a command line does not name need not be built."""
    app = typer.Typer(
        name="telquote",
        cls=Group,
        context_settings={"help_option_names": ["-h", "--help"]},
        invoke_without_command=True,
        pretty_exceptions_enable=False,
    )
    app.callback()(_options)
    for name in names:
        module, _, function = COMMANDS[name].partition(".")
        app.command(name, cls=Command)(edge(getattr(import_module(f"telquote.cli.{module}"), function)))
    return typer.main.get_command(app)


def run(arguments: Sequence[str]) -> int:
    """Run one command line, with a meter of its own, and return its exit status."""
    arguments = _command_first(arguments)
    typed.runs(arguments)
    forget()
    work.start()
    try:
        return _run(arguments)
    finally:
        work.stop()


def _run(arguments: Sequence[str]) -> int:
    asked = arguments[0] if arguments else ""
    names = (asked,) if asked in COMMANDS and not completes() else tuple(COMMANDS)
    try:
        status = application(names).main(list(arguments), prog_name="telquote", standalone_mode=False)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 2
    except typer.TyperException as error:
        from telquote.cli.refused import refused

        return refused(error, arguments, list(COMMANDS))
    except (MessageError, OSError) as error:  # before a command has begun
        return reported(error, typed.language_typed())
    return status if isinstance(status, int) else 0


def _command_first(arguments: Sequence[str]) -> list[str]:
    """Return a command line whose ``--lang`` stands behind the command that it was typed before."""
    given = list(arguments)
    size = 2 if given[:1] == ["--lang"] else 1
    command = next(iter(given[size:]), "-")
    if given and given[0].partition("=")[0] == "--lang" and not command.startswith("-"):
        return [command, *given[:size], *given[size + 1 :]]
    return given
