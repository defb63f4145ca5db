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
from telquote.language.measures import Price, names_of
from telquote.output.documents import InFull, Ratio
from telquote.output.report import Column, Speaker, Table

SHORT = 1000
"""Numerators and denominators below which a fraction is worth reading."""


def found_of(question: Question, findings: Sequence[Finding]) -> Finding | None:
    """Return what was found about the figure that a question asks for."""
    one = question.assumption
    of_plan = (found for found in findings if found.name == one.name and question.plan in found.plans)
    return next(of_plan, None)


def turns_of(found: Finding | None, sides: Sequence[str] = ("below", "above")) -> Iterator[tuple[Finding, Change, str]]:
    """Yield the nearest changes of a figure in each direction, and of each where the first plan is lost."""
    for side in sides:
        change = getattr(found, side) if found else None
        while found and change is not None:
            yield found, change, side
            change = change.lost


def turn(changed: tuple[Finding, Change, str], answer: Answer, plans: Mapping[str, RankedPlan]) -> Message:
    """Return from which value on, or up to which, who costs the same or is cheaper."""
    found, change, side = changed
    currency = answer.ranking.currency if found.priced else None
    lead = answer.lead.offer.id
    upwards, plain = side == "above", found.now.replace(".", "", 1).lstrip("-").isdigit()
    if change.lost is not None and change.lost.number == change.number:  # the same at one value alone
        written = exact_text(change.number) if plain else str(change.number)
        at = Message("at {value}", value=Price(written, currency))
    elif plain:  # one decimal finer than the figure
        decimals = len(found.now.partition(".")[2]) + 1
        at = where(change.number, decimals, currency, included=change.included, upwards=upwards)
    else:
        at = Message("from {value}" if upwards else "up to {value}", value=change.value)
    others = [name for name in change.cheapest if name != lead]
    if not change.cheapest:
        return Message("{where} none is offered", where=at)
    if not others:
        return Message("{where} {plan} alone is the cheapest", where=at, plan=answer.lead.offer.name)
    plan = plans[min(others, key=lambda name: (plans[name].first_payment, name))].offer.name
    if lead in change.cheapest:
        return Message("{where} {plan} costs the same", where=at, plan=plan)
    return Message("{where} {plan} is cheaper", where=at, plan=plan)


def where(number: Fraction, decimals: int, currency: str | None, *, included: bool, upwards: bool) -> Message:
    """Return the first value of so many decimals for which it is so, and the exact one where that is short."""
    if (number * 10**decimals).denominator == 1:
        value = Price(exact_text(number), currency)
        if included:
            return Message("from {value}" if upwards else "up to {value}", value=value)
        return Message("above {value}" if upwards else "below {value}", value=value)
    value = Price(rounded_text(stepped(number, decimals, upwards=upwards), decimals), currency)
    if max(abs(number.numerator), number.denominator) >= SHORT:
        return Message("from {value}" if upwards else "up to {value}", value=value)
    text = "from {value} (above {exact})" if upwards else "up to {value} (below {exact})"
    return Message(text, value=value, exact=str(number))


def stepped(number: Fraction, decimals: int, *, upwards: bool) -> Fraction:
    """Return the nearest value of so many decimals on one side of a number."""
    step = Fraction(1, 10**decimals)
    return (-(-number // step) if upwards else number // step) * step


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
            "plans": say(names_of([plans[name].offer.name for name in found.plans])),
            "now": found.now,
            "below": _side(found, "below", answer, plans, say),
            "above": _side(found, "above", answer, plans, say),
            "looked_at": "-".join(found.looked_at) if found.looked_at else "",
        }
        for found in findings
    ]
    return Table(columns, rows)


def _side(found: Finding, side: str, answer: Answer, plans: Mapping[str, RankedPlan], say: Speaker) -> str:
    if found.others:
        return say(turned_otherwise(found, plans)) if side == "below" else ""
    said = [say(turn(one, answer, plans)) for one in turns_of(found, (side,))]
    return say.row(said) or say("never" if found.looked_at else "no number")


def turned_otherwise(found: Finding, plans: Mapping[str, RankedPlan]) -> Message:
    """Return who is the cheapest under each alternative of a figure that is no number."""
    said = []
    for value, names in found.others:
        if names:
            cheapest = names_of([plans[name].offer.name for name in names])
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
