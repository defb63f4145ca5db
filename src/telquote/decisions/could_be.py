"""What each plan could cost: over every combination of what may be otherwise, and how far the cheapest stays that.

The cost of a plan depends on its own figures and on the usage alone, so that one table a plan holds all its costs.
How much more the first plan can cost than another is found from the two tables, over what the two have in common: no
product over all plans is made.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import prod
from typing import NamedTuple

from telquote.decisions.unconfirmed import AS_TAKEN, Combination, Totals, changed, combinations
from telquote.work import part, spend

MOST_ENTRIES = 1024
"""Costs that a table holds at most; a plan with more combinations has its figures moved one at a time."""

MOST_SIMULATIONS = 20_000
"""Simulations after which the plans that are left stand as taken."""

Cost = Fraction | None


class Table(NamedTuple):
    """What one plan costs at each combination of its own figures (None: not offered); not ``whole``: one at a time."""

    costs: Mapping[Combination, Cost]
    whole: bool

    @property
    def span(self) -> tuple[Fraction, Fraction]:
        """Return the least and the greatest cost."""
        costs = [cost for cost in self.costs.values() if cost is not None]
        return min(costs), max(costs)


class Worst(NamedTuple):
    """By how much another ``plan`` can be cheaper than the first at most, and the combination at which it is."""

    by: Fraction
    plan: str
    at: Combination


class CouldBe(NamedTuple):
    """What the first plan can cost, over so many ``combinations`` of what touches any plan.

    ``stays`` says at which of them it is among the cheapest: ``all``, ``some``, or none but as ``taken``. At
    ``not_offered_at`` of the combinations of its own figures it cannot serve. ``figures`` are those that move a cost,
    ``at_play`` those of them that move the first plan's or the least.
    """

    lowest: Fraction
    highest: Fraction
    combinations: int
    stays: str
    worst: Worst | None
    not_offered_at: int
    one_at_a_time: bool
    figures: frozenset[int]
    at_play: frozenset[int]


def tables(totals: Totals, plans: Sequence[str]) -> dict[str, Table]:
    """Return the table of each plan, in the order given, until ``MOST_SIMULATIONS`` or half of the work are spent."""
    made: dict[str, Table] = {}
    with part(1, 2):
        _make(made, totals, plans)
    return made


def _make(made: dict[str, Table], totals: Totals, plans: Sequence[str]) -> None:
    for plan in plans:
        if totals.simulations >= MOST_SIMULATIONS:
            break
        sizes = [(figure, len(totals.figures[figure].options)) for figure in totals.own[plan]]
        whole = _size(options for _, options in sizes) <= MOST_ENTRIES
        looked_at = combinations(sizes) if whole else _one_at_a_time(sizes)
        made[plan] = Table({at: totals.of(plan, at) for at in looked_at}, whole)
        spend(len(made[plan].costs))


def _one_at_a_time(sizes: Sequence[tuple[int, int]]) -> Iterator[Combination]:
    yield AS_TAKEN
    for figure, options in sizes:
        for option in range(1, options + 1):
            yield ((figure, option),)


def moving(made: Mapping[str, Table]) -> frozenset[int]:
    """Return the figures that change a cost of any plan at any combination."""
    return frozenset(
        figure
        for table in made.values()
        for at, cost in table.costs.items()
        for figure, _ in at
        if table.costs.get(changed(at, figure, 0), cost) != cost
    )


def could_be(
    totals: Totals,
    made: Mapping[str, Table],
    lead: str,
    as_taken: Mapping[str, Fraction],
    first: Mapping[str, Fraction],
) -> CouldBe:
    """Return what the plan ``lead``, the cheapest as taken, can cost, and how much less another can.

    ``as_taken`` holds the cost of every ranked plan, ``first`` what each pays in the first month: of several that are
    the cheapest where the first costs most more, the one that pays least first is named.
    """
    if lead not in made:  # nobody looked
        made = {**made, lead: Table({AS_TAKEN: as_taken[lead]}, whole=False)}
    table, figures = made[lead], moving(made)
    count = _size(len(totals.figures[figure].options) for figure in figures)
    worst = _worst(made, lead, as_taken, first)
    missing = sum(cost is None for cost in table.costs.values())
    if missing == 0 and (worst is None or worst.by == 0):
        stays = "all"
    else:
        stays = "some" if _stays_somewhere(made, lead, as_taken, figures) else "taken"
    low, high = table.span
    whole = all(one.whole for one in made.values())
    return CouldBe(low, high, count, stays, worst, missing, not whole, figures, _at_play(made, lead, as_taken))


def _at_play(made: Mapping[str, Table], lead: str, as_taken: Mapping[str, Fraction]) -> frozenset[int]:
    """Return the figures that move the first plan's cost, or another plan's to where it can be the least of all."""
    found = set(moving({lead: made[lead]}))
    highest = sorted((made[plan].span[1] if plan in made else total, plan) for plan, total in as_taken.items())
    for plan, table in made.items():
        others = next((cost for cost, name in highest if name != plan), None)
        for figure in moving({plan: table}) - found:
            lowest = (
                min(one for one in (cost, table.costs.get(changed(at, figure, 0))) if one is not None)
                for at, cost in table.costs.items()
                if (figure in dict(at)) and table.costs.get(changed(at, figure, 0), cost) != cost
            )
            if others is None or min(lowest) < others:
                found.add(figure)
    return frozenset(found)


def _worst(
    made: Mapping[str, Table], lead: str, as_taken: Mapping[str, Fraction], first: Mapping[str, Fraction]
) -> Worst | None:
    found: list[Worst] = []
    for plan, total in as_taken.items():
        if plan == lead:
            continue
        costs = made[plan].costs if plan in made else {AS_TAKEN: total}
        common = _figures_in(made[lead].costs) & _figures_in(costs)
        least = _extremes(costs, common, greatest=False)
        most = _extremes(made[lead].costs, common, greatest=True)
        for shared, (cost, at) in most.items():
            if shared in least:
                other, also = least[shared]
                found.append(Worst(cost - other, plan, tuple(sorted({*at, *also}))))
    positive = [one for one in found if one.by > 0]
    if not positive:
        return None
    most_more = max(one.by for one in positive)
    return min((one for one in positive if one.by == most_more), key=lambda one: (first[one.plan], one.plan, one.at))


def _figures_in(costs: Mapping[Combination, Cost]) -> frozenset[int]:
    return frozenset(figure for at in costs for figure, _ in at)


def _extremes(
    costs: Mapping[Combination, Cost], common: frozenset[int], *, greatest: bool
) -> dict[Combination, tuple[Fraction, Combination]]:
    """Return the least or greatest cost for each combination of the figures in ``common``, and where it is."""
    best: dict[Combination, tuple[Fraction, Combination]] = {}
    for at, cost in costs.items():
        if cost is None:
            continue
        shared = tuple(one for one in at if one[0] in common)
        known = best.get(shared)
        if known is None or (cost > known[0] if greatest else cost < known[0]):
            best[shared] = cost, at
    return best


def _stays_somewhere(
    made: Mapping[str, Table], lead: str, as_taken: Mapping[str, Fraction], figures: frozenset[int]
) -> bool:
    """Tell whether the first plan is among the cheapest at any combination other than as taken.

    At a combination of its own figures the other plans are taken in groups that have further figures in common: those
    of different groups move by themselves.
    """
    own = _figures_in(made[lead].costs) & figures
    groups = _groups({plan: _figures_in(table.costs) & figures - own for plan, table in made.items() if plan != lead})
    still = [total for plan, total in as_taken.items() if plan not in made]
    for at, cost in made[lead].costs.items():
        moved = tuple(one for one in at if one[0] in own)
        if cost is None or moved != at or any(total < cost for total in still):
            continue
        if moved and all(_dearer(made, group, moved, cost, elsewhere=False) for group in groups):
            return True
        if not moved and any(_dearer(made, group, moved, cost, elsewhere=True) for group in groups):
            return True
    return False


def _groups(figures: Mapping[str, frozenset[int]]) -> list[tuple[tuple[str, ...], frozenset[int]]]:
    """Return plans that are tied together by figures of theirs, and these figures."""
    groups: list[tuple[tuple[str, ...], frozenset[int]]] = []
    for plan, own in figures.items():
        tied = [group for group in groups if group[1] & own]
        groups = [group for group in groups if group not in tied]
        names = tuple(name for group in tied for name in group[0])
        groups.append(((*names, plan), own.union(*(group[1] for group in tied))))
    return groups


def _dearer(
    made: Mapping[str, Table],
    group: tuple[tuple[str, ...], frozenset[int]],
    moved: Combination,
    cost: Fraction,
    *,
    elsewhere: bool,
) -> bool:
    """Tell whether any values of a group's own figures leave all its plans at ``cost`` or more.

    ``elsewhere`` asks for values other than as taken.
    """
    plans, figures = group
    choices: set[Combination] = {
        tuple(one for one in at if one[0] in figures) for plan in plans for at in made[plan].costs
    }
    whole = all(made[plan].whole for plan in plans)
    if whole and len(plans) > 1:
        options = {figure: max(option for at in choices for one, option in at if one == figure) for figure in figures}
        if _size(options.values()) <= MOST_ENTRIES:
            choices = set(combinations(sorted(options.items())))
    looked_at = (choice for choice in choices if choice or not elsewhere)
    return any(all(_at_least(made[plan], choice, moved, cost) for plan in plans) for choice in looked_at)


def _size(options: Iterable[int]) -> int:
    return prod(count + 1 for count in options)


def _at_least(table: Table, choice: Combination, moved: Combination, cost: Fraction) -> bool:
    own = _figures_in(table.costs)
    at = tuple(sorted(one for one in (*choice, *moved) if one[0] in own))
    if at not in table.costs:
        return False
    other = table.costs[at]
    return other is None or other >= cost
