"""Which of some contenders is the cheapest over a whole range of a quantity."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from telquote.billing.quote import Criterion
from telquote.decisions.assumptions import Assumption
from telquote.decisions.breakeven import CheapestRange, cheapest_ranges
from telquote.decisions.curves import CheapestOf, PlanCurve
from telquote.decisions.entrants import (
    Entrant,
    NoContest,
    check_entrants,
    never_offered,
    offers_of,
    reasons,
    refusal_of,
    remaining,
    resting_on,
)
from telquote.decisions.long_run import LongRun, long_run
from telquote.decisions.quantities import VOLUME_WORDS, Case, Quantity
from telquote.language import Message, Term
from telquote.plans.figure_paths import Figure, figures
from telquote.usage.profile import Usage
from telquote.work import OutOfWork, part

REACH = 1_000_000
"""How far is looked where nothing proves that no more changes come."""


_RATES = ("per_minute", "per_call", "per_unit")

SHORT_REACH = 10_000
"""How far is looked without an end where cost can fall, so that every change of a decision must be looked at."""


class Stretch(NamedTuple):
    """One range of the answer. ``costs`` holds each contender's cost at both ends, None where it is not offered.

    ``lead`` is how much less the cheapest cost than the next contender at either end; None without a next one.
    """

    first: int
    last: int
    cheapest: tuple[str, ...]
    costs: dict[str, tuple[Fraction | None, Fraction | None]]
    lead: tuple[Fraction | None, Fraction | None]


class Contest(NamedTuple):
    """The answer of ``breakeven``. ``end`` says why the range ends where it does: given, proven, bound.

    ``not_offered`` are the plans of contenders that are not offered at its end, and why; those of contenders that stand
    ``aside``, for they are offered nowhere in the range, are among them.
    """

    quantity: Quantity
    usage: Usage
    months: int
    by: Criterion
    currency: str
    entrants: tuple[Entrant, ...]
    first: int
    last: int
    end: str
    stretches: tuple[Stretch, ...]
    standing: dict[str, tuple[CheapestRange, ...]]
    long_run: dict[str, Fraction | None]
    simulations: int
    assumptions: tuple[tuple[str, tuple[Assumption, ...]], ...]
    not_offered: tuple[tuple[str, Message], ...] = ()
    aside: tuple[Entrant, ...] = ()

    @property
    def break_evens(self) -> tuple[int, ...]:
        """Return the values from which another set of contenders is the cheapest."""
        return tuple(stretch.first for stretch in self.stretches[1:])


def hold(
    entrants: Sequence[Entrant],
    usage: Usage,
    quantity: Quantity,
    *,
    months: int,
    by: Criterion = "total",
    first: int | None = None,
    last: int | None = None,
    standing: bool = True,
    open_to_all: bool = False,
    reach: int = 0,
) -> Contest:
    """Return which contenders are the cheapest from ``first`` to ``last``, both included.

    Without ``last`` the range ends where the long-run costs prove that nothing changes any more; where they prove
    nothing, at ``REACH``. ``standing`` also finds which plan stands for each contender in which range.
    ``open_to_all``: nobody named the contenders, so those that are never offered stand aside. ``reach``: where nothing
    is proven, the range ends no earlier.
    Raises ``NoContest`` for fewer than two contenders, for an empty range, and where a contender is never offered.
    """
    check_entrants(entrants)
    if not any(quantity.matters(offer) for entrant in entrants for offer in entrant.offers):
        raise NoContest(Message("none of the contenders depends on {quantity}", quantity=Term(quantity.words)))
    if quantity.of_usage and (given := usage.follows(quantity.name)):
        message = Message(
            "{given} and the length of calls are given, so that {quantity} cannot vary; leave one of the two out",
            given=Term(VOLUME_WORDS[given]),
            quantity=Term(quantity.words),
        )
        raise NoContest(message)
    groups, racers = racers_of(entrants, usage, months, by, quantity)
    runs = {entrant.name: long_run(entrant.offers, usage, months, quantity, by) for entrant in entrants}
    start = quantity.least if first is None else first
    end, why = end_of(list(runs.values()), quantity, start) if last is None else (last, "given")
    if why != "given" and not all(curve.never_falls for group in groups for curve in group):
        short = start + _short_reach(entrants, by)
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
        raise NoContest(message, f"--from {end} --to {start}" if quantity.least <= end < start else None)
    stretches: list[Stretch] = []
    with part(3, 4) as looked:
        for found in cheapest_ranges(racers, start, end):
            stretches.append(_stretch(racers, found))
    if not stretches:
        raise OutOfWork
    if not looked.whole:
        end, why = stretches[-1].last, "bound"
    offered = {name for stretch in stretches for name, costs in stretch.costs.items() if costs != (None, None)}
    for racer in racers:  # one that is offered inside a stretch alone, and never the cheapest there
        if racer.name not in offered and any(one.names for one in cheapest_ranges([racer], start, end)):
            offered.add(racer.name)
    never = never_offered(entrants, offered, lambda one: quantity.at(Case(one, usage, months), end))
    if never:
        rest = remaining(entrants, never, (start, end), open_to_all=open_to_all)
        again = hold(
            rest,
            usage,
            quantity,
            months=months,
            by=by,
            first=first,
            last=last,
            standing=standing,
            open_to_all=True,
            reach=reach,
        )
        return again._replace(
            not_offered=(*again.not_offered, *reasons(never)), aside=tuple(one for one in entrants if one.name in never)
        )
    ranges = _standing(entrants, groups, start, end) if standing else {}
    return Contest(
        quantity=quantity,
        usage=usage,
        months=months,
        by=by,
        currency=entrants[0].offers[0].currency,
        entrants=tuple(entrants),
        first=start,
        last=end,
        end=why,
        stretches=tuple(stretches),
        standing=ranges,
        long_run={name: found.rate if found else None for name, found in runs.items()},
        simulations=sum(curve.simulations for group in groups for curve in group),
        assumptions=tuple(
            resting_on(
                quantity.at(Case(offer, usage, months), value)
                for offer in offers_of(entrants)
                for value in dict.fromkeys((end, (start + end) // 2, *(one.first for one in stretches[:8]), start))
            )
        ),
        not_offered=tuple(
            (offer.id, refusal_of(quantity.at(Case(offer, usage, months), end)))
            for entrant in entrants
            for offer in entrant.offers
            if stretches[-1].costs[entrant.name][1] is None
        ),
    )


def _standing(
    entrants: Sequence[Entrant], groups: Sequence[Sequence[PlanCurve]], first: int, last: int
) -> dict[str, tuple[CheapestRange, ...]]:
    """Return which plan stands for each contender in which range, as far as the work does."""
    ranges: dict[str, tuple[CheapestRange, ...]] = {}
    for number, (entrant, group) in enumerate(zip(entrants, groups, strict=True)):
        known: list[CheapestRange] = []
        with part(1, len(entrants) - number):
            known.extend(cheapest_ranges(group, first, last))
        ranges[entrant.name] = tuple(known)
    return ranges


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
    for offer in offers_of(entrants):
        amounts: list[tuple[Figure, Any]] = [(one, one.value.amount) for one in figures(offer.plan) if one.value.amount]
        rates = [Fraction(amount) for one, amount in amounts if one.keys[-1] in _RATES and amount > 0]
        for figure, amount in amounts:
            if figure.keys[-1] == "up_to":
                cheapest = min(rates, default=Fraction(1)) if "discount" in figure.keys else Fraction(1)
                bounds.append(2 * Fraction(amount) / cheapest)
    furthest: Fraction = max(bounds)
    return min(int(furthest), REACH)


def _stretch(racers: Sequence[PlanCurve | CheapestOf], found: CheapestRange) -> Stretch:
    costs = {racer.name: (racer.at(found.first), racer.at(found.last)) for racer in racers}
    ends = ([cost[0] for cost in costs.values()], [cost[1] for cost in costs.values()])
    return Stretch(found.first, found.last, found.names, costs, (_lead(ends[0]), _lead(ends[1])))


def _lead(costs: Sequence[Fraction | None]) -> Fraction | None:
    known = sorted(cost for cost in costs if cost is not None)
    dearer = [cost for cost in known if cost > known[0]]
    return dearer[0] - known[0] if dearer else None


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
