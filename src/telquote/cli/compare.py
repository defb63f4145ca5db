"""``telquote compare``."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from telquote.cli.edge import GATE_FAILED, NOT_ANSWERED, Stop, note
from telquote.cli.options import (
    AnswerOptions,
    By,
    MoneyOptions,
    PlansOptions,
    SelectionOptions,
    UsageOptions,
    complete_plan,
    number,
)
from telquote.language import Amount, Message

if TYPE_CHECKING:
    from telquote.cli.answer import Answer
    from telquote.decisions.comparison import Comparison
    from telquote.output.report import Report
    from telquote.output.shapes import ComparisonDocument
    from telquote.plans.catalogue import Catalogue

MOST_STEPS = 50
"""How far each assumption is followed either way; ``telquote sensitivity`` follows it to the end."""

_GATES = "Gates: the answer is printed, then the exit status is 1"


def compare(
    which: SelectionOptions,
    use: UsageOptions,
    files: PlansOptions,
    money: MoneyOptions,
    how: AnswerOptions,
    by: Annotated[By, typer.Option("--by", help="What to rank by.", rich_help_panel="Which plans")] = By.total,
    max_total: Annotated[
        Any,
        typer.Option(
            "--max-total", parser=number, metavar="N", help="... where the cheapest costs more.", rich_help_panel=_GATES
        ),
    ] = None,
    expect_cheapest: Annotated[
        str | None,
        typer.Option(
            "--expect-cheapest",
            metavar="PLAN",
            help="... where this vendor or plan is not among the cheapest.",
            autocompletion=complete_plan,
            rich_help_panel=_GATES,
        ),
    ] = None,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="... where the cheapest rests on an assumption.", rich_help_panel=_GATES),
    ] = False,
) -> int:
    """Rank plans for a usage, and say from which volume another one is cheapest."""
    from telquote.cli.question import selection, usage_of
    from telquote.decisions.comparison import compare as ranking
    from telquote.plans.catalogue import matching

    usage = usage_of(use)
    chosen = selection(files, which, money, usage)
    catalogue = chosen.catalogue
    expected = matching(catalogue.offers(), expect_cheapest) if expect_cheapest else ()
    result = ranking(chosen.offers, usage, months=use.months, by=by.value, left_out=chosen.left_out)
    _answer(result, catalogue, how).write(how)
    if not result.ranked:
        raise Stop(NOT_ANSWERED, Message("error: no plan can serve this usage"))
    failed = list(_failed_gates(result, max_total, {offer.id for offer in expected}, strict=strict))
    for message in failed:
        note(message, how.language)
    return GATE_FAILED if failed else 0


def _answer(result: "Comparison", catalogue: "Catalogue", how: AnswerOptions) -> "Answer":
    from telquote.cli.answer import Answer

    def report() -> "Report":
        from telquote.decisions.sensitivity import sensitivity
        from telquote.output.comparison_report import comparison_report

        findings = sensitivity(result, most_steps=MOST_STEPS)
        return comparison_report(result, findings, catalogue.path, how.language)

    def document() -> "ComparisonDocument":
        from telquote.decisions.sensitivity import sensitivity
        from telquote.output.comparison_document import comparison_document

        return comparison_document(result, sensitivity(result, most_steps=MOST_STEPS), catalogue)

    def rows(document: "ComparisonDocument") -> list[dict[str, object]]:
        from telquote.output.comparison_document import comparison_rows

        return comparison_rows(document)

    return Answer(report, document, rows)


def _failed_gates(result: "Comparison", max_total: Any, expected: set[str], *, strict: bool) -> Iterator[Message]:
    cheapest = result.cheapest
    names = tuple(plan.offer.id for plan in cheapest)
    total = min(plan.quote.total for plan in cheapest)
    if max_total is not None and total > max_total:
        yield Message(
            "gate --max-total: the cheapest, {plans}, costs {total}, more than {limit}",
            plans=names,
            total=Amount(total),
            limit=Amount(max_total),
        )
    if expected and not expected.intersection(names):
        yield Message(
            "gate --expect-cheapest: the cheapest is {plans}, none of {expected}",
            plans=names,
            expected=tuple(sorted(expected)),
        )
    resting = tuple(plan.offer.id for plan in cheapest if plan.assumptions)
    if strict and resting:
        yield Message("gate --strict: the cheapest, {plans}, rests on assumptions", plans=resting)
