"""A comparison on one screen: a table whose rows each say something new, and the conclusion below it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from telquote.decisions.answer import Answer, rows_of
from telquote.decisions.assumptions import as_written
from telquote.decisions.comparison import Comparison, NotOfferedPlan, RankedPlan
from telquote.language import Language, Message, Term, Text, cells, listed, loosened
from telquote.language.measures import Count, CurrencyName, Month, Name, Price, money_text
from telquote.language.signs import visible
from telquote.output.compare.conclusion import Pointer, conclusion
from telquote.output.layout import GAP, laid_out
from telquote.output.lines import wrapped
from telquote.output.report import BEST, CAREFUL, DIM, Cell, Column, Labels, Report, Speaker, Table
from telquote.output.usage_words import asked_words
from telquote.plans.offers import Offer
from telquote.plans.statements import Requirement

MOST_LINES = 22
"""Lines of an answer that leave what was typed and the next prompt on a terminal of 24."""

FEWEST_ROWS = 3
WITH_IDS, WHOLE, CATCH_BESIDE, WITH_UP_TO = 100, 80, 72, 52
"""Widths from which ids have a column, all fits one screen, the catch has its column, and *Up to* has its."""

LEAST_CATCH = 18


class Shown(NamedTuple):
    """How much is shown: the first plans of the ranking in place of chosen ones, or the conclusion alone."""

    top: int | None = None
    quiet: bool = False


class Pointers(NamedTuple):
    """What the last line tells to type: the command that asks, and the one that shows the first plan's months."""

    ask: Pointer
    follow: Pointer


def compare_report(answer: Answer, language: Language, width: int, shown: Shown, pointers: Pointers) -> Report:
    """Return the table and the conclusion for a width; where the lines are many the table gives way."""
    say = Speaker(language)
    end = conclusion(answer, say, width, *pointers)
    if shown.quiet:
        return Report("", [end])
    if shown.top is not None:
        return _report(answer, ranked_plans(answer)[: shown.top], end, say, width)
    rows = list(rows_of(answer))
    report = _report(answer, rows, end, say, width)
    lines = len(laid_out(report, width))
    while lines > MOST_LINES and (gone := _least_needed(answer, rows)):
        rows.remove(gone)
        report = _report(answer, rows, end, say, width)
        lines = len(laid_out(report, width))
    for label in ("Differ", "Holds"):
        kept = [item for item in end.items if item.label != say(label)]
        if lines > MOST_LINES and width >= WHOLE and len(kept) < len(end.items):
            end = end._replace(items=kept)
            report = _report(answer, rows, end, say, width)
            lines = len(laid_out(report, width))
    return report


def ranked_plans(answer: Answer) -> list[RankedPlan]:
    """Return every plan that can serve: leaders in their order, then by rank, then those with a cost in no total."""
    rest = answer.ranking.ranked[len(answer.leaders) :]
    return [*answer.leaders, *rest, *answer.ranking.unpriced]


def _least_needed(answer: Answer, rows: Sequence[RankedPlan]) -> RankedPlan | None:
    """Return the last row that is no leader, not the next and not today's plan; None where three are left."""
    if len(rows) <= FEWEST_ROWS:
        return None
    following = answer.next.plans[0].offer.id if answer.next else None
    today = answer.saving.plan if answer.saving else None
    free = [row for row in rows if row.rank != 1 and row.offer.id not in (following, today)]
    return free[-1] if free else None


def _report(answer: Answer, rows: Sequence[RankedPlan], end: Labels, say: Speaker, width: int) -> Report:
    return Report(_title(answer, len(rows), say, width), [plans_table(answer, rows, say, width), end])


def _title(answer: Answer, shown: int, say: Speaker, width: int) -> str:
    ranking = answer.ranking
    every = len(ranking.ranked) + len(ranking.unpriced) + len(ranking.not_offered)
    asked = asked_words(ranking.usage, ranking.months, currency_words(ranking))
    if any(plan.offer.plan.requires for plan in ranking.ranked) and (top := ranking.on_top_of):
        asked = Message("{asked}, on top of {requirements}", asked=asked, requirements=list(top))
    if ranking.by != "total":
        asked = Message("{asked}, ranked by {by}", asked=asked, by=Term(ranking.by))
    counted = {"asked": asked, "shown": shown, "plans": Count(every, "plan"), "every": every}
    if shown == every:
        return say("{asked}; {plans}", **counted)
    full = say("{asked}; {shown} of {plans} (all: --top {every})", **counted)
    return full if len(wrapped(full, width)) == 1 else say("{asked}; {shown} of {plans}", **counted)


def currency_words(ranking: Comparison) -> object:
    """Return the currency of a ranking, and the rates at which plans were converted into it."""
    rates = {
        Message("1 {own} = {rate}", own=exchange.own, rate=Price(as_written(exchange.rate), None)).said("en")
        for plan in ranking.ranked
        if (exchange := plan.offer.exchange) is not None
    }
    currency = CurrencyName(ranking.currency)
    return Message("{currency} ({rates})", currency=currency, rates=sorted(rates)) if rates else currency


def plans_table(answer: Answer, rows: Sequence[RankedPlan], say: Speaker, width: int) -> Table:
    """Return the table of some plans, as it fits the width."""
    with_up_to, beside, with_ids = width >= WITH_UP_TO, width >= CATCH_BESIDE, width >= WITH_IDS
    columns = [
        Column("rank", "#", numeric=True),
        Column("plan", say("Plan"), prose=True),
        Column("total", say(_HEADINGS[answer.ranking.by]), numeric=True),
        Column("up_to", say("Up to"), numeric=True),
        Column("first", say("Month 1"), numeric=True),
    ]
    columns = [column for column in columns if with_up_to or column.key != "up_to"]
    cellsof = [_cells(answer, plan, say, rows) for plan in rows]
    catches = [list(_catches(plan, answer, say)) for plan in rows]
    after = left_out(answer.ranking, say, width - 1)
    if not beside:
        under = [loosened(_fitting(one, width, say)) for one in catches]
        return Table(columns, cellsof, 1, under, after)
    numbers = sum(_column_width(column, cellsof) + GAP for column in columns if column.numeric)
    longest = max(cells(loosened(say(row["plan"].text))) for row in cellsof)
    ids = max(cells(plan.offer.id) for plan in rows) + GAP if with_ids else 0
    room = width - 1 - numbers - GAP - ids
    reserved = LEAST_CATCH if any(catches) else 0
    name_width = max(min(longest, room - reserved), LEAST_CATCH)
    broken = [wrapped(row["plan"].text, name_width) for row in cellsof]
    name_width = max(cells(line) for lines in broken for line in lines)
    catch = max(room - name_width, LEAST_CATCH)
    full: list[dict[str, str | Cell]] = [
        {
            **row,
            "plan": _in_width(row["plan"], name_width),
            "catch": _fitting(one, catch, say),
            "id": Cell(plan.offer.id, DIM),
        }
        for row, one, plan in zip(cellsof, catches, rows, strict=True)
    ]
    columns[1] = columns[1]._replace(most=name_width)
    columns += [Column("catch", say("Catch"), prose=True), *([Column("id", say("to type"))] if with_ids else [])]
    return Table(columns, full, 1, (), after)


_HEADINGS = {"total": "Total", "accrued": "Accrued", "net": "Net", "upfront": "Upfront"}


def _in_width(name: Cell, width: int) -> Cell:
    """Return a name that may be broken where it is wider than its column."""
    return name if cells(loosened(name.text)) <= width else name._replace(text=loosened(name.text))


def _column_width(column: Column, rows: Sequence[Mapping[str, Cell]]) -> int:
    return max(cells(column.label), *(cells(loosened(row[column.key].text)) for row in rows))


def _cells(answer: Answer, plan: RankedPlan, say: Speaker, rows: Sequence[RankedPlan]) -> dict[str, Cell]:
    currency, best = answer.ranking.currency, BEST if plan.rank == 1 else ""
    costs = [answer.cost(one) for one in rows]
    most = [answer.up_to(one) for one in rows]
    whole = all(one.denominator == 1 for one in (*costs, *most, *(one.first_payment for one in rows)))
    total = answer.cost(plan)
    unpriced = plan.rank is None or answer.ranking.on_top_of
    today = answer.saving is not None and answer.saving.plan == plan.offer.id
    name = say(Message("{plan} (today)", plan=plan.offer.name)) if today else say(plan.offer.name)
    return {
        "rank": Cell(str(plan.rank or ""), best),
        "plan": Cell(name, best),
        "total": Cell(money_text(total, currency, whole=whole) + (" + ?" if unpriced else ""), best),
        "up_to": Cell(_up_to(answer, plan, whole=whole), CAREFUL),
        "first": Cell(money_text(plan.first_payment, currency, whole=whole)),
    }


def _up_to(answer: Answer, plan: RankedPlan, *, whole: bool) -> str:
    """Return what a plan can cost at most: ``?`` where nobody looked, with ``+`` where not all of it was looked at."""
    if answer.unseen(plan):
        return "?"
    up_to = answer.up_to(plan)
    if up_to <= answer.cost(plan):
        return ""
    return money_text(up_to, answer.ranking.currency, whole=whole) + ("+" if plan.offer.id in answer.partly else "")


def _catches(plan: RankedPlan, answer: Answer, say: Speaker) -> Iterator[str]:
    """Yield what a buyer must put up with: what is required, what is lost, what is left."""
    currency, quote = answer.ranking.currency, plan.quote
    for requirement in plan.offer.plan.requires:
        yield visible(say(requirement_words(requirement)))
    term = plan.offer.plan.minimum_term
    if term and term.amount and term.amount.months > answer.ranking.months:
        text = "bound for {term}, assumed" if term.assumed else "bound for {term}"
        yield say(Message(text, term=Count(term.amount.months, "month")))
    if quote.expired > 0:
        yield say("{amount} lost", amount=money_text(quote.expired, currency))
    if quote.leftover > 0:
        until = [left.until for left in quote.leftovers if left.until is not None]
        left = money_text(quote.leftover, currency)
        if until and len(until) == len(quote.leftovers):
            yield say("{amount} left, to {month}", amount=left, month=Month(max(until)))
        else:
            yield say("{amount} left", amount=left)


def requirement_words(requirement: Requirement) -> Text:
    """Return a requirement in a few words: its own, else in English its id."""
    return requirement.short or Text(zh=requirement.text.zh, en=requirement.id.replace("-", " "))


def _fitting(catches: Sequence[str], width: int, say: Speaker) -> str:
    """Return what fits one line: parts are dropped from the end, each first shortened at its comma."""
    kept = list(catches)
    while kept and cells(loosened(say.row(kept))) > width:
        comma = "，" if say.language == "zh" else ", "
        head, found, _ = kept[-1].rpartition(comma)
        kept = [*kept[:-1], head] if found else kept[:-1]
    return say.row(kept)


def left_out(ranking: Comparison, say: Speaker, width: int) -> str:
    """Return which plans are left out and why: by name where one line holds them, else how many for which reason."""
    if not ranking.not_offered:
        return ""
    by_reason: dict[str, list[NotOfferedPlan]] = {}
    for plan in ranking.not_offered:
        by_reason.setdefault(say(general_reason(plan.reason)), []).append(plan)
    everyone = [plan.offer for plan in (*ranking.ranked, *ranking.unpriced)]
    everyone += [plan.offer for plan in ranking.not_offered]
    parts = []
    for reason, plans in by_reason.items():
        names = list(vendors_or_plans([plan.offer for plan in plans], everyone))
        joined = ("、" if say.language == "zh" else "; ").join(say(name) for name in names)
        if len(names) == 1:
            parts.append(say("{plan} ({reason})", plan=joined, reason=reason))
        else:
            parts.append(say("{plans} ({reason})", plans=joined, reason=reason))
    named = say("left out: {plans}", plans=say.row(parts))
    if cells(loosened(named)) <= width:
        return named
    counted = [
        say("{reason} ({count})", reason=reason, count=len(plans))
        for reason, plans in sorted(by_reason.items(), key=lambda item: -len(item[1]))
    ]
    return say(
        "left out, {count}: {reasons}; why: --long",
        count=Count(len(ranking.not_offered), "plan"),
        reasons=listed(counted, say.language),
    )


def vendors_or_plans(offers: Sequence[Offer], everyone: Sequence[Offer]) -> Iterator[Name]:
    """Yield the names of plans, a vendor's once where all its plans of ``everyone`` are meant."""
    chosen = {offer.id for offer in offers}
    partly = {offer.vendor.vendor for offer in everyone if offer.id not in chosen}
    told: set[str] = set()
    for offer in offers:
        vendor = offer.vendor.vendor
        if vendor in partly:
            yield offer.name
        elif vendor not in told:
            told.add(vendor)
            yield Name(offer.vendor.name)


_REASONS = {
    "the price list leaves": Message("a price is unknown"),
    "serves at most": Message("it serves too little"),
    "runs out of": Message("it serves too little"),
}


def general_reason(reason: Message) -> Message:
    """Return a reason without what differs from plan to plan."""
    return next((said for start, said in _REASONS.items() if reason.template.startswith(start)), reason)
