"""From the arguments of a break-even: which contenders, and what varies."""

from collections.abc import Sequence
from decimal import Decimal

from telquote.cli.options import MoneyOptions, PlansOptions
from telquote.cli.question import catalogue_of, in_currency
from telquote.decisions.entrants import Entrant, NoBreakeven, names_of
from telquote.decisions.quantities import NAMES, Quantity, quantity_named
from telquote.language import Message
from telquote.plans.catalogue import Catalogue
from telquote.plans.offers import Offer
from telquote.plans.selection import UnknownName, having, matching, unknown, without
from telquote.usage.profile import Usage


def entrants_of(
    files: PlansOptions,
    money: MoneyOptions,
    usage: Usage,
    contenders: Sequence[str],
    need: Sequence[str],
    refuse: Sequence[str],
) -> tuple[Catalogue, list[Entrant]]:
    """Return the catalogue, and each contender with the plans that it stands for.

    Raises ``UnknownName`` where a contender names nothing, or nothing that has what is needed.
    """
    catalogue, offers = catalogue_of(files, usage)
    entrants = []
    names = names_of(offers, contenders)
    if len(names) == 1:
        raise _one_contender(offers, names[0])
    for name in names:
        able, lacking = having(matching(offers, name), need, known_from=offers)
        willing, refused = without(able, refuse, known_from=offers)
        if not willing and not contenders:
            continue
        if not willing:
            missing = next(iter((lacking | refused).values()))
            raise UnknownName(Message("{name}: no plan is left: {missing}", name=name, missing=missing))
        entrants.append(Entrant(name, in_currency(willing, money)))
    return catalogue, entrants


def _one_contender(offers: Sequence[Offer], name: str) -> NoBreakeven:
    """Return what is said of a contender that stands alone: another vendor to name, else its own plans."""
    own = {offer.vendor.vendor for offer in matching(offers, name)}
    others = [offer.vendor.vendor for offer in offers if offer.vendor.vendor not in own]
    advice = f"telquote breakeven {name} {others[0]}" if others else None
    if not others and len(offers) > 1:
        advice = f"telquote breakeven '{next(iter(own))}/*'"
    return NoBreakeven(Message("{names}: one contender", names=name), advice)


def quantity_of(name: str, usage: Usage) -> Quantity:
    """Return the quantity that ``--over`` names; raises ``UnknownName`` for any other."""
    over = name.replace("-", "_")
    if over not in NAMES:
        names = [one.replace("_", "-") for one in NAMES]
        raise unknown(Message("--over {name}: nothing that can vary", name=name), name, names)
    return quantity_named(over, usage)


def whole(number: Decimal | None) -> int | None:
    """Return an end of a range of whole values; raises ``NoBreakeven`` for a part of one."""
    if number is None:
        return None
    if number != int(number):
        raise NoBreakeven(Message("{number}: no whole number", number=number))
    return int(number)
