"""A break-even over whole values: as a person reads it, as a JSON document, and as rows for CSV."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from typing_extensions import TypedDict

from telquote.decisions.breakeven import CheapestRange
from telquote.decisions.contest import Contest, Stretch
from telquote.decisions.prices import PriceContest
from telquote.exact import exact_text
from telquote.language import Language, Term
from telquote.language.measures import Money
from telquote.output.documents import Asked, head, plans_from, question, ratio_text
from telquote.output.figures import between, rate_text, span_text
from telquote.output.notes import AssumptionDocument, assumption_documents, grouped, together
from telquote.output.report import Column, Drawing, Report, Speaker, Table
from telquote.output.usage_words import usage_words
from telquote.plans.catalogue import Catalogue
from telquote.usage.profile import SERVICES_BY_FIGURE


class EndsDocument(TypedDict):
    """Money at both ends of a range; null where a contender is not offered."""

    at_from: str | None
    at_to: str | None


RangeDocument = TypedDict(
    "RangeDocument",
    {
        "from": int,
        "to": int,
        "cheapest": list[str],
        "costs": dict[str, EndsDocument],
        "lead": EndsDocument,
        "plans": list[dict[str, int | str | None]],
    },
)


class MissingDocument(TypedDict):
    """A plan of a contender that is not offered at a value of the quantity, and why."""

    plan: str
    at: int
    reason: str


_BreakevenDocument = TypedDict(
    "_BreakevenDocument",
    {
        "over": str,
        "from": int,
        "to": int,
        "to_is": str,
        "contenders": list[str],
        "ranges": list[RangeDocument],
        "break_evens": list[int],
        "long_run": dict[str, str | None],
        "simulations": int,
        "assumptions": list[AssumptionDocument],
        "not_offered": list[MissingDocument],
    },
)


class BreakevenDocument(Asked, _BreakevenDocument):
    """The answer of ``breakeven`` over a quantity that takes whole values."""


def breakeven_document(answer: Contest, catalogue: Catalogue) -> BreakevenDocument:
    """Return the document of a break-even."""
    return {
        **head("breakeven"),  # type: ignore[typeddict-item]  # mypy cannot see through the shared first keys
        "plans_from": plans_from(catalogue),
        **question(answer.currency, answer.months, answer.by, answer.usage),
        "over": answer.quantity.name,
        "from": answer.first,
        "to": answer.last,
        "to_is": answer.end,
        "contenders": [entrant.name for entrant in answer.entrants],
        "ranges": [_range(one, answer) for one in answer.stretches],
        "break_evens": list(answer.break_evens),
        "long_run": {
            name: None if rate is None else ratio_text(rate / answer.months) for name, rate in answer.long_run.items()
        },
        "simulations": answer.simulations,
        "assumptions": [
            document for plan, assumptions in answer.assumptions for document in assumption_documents(plan, assumptions)
        ],
        "not_offered": [
            {"plan": name, "at": answer.last, "reason": reason.said("en")} for name, reason in answer.not_offered
        ],
    }


def _range(one: Stretch, answer: Contest) -> RangeDocument:
    return {
        "from": one.first,
        "to": one.last,
        "cheapest": list(one.cheapest),
        "costs": {name: {"at_from": _money(costs[0]), "at_to": _money(costs[1])} for name, costs in one.costs.items()},
        "lead": {"at_from": _money(one.lead[0]), "at_to": _money(one.lead[1])},
        "plans": list(_plans(one, answer)),
    }


def _money(amount: Fraction | None) -> str | None:
    return None if amount is None else exact_text(amount)


def _plans(one: Stretch, answer: Contest) -> Iterator[dict[str, int | str | None]]:
    """Yield which plan stands for each contender, over the longest ranges in which none changes."""
    first = one.first
    while answer.standing and first <= one.last:
        standing = {name: _at(ranges, first) for name, ranges in answer.standing.items()}
        last = min(one.last, *(found.last for found in standing.values()))
        names = {name: " = ".join(found.names) or None for name, found in standing.items()}
        yield {"from": first, "to": last, **names}
        first = last + 1


def _at(ranges: Sequence[CheapestRange], value: int) -> CheapestRange:
    from bisect import bisect_right

    return ranges[bisect_right(ranges, value, key=lambda one: one.first) - 1]


def breakeven_rows(document: BreakevenDocument) -> list[dict[str, object]]:
    """Return one row a range."""
    rows = []
    for one in document["ranges"]:
        row: dict[str, object] = {
            "over": document["over"],
            "from": one["from"],
            "to": one["to"],
            "cheapest": one["cheapest"],
        }
        for name, costs in one["costs"].items():
            row[f"{name} at_from"], row[f"{name} at_to"] = costs["at_from"], costs["at_to"]
        row["lead at_from"], row["lead at_to"] = one["lead"]["at_from"], one["lead"]["at_to"]
        rows.append(row)
    return rows


FOLDED = 10
"""Ranges beyond which the middle of the answer is folded, unless all are asked for."""

KEPT = 3
"""Ranges that are kept at either end of a folded answer."""


def breakeven_report(
    answer: Contest, plans_from: str, language: Language, *, everything: bool, drawing: Drawing | None = None
) -> Report:
    """Return who is the cheapest where, in words, drawn where that is asked for, and as a table."""
    say = Speaker(language)
    title = contest_title(answer, Term(answer.quantity.words), plans_from, say)
    report = Report(title)
    shown = _shown(answer.stretches, everything=everything)
    report.add_lines(say("Answer"), list(_sentences(answer, shown, say)))
    report.parts += [drawing] if drawing else []
    report.parts.append(_table(answer, shown, say))
    report.add_lines(say("How far"), list(_ends(answer, say)))
    if everything:
        for entrant in answer.entrants:
            items = [
                f"{span_text(one.first, one.last)}  {' = '.join(one.names) or say('none is offered')}"
                for one in answer.standing[entrant.name]
            ]
            report.add_lines(say("The cheapest plan of {name}", name=entrant.name), items)
    report.add_lines(say("Assumptions"), assumption_lines(answer, say))
    return report


def assumption_lines(answer: Contest | PriceContest, say: Speaker) -> list[str]:
    """Return what the contenders' costs rest on, each once."""
    offered = [offer.id for entrant in answer.entrants for offer in entrant.offers]
    return [note.text(together(note.plans, offered, say), say) for note in grouped(answer.assumptions)]


def contest_title(answer: Contest | PriceContest, quantity: str | Term, plans_from: str, say: Speaker) -> str:
    """Return who is held against whom, over what."""
    return say(
        "{contenders} over {quantity} from {first} to {last}, in {currency} by {by} (plans: {plans})",
        contenders=[entrant.name for entrant in answer.entrants],
        quantity=quantity,
        first=answer.first,
        last=answer.last,
        currency=answer.currency,
        by=Term(answer.by),
        plans=Term(plans_from),
    )


def _shown(stretches: Sequence[Stretch], *, everything: bool) -> list[Stretch | int]:
    """Return the stretches to print, and in place of those that are folded their number."""
    if everything or len(stretches) <= FOLDED:
        return list(stretches)
    middle = stretches[KEPT:-KEPT]
    widest = max(middle, key=lambda one: max(one.lead[0] or 0, one.lead[1] or 0))
    at = middle.index(widest)
    folded: list[Stretch | int] = [*stretches[:KEPT], at, widest, len(middle) - at - 1, *stretches[-KEPT:]]
    return [one for one in folded if one != 0]


def _sentences(answer: Contest, shown: Sequence[Stretch | int], say: Speaker) -> Iterator[str]:
    for one in shown:
        if isinstance(one, int):
            yield say("({count} more ranges; --all shows them)", count=one)
        else:
            yield _sentence(answer, one, say)
    if len(answer.stretches) == 1 and len(answer.stretches[0].cheapest) == 1:
        cheapest = answer.stretches[0].cheapest
        others = [entrant.name for entrant in answer.entrants if entrant.name not in cheapest]
        yield say(
            "{others}: never the cheapest within {span}", others=others, span=span_text(answer.first, answer.last)
        )


def _sentence(answer: Contest, one: Stretch, say: Speaker) -> str:
    span = span_text(one.first, one.last)
    if one.last == answer.last and one.first > answer.first:
        span = say("{first} to the end of the range ({last})", first=one.first, last=one.last)
    if not one.cheapest:
        return say("{span}: none is offered", span=span)
    if len(one.cheapest) > 1:
        return say("{span}: {names} cost the same", span=span, names=one.cheapest)
    if one.lead == (None, None):
        return say("{span}: {name} alone is offered", span=span, name=one.cheapest[0])
    name, currency = one.cheapest[0], answer.currency
    gone = [[other for other, costs in one.costs.items() if costs[end] is None] for end in (0, 1)]
    if one.lead[1] is None and one.lead[0] is not None and gone[1]:
        text = "{span}: {name} is cheaper, by {lead} at first; {others} not offered at last"
        return say(text, span=span, name=name, lead=Money(one.lead[0], currency), others=gone[1])
    if one.lead[0] is None and one.lead[1] is not None and gone[0]:
        text = "{span}: {name} is cheaper, by {lead} at last; {others} not offered at first"
        return say(text, span=span, name=name, lead=Money(one.lead[1], currency), others=gone[0])
    lead = tuple("-" if part is None else Money(part, currency) for part in one.lead)
    return say(
        "{span}: {name} is cheaper, by {at_first} at first and {at_last} at last",
        span=span,
        name=one.cheapest[0],
        at_first=lead[0],
        at_last=lead[1],
    )


def _table(answer: Contest, shown: Sequence[Stretch | int], say: Speaker) -> Table:
    names = [entrant.name for entrant in answer.entrants]
    columns = [
        Column("span", _heading(answer, say)),
        Column("cheapest", say("Cheapest")),
        *(Column(f"cost:{name}", say("{name} costs", name=name), numeric=True, below=None) for name in names),
    ]
    stretches = [one for one in shown if not isinstance(one, int)]
    amounts = [cost for one in stretches for costs in one.costs.values() for cost in costs if cost is not None]
    whole = all(amount.denominator == 1 for amount in amounts)
    rows = []
    for one in stretches:
        row = {"span": span_text(one.first, one.last), "cheapest": " = ".join(one.cheapest) or say("none is offered")}
        row.update((f"cost:{name}", between(one.costs[name], answer.currency, whole=whole)) for name in names)
        rows.append(row)
    return Table(columns, rows)


def _heading(answer: Contest, say: Speaker) -> str:
    words = say(Term(answer.quantity.words))
    return words if ":" in words else words[:1].upper() + words[1:]


_REASONS = {
    "given": "the range was given",
    "proven": "past {last}, what each costs in the long run proves that nothing changes any more",
    "bound": "nothing proves that no change comes later; looked at up to {last}",
}


def _ends(answer: Contest, say: Speaker) -> Iterator[str]:
    yield say(_REASONS[answer.end], last=answer.last)
    usage = usage_words(answer.usage, say, without=SERVICES_BY_FIGURE.get(answer.quantity.name))
    if answer.quantity.name == "months":
        yield say("the usage: {usage}", usage=usage)
    else:
        yield say("the rest of the usage: {usage}, for {months} months", usage=usage, months=answer.months)
    if answer.quantity.held:
        yield say(answer.quantity.held)
    for name, reason in answer.not_offered:
        yield say("{name} is not offered at {value}: {reason}", name=name, value=answer.last, reason=reason)
    for name, rate in answer.long_run.items():
        if rate is not None:
            cost = f"{rate_text(rate / answer.months)} {answer.currency}"
            yield say("in the long run {name} costs {cost} each", name=name, cost=cost)
    count = answer.last - answer.first + 1
    yield say("simulations: {count}, in place of {all} values times the plans", count=answer.simulations, all=count)
