"""``telquote sensitivity``."""

from typing import Annotated

from telquote.cli.options import (
    AnswerOptions,
    MoneyOptions,
    PlansOptions,
    Ranked,
    SelectionOptions,
    UsageOptions,
    option,
)


def sensitivity(
    which: SelectionOptions,
    use: UsageOptions,
    files: PlansOptions,
    money: MoneyOptions,
    how: AnswerOptions,
    by: Ranked = "total",
    prices: Annotated[bool, option("--prices", say="move every price of the leading plans, too")] = False,
    everything: Annotated[bool, option("--all", say="every question")] = False,
) -> None:
    """What to ask before you sign, and what not asking can cost."""
    from telquote.cli.answer import Answer
    from telquote.cli.question import none_serves, placing, selection, usage_of
    from telquote.cli.typed import the_same
    from telquote.decisions.answer import answer_of
    from telquote.decisions.comparison import compare
    from telquote.decisions.sensitivity import sensitivity as moved
    from telquote.output.sensitivity import (
        question_rows,
        sensitivity_document,
        sensitivity_report,
        sensitivity_rows,
    )

    usage = usage_of(use, files, which.selectors or ())
    chosen = selection(files, which, money, usage)
    with placing(usage):
        ranking = compare(chosen.offers, usage, months=use.months, by=by, left_out=chosen.left_out, volumes=False)
    if not ranking.ranked:
        raise none_serves(ranking, which, how.language)
    answer, findings = answer_of(ranking), moved(ranking, prices=prices)
    Answer(
        report=lambda width: sensitivity_report(
            answer, findings, how.language, width, the_same("compare"), everything=everything, prices=prices
        ),
        document=lambda: sensitivity_document(answer, findings, chosen.catalogue),
        rows=sensitivity_rows if prices else question_rows,
    ).write(how)
