"""All that is known of every ranked plan: each figure once, as a column of the whole table and as a key in JSON."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from telquote.decisions.answer import Answer
from telquote.decisions.comparison import RankedPlan
from telquote.exact import rounded_text
from telquote.language import listed
from telquote.language.measures import Month, money_text
from telquote.output.documents import Ratio
from telquote.output.report import Column, Speaker, Table

MONEY, RATIO, RATE, COUNT, WORDS = "money", "ratio", "rate", "count", "words"


class Figure(NamedTuple):
    """One figure of a ranked plan: its key in JSON with the type it has there, its column, and its value.

    A figure without a ``heading`` stands in JSON alone. ``below`` and ``named`` place its column where there is little
    room. ``said`` says it to a person where its kind does not.
    """

    key: str
    shape: Any
    kind: str
    value: Callable[[Answer, RankedPlan], Any]
    heading: str = ""
    below: str | None = None
    named: bool = False
    said: Callable[[Answer, RankedPlan, Speaker], str] | None = None


def _name(answer: Answer, plan: RankedPlan, say: Speaker) -> str:  # noqa: ARG001
    return say(plan.offer.plan.name)


def _requires(answer: Answer, plan: RankedPlan, say: Speaker) -> str:  # noqa: ARG001
    return listed((say(one.text) for one in plan.offer.plan.requires), say.language)


def _left(answer: Answer, plan: RankedPlan, say: Speaker) -> str:  # noqa: ARG001
    words = []
    for left in plan.quote.leftovers:
        if left.reusable:
            words.append(say("reusable"))
        if left.until is not None:
            words.append(say("to {month}", month=Month(left.until)))
    return listed(dict.fromkeys(words), say.language)


def _until(answer: Answer, plan: RankedPlan) -> int | None:  # noqa: ARG001
    return max((left.until for left in plan.quote.leftovers if left.until is not None), default=None)


def _span(answer: Answer, plan: RankedPlan) -> tuple[Fraction | None, Fraction | None]:
    if answer.unseen(plan):
        return None, None
    return answer.spans.get(plan.offer.id, (answer.cost(plan), answer.cost(plan)))


FIGURES = (
    Figure("rank", int | None, COUNT, lambda _, plan: plan.rank, "#"),
    Figure("plan", str, WORDS, lambda _, plan: plan.offer.id, "Plan"),
    Figure("vendor", str, WORDS, lambda _, plan: plan.offer.vendor.vendor),
    Figure("name", str, WORDS, lambda _, plan: plan.offer.plan.name, "Name", "plan", said=_name),
    Figure(
        "requires",
        list[str],
        WORDS,
        lambda _, plan: [one.id for one in plan.offer.plan.requires],
        "Requires",
        "plan",
        named=True,
        said=_requires,
    ),
    Figure("on_top", list[str], WORDS, lambda _, plan: [one.id for one in plan.offer.plan.requires if one.unpriced]),
    Figure("total", str, MONEY, lambda _, plan: plan.quote.total, "Total"),
    Figure("relative", Ratio | None, RATIO, lambda _, plan: plan.relative, "× cheapest", "total"),
    Figure("first_payment", str, MONEY, lambda _, plan: plan.first_payment, "Month 1"),
    Figure("upfront", str, MONEY, lambda _, plan: plan.quote.upfront, "Upfront", "first_payment"),
    Figure("per_month", Ratio, RATE, lambda _, plan: plan.per_month, "Per month"),
    Figure("per_minute", Ratio | None, RATIO, lambda _, plan: plan.per_minute, "Per minute", "per_month"),
    Figure("accrued", str, MONEY, lambda _, plan: plan.quote.accrued, "Accrued"),
    Figure("net", str, MONEY, lambda _, plan: plan.quote.net, "Net", "accrued"),
    Figure("expired", str, MONEY, lambda _, plan: plan.quote.expired, "Expired"),
    Figure("leftover", str, MONEY, lambda _, plan: plan.quote.leftover, "Leftover", "expired"),
    Figure("leftover_reusable", str, MONEY, lambda _, plan: plan.quote.total - plan.quote.net),
    Figure("leftover_until", int | None, COUNT, _until, "Leftover is", "expired", said=_left),
    Figure("committed", str, MONEY, lambda _, plan: plan.quote.committed),
    Figure("purchases", int, COUNT, lambda _, plan: plan.quote.purchases, "Purchases"),
    Figure("lowest", str | None, MONEY, lambda answer, plan: _span(answer, plan)[0]),
    Figure("highest", str | None, MONEY, lambda answer, plan: _span(answer, plan)[1], "Up to", "total"),
    Figure("assumptions", list[str], WORDS, lambda _, plan: [one.path for one in plan.assumptions]),
)
"""The figures of a ranked plan, in the order of the columns."""

_NESTED = ("lowest", "highest")
"""Figures that stand together in JSON, under ``could_be``."""


def whole_table(answer: Answer, plans: Sequence[RankedPlan], say: Speaker) -> Table:
    """Return every column of some plans."""
    shown = [figure for figure in FIGURES if figure.heading]
    columns = [
        Column(one.key, say(one.heading), one.kind != WORDS and one.said is None, one.below, one.named) for one in shown
    ]
    amounts = [one.value(answer, plan) for one in shown for plan in plans if one.kind == MONEY]
    whole = all(amount is None or amount.denominator == 1 for amount in amounts)
    rows = [{one.key: _cell(one, answer, plan, say, whole=whole) for one in shown} for plan in plans]
    return Table(columns, rows)


def _cell(figure: Figure, answer: Answer, plan: RankedPlan, say: Speaker, *, whole: bool) -> str:
    if figure.said is not None:
        return figure.said(answer, plan, say)
    value, currency = figure.value(answer, plan), answer.ranking.currency
    if value is None:
        return "" if figure.kind == COUNT else "-"
    if figure.kind == MONEY:
        return money_text(value, currency, whole=whole)
    if figure.kind == RATE:
        return money_text(value, currency, whole=False)
    return _ratio(value, figure.key) if figure.kind == RATIO else str(value)


def _ratio(value: Fraction, key: str) -> str:
    """Return a ratio for reading: a price of a minute to a hundredth of a cent; 1.00 stands for exactly 1 alone."""
    text = rounded_text(value, 4 if key == "per_minute" else 2, thousands=True)
    return text if text != "1.00" or value == 1 else rounded_text(value, 6)


def ranked_document(answer: Answer, plan: RankedPlan) -> dict[str, Any]:
    """Return the figures of a ranked plan as they stand in JSON, not yet written."""
    found = {figure.key: figure.value(answer, plan) for figure in FIGURES}
    return {
        **{key: value for key, value in found.items() if key not in _NESTED},
        "could_be": {key: found[key] for key in _NESTED},
    }


def ranked_shape() -> Mapping[str, Any]:
    """Return the type of each key of a ranked plan in JSON, ``could_be`` left out."""
    return {figure.key: figure.shape for figure in FIGURES if figure.key not in _NESTED}
