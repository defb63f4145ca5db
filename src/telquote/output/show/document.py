"""All that is known of some plans, as a JSON document and as rows."""

from collections.abc import Sequence
from typing import Any

from typing_extensions import TypedDict

from telquote.decisions.assumptions import as_written
from telquote.output.documents import PlansFrom, head, plans_from
from telquote.output.items import bill_terms, item_terms, limit_terms
from telquote.output.notes import AssumptionDocument
from telquote.output.report import PlainSpeaker
from telquote.plans.catalogue import Catalogue
from telquote.plans.figure_paths import Figure, figures
from telquote.plans.offers import Offer
from telquote.plans.plan import Item, Vendor
from telquote.plans.statements import Source


class AlsoDocument(TypedDict):
    """What another source gives for a figure."""

    value: str
    source: str


FigureDocument = TypedDict(
    "FigureDocument",
    {
        "path": str,
        "status": str,
        "value": str | None,
        "source": str | None,
        "note": str | None,
        "because": str | None,
        "or": list[str],
        "also": list[AlsoDocument],
    },
)


class FactDocument(TypedDict):
    """Something worth knowing that is no figure."""

    says: str
    source: str | None
    url: str | None


class RecommendedDocument(TypedDict):
    """What a source advises, and why."""

    says: str
    source: str | None
    because: list[str]


class OfferDocument(TypedDict):
    """One plan with all that its file says of it."""

    plan: str
    vendor: str
    name: str
    vendor_name: str
    website: str | None
    currency: str
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
    facts: list[FactDocument]
    recommended: RecommendedDocument | None
    sources: dict[str, dict[str, str]]


class ShowDocument(TypedDict):
    """The answer of ``show``."""

    schema: str
    telquote: str
    complete: bool
    plans_from: PlansFrom
    plans: list[OfferDocument]


def show_document(offers: Sequence[Offer], catalogue: Catalogue) -> ShowDocument:
    """Return the document of ``show``."""
    return {
        **head("show"),  # type: ignore[typeddict-item]  # mypy cannot see through the shared first keys
        "plans_from": plans_from(catalogue),
        "plans": [_offer(offer) for offer in offers],
    }


def show_rows(document: ShowDocument) -> list[dict[str, object]]:
    """Return one row a figure, for CSV."""
    return [{"plan": plan["plan"], **figure} for plan in document["plans"] for figure in plan["figures"]]


def _offer(offer: Offer) -> OfferDocument:
    vendor, plan = offer.vendor, offer.plan
    term = plan.minimum_term
    return {
        "plan": offer.id,
        "vendor": vendor.vendor,
        "name": plan.name.said("en"),
        "vendor_name": vendor.name.said("en"),
        "website": vendor.website,
        "currency": vendor.currency,
        "features": {
            name: vendor.features[name].said("en") if name in vendor.features else name for name in plan.features
        },
        "requires": {one.id: one.text.said("en") for one in plan.requires},
        "minimum_term": str(term.amount) if term and term.amount else None,
        "items": {item.id: list(item_terms(item, PlainSpeaker("en"))) for item in plan.items()},
        "terms": [*bill_terms(plan, PlainSpeaker("en")), *limit_terms(plan, PlainSpeaker("en"))],
        "figures": [_figure(figure, offer) for figure in figures(plan)],
        "assumptions": [
            {
                "path": f"{offer.id}:{one.id}",
                "says": one.text.said("en"),
                "because": one.because.said("en"),
                "value": None,
                "or": [],
                "plan": offer.id,
            }
            for one in plan.assumptions
        ],
        "advantages": [text.said("en") for text in (*vendor.advantages, *plan.advantages)],
        "drawbacks": [text.said("en") for text in (*vendor.drawbacks, *plan.drawbacks)],
        "cautions": [text.said("en") for text in (*vendor.cautions, *plan.cautions)],
        "facts": [{"says": one.text.said("en"), "source": one.source, "url": one.url} for one in vendor.facts],
        "recommended": _recommended(vendor),
        "sources": {name: _source_document(source) for name, source in vendor.sources.items()},
    }


def _recommended(vendor: Vendor) -> RecommendedDocument | None:
    advice = vendor.recommended
    if advice is None:
        return None
    because = [reason.said("en") for reason in advice.because]
    return {"says": advice.text.said("en"), "source": advice.source, "because": because}


def _source_document(source: Source) -> dict[str, str]:
    known = {"url": source.url, "date": source.date, "retrieved": source.retrieved, "trust": source.trust}
    return {"title": source.title.said("en"), **{key: value for key, value in known.items() if value}}


def _figure(figure: Figure, offer: Offer) -> FigureDocument:
    value = figure.value
    item = _item_of(figure, offer)
    return {
        "path": f"{offer.id}:{figure.path}",
        "status": "unknown" if value.amount is None else "assumed" if value.assumed else "given",
        "value": None if value.amount is None else as_written(value.amount),
        "source": _source_of(value, item, offer),
        "note": value.note.said("en") if value.note else None,
        "because": value.because.said("en") if value.because else None,
        "or": [as_written(other) for other in value.alternatives],
        "also": [{"value": as_written(other.value), "source": other.source} for other in value.also],
    }


def _item_of(figure: Figure, offer: Offer) -> Item | None:
    """Return the charge, balance or fee that a figure belongs to; None for one of the bill as a whole."""
    return next((item for item in offer.plan.items() if item.id == figure.item), None)


def _source_of(value: Any, item: Item | None, offer: Offer) -> str | None:
    """Return the id of the source of a figure: its own, else its item's, else its plan's."""
    return value.source or (item.source if item else None) or offer.plan.source
