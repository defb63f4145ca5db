"""How far assumptions carry an answer, as a person reads it."""

from telquote.decisions.sensitivity import Change, Finding, Sensitivity
from telquote.language import Language, Message
from telquote.output.notes import together
from telquote.output.ranking_text import cheapest_words, ranking_title
from telquote.output.report import Column, Report, Speaker, Table


def sensitivity_report(answer: Sensitivity, plans_from: str, language: Language) -> Report:
    """Return what each figure would have to become for another plan to be the cheapest."""
    say = Speaker(language)
    ranking = answer.comparison
    report = Report(ranking_title(ranking, plans_from, say))
    report.add_lines(say("Answer"), [cheapest_words(ranking, say)])
    columns = (
        Column("figure", say("Figure")),
        Column("plans", say("Plans"), below="figure", prose=True),
        Column("now", say("Now"), numeric=True),
        Column("below", say("Below"), prose=True),
        Column("above", say("Above"), prose=True),
        Column("looked_at", say("Looked at"), prose=True),
    )
    everyone = [plan.offer.id for plan in ranking.ranked]
    rows = [
        {
            "figure": found.name,
            "plans": ", ".join(together(found.plans, everyone, say)),
            "now": found.now,
            "below": _below(found, say),
            "above": _above(found, say),
            "looked_at": "–".join(found.looked_at) if found.looked_at else "",
        }
        for found in answer.findings
    ]
    if rows:
        report.parts.append(Table(columns, rows))
    else:
        report.add_lines(say("Note"), [say("no assumption touches a figure of these plans")])
    return report


def _below(found: Finding, say: Speaker) -> str:
    if found.others:
        return "; ".join(say("at {value}: {plans}", value=value, plans=plans) for value, plans in found.others)
    return _change(found.below, Message("up to {value}: {plans}"), Message("below {value}: {plans}"), found, say)


def _above(found: Finding, say: Speaker) -> str:
    if found.others:
        return ""
    return _change(found.above, Message("from {value}: {plans}"), Message("above {value}: {plans}"), found, say)


def _change(change: Change | None, included: Message, beyond: Message, found: Finding, say: Speaker) -> str:
    if change is None:
        return say("never") if found.looked_at else say("no number")
    return say((included if change.included else beyond).template, value=change.value, plans=change.cheapest)
