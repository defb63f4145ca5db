"""The answer on one screen, as values: who is cheapest, by how much, how far that holds, and what to ask first."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from telquote.billing.ledger import OPENING
from telquote.billing.simulation import simulate
from telquote.decisions.around import Around, Holds, Near
from telquote.decisions.assumptions import movable
from telquote.decisions.comparison import Comparison, RankedPlan
from telquote.decisions.could_be import CouldBe, Table, could_be, tables
from telquote.decisions.questions import Asker, Question
from telquote.decisions.unconfirmed import Totals, unconfirmed
from telquote.work import part

MOST_ROWS = 5
NO_LUMP_SUM = Fraction(3, 2)
"""How much of the cheapest total a plan may cost whose row stands for its small first payment ..."""

TOO_DEAR = 5
"""... and how many times as much one whose row only shows another vendor."""


class Following(NamedTuple):
    """The plans of the least greater cost, and how much more that is."""

    plans: tuple[RankedPlan, ...]
    more: Fraction


class Saving(NamedTuple):
    """What leaving the plan of today saves: against ``staying``, with what is ``given_up`` of it.

    ``staying`` is None where what staying costs is not known. What leaving gives back (``comes_back``) is in no total.
    """

    plan: str
    staying: RankedPlan | None
    saves: Fraction | None
    given_up: Fraction | None
    comes_back: Fraction


class Answer(NamedTuple):
    """What is said of a ranking. ``leaders`` are its first plans, the one that can rise least first.

    ``holds`` says for each of the first two leaders how far nothing is cheaper; ``near`` is about the first. ``beside``
    is what the second costs where the first one's next step stands. ``spans`` are the least and greatest cost of each
    plan that was looked at; of those in ``partly`` one figure was moved at a time.
    """

    ranking: Comparison
    leaders: tuple[RankedPlan, ...]
    next: Following | None
    spans: Mapping[str, tuple[Fraction, Fraction]]
    could_be: CouldBe
    questions: tuple[Question, ...]
    totals: Totals
    holds: Mapping[str, Holds]
    near: Near | None
    beside: Fraction | None
    saving: Saving | None
    partly: frozenset[str] = frozenset()

    @property
    def open(self) -> bool:
        """Tell whether anything that is not confirmed can change what the first plan costs, or who is cheapest."""
        could = self.could_be
        return bool(self.questions or could.lowest < could.highest or could.not_offered_at or could.worst)

    @property
    def lead(self) -> RankedPlan:
        """Return the plan that all is said of."""
        return self.leaders[0]

    def up_to(self, plan: RankedPlan) -> Fraction:
        """Return what a plan can cost at most."""
        return self.spans[plan.offer.id][1] if plan.offer.id in self.spans else plan.quote.cost(self.ranking.by)

    def unseen(self, plan: RankedPlan) -> bool:
        """Tell whether a plan rests on what nobody has confirmed, and was not looked at."""
        return plan.offer.id not in self.spans and any(one.options for one in plan.assumptions)

    def cost(self, plan: RankedPlan) -> Fraction:
        """Return what a plan is ranked by."""
        cost: Fraction = plan.quote.cost(self.ranking.by)
        return cost


def answer_of(ranking: Comparison) -> Answer:
    """Return what is said of a ranking in which at least one plan can serve."""
    usage, months, by = ranking.usage, ranking.months, ranking.by
    plans = {plan.offer.id: plan for plan in ranking.ranked}
    costs = {name: plan.quote.cost(by) for name, plan in plans.items()}
    figures = unconfirmed({name: movable(plan.offer, usage) for name, plan in plans.items()})
    totals = Totals({name: plan.offer for name, plan in plans.items()}, figures, usage, months, by, costs)
    made = tables(totals, _order(ranking))
    spans = {name: table.span for name, table in made.items()}
    first = {name: plan.first_payment for name, plan in plans.items()}
    leaders = _leaders(ranking, spans)
    lead = leaders[0].offer.id
    used = any(use.quantity for _, use in usage.uses())
    around: Around | None = None
    holds: dict[str, Holds | None] = {}
    near: Near | None = None
    beside: Fraction | None = None
    if used and usage.alike and len(ranking.contestants) > 1:
        with part(1, 2):
            around = Around(ranking)
            for plan in leaders[:2]:
                holds[plan.offer.id] = around.holds(plan.offer.id)
            near = around.near(lead, holds[lead])
            if near.cliff and len(leaders) > 1:
                beside = around.cost(leaders[1].offer.id, near.cliff.at)
    return Answer(
        ranking=ranking,
        leaders=leaders,
        next=_next(ranking, len(leaders)),
        spans=spans,
        could_be=could_be(totals, made, lead, costs, first),
        questions=Asker(totals, tuple(plans), lead, made).questions(),
        totals=totals,
        holds={name: one for name, one in holds.items() if one},
        near=near,
        beside=beside,
        saving=_saving(ranking, leaders),
        partly=frozenset(name for name, table in made.items() if not table.whole),
    )


def _order(ranking: Comparison) -> list[str]:
    """Return the plans in the order in which their tables are made: today's first."""
    names = [plan.offer.id for plan in ranking.ranked]
    today = ranking.usage.current.plan if ranking.usage.current else None
    return sorted(names, key=lambda name: name != today)


def _leaders(ranking: Comparison, spans: Mapping[str, tuple[Fraction, Fraction]]) -> tuple[RankedPlan, ...]:
    def rises(plan: RankedPlan) -> tuple[object, ...]:
        name = plan.offer.id
        highest = spans[name][1] if name in spans else plan.quote.cost(ranking.by)
        return highest, plan.first_payment, len(plan.offer.plan.requires), name

    return tuple(sorted(ranking.cheapest, key=rises))


def _next(ranking: Comparison, leading: int) -> Following | None:
    rest = ranking.ranked[leading:]
    if not rest:
        return None
    more = rest[0].quote.cost(ranking.by) - ranking.ranked[0].quote.cost(ranking.by)
    plans = tuple(plan for plan in rest if plan.rank == rest[0].rank)
    return Following(tuple(sorted(plans, key=lambda plan: (plan.first_payment, plan.offer.id))), more)


def _saving(ranking: Comparison, leaders: Sequence[RankedPlan]) -> Saving | None:
    current = ranking.usage.current
    if current is None:
        return None
    staying = next((plan for plan in ranking.ranked if plan.offer.id == current.plan), None)
    if staying is None:
        return Saving(current.plan, None, None, None, Fraction(0))
    ledger = simulate(staying.offer, ranking.usage, ranking.months)
    held = [entry for entry in ledger.entries() if entry.kind == OPENING]
    back = {balance.id for balance in staying.offer.plan.balances if balance.refundable}
    given_up = sum((entry.money for entry in held if entry.item not in back), start=Fraction(0))
    comes_back = sum((entry.money for entry in held if entry.item in back), start=Fraction(0))
    saves = staying.quote.cost(ranking.by) - leaders[0].quote.cost(ranking.by)
    return Saving(current.plan, staying, saves, given_up, comes_back)


def rows_of(answer: Answer, most: int = MOST_ROWS) -> tuple[RankedPlan, ...]:
    """Return the plans whose rows each say something new, by rank, leaders in their own order.

    They are: the first two leaders; the next; today's plan; one without a lump sum; one that requires nothing; then the
    cheapest of each other vendor, and the next in rank. Where there is room, those with a cost in no total follow.
    """
    ranked, lead = answer.ranking.ranked, answer.cost(answer.lead)
    chosen: dict[str, RankedPlan] = {plan.offer.id: plan for plan in answer.leaders[:2]}

    def add(plan: RankedPlan | None) -> None:
        if plan is not None and len(chosen) < most:
            chosen.setdefault(plan.offer.id, plan)

    add(answer.next.plans[0] if answer.next else None)
    add(answer.saving.staying if answer.saving else None)
    affordable = [plan for plan in ranked if answer.cost(plan) <= max(lead, NO_LUMP_SUM * lead)]
    small = min(affordable, key=lambda plan: (plan.first_payment, answer.cost(plan), plan.offer.id))
    if small.first_payment < min(plan.first_payment for plan in chosen.values()):
        add(small)
    if all(plan.offer.plan.requires for plan in chosen.values()):
        add(next((plan for plan in ranked if not plan.offer.plan.requires), None))
    near = [plan for plan in ranked if answer.cost(plan) <= max(lead, TOO_DEAR * lead)]
    for plan in near:
        if plan.offer.vendor.vendor not in {one.offer.vendor.vendor for one in chosen.values()}:
            add(plan)
    for plan in near:
        add(plan)
    place = {plan.offer.id: at for at, plan in enumerate(answer.leaders)}
    rows = sorted(chosen.values(), key=lambda plan: (plan.rank, place.get(plan.offer.id, 0), _at(ranked, plan)))
    return (*rows, *answer.ranking.unpriced[: most - len(rows)])


def _at(ranked: Sequence[RankedPlan], plan: RankedPlan) -> int:
    return next(at for at, one in enumerate(ranked) if one.offer.id == plan.offer.id)


__all__ = ["Answer", "Following", "Saving", "Table", "answer_of", "rows_of"]
