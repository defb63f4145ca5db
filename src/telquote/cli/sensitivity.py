"""``telquote sensitivity``."""

from typing import Annotated

import typer

from telquote.cli.edge import NOT_ANSWERED, Stop
from telquote.cli.options import AnswerOptions, By, MoneyOptions, PlansOptions, SelectionOptions, UsageOptions
from telquote.language import Message


def sensitivity(
    which: SelectionOptions,
    use: UsageOptions,
    files: PlansOptions,
    money: MoneyOptions,
    how: AnswerOptions,
    by: Annotated[By, typer.Option("--by", help="What to rank by.", rich_help_panel="Which plans")] = By.total,
    prices: Annotated[bool, typer.Option("--prices", help="Move every price of the leading plans too.")] = False,
) -> None:
    """Find how far each assumption carries the answer: at which value another plan becomes the cheapest."""
    from telquote.cli.answer import Answer
    from telquote.cli.question import selection, usage_of
    from telquote.decisions.comparison import compare
    from telquote.decisions.sensitivity import sensitivity as moved
    from telquote.output.sensitivity_document import sensitivity_document, sensitivity_rows
    from telquote.output.sensitivity_report import sensitivity_report

    usage = usage_of(use)
    chosen = selection(files, which, money, usage)
    ranking = compare(chosen.offers, usage, months=use.months, by=by.value, volumes=False)
    if not ranking.ranked:
        raise Stop(NOT_ANSWERED, Message("error: no plan can serve this usage"))
    findings = moved(ranking, prices=prices)
    Answer(
        report=lambda: sensitivity_report(ranking, findings, chosen.catalogue.path, how.language),
        document=lambda: sensitivity_document(ranking, findings, chosen.catalogue),
        rows=sensitivity_rows,
    ).write(how)
