"""The part of a break-even that a person looks at, and what is known of all that lies past it."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from telquote.billing.quote import first_payment_of
from telquote.billing.simulation import simulate
from telquote.decisions.breakeven import OfQuantity
from telquote.decisions.curves import PlanCurve
from telquote.decisions.entrants import Entrant
from telquote.decisions.over_quantity import racers_of
from telquote.decisions.quantities import Case
from telquote.decisions.race import cheapest_ranges
from telquote.decisions.ranges import Range
from telquote.plans.offers import Offer
from telquote.work import is_complete, part

MOST_CHANGES = 20
"""Changes that one window shows; where there are more, it ends past the first ``SHOWN`` of them."""

SHOWN = 8

LEAST_SHOWN = 99
"""Values past the first that are shown at least where nothing changes."""


class Beyond(NamedTuple):
    """What holds past the last change: from ``last_change`` on the contenders ``cheapest`` are that; ``why`` says so.

    ``why`` is ``proven``, ``given`` (the range was) or ``bound`` (nothing proves it); ``looked_at`` is how far was
    looked. ``rates`` are the long-run costs of a unit and month; None where they are not known.
    """

    last_change: int
    cheapest: tuple[str, ...]
    why: str
    looked_at: int
    rates: dict[str, Fraction | None]


class Window(NamedTuple):
    """The ranges from ``first`` to ``last``, cut there, and which plans stand for each contender, by its name."""

    first: int
    last: int
    ranges: tuple[Range[int], ...]
    standing: dict[str, tuple[Range[int], ...]]

    def plans(self, contender: str, within: Range[int]) -> tuple[str, ...]:
        """Return the ids of the plans that stand for a contender in a range, in order."""
        found = (
            one.cheapest[0]
            for one in self.standing[contender]
            if one.first <= within.last and one.last >= within.first and one.cheapest
        )
        return tuple(dict.fromkeys(found))


def beyond(answer: OfQuantity) -> Beyond:
    """Return what is known past the last change of an answer."""
    last = answer.ranges[-1]
    rates = {name: None if rate is None else rate / answer.months for name, rate in answer.long_run.items()}
    why = answer.end if is_complete() else "bound"
    return Beyond(last.first, last.cheapest, why, answer.last, rates)


def window_of(answer: OfQuantity, here: int | None) -> Window:
    """Return what a person looks at; ``here`` is what the buyer uses of the quantity."""
    last = _end(answer, here)
    groups, racers = racers_of(answer.entrants, answer.usage, answer.months, answer.by, answer.over)
    ranges = [one for one in answer.ranges if one.first <= last]
    cut = ranges[-1]
    if cut.last != last:  # cut here, or proven to go on
        costs = {racer.name: (cut.costs[racer.name][0], racer.at(last)) for racer in racers}
        ranges[-1] = cut._replace(last=last, costs=costs)
    standing: dict[str, tuple[Range[int], ...]] = {}
    for number, (entrant, group) in enumerate(zip(answer.entrants, groups, strict=True)):
        known: list[Range[int]] = []
        with part(1, len(groups) - number + 1):
            for one in _standing(group, entrant, answer, last):
                known.append(one)
        standing[entrant.name] = tuple(known)
    return Window(answer.first, last, tuple(ranges), standing)


def _standing(group: Sequence[PlanCurve], entrant: Entrant, answer: OfQuantity, last: int) -> Iterator[Range[int]]:
    """Yield the plans that stand for a contender: of equal cost in a range, first the one that pays least first."""
    offers = {offer.id: offer for offer in entrant.offers}
    for one in cheapest_ranges(group, answer.first, last):
        paid = (
            {name: _first_payment(answer, offers[name], one.last) for name in one.cheapest}
            if len(one.cheapest) > 1
            else {}
        )
        yield one._replace(cheapest=tuple(sorted(one.cheapest, key=lambda name: (paid.get(name, 0), name))))


def _first_payment(answer: OfQuantity, offer: Offer, value: int) -> Fraction:
    return first_payment_of(simulate(*answer.over.at(Case(offer, answer.usage, answer.months), value)))


def _end(answer: OfQuantity, here: int | None) -> int:
    """Return where a person stops looking: at twice what is used, else past the last change, or past the eighth.

    That is a round number above the change (1, 2 or 5 times a power of ten), no further than was looked.
    """
    if answer.end == "given":
        return answer.last
    if here:
        end = max(2 * here, answer.first + 1)
        return end if answer.end == "proven" else min(end, answer.last)
    changes = answer.break_evens
    if not changes:
        end = _round_above(answer.first + LEAST_SHOWN)
        return end if answer.end == "proven" else min(end, answer.last)
    few = answer.end == "proven" and len(changes) <= MOST_CHANGES
    end = _round_above(changes[-1] if few else changes[min(SHOWN, len(changes)) - 1])
    return end if answer.end == "proven" else min(end, answer.last)


def _round_above(number: int) -> int:
    size = 1
    while True:
        for digit in (1, 2, 5):
            if digit * size > number:
                return digit * size
        size *= 10


def cheapest_in_cells(window: Window, cells: int) -> list[tuple[str, ...]]:
    """Return who is cheapest at most values of each of so many equal shares of a window; the first of equals."""
    first, width = window.first, window.last - window.first
    found = []
    for cell in range(cells):
        low = first + -(-cell * width // cells)
        high = first + -(-(cell + 1) * width // cells) - 1
        high = window.last if cell == cells - 1 else high
        if high < low:
            low = high = first + cell * width // cells
        counts: dict[tuple[str, ...], int] = {}
        for one in _between(window.ranges, low, high):
            counts[one.cheapest] = counts.get(one.cheapest, 0) + min(one.last, high) - max(one.first, low) + 1
        found.append(max(counts, key=lambda names: counts[names]))
    return found


def _between(ranges: Sequence[Range[int]], low: int, high: int) -> list[Range[int]]:
    return [one for one in ranges if one.first <= high and one.last >= low]
