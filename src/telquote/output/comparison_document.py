"""A comparison as a JSON document."""

from collections.abc import Sequence

from telquote.decisions.assumptions import Assumption
from telquote.decisions.comparison import Comparison, RankedPlan
from telquote.decisions.sensitivity import Finding
from telquote.exact import exact_text
from telquote.output.documents import head, plans_from, question, ratio_text
from telquote.output.sensitivity_document import finding_document
from telquote.output.shapes import AssumptionDocument, ComparisonDocument, RankedDocument
from telquote.plans.catalogue import Catalogue


def comparison_document(answer: Comparison, findings: Sequence[Finding], catalogue: Catalogue) -> ComparisonDocument:
    """Return the document of a comparison; ``findings`` say how far its assumptions carry it."""
    volumes = answer.volumes
    return {
        **head("compare"),  # type: ignore[typeddict-item]  # mypy cannot see through the shared first keys
        "plans_from": plans_from(catalogue),
        **question(answer.currency, answer.months, answer.by, answer.usage),
        "plans": [_ranked(plan) for plan in answer.ranked],
        "not_offered": [{"plan": plan.offer.id, "reason": plan.reason.said("en")} for plan in answer.not_offered],
        "cheapest_over": volumes.varies if volumes else None,
        "cheapest": [
            {"from": one.first, "to": one.last, "plans": list(one.names)} for one in (volumes.ranges if volumes else ())
        ],
        "winners": {by: list(plans) for by, plans in answer.winners.items()},
        "assumptions": [
            document for plan in answer.ranked for document in assumption_documents(plan.offer.id, plan.assumptions)
        ],
        "sensitivity": [finding_document(found) for found in findings],
        "warnings": [warning.said("en") for warning in answer.warnings],
    }


def _ranked(plan: RankedPlan) -> RankedDocument:
    quote = plan.quote
    untils = [left.until for left in quote.leftovers if left.until is not None]
    return {
        "rank": plan.rank,
        "plan": plan.offer.id,
        "vendor": plan.offer.vendor.vendor,
        "name": plan.offer.plan.name.said("en"),
        "total": exact_text(quote.total),
        "accrued": exact_text(quote.accrued),
        "net": exact_text(quote.net),
        "upfront": exact_text(quote.upfront),
        "leftover": exact_text(quote.leftover),
        "leftover_reusable": exact_text(quote.total - quote.net),
        "leftover_until": max(untils, default=None),
        "expired": exact_text(quote.expired),
        "committed": exact_text(quote.committed),
        "per_month": ratio_text(plan.per_month) or "0",
        "per_minute": ratio_text(plan.per_minute),
        "relative": ratio_text(plan.relative),
        "purchases": quote.purchases,
        "requires": [one.id for one in plan.offer.plan.requires],
        "assumptions": [one.path for one in plan.assumptions],
    }


def assumption_documents(plan: str, assumptions: Sequence[Assumption]) -> list[AssumptionDocument]:
    """Return the assumptions behind a plan's figures."""
    return [
        {
            "path": one.path,
            "says": one.says.said("en"),
            "because": one.because.said("en"),
            "value": one.value,
            "or": list(one.alternatives),
            "plan": plan,
        }
        for one in assumptions
    ]


def comparison_rows(document: ComparisonDocument) -> list[dict[str, object]]:
    """Return one row a plan for CSV: the ranking, then what is not offered with its reason."""
    head_keys = {"currency": document["currency"], "months": document["months"]}
    ranked = [{**plan, **head_keys, "reason": None} for plan in document["plans"]]
    left_out = [{"rank": None, **plan} for plan in document["not_offered"]]
    return [*ranked, *left_out]
