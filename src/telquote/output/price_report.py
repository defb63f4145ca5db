"""Who is the cheapest as a price varies, as a person reads it."""

from collections.abc import Iterator
from fractions import Fraction

from telquote.decisions.prices import PriceContest, PriceRange
from telquote.exact import exact_text
from telquote.language import Language
from telquote.language.measures import Money
from telquote.output.breakeven_report import assumption_lines, contest_title
from telquote.output.figures import between
from telquote.output.report import Column, Drawing, Report, Speaker, Table
from telquote.output.usage_text import usage_words


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
