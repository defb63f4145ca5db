"""``telquote breakeven``."""

from typing import Annotated

import typer

from telquote.cli.options import AnswerOptions, By, PlansOptions, UsageOptions, complete_plan

_RANGE = "Range"


def breakeven(
    contenders: Annotated[
        list[str],
        typer.Argument(
            metavar="CONTENDER CONTENDER...",
            help="vendor (its cheapest plan at each value), vendor/plan or a glob.",
            autocompletion=complete_plan,
        ),
    ],
    use: UsageOptions,
    files: PlansOptions,
    how: AnswerOptions,
    over: Annotated[
        str,
        typer.Option(
            "--over",
            metavar="QUANTITY",
            help="minutes, calls, callback-minutes, callback-calls, outbound-minutes, sms, missed-callbacks, "
            "voicemails, months, seats or numbers.",
            rich_help_panel=_RANGE,
        ),
    ] = "minutes",
    first: Annotated[
        int | None, typer.Option("--from", metavar="N", help="Where the range begins.", rich_help_panel=_RANGE)
    ] = None,
    last: Annotated[
        int | None,
        typer.Option(
            "--to", metavar="N", help="Where it ends; else where nothing changes any more.", rich_help_panel=_RANGE
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Show every range, and which plan stands for a vendor where.")
    ] = False,
    need: Annotated[
        list[str] | None, typer.Option("--need", metavar="FEATURE", help="Only plans with this feature; repeat.")
    ] = None,
    refuse: Annotated[
        list[str] | None, typer.Option("--refuse", metavar="REQUIREMENT", help="No plan that requires this; repeat.")
    ] = None,
    by: Annotated[By, typer.Option("--by", help="What to compare.")] = By.total,
) -> None:
    """Find exactly where the cheapest of some contenders changes."""
    from telquote.cli.answer import Answer
    from telquote.cli.options import Format
    from telquote.cli.question import entrants_of, quantity_of, usage_over
    from telquote.decisions.contest import hold
    from telquote.output.breakeven_document import breakeven_document, breakeven_rows
    from telquote.output.breakeven_report import breakeven_report

    usage = usage_over(use)
    catalogue, entrants = entrants_of(files, contenders, need or (), refuse or ())
    answer = hold(
        entrants,
        usage,
        quantity_of(over, usage),
        months=use.months,
        by=by.value,
        first=first,
        last=last,
        standing=everything or how.format is Format.json,
    )
    Answer(
        report=lambda: breakeven_report(answer, catalogue.path, how.language, everything=everything),
        document=lambda: breakeven_document(answer, catalogue),
        rows=breakeven_rows,
    ).write(how)
