"""``telquote sensitivity``."""

from typing import Annotated

import typer

from telquote.cli.edge import NOT_ANSWERED, Stop
from telquote.cli.options import AnswerOptions, By, PlansOptions, SelectionOptions, UsageOptions
from telquote.language import Message


def sensitivity(
    which: SelectionOptions,
    use: UsageOptions,
    files: PlansOptions,
    how: AnswerOptions,
    by: Annotated[By, typer.Option("--by", help="What to rank by.", rich_help_panel="Which plans")] = By.total,
    prices: Annotated[bool, typer.Option("--prices", help="Move every price of the leading plans too.")] = False,
) -> None:
    """Find how far each assumption carries the answer: at which value another plan becomes the cheapest."""
    from telquote.cli.answer import Answer
    from telquote.cli.question import selection, usage_of
    from telquote.decisions.sensitivity import sensitivity as moved
    from telquote.output.sensitivity_document import sensitivity_document, sensitivity_rows
    from telquote.output.sensitivity_report import sensitivity_report

    usage = usage_of(use)
    chosen = selection(files, which)
    answer = moved(chosen.offers, usage, months=use.months, by=by.value, prices=prices)
    if not answer.comparison.ranked:
        raise Stop(NOT_ANSWERED, Message("error: no plan can serve this usage"))
    Answer(
        report=lambda: sensitivity_report(answer, chosen.catalogue.path, how.language),
        document=lambda: sensitivity_document(answer, chosen.catalogue),
        rows=sensitivity_rows,
    ).write(how)
