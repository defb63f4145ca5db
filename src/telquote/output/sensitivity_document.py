"""How far assumptions carry an answer, as a JSON document and as rows for CSV."""

from collections.abc import Sequence

from typing_extensions import TypedDict

from telquote.decisions.answer import Answer
from telquote.decisions.sensitivity import Change, Finding
from telquote.output.documents import Asked, head, plans_from, question, ratio_text
from telquote.output.questions_document import CouldBeDocument, QuestionDocument, could_be_document, question_documents
from telquote.plans.catalogue import Catalogue


class ChangeDocument(TypedDict):
    """A value at which others are the cheapest; ``included`` tells whether it is so at the value itself.

    ``lost`` is where, further on, none of those that are the cheapest now is left among them.
    """

    value: str
    exact: str
    included: bool
    cheapest: list[str]
    lost: "ChangeDocument | None"


FindingDocument = TypedDict(
    "FindingDocument",
    {
        "figure": str,
        "plans": list[str],
        "assumed": bool,
        "because": str | None,
        "now": str,
        "below": ChangeDocument | None,
        "above": ChangeDocument | None,
        "looked_at": list[str] | None,
        "or": dict[str, list[str]],
        "least_move": str | None,
    },
)


class SensitivityDocument(Asked):
    """The answer of ``sensitivity``; ``least_move`` is a share of what the figure is now."""

    lead: str
    cheapest: list[str]
    could_be: CouldBeDocument
    questions: list[QuestionDocument]
    figures: list[FindingDocument]


def sensitivity_document(answer: Answer, findings: Sequence[Finding], catalogue: Catalogue) -> SensitivityDocument:
    """Return the document of ``sensitivity``."""
    ranking = answer.ranking
    return {
        **head("sensitivity"),  # type: ignore[typeddict-item]  # mypy cannot see through the shared first keys
        "plans_from": plans_from(catalogue),
        **question(ranking.currency, ranking.months, ranking.by, ranking.usage),
        "lead": answer.lead.offer.id,
        "cheapest": [plan.offer.id for plan in ranking.cheapest],
        "could_be": could_be_document(answer),
        "questions": question_documents(answer),
        "figures": [finding_document(found) for found in findings],
    }


def finding_document(found: Finding) -> FindingDocument:
    """Return what moving one figure changes."""
    return {
        "figure": found.name,
        "plans": list(found.plans),
        "assumed": found.assumed,
        "because": found.because.said("en") if found.because else None,
        "now": found.now,
        "below": _change(found.below),
        "above": _change(found.above),
        "looked_at": list(found.looked_at) if found.looked_at else None,
        "or": {value: list(plans) for value, plans in found.others},
        "least_move": ratio_text(found.effort),
    }


def _change(change: Change | None) -> ChangeDocument | None:
    return change and {
        "value": ratio_text(change.number) or "0",
        "exact": str(change.number),
        "included": change.included,
        "cheapest": list(change.cheapest),
        "lost": _change(change.lost),
    }


def sensitivity_rows(document: SensitivityDocument) -> Sequence[dict[str, object]]:
    """Return one row a figure."""
    rows = []
    for found in document["figures"]:
        row: dict[str, object] = {key: found[key] for key in ("figure", "plans", "assumed", "now", "least_move")}
        for side in ("below", "above"):
            change = found[side]
            row[side] = change["exact"] if change else None
            row[f"{side} cheapest"] = change["cheapest"] if change else None
            lost = change and change["lost"]
            row[f"{side} lost"] = lost["exact"] if lost else None
            row[f"{side} lost cheapest"] = lost["cheapest"] if lost else None
        rows.append(row)
    return rows
