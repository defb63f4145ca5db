"""What a path names in the plans of contenders: a price, or a figure that takes whole values."""

from collections.abc import Sequence

from telquote.decisions.entrants import Entrant, NoBreakeven, offers_of
from telquote.decisions.price_walk import Price
from telquote.decisions.quantities import Quantity, whole_figure
from telquote.language import Message
from telquote.plans.figure_paths import Figure, figures
from telquote.plans.numbers import COUNT
from telquote.plans.scalars import DURATION, INCREMENT
from telquote.plans.selection import matching, no_figure


def figure_of(entrants: Sequence[Entrant], path: str) -> Price | Quantity:
    """Return what a path names in the contenders' plans: a price, or a figure that takes whole values.

    Raises ``UnknownName`` where it names nothing, ``NoBreakeven`` where it is no number, or unknown now.
    """
    selector, _, name = path.partition(":")
    offers = list(offers_of(entrants).values())
    found: dict[str, Figure] = {}
    known: list[str] = []
    for offer in matching(offers, selector):
        for figure in figures(offer.plan):
            known.append(figure.path)
            if name in (figure.path, figure.long_path):
                found[offer.id] = figure
    if not found:
        raise no_figure(selector, name, known)
    figure = next(iter(found.values()))
    if figure.kind is INCREMENT:
        raise NoBreakeven(Message("{path}: no number", path=path), "telquote sensitivity")
    if figure.kind in (DURATION, COUNT):
        return whole_figure(path, found)
    if any(one.value.amount is None for one in found.values()):
        raise NoBreakeven(Message("{path}: unknown now", path=path), f"--assume {path}=?")
    return Price(path, found)
