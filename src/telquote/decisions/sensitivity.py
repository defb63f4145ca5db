"""How far an assumption carries the answer: where, as it moves, another plan becomes the cheapest."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from telquote.billing.quote import Criterion
from telquote.decisions.assumptions import as_written, figures_in_use
from telquote.decisions.comparison import Comparison, compare
from telquote.decisions.contest import Entrant, NoContest
from telquote.decisions.prices import Price, PriceContest, PriceRange, follow_price
from telquote.exact import exact_text
from telquote.language import Text
from telquote.plans.catalogue import Offer
from telquote.plans.kinds import COUNT, DURATION, INCREMENT, Duration
from telquote.plans.paths import Figure, replaced
from telquote.plans.values import Value
from telquote.usage.profile import Usage

LEADING = 2
"""Ranks whose prices are moved where all prices are asked for."""


class Change(NamedTuple):
    """The nearest value at which others are the cheapest, whether they are at the value itself, and who they are."""

    value: str
    number: Fraction | None
    included: bool
    cheapest: tuple[str, ...]


class Finding(NamedTuple):
    """One figure, moved in every plan that takes it for the same reason, and what that changes.

    ``below`` and ``above`` are the nearest changes, None where there is none from ``looked_at[0]`` to
    ``looked_at[1]``. ``others`` pairs each alternative that is no number with who is the cheapest under it.
    """

    name: str
    plans: tuple[str, ...]
    assumed: bool
    because: Text | None
    now: str
    below: Change | None
    above: Change | None
    looked_at: tuple[str, str] | None
    others: tuple[tuple[str, tuple[str, ...]], ...]
    effort: Fraction | None


class Sensitivity(NamedTuple):
    """The answer of ``sensitivity``: who is the cheapest now, and the findings, those first that need least."""

    comparison: Comparison
    findings: tuple[Finding, ...]


def sensitivity(
    offers: Sequence[Offer], usage: Usage, *, months: int, by: Criterion = "total", prices: bool = False
) -> Sensitivity:
    """Return how far each assumption that touches a ranked plan carries the answer.

    ``prices`` adds every price of the leading plans. Raises as ``compare`` does.
    """
    comparison = compare(offers, usage, months=months, by=by)
    ranked = [plan.offer for plan in comparison.ranked]
    mover = _Mover(ranked, usage, months, by, tuple(plan.offer.id for plan in comparison.cheapest))
    findings = [mover.finding(group) for group in _groups(comparison, prices=prices)]
    findings.sort(key=lambda found: (found.effort is None, found.effort or 0, not found.others, found.name))
    return Sensitivity(comparison, tuple(findings))


def _groups(comparison: Comparison, *, prices: bool) -> Iterator[dict[str, tuple[Offer, Figure]]]:
    """Yield figures that move together, by the id of their plans: one assumption, or one price of one plan."""
    groups: dict[object, dict[str, tuple[Offer, Figure]]] = {}
    for plan in comparison.ranked:
        touched = {one.name for one in plan.assumptions}
        for figure in figures_in_use(plan.offer.plan, comparison.usage):
            value = figure.value
            if value.assumed and figure.path in touched:
                key: object = (figure.path, as_written(value.amount), value.because)
            elif prices and plan.rank <= LEADING and figure.kind not in (COUNT, DURATION, INCREMENT):
                key = (plan.offer.id, figure.path)
            else:
                continue
            groups.setdefault(key, {})[plan.offer.id] = plan.offer, figure
    yield from groups.values()


class _Mover:
    """Moves figures of the ranked plans and sees who is the cheapest then."""

    def __init__(self, offers: Sequence[Offer], usage: Usage, months: int, by: Criterion, now: tuple[str, ...]) -> None:
        self.offers, self.usage, self.months, self.by, self.now = offers, usage, months, by, now

    def finding(self, group: dict[str, tuple[Offer, Figure]]) -> Finding:
        """Return what moving one figure changes."""
        figure = next(iter(group.values()))[1]
        found = Finding(
            name=figure.path,
            plans=tuple(group),
            assumed=figure.value.assumed,
            because=figure.value.because,
            now=as_written(figure.value.amount),
            below=None,
            above=None,
            looked_at=None,
            others=(),
            effort=None,
        )
        if figure.kind is INCREMENT:
            others = [(as_written(other), self._under(group, other)) for other in figure.value.alternatives]
            return found._replace(others=tuple(others))
        if figure.kind in (COUNT, DURATION):
            return self._whole(found, group, figure)
        return self._continuous(found, group, figure)

    def _under(self, group: dict[str, tuple[Offer, Figure]], amount: Any) -> tuple[str, ...]:
        moved = []
        for offer in self.offers:
            figure = group[offer.id][1] if offer.id in group else None
            plan = offer.plan if figure is None else replaced(offer.plan, figure.keys, Value(amount))
            moved.append(offer._replace(plan=plan))
        ranking = compare(moved, self.usage, months=self.months, by=self.by, volumes=False)
        return tuple(plan.offer.id for plan in ranking.cheapest)

    def _whole(self, found: Finding, group: dict[str, tuple[Offer, Figure]], figure: Figure) -> Finding:
        months = figure.kind is DURATION
        amount: Any = figure.value.amount
        now: int = amount.months if months else amount
        changes: list[Change | None] = []
        for values in (range(now - 1, 0, -1), range(now + 1, 3 * now + 1)):
            changes.append(None)
            for value in values:
                cheapest = self._under(group, Duration(f"{value} months", value) if months else value)
                if cheapest != self.now:
                    changes[-1] = Change(f"{value} months" if months else str(value), Fraction(value), True, cheapest)
                    break
        unit = " months" if months else ""
        effort = _effort(Fraction(now), changes)
        looked_at = (f"1{unit}", f"{3 * now}{unit}")
        return found._replace(below=changes[0], above=changes[1], looked_at=looked_at, effort=effort)

    def _continuous(self, found: Finding, group: dict[str, tuple[Offer, Figure]], figure: Figure) -> Finding:
        amount: Any = figure.value.amount
        now = Fraction(amount)
        price = Price(figure.path, {plan: moved for plan, (_, moved) in group.items()}, now)
        entrants = [Entrant(offer.id, (offer,)) for offer in self.offers]
        first = now / 4 if figure.kind.name != "number" else Fraction(0)
        try:
            answer = follow_price(entrants, self.usage, price, months=self.months, by=self.by, first=first)
        except NoContest:
            return found
        below, above = _nearest(answer, now)
        looked_at = (_text(answer.first), _text(answer.last))
        effort = _effort(now, [below, above])
        return found._replace(below=below, above=above, looked_at=looked_at, effort=effort)


def _nearest(answer: PriceContest, now: Fraction) -> tuple[Change | None, Change | None]:
    here = next(index for index, one in enumerate(answer.ranges) if one.holds(now))
    below = answer.ranges[here - 1] if here else None
    above = answer.ranges[here + 1] if here + 1 < len(answer.ranges) else None
    return (
        None if below is None else _change(below.last, below.closed[1], below),
        None if above is None else _change(above.first, above.closed[0], above),
    )


def _change(at: Fraction, included: bool, found: PriceRange) -> Change:
    return Change(_text(at), at, included, found.cheapest)


def _text(number: Fraction) -> str:
    text = exact_text(number)
    return text if Fraction(text) == number else f"{text} ({number})"


def _effort(now: Fraction, changes: Sequence[Change | None]) -> Fraction | None:
    """Return how little the figure has to move for a change, as a share of what it is now."""
    moves = [abs(one.number - now) for one in changes if one and one.number is not None]
    return min(moves) / now if moves and now else min(moves, default=None)
