"""Where, as a figure moves, another plan becomes the cheapest: in words, as a table, and in JSON."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from operator import attrgetter
from typing import Annotated

from typing_extensions import TypedDict

from telquote.decisions.answer import Answer
from telquote.decisions.comparison import RankedPlan
from telquote.decisions.questions import Question
from telquote.decisions.sensitivity import Change, Finding
from telquote.exact import exact_text, rounded_text
from telquote.language import Message
from telquote.language.measures import Name, Names, Price
from telquote.output.documents import InFull, Ratio
from telquote.output.report import Column, Speaker, Table

SHORT = 1000
"""Numerators and denominators below which a fraction is worth reading."""


def found_of(question: Question, findings: Sequence[Finding]) -> Finding | None:
    """Return what was found about the figure that a question asks for."""
    one = question.assumption
    of_plan = (found for found in findings if found.name == one.name and question.plan in found.plans)
    return next(of_plan, None)


def turns_of(found: Finding | None) -> Iterator[tuple[Finding, Change, str]]:
    """Yield the nearest changes of a figure in each direction, and of each where the first plan is lost."""
    for side in ("below", "above"):
        change = getattr(found, side) if found else None
        while found and change is not None:
            yield found, change, side
            change = change.lost


def turn(changed: tuple[Finding, Change, str], answer: Answer, plans: Mapping[str, RankedPlan]) -> Message:
    """Return from which value on, or up to which, who costs the same or is cheaper."""
    found, change, side = changed
    currency = answer.ranking.currency if found.priced else None
    lead = answer.lead.offer.id
    at_point = side == "above" and change.lost is not None and change.lost.number == change.number
    at_point |= side == "below" and change.lost is not None and change.lost.number == change.number
    if at_point:  # the same at one value alone
        where = Message("at {value}", value=Price(_written(change.number, found.now), currency))
    else:
        where = _where(found, change, currency, upwards=side == "above")
    others = [name for name in change.cheapest if name != lead]
    if not change.cheapest:
        return Message("{where} none is offered", where=where)
    if not others:
        return Message("{where} {plan} alone is the cheapest", where=where, plan=answer.lead.offer.name)
    plan = plans[min(others, key=lambda name: (plans[name].first_payment, name))].offer.name
    if lead in change.cheapest:
        return Message("{where} {plan} costs the same", where=where, plan=plan)
    return Message("{where} {plan} is cheaper", where=where, plan=plan)


def _written(number: Fraction, now: str) -> str:
    """Return a value as it is written, one decimal finer than the figure where it does not end before."""
    return exact_text(number) if _is_plain(now) else str(number)


def _where(found: Finding, change: Change, currency: str | None, *, upwards: bool) -> Message:
    """Return the first written value for which it is so, one decimal finer than the figure, and the exact one."""
    if not _is_plain(found.now):
        text = "from {value}" if upwards else "up to {value}"
        return Message(text, value=change.value)
    decimals = len(found.now.partition(".")[2]) + 1
    step = Fraction(1, 10**decimals)
    steps = change.number / step
    exact = steps.denominator == 1
    if exact:
        written = exact_text(change.number)
        if change.included:
            return (
                Message("from {value}", value=Price(written, currency))
                if upwards
                else Message("up to {value}", value=Price(written, currency))
            )
        return (
            Message("above {value}", value=Price(written, currency))
            if upwards
            else Message("below {value}", value=Price(written, currency))
        )
    whole = steps.__ceil__() if upwards else steps.__floor__()
    written = rounded_text(whole * step, decimals)
    if max(abs(change.number.numerator), change.number.denominator) >= SHORT:
        return (
            Message("from {value}", value=Price(written, currency))
            if upwards
            else Message("up to {value}", value=Price(written, currency))
        )
    fraction = str(change.number)
    if upwards:
        return Message("from {value} (above {exact})", value=Price(written, currency), exact=fraction)
    return Message("up to {value} (below {exact})", value=Price(written, currency), exact=fraction)


def _is_plain(text: str) -> bool:
    return text.replace(".", "", 1).lstrip("-").isdigit()


def prices_table(answer: Answer, findings: Sequence[Finding], say: Speaker) -> Table:
    """Return every figure that was moved, and where others become the cheapest."""
    plans = {plan.offer.id: plan for plan in answer.ranking.ranked}
    columns = (
        Column("figure", say("Figure")),
        Column("plans", say("Plans"), below="figure", prose=True),
        Column("now", say("Now"), numeric=True),
        Column("below", say("Below"), prose=True),
        Column("above", say("Above"), prose=True),
        Column("looked_at", say("Looked at"), prose=True),
    )
    rows = [
        {
            "figure": found.name,
            "plans": say(_names([plans[name].offer.name for name in found.plans])),
            "now": found.now,
            "below": _side(found, found.below, "below", answer, plans, say),
            "above": _side(found, found.above, "above", answer, plans, say),
            "looked_at": "-".join(found.looked_at) if found.looked_at else "",
        }
        for found in findings
    ]
    return Table(columns, rows)


def _names(names: Sequence[Name]) -> Names:
    return Names(tuple(names[:2]), len(names) - len(names[:2]))


def _side(
    found: Finding,
    change: Change | None,
    side: str,
    answer: Answer,
    plans: Mapping[str, RankedPlan],
    say: Speaker,
) -> str:
    if found.others:
        return say(turned_otherwise(found, plans)) if side == "below" else ""
    if change is None:
        return say("never") if found.looked_at else say("no number")
    said = []
    while change is not None:
        said.append(say(turn((found, change, side), answer, plans)))
        change = change.lost
    return ("；" if say.language == "zh" else "; ").join(said)


def turned_otherwise(found: Finding, plans: Mapping[str, RankedPlan]) -> Message:
    """Return who is the cheapest under each alternative of a figure that is no number."""
    said = []
    for value, names in found.others:
        if names:
            cheapest = _names([plans[name].offer.name for name in names])
            said.append(Message("at {value} {plans} is the cheapest", value=value, plans=cheapest))
        else:
            said.append(Message("at {value}: none is offered", value=value))
    return Message("{changes}", changes=said)


class ChangeDocument(TypedDict):
    """A value at which others are the cheapest; ``included`` tells whether it is so at the value itself.

    ``lost`` is where, further on, none of those that are the cheapest now is left among them.
    """

    value: Annotated[Ratio, attrgetter("number")]
    exact: Annotated[InFull, attrgetter("number")]
    included: bool
    cheapest: list[str]
    lost: "ChangeDocument | None"


FindingDocument = TypedDict(
    "FindingDocument",
    {
        "figure": Annotated[str, attrgetter("name")],
        "plans": list[str],
        "assumed": bool,
        "because": str | None,
        "now": str,
        "below": ChangeDocument | None,
        "above": ChangeDocument | None,
        "looked_at": list[str] | None,
        "or": Annotated[dict[str, list[str]], attrgetter("others")],
        "least_move": Annotated[Ratio | None, attrgetter("effort")],
    },
)
