"""A comparison as a person reads it."""

from collections.abc import Iterator, Sequence

from telquote.decisions.comparison import Comparison, RankedPlan
from telquote.decisions.quantities import VOLUME_WORDS
from telquote.decisions.sensitivity import Finding
from telquote.decisions.volumes import Volumes
from telquote.language import Amount, Language, Term, listed
from telquote.output.figures import money_decimals, money_text, rate_text, runs_text, span_text, times_text
from telquote.output.notes import Note, grouped, together
from telquote.output.ranking_text import cheapest_words, ranking_title
from telquote.output.report import Column, Report, Speaker, Table
from telquote.output.sensitivity_text import carried_words

LEADING = 2
"""Ranks whose drawbacks and cautions are printed."""

NEARBY = 4
"""Ranges of volumes that are printed on either side of the usage."""


def comparison_report(answer: Comparison, findings: Sequence[Finding], plans_from: str, language: Language) -> Report:
    """Return the ranked table and everything a buyer must know beside it.

    ``findings`` say how far the assumptions carry the answer.
    """
    say = Speaker(language)
    notes = grouped((plan.offer.id, plan.assumptions) for plan in answer.ranked)
    report = Report(ranking_title(answer, plans_from, say))
    report.add_lines(say("Answer"), list(_answer(answer, notes, say)))
    if answer.ranked:
        report.parts.append(_table(answer, notes, say))
    report.add_lines(say("Note"), [say(warning) for warning in answer.warnings])
    if answer.volumes and answer.ranked:
        _add_volumes(report, answer.volumes, say)
    for plan in (plan for plan in answer.ranked if plan.rank <= LEADING):
        vendor, offered = plan.offer.vendor, plan.offer.plan
        heading = say("Drawbacks and cautions of {plan}", plan=plan.offer.id)
        texts = (*vendor.drawbacks, *offered.drawbacks, *vendor.cautions, *offered.cautions)
        report.add_lines(heading, [say(text) for text in texts])
    report.add_lines(say("Not offered"), list(_not_offered(answer, say)))
    carried = {(found.name, plan): carried_words(found, say) for found in findings for plan in found.plans}
    assumed = [
        note.text(
            together(note.plans, _everyone(answer), say), say, carried.get((note.assumption.name, note.plans[0]), "")
        )
        for note in notes
    ]
    report.add_lines(say("Assumptions (numbers as in the table)"), assumed, numbered=True)
    return report


def _table(answer: Comparison, notes: Sequence[Note], say: Speaker) -> Table:
    columns = (
        Column("rank", "#", numeric=True),
        Column("plan", say("Plan")),
        Column("name", say("Name"), below="plan"),
        Column("requires", say("Requires"), below="plan", named=True),
        Column("total", say("Total"), numeric=True),
        *((Column(answer.by, say(answer.by.title()), numeric=True),) if answer.by in ("accrued", "net") else ()),
        Column("times", say("× cheapest"), numeric=True, below="total"),
        Column("per_month", say("Per month"), numeric=True),
        Column("per_minute", say("Per minute"), numeric=True, below="per_month"),
        Column("upfront", say("Upfront"), numeric=True),
        Column("purchases", say("Purchases"), numeric=True, below="upfront"),
        Column("expired", say("Expired"), numeric=True),
        Column("leftover", say("Leftover"), numeric=True, below="expired"),
        Column("leftover_note", say("Leftover is"), below="expired"),
        Column("notes", say("Assumes"), numeric=True),
    )
    quotes = [plan.quote for plan in answer.ranked]
    decimals = money_decimals(
        amount for quote in quotes for amount in (quote.total, quote.upfront, quote.expired, quote.leftover)
    )
    return Table(columns, [_row(plan, notes, decimals, say) for plan in answer.ranked])


def _row(plan: RankedPlan, notes: Sequence[Note], decimals: int, say: Speaker) -> dict[str, str]:
    quote = plan.quote
    return {
        "rank": str(plan.rank),
        "plan": plan.offer.id,
        "name": say(plan.offer.plan.name),
        "requires": listed((say(one.text) for one in plan.offer.plan.requires), say.language),
        "total": money_text(quote.total, decimals),
        "accrued": money_text(quote.accrued, decimals),
        "net": money_text(quote.net, decimals),
        "times": times_text(plan.relative),
        "per_month": money_text(plan.per_month),
        "per_minute": rate_text(plan.per_minute),
        "upfront": money_text(quote.upfront, decimals),
        "purchases": str(quote.purchases),
        "expired": money_text(quote.expired, decimals),
        "leftover": money_text(quote.leftover, decimals),
        "leftover_note": _leftover_note(plan, say),
        "notes": runs_text(number for number, note in enumerate(notes, 1) if plan.offer.id in note.plans),
    }


def _leftover_note(plan: RankedPlan, say: Speaker) -> str:
    words = []
    for left in plan.quote.leftovers:
        if left.reusable:
            words.append(say("reusable"))
        if left.until is not None:
            words.append(say("to month {month}", month=left.until))
    return listed(dict.fromkeys(words), say.language)


def _add_volumes(report: Report, volumes: Volumes, say: Speaker) -> None:
    here = max((index for index, one in enumerate(volumes.ranges) if one.first <= volumes.here), default=0)
    whole = volumes.here.denominator == 1  # between two whole volumes, neither range need hold
    first = max(0, here - NEARBY)
    nearby = volumes.ranges[first : here + NEARBY + 1]
    spans = [span_text(one.first, one.last) for one in nearby]
    width = max(map(len, spans), default=0)
    items = [
        f"{span:>{width}}  {' = '.join(one.names) or say('none is offered')}"
        for span, one in zip(spans, nearby, strict=True)
    ]
    quantity, span = Term(VOLUME_WORDS[volumes.varies]), span_text(volumes.first, volumes.last)
    if volumes.calls_follow:
        text = "Cheapest by {quantity}, in calls of the same mean length, the rest as given (looked at: {span})"
    else:
        text = "Cheapest by {quantity}, the rest as given (looked at: {span})"
    heading = say(text, quantity=quantity, span=span)
    mark = here - first if whole else len(items)
    if first > 0:
        items.insert(0, "…")
        mark += 1
    if first + len(nearby) < len(volumes.ranges):
        items.append("…")
    report.add_lines(heading, items, mark=mark)


def _not_offered(answer: Comparison, say: Speaker) -> Iterator[str]:
    by_reason: dict[str, list[str]] = {}
    for plan in answer.not_offered:
        by_reason.setdefault(say(plan.reason), []).append(plan.offer.id)
    everyone = _everyone(answer)
    for reason, plans in by_reason.items():
        yield say("{plans}: {reason}", plans=together(plans, everyone, say), reason=reason)


def _everyone(answer: Comparison) -> list[str]:
    return [plan.offer.id for plan in answer.ranked] + [plan.offer.id for plan in answer.not_offered]


def _answer(answer: Comparison, notes: Sequence[Note], say: Speaker) -> Iterator[str]:
    if not answer.ranked:
        yield say("no plan can serve this usage")
        return
    cheapest = answer.cheapest
    yield cheapest_words(answer, say)
    rest = answer.ranked[len(cheapest) :]
    if rest:
        more = rest[0].quote.cost(answer.by) - cheapest[0].quote.cost(answer.by)
        following = [plan.offer.id for plan in rest if plan.rank == rest[0].rank]
        yield say("next: {plans}, {more} {currency} more", plans=following, more=Amount(more), currency=answer.currency)
    if answer.by == "net":
        yield say("net takes what is left over and reusable as not spent: use it if you would spend it there anyway")
    numbers = runs_text(
        number for number, note in enumerate(notes, 1) if any(plan.offer.id in note.plans for plan in cheapest)
    )
    if numbers:
        yield say(
            "no source confirms it fully: it rests on assumptions {numbers} below (→ says how far)",
            numbers=numbers,
        )
