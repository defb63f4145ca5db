"""All that is known of some plans, as a JSON document and as rows."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Annotated

from typing_extensions import TypedDict

from telquote.decisions.assumptions import Assumption, as_written
from telquote.output.documents import AboutPlans, head, read
from telquote.output.items import bill_terms, item_terms, limit_terms
from telquote.output.notes import AssumptionDocument, assumption_documents
from telquote.output.report import PlainSpeaker
from telquote.plans.catalogue import Catalogue
from telquote.plans.figure_paths import Figure, figures
from telquote.plans.offers import Offer
from telquote.plans.statements import Source

Written = Annotated[str, as_written]
"""A figure as a plan file writes it."""


class AlsoDocument(TypedDict):
    """What another source gives for a figure."""

    value: Written
    source: str


FigureDocument = TypedDict(
    "FigureDocument",
    {
        "path": str,
        "status": str,
        "value": Written | None,
        "source": str | None,
        "note": str | None,
        "because": str | None,
        "or": Annotated[list[Written], attrgetter("alternatives")],
        "also": list[AlsoDocument],
    },
)


class FactDocument(TypedDict):
    """Something worth knowing that is no figure."""

    says: Annotated[str, attrgetter("text")]
    source: str | None
    url: str | None


class RecommendedDocument(TypedDict):
    """What a source advises, and why."""

    says: Annotated[str, attrgetter("text")]
    source: str | None
    because: list[str]


class OfferDocument(TypedDict):
    """One plan with all that its file says of it."""

    plan: Annotated[str, attrgetter("id")]
    vendor: Annotated[str, attrgetter("vendor.vendor")]
    name: Annotated[str, attrgetter("plan.name")]
    vendor_name: Annotated[str, attrgetter("vendor.name")]
    website: Annotated[str | None, attrgetter("vendor.website")]
    currency: Annotated[str, attrgetter("vendor.currency")]
    features: dict[str, str]
    requires: dict[str, str]
    minimum_term: str | None
    items: dict[str, list[str]]
    terms: list[str]
    figures: list[FigureDocument]
    assumptions: list[AssumptionDocument]
    advantages: list[str]
    drawbacks: list[str]
    cautions: list[str]
    facts: Annotated[list[FactDocument], attrgetter("vendor.facts")]
    recommended: Annotated[RecommendedDocument | None, attrgetter("vendor.recommended")]
    sources: dict[str, dict[str, str]]


class ShowDocument(AboutPlans):
    """The answer of ``show``."""

    plans: list[OfferDocument]


def show_document(offers: Sequence[Offer], catalogue: Catalogue) -> ShowDocument:
    """Return the document of ``show``."""
    return read(ShowDocument, None, {**head("show", catalogue), "plans": [_offer(offer) for offer in offers]})


def show_rows(document: ShowDocument) -> list[dict[str, object]]:
    """Return one row a figure, for CSV."""
    return [{"plan": plan["plan"], **figure} for plan in document["plans"] for figure in plan["figures"]]


def _offer(offer: Offer) -> OfferDocument:
    vendor, plan = offer.vendor, offer.plan
    term = plan.minimum_term
    stated = [Assumption(f"{offer.id}:{one.id}", one.id, one.text, one.because) for one in plan.assumptions]
    given = {
        "features": {name: vendor.features.get(name, name) for name in plan.features},
        "requires": {one.id: one.text for one in plan.requires},
        "minimum_term": str(term.amount) if term and term.amount else None,
        "items": {item.id: item_terms(item, PlainSpeaker("en")) for item in plan.items()},
        "terms": [*bill_terms(plan, PlainSpeaker("en")), *limit_terms(plan, PlainSpeaker("en"))],
        "figures": [_figure(figure, offer) for figure in figures(plan)],
        "assumptions": assumption_documents([(offer.id, stated)]),
        "advantages": (*vendor.advantages, *plan.advantages),
        "drawbacks": (*vendor.drawbacks, *plan.drawbacks),
        "cautions": (*vendor.cautions, *plan.cautions),
        "sources": {name: _source_document(source) for name, source in vendor.sources.items()},
    }
    return read(OfferDocument, offer, given)


def _source_document(source: Source) -> dict[str, str]:
    known = {"url": source.url, "date": source.date, "retrieved": source.retrieved, "trust": source.trust}
    return {"title": source.title.said("en"), **{key: value for key, value in known.items() if value}}


def _figure(figure: Figure, offer: Offer) -> FigureDocument:
    value = figure.value
    of_item = next((item.source for item in offer.plan.items() if item.id == figure.item), None)
    given = {
        "path": f"{offer.id}:{figure.path}",
        "status": "unknown" if value.amount is None else "assumed" if value.assumed else "given",
        "value": value.amount,
        "source": value.source or of_item or offer.plan.source,
    }
    return read(FigureDocument, value, given)
