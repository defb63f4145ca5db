"""``telquote simulate``."""

from typing import Annotated

import typer

from telquote.cli.edge import NOT_ANSWERED, Stop
from telquote.cli.options import AnswerOptions, MoneyOptions, PlansOptions, UsageOptions, complete_plan
from telquote.language import Message


def simulate(
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="vendor/plan.", autocompletion=complete_plan)],
    use: UsageOptions,
    files: PlansOptions,
    money: MoneyOptions,
    how: AnswerOptions,
) -> None:
    """Show what one plan buys, draws, bills and loses, month by month."""
    from telquote.billing.quote import quote_of
    from telquote.billing.refusals import NotOffered
    from telquote.billing.resolve import terms_of
    from telquote.billing.simulation import run
    from telquote.cli.answer import Answer
    from telquote.cli.question import one_offer, usage_of
    from telquote.decisions.assumptions import assumptions_of
    from telquote.output.simulate import ledger_document, ledger_report

    usage = usage_of(use)
    catalogue, offer = one_offer(files, plan, money, usage)
    try:
        terms = terms_of(offer.plan, usage)
        ledger = run(terms, use.months)
    except NotOffered as refusal:
        message = Message("error: {plan} {reason}", plan=offer.id, reason=refusal.reason)
        raise Stop(NOT_ANSWERED, message) from None
    quote = quote_of(ledger)
    assumptions = assumptions_of(offer, usage, terms, ledger)
    Answer(
        report=lambda _: ledger_report(offer, usage, ledger, quote, assumptions, catalogue.path, how.language),
        document=lambda: ledger_document(offer, usage, ledger, quote, assumptions, catalogue),
        rows=lambda document: document["entries"],
    ).write(how)
