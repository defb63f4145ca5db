"""How far an assumption carries the answer: where, as it moves, another plan becomes the cheapest."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from telquote.affine import NotAffine
from telquote.billing.quote import cost_of
from telquote.billing.refusals import NotOffered
from telquote.billing.simulation import simulate
from telquote.decisions.assumptions import as_written, figures_in_use
from telquote.decisions.comparison import Comparison
from telquote.decisions.entrants import Entrant, NoBreakeven
from telquote.decisions.price_walk import Price, PriceWalk, span_of
from telquote.decisions.ranges import Ends
from telquote.exact import exact_text
from telquote.language import Text
from telquote.plans.figure_paths import Figure
from telquote.plans.figures import Value
from telquote.plans.numbers import COUNT
from telquote.plans.offers import Offer
from telquote.plans.scalars import DURATION, INCREMENT, Duration
from telquote.work import part, spend

MOST_STEPS = 50
"""How far each assumption is followed either way beside a ranking; ``telquote sensitivity`` follows it to the end."""

LEADING = 2
"""Ranks whose prices are moved where all prices are asked for."""


class Change(NamedTuple):
    """The nearest value at which others are the cheapest, whether they are at the value itself, and who they are.

    ``lost`` is where, further on, none of the plans that are the cheapest now is left among them; None where that
    is so at once, or nowhere in the range looked at.
    """

    value: str
    number: Fraction
    included: bool
    cheapest: tuple[str, ...]
    lost: "Change | None" = None


class Finding(NamedTuple):
    """One figure, moved in every plan that takes it for the same reason, and what that changes.

    ``below`` and ``above`` are the nearest changes, None where there is none from ``looked_at[0]`` to
    ``looked_at[1]``. ``others`` pairs each alternative that is no number with who is the cheapest under it. ``priced``
    tells that the figure is an amount of money.
    ``effort`` is how little the figure has to move for a change, as a share of what it is now.
    """

    name: str
    plans: tuple[str, ...]
    assumed: bool
    because: Text | None
    now: str
    below: Change | None = None
    above: Change | None = None
    looked_at: tuple[str, str] | None = None
    others: tuple[tuple[str, tuple[str, ...]], ...] = ()
    priced: bool = False
    effort: Fraction | None = None


NO_MONEY = ("percent", "minutes", "units", "free_seconds", "past_seconds", "up_to")
"""Keys of figures that are no amounts of money."""

RIVAL_TICKS = 3
"""Ticks of work that it takes to set a plan beside one whose price is moved."""

Group = dict[str, tuple[Offer, Figure]]


def sensitivity(ranking: Comparison, *, prices: bool = False, most_steps: int | None = None) -> tuple[Finding, ...]:
    """Return how far each assumption that touches a ranked plan carries the answer, those first that need least.

    ``prices`` adds every price of the leading plans. ``most_steps`` bounds how many changes of a decision are
    followed in either direction: the finding states how far was looked.
    """
    mover = _Mover(ranking, most_steps)
    groups = list(_groups(ranking, prices=prices))
    findings: list[Finding] = []
    for number, group in enumerate(groups):
        with part(2, len(groups) - number + 1):
            findings.append(mover.finding(group))
    findings.sort(key=lambda found: (found.effort is None, found.effort or 0, not found.others, found.name))
    return tuple(findings)


def _groups(ranking: Comparison, *, prices: bool) -> Iterable[Group]:
    """Return figures that move together, by the id of their plans: one assumption, or one price of one plan."""
    groups: dict[object, Group] = {}
    for plan in ranking.ranked:
        touched = {one.name for one in plan.assumptions}
        for figure in figures_in_use(plan.offer.plan, ranking.usage):
            value = figure.value
            if value.assumed and figure.path in touched:
                key: object = (figure.path, as_written(value.amount), value.because)
            elif prices and (plan.rank or 0) <= LEADING and figure.kind not in (COUNT, DURATION, INCREMENT):
                key = (plan.offer.id, figure.path)
            else:
                continue
            groups.setdefault(key, {})[plan.offer.id] = plan.offer, figure
    return groups.values()


class _Mover:
    """Moves figures of the ranked plans and sees who is the cheapest then."""

    def __init__(self, ranking: Comparison, most_steps: int | None) -> None:
        self.ranking, self.most_steps = ranking, most_steps
        self.costs = {plan.offer.id: plan.quote.cost(ranking.by) for plan in ranking.ranked}
        self.now = tuple(plan.offer.id for plan in ranking.cheapest)

    def finding(self, group: Group) -> Finding:
        """Return what moving one figure changes."""
        figure = next(iter(group.values()))[1]
        value = figure.value
        now = as_written(value.amount)
        priced = figure.kind not in (COUNT, DURATION, INCREMENT) and figure.keys[-1] not in NO_MONEY
        found = Finding(figure.path, tuple(group), value.assumed, value.because, now, priced=priced)
        if figure.kind is INCREMENT:
            others = [(as_written(other), self._under(group, other)) for other in value.alternatives]
            return found._replace(others=tuple(others))
        if figure.kind in (COUNT, DURATION):
            return self._whole(found, group, figure)
        return self._continuous(found, group, figure)

    def _under(self, group: Group, amount: Any) -> tuple[str, ...]:
        costs = dict(self.costs)
        spend(len(costs))
        for name, (offer, figure) in group.items():
            moved = offer.with_figure(figure.keys, Value(amount))
            try:
                costs[name] = cost_of(simulate(moved, self.ranking.usage, self.ranking.months), self.ranking.by)
            except NotOffered:
                del costs[name]
        return tuple(sorted(name for name, cost in costs.items() if cost == min(costs.values())))

    def _whole(self, found: Finding, group: Group, figure: Figure) -> Finding:
        months = figure.kind is DURATION
        amount: Any = figure.value.amount
        now: int = amount.months if months else amount

        def text(value: int) -> str:
            return f"{value} months" if months else str(value)

        def steps(values: range) -> Iterator[_Step]:
            for value in values:
                cheapest = self._under(group, Duration(text(value), value) if months else value)
                yield _Step(Fraction(value), True, cheapest, Fraction(value))

        below, least = self._nearest(steps(range(now - 1, 0, -1)), Fraction(now), Fraction(1))
        above, most = self._nearest(steps(range(now + 1, 3 * now + 1)), Fraction(now), Fraction(3 * now))
        looked_at = (text(int(least)), text(int(most)))
        return found._replace(
            below=below, above=above, looked_at=looked_at, effort=_effort(Fraction(now), (below, above))
        )

    def _continuous(self, found: Finding, group: Group, figure: Figure) -> Finding:
        spend(RIVAL_TICKS * len(self.costs))
        price = Price(figure.path, {plan: moved for plan, (_, moved) in group.items()})
        (now,) = price.now
        known = {name: cost for name, cost in self.costs.items() if name not in group}
        entrants = [Entrant(plan.offer.id, (plan.offer,)) for plan in self.ranking.ranked]
        ranking = self.ranking
        span = span_of(price, {name: offer.plan for name, (offer, _) in group.items()})
        ends = []
        try:
            for end, closed in zip(span[:2], span.closed, strict=True):
                walk = PriceWalk(entrants, ranking.usage, price, ranking.months, ranking.by, known)
                ranges = walk.ranges(Ends(now, end, (True, closed))) if end != now else iter(())
                steps = (_Step(one.first, one.closed[0], one.cheapest, one.last) for one in ranges)
                ends.append(self._nearest(steps, now, end))
        except (NotAffine, NoBreakeven):
            return found
        (below, least), (above, most) = ends
        looked_at = (_text(least), _text(most))
        return found._replace(below=below, above=above, looked_at=looked_at, effort=_effort(now, (below, above)))

    def _nearest(self, steps: Iterator["_Step"], now: Fraction, end: Fraction) -> tuple[Change | None, Fraction]:
        """Return the nearest change along some steps from ``now`` to ``end``, and how far was looked."""
        nearest: Change | None = None
        reached = now
        for number, step in enumerate(steps):
            if number == self.most_steps:
                return nearest, reached
            reached = step.end
            if step.cheapest == (nearest.cheapest if nearest else self.now):
                continue
            change = Change(_text(step.start), step.start, step.included, step.cheapest)
            lost = not set(self.now).intersection(step.cheapest)
            if nearest is None:
                nearest = change
            elif lost:
                nearest = nearest._replace(lost=change)
            if lost:
                break
        return nearest, end


class _Step(NamedTuple):
    """A value or a stretch of values in one direction, whether its start belongs to it, and who is the cheapest."""

    start: Fraction
    included: bool
    cheapest: tuple[str, ...]
    end: Fraction


def _text(number: Fraction) -> str:
    text = exact_text(number)
    return text if Fraction(text) == number else f"{text} ({number})"


def _effort(now: Fraction, changes: Sequence[Change | None]) -> Fraction | None:
    moves = [abs(one.number - now) for one in changes if one]
    return min(moves) / now if moves and now else min(moves, default=None)
