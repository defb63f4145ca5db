"""How far assumptions carry an answer, as a person reads it."""

from collections.abc import Sequence

from telquote.decisions.comparison import Comparison
from telquote.decisions.sensitivity import Finding
from telquote.language import Language
from telquote.output.notes import together
from telquote.output.ranking_text import cheapest_words, ranking_title
from telquote.output.report import Column, Report, Speaker, Table
from telquote.output.sensitivity_text import above_words, below_words


def sensitivity_report(ranking: Comparison, findings: Sequence[Finding], plans_from: str, language: Language) -> Report:
    """Return what each figure would have to become for another plan to be the cheapest."""
    say = Speaker(language)
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
            "below": below_words(found, say),
            "above": above_words(found, say),
            "looked_at": "–".join(found.looked_at) if found.looked_at else "",
        }
        for found in findings
    ]
    if rows:
        report.parts.append(Table(columns, rows))
    else:
        report.add_lines(say("Note"), [say("no assumption touches a figure of these plans")])
    return report
