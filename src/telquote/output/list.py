"""The plans there are: as a person reads them, and as a JSON document."""

from collections.abc import Mapping, Sequence

from typing_extensions import TypedDict

from telquote.language import Language, Term, listed
from telquote.output.documents import PlansFrom, head, plans_from
from telquote.output.report import Column, Report, Speaker, Table
from telquote.plans.catalogue import Catalogue, Offer


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


def catalogue_report(
    offers: Sequence[Offer], catalogue: Catalogue, language: Language, folders: Mapping[str, str]
) -> Report:
    """Return one row a plan; ``folders`` holds those of vendors that are not used unless ``--plans`` names them."""
    say = Speaker(language)
    vendors = len({offer.vendor.vendor for offer in offers})
    report = Report(
        say(
            "vendors: {vendors}, plans: {plans}, from {path}",
            plans=len(offers),
            vendors=vendors,
            path=Term(catalogue.path),
        )
    )
    columns = (
        Column("plan", say("Plan")),
        Column("name", say("Name"), below="plan"),
        Column("requires", say("Requires"), below="plan", named=True),
        Column("currency", say("Currency")),
        Column("folder", "--plans"),
        Column("features", say("Features"), prose=True),
    )
    rows = [
        {
            "plan": offer.id,
            "name": say(offer.plan.name),
            "requires": listed((say(one.text) for one in offer.plan.requires), language),
            "currency": offer.vendor.currency,
            "folder": folders.get(offer.vendor.vendor, ""),
            "features": ", ".join(offer.plan.features),
        }
        for offer in offers
    ]
    report.parts.append(Table(columns, rows))
    return report
