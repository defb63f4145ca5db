"""The plans there are, and what can be asked of them: as a person reads them, and as a JSON document."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Annotated

from typing_extensions import TypedDict

from telquote.language import Language, Message, Term, Text, cells, listed
from telquote.language.measures import Count, CurrencyName, Typed
from telquote.output.documents import AboutPlans, head, read
from telquote.output.layout import laid_out
from telquote.output.report import DIM, Label, Labels, Report, Speaker
from telquote.plans.catalogue import Catalogue
from telquote.plans.offers import Offer
from telquote.plans.selection import first_words

MOST_LINES = 22
"""Lines beyond which a vendor's plans are cut to ``MOST_PLANS``, where there are several vendors."""

MOST_PLANS = 3
MARGIN = 3
WIDEST_ID = 24
NAMES = 10
"""Where the names behind an option begin."""


class ListedDocument(TypedDict):
    """One plan of the catalogue."""

    plan: Annotated[str, attrgetter("id")]
    vendor: Annotated[str, attrgetter("vendor.vendor")]
    name: Annotated[str, attrgetter("plan.name")]
    currency: str
    features: Annotated[list[str], attrgetter("plan.features")]
    requires: list[str]
    folder: str | None


class TakenDocument(TypedDict):
    """What an option takes, in whose words, and how many plans have it."""

    option: str
    id: str
    says: str
    plans: int


class CatalogueDocument(AboutPlans):
    """The answer of ``list``."""

    plans: list[ListedDocument]
    takes: list[TakenDocument]


def catalogue_document(offers: Sequence[Offer], catalogue: Catalogue, folders: Mapping[str, str]) -> CatalogueDocument:
    """Return the document of ``list``; ``folders`` as in ``catalogue_report``."""
    given = {
        **head("list", catalogue),
        "plans": [
            read(
                ListedDocument,
                offer,
                {
                    "requires": [one.id for one in offer.plan.requires],
                    "folder": folders.get(offer.vendor.vendor),
                },
            )
            for offer in offers
        ],
        "takes": [
            {"option": option, "id": name, "says": words, "plans": plans}
            for option, taken in _taken(offers).items()
            for name, words, plans in taken
        ],
    }
    return read(CatalogueDocument, None, given)


def _taken(offers: Sequence[Offer]) -> dict[str, list[tuple[str, Text, int]]]:
    """Return for each option what it takes, those of most plans first, then in the order of the files."""
    features = [
        (name, offer.vendor.features.get(name, Text(zh=name, en=name)))
        for offer in offers
        for name in offer.plan.features
    ]
    required = [(one.id, one.short or one.text) for offer in offers for one in offer.plan.requires]
    return {option: _counted(named) for option, named in (("--refuse", required), ("--need", features))}


def _counted(named: Sequence[tuple[str, Text]]) -> list[tuple[str, Text, int]]:
    words = {name: text for (name, text), _ in reversed(Counter(named).most_common())}
    return [(name, words[name], plans) for name, plans in Counter(name for name, _ in named).most_common()]


def catalogue_report(
    offers: Sequence[Offer],
    catalogue: Catalogue,
    language: Language,
    folders: Mapping[str, str],
    width: int,
    options: Sequence[str] = (),
) -> Report:
    """Return the plans by vendor, for a width in columns, and what ``--need`` and ``--refuse`` take.

    Where all of several vendors' plans would not fit a screen, three of each are shown. ``folders`` holds those of
    vendors that are not used unless ``--plans`` names them.
    """
    say = Speaker(language)
    below = [label for option, taken in _taken(offers).items() for label in _option(option, taken, width, options, say)]
    below = below or [Label("", say("no plan requires anything or has a feature"))]
    for most in (len(offers), MOST_PLANS):
        plans = Labels(list(_by_vendor(offers, folders, most, options, say)), _column(offers))
        report = Report(say(_title(offers, catalogue)), [plans, Labels(below, NAMES)])
        if len(_vendors(offers)) == 1 or len(laid_out(report, width)) <= MOST_LINES:
            break
    return report


def features_report(offers: Sequence[Offer], language: Language) -> Report:
    """Return all that ``--need`` and ``--refuse`` take, in words, and how many plans have each."""
    say = Speaker(language)
    report = Report(say("what --refuse and --need take, and how many of {plans}", plans=Count(len(offers), "plan")))
    for option, taken in _taken(offers).items():
        column = MARGIN + max((cells(name) for name, _, _ in taken), default=0) + MARGIN
        items = [Label(option, "")]
        for name, words, plans in taken:
            items.append(Label(" " * MARGIN + name, say("{words}: {plans}", words=words, plans=f"{plans:,}"), ""))
        if taken:
            report.parts.append(Labels(items, column))
    return report


def _vendors(offers: Sequence[Offer]) -> dict[str, list[Offer]]:
    vendors: dict[str, list[Offer]] = {}
    for offer in offers:
        vendors.setdefault(offer.vendor.vendor, []).append(offer)
    return vendors


def _title(offers: Sequence[Offer], catalogue: Catalogue) -> Message:
    plans, vendors = Count(len(offers), "plan"), Count(len(_vendors(offers)), "vendor")
    currency = CurrencyName(offers[0].currency) if offers and not _several_currencies(offers) else None
    known = {"plans": plans, "vendors": vendors, "folder": Term(catalogue.path)}
    if currency is None:
        return Message("{plans} of {vendors} in {folder}", **known)
    return Message("{plans} of {vendors} in {folder}, {currency}", **known, currency=currency)


def _several_currencies(offers: Sequence[Offer]) -> bool:
    return len({offer.currency for offer in offers}) > 1


def _column(offers: Sequence[Offer]) -> int:
    """Return where the names of plans begin, past the longest id that is not unusually long."""
    ids = (cells(offer.id) for offer in offers)
    return MARGIN + max((size for size in ids if size <= WIDEST_ID), default=WIDEST_ID) + MARGIN


def _by_vendor(
    offers: Sequence[Offer], folders: Mapping[str, str], most: int, options: Sequence[str], say: Speaker
) -> Iterator[Label]:
    several = _several_currencies(offers)
    for vendor, plans in _vendors(offers).items():
        heading = say(plans[0].vendor.name)
        if several:
            heading += say(", {currency}", currency=CurrencyName(plans[0].currency))
        if vendor in folders:
            heading += say(": {command}", command=Typed(("--plans", folders[vendor])))
        yield Label(heading, "")
        shown = most if len(plans) > most + 1 else len(plans)  # a line that tells of one more would take its place
        for offer in plans[:shown]:
            yield Label(" " * MARGIN + offer.id, say(offer.plan.name), "")
            required = [_with_words(one.id, one.short or one.text, say) for one in offer.plan.requires]
            if required:
                yield Label("", say("requires: {names}", names=required), DIM)
        if len(plans) > shown:
            more = say(
                "{count} more: {command}",
                count=len(plans) - shown,
                command=Typed(("telquote", "list", *(["--gallery"] if vendor in folders else []), vendor, *options)),
            )
            yield Label(" " * MARGIN + "...", more, DIM)


def _with_words(name: str, words: Text, say: Speaker) -> str:
    """Return an id, in Chinese with the first of its words behind it."""
    return name if say.language == "en" else f"{name}（{first_words(words.said('zh'))}）"


def _option(
    option: str, taken: Sequence[tuple[str, Text, int]], width: int, options: Sequence[str], say: Speaker
) -> Iterator[Label]:
    """Yield an option with what it takes: as much as fits a line, and how much more there is."""
    names = [_with_words(name, words, say) for name, words, _ in taken]
    shown = len(names)
    while shown > 1 and NAMES + cells(listed(names[:shown], say.language)) > width:
        shown -= 1
    if not names:
        return
    yield Label(option, listed(names[:shown], say.language), "")
    if shown < len(names):
        command = Typed(("telquote", "list", "--features", *options))
        yield Label("", say("and {count} more: {command}", count=len(names) - shown, command=command), "")
