"""How far assumptions carry an answer, as a JSON document and as rows for CSV."""

from collections.abc import Sequence

from telquote.decisions.sensitivity import Change, Finding, Sensitivity
from telquote.output.breakeven_shapes import ChangeDocument, FindingDocument, SensitivityDocument
from telquote.output.documents import head, plans_from, question, ratio_text
from telquote.plans.catalogue import Catalogue


def sensitivity_document(answer: Sensitivity, catalogue: Catalogue) -> SensitivityDocument:
    """Return the document of ``sensitivity``."""
    ranking = answer.comparison
    return {
        **head("sensitivity"),  # type: ignore[typeddict-item]  # mypy cannot see through the shared first keys
        "plans_from": plans_from(catalogue),
        **question(ranking.currency, ranking.months, ranking.by, ranking.usage),
        "cheapest": [plan.offer.id for plan in ranking.cheapest],
        "figures": [_finding(found) for found in answer.findings],
    }


def _finding(found: Finding) -> FindingDocument:
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
    if change is None or change.number is None:
        return None
    return {
        "value": ratio_text(change.number) or "0",
        "exact": str(change.number),
        "included": change.included,
        "cheapest": list(change.cheapest),
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
        rows.append(row)
    return rows
