"""Who is the cheapest as a price varies: as a person reads it, as a JSON document, and as rows for CSV."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from typing_extensions import TypedDict

from telquote.decisions.prices import PriceContest, PriceRange
from telquote.exact import exact_text
from telquote.language import Language
from telquote.language.measures import Money
from telquote.output.breakeven import EndsDocument, assumption_lines, contest_title
from telquote.output.documents import Asked, head, plans_from, question
from telquote.output.figures import between
from telquote.output.notes import AssumptionDocument, assumption_documents
from telquote.output.report import Column, Drawing, Report, Speaker, Table
from telquote.output.usage_words import usage_words
from telquote.plans.catalogue import Catalogue


class EndDocument(TypedDict):
    """An end of a range of prices: to six decimals, as an exact fraction, and whether it belongs to the range."""

    value: str
    exact: str
    closed: bool


PriceRangeDocument = TypedDict(
    "PriceRangeDocument",
    {"from": EndDocument, "to": EndDocument, "cheapest": list[str], "costs": dict[str, EndsDocument]},
)
_PriceDocument = TypedDict(
    "_PriceDocument",
    {
        "over": str,
        "now": list[str],
        "from": str,
        "to": str,
        "contenders": list[str],
        "ranges": list[PriceRangeDocument],
        "break_evens": list[str],
        "simulations": int,
        "assumptions": list[AssumptionDocument],
    },
)


class PriceDocument(Asked, _PriceDocument):
    """The answer of ``breakeven`` over a price."""


def price_document(answer: PriceContest, catalogue: Catalogue) -> PriceDocument:
    """Return the document of a break-even over a price."""
    return {
        **head("breakeven-price"),  # type: ignore[typeddict-item]  # mypy cannot see through the shared first keys
        "plans_from": plans_from(catalogue),
        **question(answer.currency, answer.months, answer.by, answer.usage),
        "over": answer.price.path,
        "now": [exact_text(value) for value in answer.price.now],
        "from": exact_text(answer.first),
        "to": exact_text(answer.last),
        "contenders": [entrant.name for entrant in answer.entrants],
        "ranges": [
            {
                "from": _end(one.first, closed=one.closed[0]),
                "to": _end(one.last, closed=one.closed[1]),
                "cheapest": list(one.cheapest),
                "costs": {name: {"at_from": _money(a), "at_to": _money(b)} for name, (a, b) in one.costs.items()},
            }
            for one in answer.ranges
        ],
        "break_evens": [str(one.first) for one in answer.ranges[1:]],
        "simulations": answer.simulations,
        "assumptions": [
            document for plan, assumptions in answer.assumptions for document in assumption_documents(plan, assumptions)
        ],
    }


def _end(number: Fraction, *, closed: bool) -> EndDocument:
    return {"value": exact_text(number), "exact": str(number), "closed": closed}


def _money(amount: Fraction | None) -> str | None:
    return None if amount is None else exact_text(amount)


def price_rows(document: PriceDocument) -> Sequence[dict[str, object]]:
    """Return one row a range."""
    rows = []
    for one in document["ranges"]:
        row: dict[str, object] = {"over": document["over"]}
        for side in ("from", "to"):
            end: EndDocument = one[side]
            row[side], row[f"{side} closed"] = end["exact"], end["closed"]
        row["cheapest"] = one["cheapest"]
        for name, costs in one["costs"].items():
            row[f"{name} at_from"], row[f"{name} at_to"] = costs["at_from"], costs["at_to"]
        rows.append(row)
    return rows


def price_report(answer: PriceContest, plans_from: str, language: Language, drawing: Drawing | None = None) -> Report:
    """Return the ranges of a price, their ends exact: a square bracket belongs to its range, a round one does not."""
    say = Speaker(language)
    title = contest_title(answer, answer.price.path, plans_from, say)
    report = Report(title)
    now = answer.price.now
    here = [index for index, one in enumerate(answer.ranges) if len(now) == 1 and one.holds(now[0])]
    report.add_lines(say("Answer"), list(_sentences(answer, say)), mark=next(iter(here), None))
    report.parts += [drawing] if drawing else []
    names = [entrant.name for entrant in answer.entrants]
    amounts = [cost for one in answer.ranges for costs in one.costs.values() for cost in costs if cost is not None]
    whole = all(amount.denominator == 1 for amount in amounts)
    columns = [
        Column("span", say("Price")),
        Column("cheapest", say("Cheapest")),
        *(Column(f"cost:{name}", say("{name} costs", name=name), numeric=True) for name in names),
    ]
    rows = []
    for one in answer.ranges:
        row = {"span": span(one), "cheapest": " = ".join(one.cheapest) or say("none is offered")}
        row.update((f"cost:{name}", between(one.costs[name], answer.currency, whole=whole)) for name in names)
        rows.append(row)
    report.parts.append(Table(columns, rows))
    usage = usage_words(answer.usage, say)
    lines = [
        say("the price is {now} now", now=now),
        say("the usage: {usage}", usage=usage),
        say("simulations: {count}; no price in between is left unlooked at", count=answer.simulations),
    ]
    report.add_lines(say("How far"), lines)
    report.add_lines(say("Assumptions"), assumption_lines(answer, say))
    return report


def _sentences(answer: PriceContest, say: Speaker) -> Iterator[str]:
    for one in answer.ranges:
        if not one.cheapest:
            yield say("{span}: none is offered", span=span(one))
        elif len(one.cheapest) > 1:
            yield say("{span}: {names} cost the same", span=span(one), names=one.cheapest)
        else:
            cost = one.costs[one.cheapest[0]]
            ends = ["-" if part is None else Money(part, answer.currency) for part in cost]
            yield say(
                "{span}: {name} is the cheapest, {first} ... {last}",
                span=span(one),
                name=one.cheapest[0],
                first=ends[0],
                last=ends[1],
            )


def span(one: PriceRange) -> str:
    """Return a range of prices with its exact ends; a fraction stands beside decimals that never end."""
    if one.first == one.last:
        return _exact(one.first)
    left, right = ("[" if one.closed[0] else "("), ("]" if one.closed[1] else ")")
    return f"{left}{_exact(one.first)}, {_exact(one.last)}{right}"


def _exact(number: Fraction) -> str:
    text = exact_text(number)
    return text if Fraction(text) == number else f"{text} = {number}"
