"""The Typer application: its commands, and what holds for all of them."""

from collections.abc import Sequence
from typing import Annotated

import typer

from telquote import __version__
from telquote.cli import breakeven, catalogue, check, compare, new, sensitivity, simulate, typed
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


app.command("compare")(edge(compare.compare))
app.command("breakeven")(edge(breakeven.breakeven))
app.command("sensitivity")(edge(sensitivity.sensitivity))
app.command("simulate")(edge(simulate.simulate))
app.command("list")(edge(catalogue.list_plans))
app.command("show")(edge(catalogue.show))
app.command("check")(edge(check.check))
app.command("new")(edge(new.new))


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit status."""
    typed.runs(arguments)
    try:
        app(args=list(arguments), prog_name="telquote")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 2
    return 0
