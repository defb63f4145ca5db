"""Break-evens over a quantity that takes whole values: how far to look, and who is cheapest up to there."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from telquote.billing.criteria import Criterion
from telquote.decisions.along import Along
from telquote.decisions.curves import PlanCurve
from telquote.decisions.entrants import Entrant, NoBreakeven, offers_of, refusal_of
from telquote.decisions.long_run import LongRun, long_run
from telquote.decisions.quantities import Case, Quantity
from telquote.decisions.race import CheapestOf, cheapest_ranges
from telquote.decisions.ranges import Ends, Range
from telquote.language import Message, Term
from telquote.plans.figure_paths import Figure, figures
from telquote.plans.offers import Offer
from telquote.plans.services import USAGE_FIGURES
from telquote.usage.profile import Usage
from telquote.work import part

REACH = 1_000_000
"""How far is looked where nothing proves that no more changes come."""


_RATES = ("per_minute", "per_call", "per_unit")

SHORT_REACH = 10_000
"""How far is looked without an end where cost can fall, so that every change of a decision must be looked at."""


class OverQuantity(Along[int]):
    """Contenders along the whole values of a quantity."""

    def __init__(
        self, quantity: Quantity, entrants: Sequence[Entrant], usage: Usage, months: int, by: Criterion
    ) -> None:
        super().__init__(entrants, usage, months, by)
        _check(quantity, entrants, usage)
        self.quantity = quantity
        self.groups, self.racers = racers_of(entrants, usage, months, by, quantity)
        self._runs = {entrant.name: long_run(entrant.offers, usage, months, quantity, by) for entrant in entrants}

    @property
    def simulations(self) -> int:
        """Return how many simulations were run so far."""
        return sum(curve.simulations for group in self.groups for curve in group)

    @property
    def long_run(self) -> dict[str, Fraction | None]:
        """Return what one more costs each contender in the long run; None where that is not known."""
        return {name: found.rate if found else None for name, found in self._runs.items()}

    def ends(self, first: int | None, last: int | None, reach: int) -> tuple[Ends[int], str]:
        """Return the values to look at, and why the last is that: given, proven, bound."""
        quantity = self.quantity
        start = quantity.least if first is None else first
        end, why = end_of(list(self._runs.values()), quantity, start) if last is None else (last, "given")
        if why != "given" and not all(curve.never_falls for group in self.groups for curve in group):
            short = start + _short_reach(self.entrants, self.by)
            end, why = (short if why == "proven" else min(end, short)), "bound"
        if why == "bound":
            end = min(max(end, reach), quantity.most)
        if end < start or start < quantity.least or end > quantity.most:
            message = Message(
                "{first} to {last}: nothing to look at; {quantity} run from {least} to {most}",
                first=start,
                last=end,
                quantity=Term(quantity.words),
                least=quantity.least,
                most=quantity.most,
            )
            raise NoBreakeven(message, f"--from {end} --to {start}" if quantity.least <= end < start else None)
        return Ends(start, end), why

    def ranges(self, ends: Ends[int]) -> Iterator[Range[int]]:
        """Yield the ranges from one end to the other, with what each contender costs at both ends of each."""
        for found in cheapest_ranges(self.racers, ends.first, ends.last):
            costs = {racer.name: (racer.at(found.first), racer.at(found.last)) for racer in self.racers}
            yield found._replace(costs=costs)

    def offered_inside(self, name: str, ends: Ends[int]) -> bool:
        """Tell whether a contender that is offered at no end of any range is offered inside one."""
        racer = next(one for one in self.racers if one.name == name)
        return any(one.cheapest for one in cheapest_ranges([racer], ends.first, ends.last))

    def case(self, offer: Offer, at: int) -> Case:
        """Return what is simulated of a plan at a value."""
        return self.quantity.at(Case(offer, self.usage, self.months), at)

    def cases(self, ranges: Sequence[Range[int]], ends: Ends[int]) -> Iterator[Case]:
        """Yield what each plan is looked at with, to see what its cost rests on: as far out as it is offered."""
        values = (ends.last, (ends.first + ends.last) // 2, *(one.first for one in ranges[:8]), ends.first)
        for offer in offers_of(self.entrants).values():
            for value in dict.fromkeys(values):
                yield self.case(offer, value)

    def not_offered(self, last: Range[int]) -> Iterator[tuple[str, Message]]:
        """Yield the plans of contenders that are not offered at the end of the ``last`` range, and why."""
        for entrant in self.entrants:
            if last.costs[entrant.name][1] is None:
                for offer in entrant.offers:
                    yield offer.id, refusal_of(self.case(offer, last.last))

    def standing(self, ends: Ends[int]) -> dict[str, tuple[Range[int], ...]]:
        """Return which plan stands for each contender in which range, as far as the work does."""
        ranges: dict[str, tuple[Range[int], ...]] = {}
        for number, (entrant, group) in enumerate(zip(self.entrants, self.groups, strict=True)):
            known: list[Range[int]] = []
            with part(1, len(self.entrants) - number):
                known.extend(cheapest_ranges(group, ends.first, ends.last))
            ranges[entrant.name] = tuple(known)
        return ranges


def _check(quantity: Quantity, entrants: Sequence[Entrant], usage: Usage) -> None:
    """Raise ``NoBreakeven`` where no contender depends on the quantity, or it cannot vary."""
    if not any(quantity.matters(offer) for offer in offers_of(entrants).values()):
        raise NoBreakeven(Message("none of the contenders depends on {quantity}", quantity=Term(quantity.words)))
    if quantity.of_usage and (given := usage.follows(quantity.name)):
        message = Message(
            "{given} and the length of calls are given, so that {quantity} cannot vary; leave one of the two out",
            given=Term(USAGE_FIGURES[given].words),
            quantity=Term(quantity.words),
        )
        raise NoBreakeven(message)


def racers_of(
    entrants: Sequence[Entrant], usage: Usage, months: int, by: Criterion, quantity: Quantity
) -> tuple[list[list[PlanCurve]], list[PlanCurve | CheapestOf]]:
    """Return the curves of each contender's plans, and the one curve that each contender races with."""
    groups = [[PlanCurve(offer, usage, months, by, quantity) for offer in entrant.offers] for entrant in entrants]
    racers = [
        group[0] if len(group) == 1 and group[0].name == entrant.name else CheapestOf(entrant.name, group)
        for entrant, group in zip(entrants, groups, strict=True)
    ]
    return groups, racers


def _short_reach(entrants: Sequence[Entrant], by: Criterion) -> int:
    """Return how far is looked where cost can fall: by total, past twice the volume at which any ladder can turn it."""
    if by != "total":
        return SHORT_REACH
    bounds = [Fraction(SHORT_REACH)]
    for offer in offers_of(entrants).values():
        amounts: list[tuple[Figure, Any]] = [(one, one.value.amount) for one in figures(offer.plan) if one.value.amount]
        rates = [Fraction(amount) for one, amount in amounts if one.keys[-1] in _RATES and amount > 0]
        for figure, amount in amounts:
            if figure.keys[-1] == "up_to":
                cheapest = min(rates, default=Fraction(1)) if "discount" in figure.keys else Fraction(1)
                bounds.append(2 * Fraction(amount) / cheapest)
    furthest: Fraction = max(bounds)
    return min(int(furthest), REACH)


def end_of(runs: Sequence[LongRun | None], quantity: Quantity, first: int) -> tuple[int, str]:
    """Return where the range can end, and why: past it the contender with the lowest rate stays the cheapest.

    Of equal rates the bounds decide: where they do not part the contenders, it is not known who stays the cheapest.
    """
    reach = min(max(REACH, first), quantity.most)
    known = [one for one in runs if one is not None]
    if len(known) < len(runs):
        return min(reach, quantity.reach), "bound"
    leader = min(known, key=lambda one: (one.rate, one.most))
    proven = first
    for one in known:
        if one is leader:
            continue
        # leader.most + leader.rate * x < one.least + one.rate * x
        if one.rate > leader.rate:
            proven = max(proven, int((leader.most - one.least) / (one.rate - leader.rate)) + 1)
        elif leader.most >= one.least:
            return reach, "bound"
    proven = max(proven, 1)
    return (proven, "proven") if proven <= quantity.most else (reach, "bound")
