"""From options to a question: which plans, which usage."""

import os
from typing import Any, NamedTuple

from telquote.cli.options import PlansOptions, SelectionOptions, UsageOptions
from telquote.decisions.comparison import NotOfferedPlan
from telquote.language import Message
from telquote.plans.catalogue import (
    Catalogue,
    Offer,
    UnknownName,
    assume,
    find_plans,
    having,
    matching,
    select,
    without,
)
from telquote.usage.profile import Usage, UsageError


class Selection(NamedTuple):
    """The catalogue, the plans chosen from it, and those that were ruled out."""

    catalogue: Catalogue
    offers: tuple[Offer, ...]
    left_out: tuple[NotOfferedPlan, ...]


def _catalogue(files: PlansOptions) -> tuple[Catalogue, tuple[Offer, ...]]:
    """Return the catalogue, and its offers with figures set as ``--assume`` says."""
    catalogue = find_plans(files.plans, os.environ)
    offers = catalogue.offers()
    for assignment in files.assume or ():
        offers = assume(offers, assignment)
    return catalogue, offers


def selection(files: PlansOptions, which: SelectionOptions) -> Selection:
    """Return the plans that the options choose."""
    catalogue, offers = _catalogue(files)
    chosen = select(offers, (*(which.selectors or ()), *(which.plan or ())))
    able, lacking = having(chosen, which.need or (), known_from=offers)
    willing, refused = without(able, which.refuse or (), known_from=offers)
    ruled_out = {offer: Message("lacks {feature}", feature=feature) for offer, feature in lacking.items()}
    ruled_out |= {offer: Message("requires {requirement}", requirement=name) for offer, name in refused.items()}
    return Selection(
        catalogue,
        willing,
        tuple(NotOfferedPlan(offer, ruled_out[offer.id]) for offer in chosen if offer.id in ruled_out),
    )


def one_offer(files: PlansOptions, selector: str) -> tuple[Catalogue, Offer]:
    """Return the catalogue and the one plan that a selector names.

    Raises ``UnknownName`` where it names none or several.
    """
    catalogue, offers = _catalogue(files)
    found = matching(offers, selector)
    if len(found) > 1:
        names = tuple(offer.id for offer in found)
        raise UnknownName(Message("{name} names several plans; choose one of {names}", name=selector, names=names))
    return catalogue, found[0]


def usage_of(use: UsageOptions) -> Usage:
    """Return the usage of a file with what the options give in its place.

    Raises ``UsageError`` where nothing is given, or the figures contradict each other.
    """
    figures: dict[str, Any] = {}
    if use.usage:
        from telquote.usage.files import read_usage

        figures.update(read_usage(use.usage))
    figures.update(use.figures())
    if not figures:
        raise UsageError(Message("no usage is given; name at least one, for example --minutes 3000"))
    return Usage(**figures)
