"""``telquote simulate``."""

from typing import Annotated

import typer

from telquote.cli.options import AnswerOptions, MoneyOptions, PlansOptions, UsageOptions, complete_plan


def simulate(
    plan: Annotated[
        str,
        typer.Argument(
            metavar="PLAN", help="vendor/plan, a name, or a vendor: its cheapest.", autocompletion=complete_plan
        ),
    ],
    use: UsageOptions,
    files: PlansOptions,
    money: MoneyOptions,
    how: AnswerOptions,
    everything: Annotated[bool, typer.Option("--all", help="Show every month.")] = False,
    long: Annotated[bool, typer.Option("--long", help="Show every entry in words, too.")] = False,
) -> None:
    """Show what one plan pays, uses, loses and leaves, month by month."""
    from telquote.cli.answer import Answer
    from telquote.cli.question import one_offer, usage_of
    from telquote.output.simulate import ledger_document, simulate_report

    usage = usage_of(use)
    catalogue, answer = one_offer(files, plan, money, usage, use.months)
    Answer(
        report=lambda _: simulate_report(answer, how.language, everything=everything, long=long),
        document=lambda: ledger_document(
            answer.offer, usage, answer.ledger, answer.quote, answer.assumptions, catalogue
        ),
        rows=lambda document: document["payments"],
    ).write(how)
