"""From options to a question: which plans, which usage."""

import os
import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from telquote.billing.refusals import NotOffered
from telquote.cli.edge import Stop, note
from telquote.cli.options import MoneyOptions, PlansOptions, SelectionOptions, UsageOptions
from telquote.cli.typed import language_typed, running, the_same
from telquote.decisions.comparison import Comparison, NotOfferedPlan, is_unpriced, one_currency
from telquote.decisions.quantities import MONTHS
from telquote.language import Language, Message, Text
from telquote.language.measures import Name
from telquote.plans.catalogue import Catalogue, load_plans
from telquote.plans.figure_paths import figures
from telquote.plans.offers import Offer
from telquote.plans.selection import UnknownName, assume, having, matching, misspelt_classes, select, without
from telquote.plans.services import USAGE_FIGURES
from telquote.usage.pattern import UsageError
from telquote.usage.profile import Usage, nothing_to_change
from telquote.work import meter

if TYPE_CHECKING:
    from telquote.output.simulate.screen import Simulated


class Selection(NamedTuple):
    """The catalogue, the plans chosen from it, and those that were ruled out."""

    catalogue: Catalogue
    offers: tuple[Offer, ...]
    left_out: tuple[NotOfferedPlan, ...]


def catalogue_of(files: PlansOptions, usage: Usage | None = None) -> tuple[Catalogue, tuple[Offer, ...]]:
    """Return the catalogue, and its offers with figures set as ``--assume`` says.

    The plan that a ``usage`` calls the current one is as it is held.
    """
    catalogue = load_plans(files.plans)
    for said in catalogue.notes:
        note(said, language_typed())
    if limit := meter():
        limit.allow(len(catalogue.offers()))
    offers = _on_day(catalogue.offers(), files.as_of)
    for assignment in files.assume or ():
        offers = assume(offers, assignment)
    if usage is not None and usage.current is not None:
        from telquote.plans.selection import with_current
        from telquote.usage.reading import stated_in

        with stated_in(usage.source):
            offers = with_current(offers, *usage.current)
    return catalogue, offers


def in_currency(offers: tuple[Offer, ...], money: MoneyOptions | None) -> tuple[Offer, ...]:
    """Return the offers in the currency asked for."""
    if money is None or not (money.currency or money.fx):
        return offers
    from telquote.plans.exchange import converted, currency_of, read_rates

    currency = currency_of(money.currency)
    return converted(offers, currency, read_rates(money.fx or (), currency))


def _on_day(offers: tuple[Offer, ...], day: date | None) -> tuple[Offer, ...]:
    """Return the offers with prices as they were on a day, or the newest; which day that is is said on stderr."""
    if day is None and not any(figure.value.dated for offer in offers for figure in figures(offer.plan)):
        return offers
    from telquote.plans.dates import as_of, newest_change

    newest = newest_change(offers)
    if newest is not None:
        newest_used = Message("note: prices as of {day}, the newest change in the files", day=newest.isoformat())
        message = newest_used if day is None else Message("note: prices as of {day}", day=day.isoformat())
        note(message, language_typed())
    return offers if day is None else as_of(offers, day)


def selection(
    files: PlansOptions, which: SelectionOptions, money: MoneyOptions | None = None, usage: Usage | None = None
) -> Selection:
    """Return the plans that the options choose."""
    catalogue, offers = catalogue_of(files, usage)
    chosen = select(offers, (*(which.selectors or ()), *(which.plan or ())))
    able, lacking = having(chosen, which.need or (), known_from=offers)
    willing, refused = without(able, which.refuse or (), known_from=offers)
    for name, nearest in misspelt_classes(offers, usage.classes) if usage is not None and usage.classes else ():
        text = "note: no plan knows the class {name}; did you mean {nearest}?"
        note(Message(text, name=name, nearest=nearest), language_typed())
    ruled_out = {offer: Message("lacks {feature}", feature=feature) for offer, feature in lacking.items()}
    ruled_out |= {offer: Message("requires {requirement}", requirement=name) for offer, name in refused.items()}
    return Selection(
        catalogue,
        in_currency(willing, money),
        tuple(NotOfferedPlan(offer, ruled_out[offer.id]) for offer in chosen if offer.id in ruled_out),
    )


def some(chosen: Selection) -> Selection:
    """Return a selection; raises ``UnknownName`` where nothing is left in it."""
    if not chosen.offers and chosen.left_out:
        one = chosen.left_out[0]
        raise UnknownName(
            Message("{name}: no plan is left: {missing}", name=one.offer.vendor.vendor, missing=one.reason)
        )
    return chosen


MOST_REASONS = 6
"""Reasons that are told where no plan can serve."""


def none_serves(result: Comparison, which: SelectionOptions, language: Language) -> Stop:
    """Return how a command ends where no plan can serve: why each cannot, which could without what, what to do."""
    from telquote.output.compare.screen import vendors_or_plans

    everyone = [plan.offer for plan in result.not_offered]
    by_reason: dict[str, list[Offer]] = {}
    for plan in result.not_offered:
        by_reason.setdefault(plan.reason.said(language), []).append(plan.offer)
    told = [Message("error: {problem}", problem=Message("no plan can serve this usage"))]
    for reason, offers in list(by_reason.items())[:MOST_REASONS]:
        told.append(Message("  {plans}: {reason}", plans=list(vendors_or_plans(offers, everyone)), reason=reason))
    if len(by_reason) > MOST_REASONS:
        told.append(Message("  and {count} more reasons", count=len(by_reason) - MOST_REASONS))
    for option, offers in _could_without(result, which).items():
        told.append(
            Message("  {plans} could without {option}", plans=list(vendors_or_plans(offers, everyone)), option=option)
        )
    return Stop(*told, Message("  help: {advice}", advice="telquote list"))


def _could_without(result: Comparison, which: SelectionOptions) -> dict[str, list[Offer]]:
    """Return which plans could serve without one of the options that rule plans out, by that option."""
    found: dict[str, list[Offer]] = {}
    if not (which.need or which.refuse):
        return found
    offers = tuple(plan.offer for plan in result.not_offered)
    for name, values in (("--need", which.need or []), ("--refuse", which.refuse or [])):
        for value in values:
            need = [one for one in which.need or () if (name, one) != ("--need", value)]
            refuse = [one for one in which.refuse or () if (name, one) != ("--refuse", value)]
            try:
                able, _ = having(offers, need, known_from=offers)
                willing, _ = without(able, refuse, known_from=offers)
            except UnknownName:  # none of these plans has what is needed besides
                continue
            serving = [offer for offer in willing if _serves(offer, result.usage, result.months)]
            if serving:
                found[f"{name} {value}"] = serving
    return found


def _serves(offer: Offer, usage: Usage, months: int) -> bool:
    from telquote.billing.simulation import simulate

    try:
        simulate(offer, usage, months)
    except NotOffered:
        return False
    return True


def gallery_of(which: SelectionOptions) -> tuple[Catalogue, tuple[Offer, ...], dict[str, str]]:
    """Return the gallery as one catalogue, the plans chosen from it, and the folder of each vendor for ``--plans``."""
    from telquote.plans.catalogue import gallery

    markets = gallery()
    vendors = tuple(vendor for one in markets.values() for vendor in one.vendors)
    folders = {vendor.vendor: one.path for one in markets.values() for vendor in one.vendors}
    hashes = {f"{market}/{name}": value for market, one in markets.items() for name, value in one.sha256.items()}
    root = os.path.commonpath([one.path for one in markets.values()])
    catalogue = Catalogue(vendors, root, hashes)
    chosen = select(catalogue.offers(), (*(which.selectors or ()), *(which.plan or ())))
    able, _ = having(chosen, which.need or (), known_from=catalogue.offers())
    willing, _ = without(able, which.refuse or (), known_from=catalogue.offers())
    return catalogue, willing, folders


def one_offer(
    files: PlansOptions, selector: str, money: MoneyOptions, usage: Usage, months: int
) -> "tuple[Catalogue, Simulated]":
    """Return the catalogue and the plan that a selector names, simulated; of several the cheapest for the usage.

    Raises ``UnknownName`` where it names none, ``Stop`` where none can serve.
    """
    from telquote.billing.quote import quote_of
    from telquote.billing.resolve import terms_of
    from telquote.billing.simulation import run
    from telquote.decisions.assumptions import assumptions_of
    from telquote.output.simulate.screen import Simulated

    catalogue, offers = catalogue_of(files, usage)
    found = in_currency(matching(offers, selector), money)
    served: list[Simulated] = []
    refusals: list[tuple[Offer, Message]] = []
    for offer in found:
        try:
            terms = terms_of(offer, usage)
            ledger = run(terms, months)
            quote = quote_of(ledger)
        except NotOffered as refusal:
            refusals.append((offer, refusal.reason))
            continue
        served.append(Simulated(offer, usage, ledger, quote, assumptions_of(offer, usage, terms, ledger)))
    if not served:
        raise _cannot_serve(selector, refusals)
    one_currency(found)
    cheapest = min(served, key=lambda one: (is_unpriced(one.offer), one.quote.total, one.offer.id))
    vendors = {offer.vendor.vendor for offer in found}
    if len(found) > 1 and len(vendors) == 1:
        cheapest = cheapest._replace(of=Name(cheapest.offer.vendor.name), plans=len(found))
    elif len(found) > 1:
        cheapest = cheapest._replace(of=Text(zh=selector, en=selector), plans=len(found))
    return catalogue, cheapest


def _cannot_serve(selector: str, refusals: Sequence[tuple[Offer, Message]]) -> Stop:
    """Return how a command about one plan ends that cannot serve; of several plans each different reason is told."""
    told = [(offer.id, reason) for offer, reason in refusals]
    if len({reason.said("en") for _, reason in refusals}) == 1:
        told = [(selector, refusals[0][1])]
    named = [Message("{plan}: {reason}", plan=name, reason=reason) for name, reason in told]
    return Stop(*(Message("error: {problem}", problem=one) for one in named))


def usage_of(use: UsageOptions, files: PlansOptions, selectors: Sequence[str] = ()) -> Usage:
    """Return the usage of a file with what the options give in its place.

    Raises ``UsageError`` where nothing is given, or the figures contradict each other; before that ``UnknownName`` for
    what names no plan: it may be a usage without its option.
    """
    usage = _usage(use, use.months)
    if usage is None:
        if selectors:
            select(catalogue_of(files)[1], selectors)
        raise no_usage()
    if problem := nothing_to_change(usage):
        with placing(usage):
            raise UsageError(problem.message, problem.advice, (problem,))
    return usage


@contextmanager
def placing(usage: Usage) -> Iterator[None]:
    """Point into the file of a usage where it turns out that it cannot be."""
    try:
        yield
    except UsageError as error:
        if usage.source is None:
            raise
        from telquote.usage.reading import placed

        raise placed(error, usage.source) from None


def no_usage() -> UsageError:
    """Return what is said where a usage is needed and none is given."""
    return UsageError(Message("no usage is given"), shlex.join((*the_same(running()), "--minutes", "3000")))


def usage_is_given(use: UsageOptions) -> bool:
    """Tell whether the options give any usage."""
    return bool(use.usage or use.figures())


def usage_over(use: UsageOptions, over: str) -> Usage:
    """Return the usage around a quantity that varies, which may be all there is."""
    return _usage(use, None if over == MONTHS.name else use.months) or Usage()


def _usage(use: UsageOptions, months: int | None) -> Usage | None:
    """Return the usage that is given, if any; ``months`` are those compared, None where they vary."""
    given: dict[str, Any] = dict(use.figures())
    if use.start is not None:
        from telquote.usage.reading import share_of_month

        given["first_month"] = share_of_month(use.start)
    if not use.usage:
        return Usage(**given) if given else None
    from telquote.usage.reading import read_usage

    stated = read_usage(use.usage, months)
    figures = stated.figures
    if "call_length" in given and "call_lengths" in figures:
        calls = sum((count for _, count in figures.pop("call_lengths")), start=Fraction(0))
        if not any(USAGE_FIGURES[name].of_calls for name in {**figures, **given} if name in USAGE_FIGURES):
            figures["calls"] = calls  # as many calls as the table lists, of another length
    if "by_month" in figures:
        replaced = {USAGE_FIGURES[name].service for name in given if name in USAGE_FIGURES}
        figures["by_month"] = {name: own for name, own in figures["by_month"].items() if name not in replaced}
    if not figures and not given:
        return None
    return stated.usage(given)
