"""Prices that changed: which of them held on a day."""

from collections.abc import Sequence
from datetime import date

from telquote.plans.figure_paths import figures
from telquote.plans.figures import Value
from telquote.plans.offers import Offer


def newest_change(offers: Sequence[Offer]) -> date | None:
    """Return the newest day from which any figure of the plans holds; None where none ever changed."""
    dated = (one for offer in offers for figure in figures(offer.plan) for one in figure.value.dated)
    return max((one.start for one in dated if one.start), default=None)


def as_of(offers: Sequence[Offer], day: date) -> tuple[Offer, ...]:
    """Return the offers with each figure that changed as it was on a day; unknown where it did not hold yet."""
    return tuple(_as_of(offer, day) for offer in offers)


def _as_of(offer: Offer, day: date) -> Offer:
    for figure in figures(offer.plan):
        if figure.value.dated:
            held = [one.value for one in figure.value.dated if one.start is None or one.start <= day]
            offer = offer.with_figure(figure.keys, held[-1] if held else Value(None))
    return offer
