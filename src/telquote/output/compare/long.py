"""All that is known of a ranking, in the order of what a buyer needs, with the same conclusion as the short answer."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from telquote.decisions.answer import Answer
from telquote.decisions.assumptions import CALL_LENGTH, Assumption
from telquote.decisions.comparison import RankedPlan
from telquote.decisions.questions import Question
from telquote.decisions.sensitivity import Finding
from telquote.language import Language, Message, Term
from telquote.language.measures import Money, names_of, span_text
from telquote.language.signs import HARD_SPACE
from telquote.output.compare.conclusion import conclusion
from telquote.output.compare.ranking import whole_table
from telquote.output.compare.screen import Pointers, currency_words, plans_table, ranked_plans, vendors_or_plans
from telquote.output.notes import Note, grouped
from telquote.output.questions import lengths_of, written_of
from telquote.output.report import Labels, Lines, Report, Speaker, Table
from telquote.output.turns import turn, turned_otherwise, turns_of
from telquote.output.usage_words import asked_words
from telquote.plans.services import USAGE_FIGURES

if TYPE_CHECKING:
    from telquote.plans.offers import Offer

NEARBY = 4
"""Ranges of volumes that are printed on either side of the usage."""


def long_report(
    answer: Answer, findings: Sequence[Finding], plans_from: str, language: Language, width: int, pointers: Pointers
) -> Report:
    """Return the whole table, everything a buyer must know beside it, and the conclusion."""
    say = Speaker(language)
    report = Report(_title(answer, plans_from, say), [whole_table(answer, ranked_plans(answer), say)])
    report.parts += list(_details(answer, findings, say))
    report.parts.append(conclusion(answer, say, width, *pointers))
    return report


def markdown_report(
    answer: Answer, findings: Sequence[Finding], plans_from: str, language: Language, pointers: Pointers
) -> Report:
    """Return the conclusion first, then a row for every plan, then the rest to be unfolded."""
    say, wide = Speaker(language), 500
    end: Labels = conclusion(answer, say, wide, *pointers)
    everyone = ranked_plans(answer)
    table = plans_table(answer, everyone, say, wide)
    folded = [Table(**{**whole_table(answer, everyone, say)._asdict(), "folded": say("Every figure")})]
    details = [part._replace(folded=True) for part in _details(answer, findings, say)]
    return Report(_title(answer, plans_from, say), [end, table, *folded, *details])


def _title(answer: Answer, plans_from: str, say: Speaker) -> str:
    ranking = answer.ranking
    asked = asked_words(ranking.usage, ranking.months, currency_words(ranking))
    text = "{asked}, ranked by {by} (plans: {plans})"
    return say(text, asked=asked, by=Term(ranking.by), plans=Term(plans_from))


def _details(answer: Answer, findings: Sequence[Finding], say: Speaker) -> Iterator[Lines]:
    ranking = answer.ranking
    parts = [*_volumes(answer, say), Lines(say("Left out"), list(_left_out(answer, say)))]
    following = answer.next.plans if answer.next else ()
    for plan in (*answer.leaders[:2], *following[:1]):
        offered, vendor = plan.offer.plan, plan.offer.vendor
        texts = (*vendor.drawbacks, *offered.drawbacks, *vendor.cautions, *offered.cautions)
        heading = say("Drawbacks and cautions of {plan}", plan=plan.offer.name)
        parts.append(Lines(heading, [say(text) for text in texts]))
    of_net = Message("net takes what is left over and reusable as not spent: use it if you would spend it there anyway")
    notes_on_it = (*ranking.warnings, *((of_net,) if ranking.by == "net" else ()))
    parts.append(Lines(say("Note"), [say(warning) for warning in notes_on_it]))
    notes = _in_order(grouped((plan.offer.id, plan.assumptions) for plan in ranked_plans(answer)), answer)
    said = [_note(note, answer, findings, say) for note in notes]
    parts.append(Lines(say("Not confirmed"), said, numbered=True))
    if any(note.assumption.path == CALL_LENGTH for note in notes):
        parts.append(Lines("", [say("60 and 300 seconds stand for short and long calls: a convention")]))
    yield from (part for part in parts if part.items)


def _volumes(answer: Answer, say: Speaker) -> Iterator[Lines]:
    volumes = answer.ranking.volumes
    if volumes is None:
        return
    names = {offer.id: offer.name for offer in answer.ranking.contestants}
    here = max((index for index, one in enumerate(volumes.ranges) if one.first <= volumes.here), default=0)
    whole = volumes.here.denominator == 1  # between two whole volumes, neither range need hold
    first = max(0, here - NEARBY)
    nearby = volumes.ranges[first : here + NEARBY + 1]
    spans = [span_text(one.first, one.last) for one in nearby]
    width = max(map(len, spans), default=0)
    items = []
    for span, one in zip(spans, nearby, strict=True):
        found = [names[name] for name in one.cheapest]
        shown = say(names_of(found)) if found else say("none is offered")
        items.append(f"{span:>{width}}  ".replace(" ", HARD_SPACE) + shown)
    text = "Cheapest by {quantity}, the rest as given (looked at: {span})"
    if volumes.calls_follow:
        text = "Cheapest by {quantity}, in calls of the same mean length, the rest as given (looked at: {span})"
    heading = say(text, quantity=Term(USAGE_FIGURES[volumes.varies].words), span=span_text(volumes.first, volumes.last))
    mark = here - first if whole else len(items)
    if first > 0:
        items.insert(0, "...")
        mark += 1
    if first + len(nearby) < len(volumes.ranges):
        items.append("...")
    yield Lines(heading, items, mark=mark)


def _left_out(answer: Answer, say: Speaker) -> Iterator[str]:
    by_reason: dict[str, list[Offer]] = {}
    ranking = answer.ranking
    everyone = [plan.offer for plan in ranked_plans(answer)] + [plan.offer for plan in ranking.not_offered]
    for plan in ranking.not_offered:
        by_reason.setdefault(say(plan.reason), []).append(plan.offer)
    for reason, offers in by_reason.items():
        names = tuple(vendors_or_plans(offers, everyone))
        yield say("{plans}: {reason}", plans=list(names), reason=reason)


def _in_order(notes: Sequence[Note], answer: Answer) -> list[Note]:
    """Return assumptions in the order of the questions, then as they stand in the files."""
    asked = [question.assumption.path for question in answer.questions]

    def place(note: Note) -> int:
        question = _question(note, answer)
        return asked.index(question.assumption.path) if question else len(asked)

    return sorted(notes, key=place)


def _question(note: Note, answer: Answer) -> Question | None:
    for question in answer.questions:
        of = answer.totals.figures[question.figure]
        if any(note.assumption in own for own in of.plans.values()):
            return question
    return None


def _note(note: Note, answer: Answer, findings: Sequence[Finding], say: Speaker) -> str:
    """Return an assumption: what, why, of which plans, where the cheapest turns, and what the first plan costs then."""
    plans = {plan.offer.id: plan for plan in ranked_plans(answer)}
    everyone = [plan.offer for plan in plans.values()]
    names = (
        [Message("all plans")]
        if len(note.plans) == len(plans) > 1
        else list(vendors_or_plans([plans[name].offer for name in note.plans], everyone))
    )
    one: Assumption = note.assumption
    says: object = one.says
    if one.alternatives:
        says = Message("{says} (or {values})", says=one.says, values=[Term(value) for value in one.alternatives])
    text = Message("{says}: {because} [{plans}]", says=says, because=one.because, plans=names)
    carried = [*_turning(note, answer, findings, plans, say), *_costing(note, answer, say)]
    return say("{text} -> {carried}", text=text, carried=say.row(carried)) if carried else say(text)


def _turning(
    note: Note, answer: Answer, findings: Sequence[Finding], plans: dict[str, RankedPlan], say: Speaker
) -> Iterator[str]:
    one = note.assumption
    found = next((found for found in findings if found.name == one.name and note.plans[0] in found.plans), None)
    if found is None:
        return
    if found.others:
        yield say(turned_otherwise(found, plans))
        return
    turns = [say(turn(change, answer, plans)) for change in turns_of(found)]
    if turns:
        yield from turns
    elif found.looked_at:
        yield say(
            "no value from {first} to {last} changes the cheapest", first=found.looked_at[0], last=found.looked_at[1]
        )


def _costing(note: Note, answer: Answer, say: Speaker) -> Iterator[str]:
    question = _question(note, answer)
    if question is None:
        return
    for reply in question.replies[1:]:
        value, lengths = written_of(answer, question, reply), lengths_of(answer, reply)
        words: object = Message("{value}, {calls}", value=value, calls=lengths.listed) if lengths else value
        total: object = Message("cannot serve") if reply.total is None else Money(reply.total, answer.ranking.currency)
        yield say("{plan} costs {total} at {value}", plan=answer.lead.offer.name, value=words, total=total)
