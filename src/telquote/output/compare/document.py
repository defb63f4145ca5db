"""A comparison as a JSON document, and as rows for CSV."""

from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any

from typing_extensions import TypedDict

from telquote.decisions.answer import Answer
from telquote.decisions.sensitivity import Finding
from telquote.output.compare.ranking import ranked_document, ranked_shape
from telquote.output.compare.screen import ranked_plans
from telquote.output.documents import Asked, head, read
from telquote.output.notes import AssumptionDocument, assumption_documents
from telquote.output.questions import CouldBeDocument, QuestionDocument, could_be_document, question_documents
from telquote.output.turns import FindingDocument
from telquote.plans.catalogue import Catalogue


class SpanDocument(TypedDict):
    """The least and the greatest that a plan can cost; null where nobody looked."""

    lowest: str | None
    highest: str | None


if TYPE_CHECKING:
    RankedDocument = dict[str, Any]
else:
    RankedDocument = TypedDict("RankedDocument", {**ranked_shape(), "could_be": SpanDocument})
    RankedDocument.__doc__ = "One plan of the ranking; its rank is null where it requires what is in no total."


class NotOfferedDocument(TypedDict):
    """A plan that is left out, and why."""

    plan: Annotated[str, attrgetter("offer.id")]
    reason: str


CheapestDocument = TypedDict(
    "CheapestDocument",
    {
        "from": Annotated[int, attrgetter("first")],
        "to": Annotated[int, attrgetter("last")],
        "plans": Annotated[list[str], attrgetter("cheapest")],
    },
)


class ThereDocument(TypedDict):
    """The plan that is cheapest at a volume, what it costs there, and what the lead does (null: not offered)."""

    at: int
    plan: str
    total: str
    lead: str | None


HoldsDocument = TypedDict(
    "HoldsDocument",
    {
        "from": Annotated[int, attrgetter("first")],
        "to": int | None,
        "looked_at": list[int],
        "below": ThereDocument | None,
        "above": ThereDocument | None,
    },
)


class CliffDocument(TypedDict):
    """The nearest volume at which the lead's cost goes up by a step, its cost there, and how much more that is."""

    at: int
    total: str
    more: str


class NearDocument(TypedDict):
    """What changes within a tenth of the volume."""

    cliff: CliffDocument | None
    above: ThereDocument | None
    below: ThereDocument | None


class NextDocument(TypedDict):
    """The plans of the least greater cost, and how much more that is."""

    plans: list[str]
    more: str


class ComparisonDocument(Asked):
    """The answer of ``compare``; ``cheapest`` covers whole volumes of ``cheapest_over``."""

    lead: str
    next: NextDocument | None
    holds: HoldsDocument | None
    near: NearDocument | None
    could_be: CouldBeDocument
    saves: str | None
    given_up: str | None
    questions: list[QuestionDocument]
    plans: list[RankedDocument]
    not_offered: list[NotOfferedDocument]
    cheapest_over: str | None
    cheapest: list[CheapestDocument]
    winners: dict[str, list[str]]
    assumptions: list[AssumptionDocument]
    sensitivity: list[FindingDocument]
    warnings: list[str]


def comparison_document(answer: Answer, findings: Sequence[Finding], catalogue: Catalogue) -> ComparisonDocument:
    """Return the document of a comparison; ``findings`` say how far its assumptions carry it."""
    ranking = answer.ranking
    volumes, saving = ranking.volumes, answer.saving
    everyone = ranked_plans(answer)
    given = {
        **head("compare", catalogue, ranking.usage),
        "lead": answer.lead.offer.id,
        "next": answer.next and {"plans": [plan.offer.id for plan in answer.next.plans], "more": answer.next.more},
        "holds": answer.holds.get(answer.lead.offer.id),
        "near": answer.near,
        "could_be": could_be_document(answer),
        "saves": saving and saving.saves,
        "given_up": saving and saving.given_up,
        "questions": question_documents(answer),
        "plans": [ranked_document(answer, plan) for plan in everyone],
        "cheapest_over": volumes and volumes.varies,
        "cheapest": volumes.ranges if volumes else (),
        "assumptions": assumption_documents((plan.offer.id, plan.assumptions) for plan in everyone),
        "sensitivity": findings,
    }
    return read(ComparisonDocument, ranking, given)


def comparison_rows(document: ComparisonDocument) -> list[dict[str, object]]:
    """Return one row a plan for CSV: the ranking, then what is not offered with its reason."""
    head_keys = {"currency": document["currency"], "months": document["months"]}
    flat = [{**plan, **plan["could_be"]} for plan in document["plans"]]
    ranked = [{**{key: plan[key] for key in plan if key != "could_be"}, **head_keys, "reason": None} for plan in flat]
    left_out = [{"rank": None, **plan} for plan in document["not_offered"]]
    return [*ranked, *left_out]
