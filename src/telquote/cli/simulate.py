"""``telquote simulate``."""

from typing import Annotated

from telquote.cli.options import AnswerOptions, MoneyOptions, PlansOptions, UsageOptions, option, plans_argument


def simulate(
    plan: Annotated[str, plans_argument("PLAN", "a plan, or a vendor: its cheapest for your calls")],
    use: UsageOptions,
    files: PlansOptions,
    money: MoneyOptions,
    how: AnswerOptions,
    everything: Annotated[bool, option("--all", say="every month")] = False,
    long: Annotated[bool, option("--long", say="every entry in words, too")] = False,
) -> None:
    """What you pay for one plan, what of it is used, lost and left, month by month."""
    from telquote.cli.answer import Answer
    from telquote.cli.question import one_offer, placing, usage_of
    from telquote.output.simulate.document import ledger_document
    from telquote.output.simulate.screen import simulate_report

    usage = usage_of(use, files, [plan])
    with placing(usage):
        catalogue, answer = one_offer(files, plan, money, usage, use.months)
    Answer(
        report=lambda width: simulate_report(answer, how.language, width, everything=everything, long=long),
        document=lambda: ledger_document(
            answer.offer, usage, answer.ledger, answer.quote, answer.assumptions, catalogue
        ),
        rows=lambda document: document["payments"],
    ).write(how)
