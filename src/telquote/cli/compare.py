"""``telquote compare``."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from telquote.cli.edge import GATE_FAILED, note
from telquote.cli.kinds import amount, whole
from telquote.cli.options import (
    GATES,
    AnswerOptions,
    MoneyOptions,
    PlansOptions,
    Ranked,
    SelectionOptions,
    UsageOptions,
    complete_plan,
    option,
)
from telquote.language import Message, MessageError
from telquote.language.measures import Money

if TYPE_CHECKING:
    from telquote.cli.answer import Answer
    from telquote.decisions.answer import Answer as Said
    from telquote.decisions.comparison import Comparison
    from telquote.decisions.sensitivity import Finding
    from telquote.output.compare.document import ComparisonDocument
    from telquote.output.compare.screen import Shown
    from telquote.output.report import Report
    from telquote.plans.catalogue import Catalogue


def _gate(name: str, say: str, metavar: str | None = None, parser: Any = None, completes: Any = None) -> Any:
    return option(name, say=say, group=GATES, metavar=metavar, parser=parser, completes=completes)


def compare(
    which: SelectionOptions,
    use: UsageOptions,
    files: PlansOptions,
    money: MoneyOptions,
    how: AnswerOptions,
    by: Ranked = "total",
    top: Annotated[Any, option("--top", say="the first N of the ranking", metavar="N", parser=whole(1))] = None,
    quiet: Annotated[bool, option("-q", "--quiet", say="the conclusion alone")] = False,
    everything: Annotated[bool, option("--long", say="all that is known of every plan")] = False,
    max_total: Annotated[Any, _gate("--max-total", "where the cheapest costs more", "N", amount)] = None,
    expect_cheapest: Annotated[
        str | None, _gate("--expect-cheapest", "where this one is not among the cheapest", "PLAN", None, complete_plan)
    ] = None,
    strict: Annotated[bool, _gate("--strict", "where the cheapest rests on what nobody confirmed")] = False,
) -> int:
    """Which plan is cheapest for your calls, by how much, and what to ask first."""
    from telquote.cli.question import none_serves, placing, selection, usage_of
    from telquote.decisions.answer import answer_of
    from telquote.decisions.comparison import compare as ranking
    from telquote.output.compare.screen import Shown
    from telquote.output.questions import asked
    from telquote.plans.selection import matching

    shortened = [name for name, given in (("--top", top), ("-q", quiet), ("--long", everything)) if given]
    if shortened and how.format in ("json", "csv"):
        text = "{option}: cuts what a person reads; {form} holds everything"
        raise MessageError(Message(text, option=shortened[0], form=how.format))
    if len(shortened) > 1:
        text = "{option}: without effect beside {other}"
        raise MessageError(Message(text, option=shortened[0], other=shortened[-1]))
    usage = usage_of(use, files, which.selectors or ())
    chosen = selection(files, which, money, usage)
    catalogue = chosen.catalogue
    expected = matching(catalogue.offers(), expect_cheapest) if expect_cheapest else ()
    wide = everything or how.format != "table"
    with placing(usage):
        result = ranking(chosen.offers, usage, months=use.months, by=by, left_out=chosen.left_out, volumes=wide)
    if not result.ranked:
        raise none_serves(result, which, how.language)
    answer = answer_of(result)
    _answer(answer, catalogue, how, Shown(top, quiet), everything=everything).write(how)
    question = asked(answer.questions[0].assumption) if answer.questions else None
    failed = list(_failed_gates(result, max_total, {offer.id for offer in expected}, question, strict=strict))
    for message in failed:
        note(message, how.language)
    return GATE_FAILED if failed else 0


def _answer(
    answer: "Said", catalogue: "Catalogue", how: AnswerOptions, shown: "Shown", *, everything: bool
) -> "Answer":
    from telquote.cli.answer import Answer
    from telquote.cli.typed import of_one_plan, the_same
    from telquote.output.compare.screen import Pointers, compare_report

    pointers = Pointers(the_same("sensitivity"), of_one_plan("simulate", answer.lead.offer.id))

    def findings() -> "Sequence[Finding]":
        from telquote.decisions.sensitivity import MOST_STEPS, sensitivity

        return sensitivity(answer.ranking, most_steps=MOST_STEPS)

    def report(width: int) -> "Report":
        if how.format == "markdown" and not shown.quiet:
            from telquote.output.compare.long import markdown_report

            return markdown_report(answer, findings(), catalogue.path, how.language, pointers)
        if everything:
            from telquote.output.compare.long import long_report

            return long_report(answer, findings(), catalogue.path, how.language, width, pointers)
        return compare_report(answer, how.language, width, shown, pointers)

    def document() -> "ComparisonDocument":
        from telquote.output.compare.document import comparison_document

        return comparison_document(answer, findings(), catalogue)

    def rows(document: "ComparisonDocument") -> list[dict[str, object]]:
        from telquote.output.compare.document import comparison_rows

        return comparison_rows(document)

    return Answer(report, document, rows)


def _failed_gates(
    result: "Comparison", max_total: Any, expected: set[str], question: object, *, strict: bool
) -> Iterator[Message]:
    cheapest = result.cheapest
    names = tuple(plan.offer.id for plan in cheapest)
    total = min(plan.quote.total for plan in cheapest)
    if max_total is not None and (besides := result.on_top_of):
        text = "gate --max-total: the cheapest, {plans}, costs {total} and what nobody has priced: {needs}"
        yield Message(text, plans=names, total=Money(total, result.currency), needs=list(besides))
    elif max_total is not None and total > max_total:
        yield Message(
            "gate --max-total: the cheapest, {plans}, costs {total}, more than {limit}",
            plans=names,
            total=Money(total, result.currency),
            limit=Money(max_total, result.currency),
        )
    if expected and not expected.intersection(names):
        yield Message(
            "gate --expect-cheapest: the cheapest is {plans}, none of {expected}",
            plans=names,
            expected=tuple(sorted(expected)),
        )
    resting = tuple(plan.offer.id for plan in cheapest if plan.assumptions)
    if strict and resting and question is None:
        yield Message("gate --strict: the cheapest, {plans}, rests on what nobody has confirmed", plans=resting)
    elif strict and resting:
        text = "gate --strict: the cheapest, {plans}, rests on what nobody has confirmed; ask first: {question}"
        yield Message(text, plans=resting, question=question)
