"""The catalogue, and a vendor's whole offer, as JSON documents."""

from collections.abc import Mapping, Sequence

from typing_extensions import TypedDict

from telquote.decisions.assumptions import as_written
from telquote.output.assumption_document import AssumptionDocument
from telquote.output.catalogue_report import item_of, source_of
from telquote.output.documents import PlansFrom, head, plans_from
from telquote.output.item_text import item_terms, plan_terms
from telquote.output.report import PlainSpeaker
from telquote.plans.catalogue import Catalogue, Offer
from telquote.plans.parts import Source
from telquote.plans.paths import Figure, figures


class ListedDocument(TypedDict):
    """One plan of the catalogue."""

    plan: str
    vendor: str
    name: str
    currency: str
    features: list[str]
    requires: list[str]
    folder: str | None


class CatalogueDocument(TypedDict):
    """The answer of ``list``."""

    schema: str
    telquote: str
    plans_from: PlansFrom
    plans: list[ListedDocument]


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
    sources: dict[str, dict[str, str]]


class ShowDocument(TypedDict):
    """The answer of ``show``."""

    schema: str
    telquote: str
    plans_from: PlansFrom
    plans: list[OfferDocument]


def catalogue_document(offers: Sequence[Offer], catalogue: Catalogue, folders: Mapping[str, str]) -> CatalogueDocument:
    """Return the document of ``list``; ``folders`` as in ``catalogue_report``."""
    return {
        **head("list"),  # type: ignore[typeddict-item]  # mypy cannot see through the shared first keys
        "plans_from": plans_from(catalogue),
        "plans": [
            {
                "plan": offer.id,
                "vendor": offer.vendor.vendor,
                "name": offer.plan.name.said("en"),
                "currency": offer.vendor.currency,
                "features": list(offer.plan.features),
                "requires": [one.id for one in offer.plan.requires],
                "folder": folders.get(offer.vendor.vendor),
            }
            for offer in offers
        ],
    }


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
        "terms": plan_terms(plan, PlainSpeaker("en")),
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
        "sources": {name: _source(source) for name, source in vendor.sources.items()},
    }


def _source(source: Source) -> dict[str, str]:
    known = {"url": source.url, "date": source.date, "retrieved": source.retrieved, "trust": source.trust}
    return {"title": source.title.said("en"), **{key: value for key, value in known.items() if value}}


def _figure(figure: Figure, offer: Offer) -> FigureDocument:
    value = figure.value
    item = item_of(figure, offer)
    return {
        "path": f"{offer.id}:{figure.path}",
        "status": "unknown" if value.amount is None else "assumed" if value.assumed else "given",
        "value": None if value.amount is None else as_written(value.amount),
        "source": source_of(value, item, offer),
        "note": value.note.said("en") if value.note else None,
        "because": value.because.said("en") if value.because else None,
        "or": [as_written(other) for other in value.alternatives],
        "also": [{"value": as_written(other.value), "source": other.source} for other in value.also],
    }
