"""How far assumptions carry an answer, as a JSON document and as rows for CSV."""

from collections.abc import Sequence

from telquote.decisions.comparison import Comparison
from telquote.decisions.sensitivity import Change, Finding
from telquote.output.breakeven_shapes import SensitivityDocument
from telquote.output.documents import head, plans_from, question, ratio_text
from telquote.output.shapes import ChangeDocument, FindingDocument
from telquote.plans.catalogue import Catalogue


def sensitivity_document(ranking: Comparison, findings: Sequence[Finding], catalogue: Catalogue) -> SensitivityDocument:
    """Return the document of ``sensitivity``."""
    return {
        **head("sensitivity"),  # type: ignore[typeddict-item]  # mypy cannot see through the shared first keys
        "plans_from": plans_from(catalogue),
        **question(ranking.currency, ranking.months, ranking.by, ranking.usage),
        "cheapest": [plan.offer.id for plan in ranking.cheapest],
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
