"""A vendor's whole offer: as a person reads it, and as a JSON document."""

from collections.abc import Iterator, Sequence
from typing import Any

from typing_extensions import TypedDict

from telquote.decisions.assumptions import as_written
from telquote.language import Language, Term, Text, listed
from telquote.output.documents import PlansFrom, head, plans_from
from telquote.output.items import item_terms, plan_terms
from telquote.output.notes import AssumptionDocument
from telquote.output.report import Column, PlainSpeaker, Report, Speaker, Table
from telquote.plans.catalogue import Catalogue, Offer
from telquote.plans.fee_model import Fee
from telquote.plans.kinds import DURATION, INCREMENT, Duration
from telquote.plans.model import Item, Vendor
from telquote.plans.parts import Source
from telquote.plans.paths import Figure, figures


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
        "sources": {name: _source_document(source) for name, source in vendor.sources.items()},
    }


def _source_document(source: Source) -> dict[str, str]:
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


def offer_report(offers: Sequence[Offer], catalogue: Catalogue, language: Language) -> Report:
    """Return everything that the files say of some plans."""
    say = Speaker(language)
    report = Report(say("plans: {plans}, from {path}", plans=len(offers), path=Term(catalogue.path)))
    for vendor in {offer.vendor.vendor: offer.vendor for offer in offers}.values():
        _add_vendor(report, vendor, say)
        for offer in offers:
            if offer.vendor.vendor == vendor.vendor:
                _add_plan(report, offer, say)
    return report


def _add_vendor(report: Report, vendor: Vendor, say: Speaker) -> None:
    heading = f"{vendor.vendor}: {say(vendor.name)}"
    lines = [vendor.website] if vendor.website else []
    lines.append(say("prices in {currency}", currency=vendor.currency))
    lines += [
        say("source {id}: {source}", id=name, source=_source(source, say)) for name, source in vendor.sources.items()
    ]
    report.add_lines(heading, lines)
    _add_texts(report, say("Advantages of {id}", id=vendor.vendor), vendor.advantages, say)
    _add_texts(report, say("Drawbacks of {id}", id=vendor.vendor), vendor.drawbacks, say)
    _add_texts(report, say("Cautions about {id}", id=vendor.vendor), vendor.cautions, say)


def _source(source: Source, say: Speaker) -> str:
    known = (source.date, source.url, source.retrieved, source.trust)
    return listed([say(source.title), *(part for part in known if part)], say.language)


def _add_texts(report: Report, heading: str, texts: Sequence[Text], say: Speaker) -> None:
    report.add_lines(heading, [say(text) for text in texts])


def _add_plan(report: Report, offer: Offer, say: Speaker) -> None:
    plan = offer.plan
    facts = [say("requires {id}: {text}", id=one.id, text=one.text) for one in plan.requires]
    if plan.minimum_term and plan.minimum_term.amount:
        facts.append(say("minimum term: {term}", term=plan.minimum_term.amount.words))
    known = offer.vendor.features
    facts += [
        say("feature {id}: {text}", id=name, text=known[name]) if name in known else say("feature {id}", id=name)
        for name in plan.features
    ]
    report.add_lines(f"{offer.id}: {say(plan.name)}", facts or [say("nothing is required")])
    columns = (
        Column("path", say("Figure")),
        Column("value", say("Value"), numeric=True),
        Column("unit", say("Unit")),
        Column("from", say("Where from"), prose=True),
    )
    rows = [_figure_row(figure, offer, say) for figure in figures(plan)]
    lines = [f"{item.id}: {', '.join(item_terms(item, say))}" for item in plan.items()]
    report.add_lines(say("Terms"), [*lines, *plan_terms(plan, say)])
    report.parts.append(Table(columns, rows))
    for item in plan.items():
        if item.note:
            report.add_lines(say("About {item}", item=f"{offer.id}:{item.id}"), [say(item.note)])
    taken = [say("{says}: {because}", says=one.text, because=one.because) for one in plan.assumptions]
    report.add_lines(say("Taken for granted about {id}", id=offer.id), taken)
    _add_texts(report, say("Advantages of {id}", id=offer.id), plan.advantages, say)
    _add_texts(report, say("Drawbacks of {id}", id=offer.id), plan.drawbacks, say)
    _add_texts(report, say("Cautions about {id}", id=offer.id), plan.cautions, say)


def _figure_row(figure: Figure, offer: Offer, say: Speaker) -> dict[str, str]:
    item = item_of(figure, offer)
    value = figure.value
    return {
        "path": figure.path,
        "value": _value_words(value.amount, say),
        "unit": _unit(figure, item, offer.vendor.currency, say),
        "from": "; ".join(_origin(figure, item, offer, say)),
    }


def _value_words(amount: Any, say: Speaker) -> str:
    if amount is None:
        return say("unknown")
    return say(amount.words) if isinstance(amount, Duration) else as_written(amount)


def item_of(figure: Figure, offer: Offer) -> Item | None:
    """Return the charge, balance or fee that a figure belongs to; None for one of the bill as a whole."""
    return next((item for item in offer.plan.items() if item.id == figure.item), None)


def _unit(figure: Figure, item: Item | None, currency: str, say: Speaker) -> str:
    key = figure.keys[-1]
    if key in ("percent", "free_seconds", "past_seconds"):
        return "%" if key == "percent" else say("seconds")
    if {"bands", "discount"} & set(figure.keys) and key == "up_to":
        return "" if "bands" in figure.keys else currency
    if key in ("per_minute", "per_call", "per_unit"):
        unit = Term({"per_minute": "minute", "per_call": "call", "per_unit": "unit"}[str(key)])
        return say("{currency} a {unit}", currency=currency, unit=unit)
    if isinstance(item, Fee):
        return currency
    if key in ("minutes", "units", "up_to", "legs"):
        return say({"up_to": "a month"}.get(str(key), str(key)))
    return "" if figure.kind in (DURATION, INCREMENT) else currency


def _origin(figure: Figure, item: Item | None, offer: Offer, say: Speaker) -> Iterator[str]:
    value = figure.value
    if value.because is not None:
        yield say("assumed: {because}", because=value.because)
        if value.alternatives:
            yield say("or {values}", values=[as_written(other) for other in value.alternatives])
    source = source_of(value, item, offer)
    if source and value.because is None:
        yield source
    for other in value.also:
        yield say("but {source} gives {value}", source=other.source, value=as_written(other.value))
    if value.note:
        yield say(value.note)


def source_of(value: Any, item: Item | None, offer: Offer) -> str | None:
    """Return the id of the source of a figure: its own, else its item's, else its plan's."""
    return value.source or (item.source if item else None) or offer.plan.source
