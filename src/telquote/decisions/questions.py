"""What to ask before signing: each unconfirmed figure, what an answer changes, and what not asking can cost."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from telquote.decisions.assumptions import Assumption
from telquote.decisions.unconfirmed import AS_TAKEN, Combination, Totals
from telquote.work import part, spend

REPLY_TICKS = 8
"""Ticks of work that it takes to know again what a plan costs."""

Cost = Fraction | None


class Reply(NamedTuple):
    """What holds under one answer (the option by its number, 0: as taken), with calls of the lengths in ``calls``.

    ``total`` is what the first plan costs then, None where it is not offered; ``cheapest`` are the cheapest plans then,
    and ``less`` by how much they are cheaper.
    """

    option: int
    calls: Combination
    total: Cost
    cheapest: tuple[str, ...]
    less: Fraction

    @property
    def alone(self) -> bool:
        """Tell whether all else is as taken."""
        return not self.calls


class Question(NamedTuple):
    """One unconfirmed figure, asked of the vendor of ``plan`` (of None: the buyer knows).

    ``replies`` hold the figure as taken, at each alternative, and where the length of calls matters only then, the
    dearest of those. ``costs`` is how much more than the cheapest the first plan can turn out, ``adds`` how much more
    than now. ``unserved`` tells that it cannot serve under an answer.
    """

    figure: int
    plan: str | None
    assumption: Assumption
    replies: tuple[Reply, ...]
    costs: Fraction
    adds: Fraction
    unserved: bool

    @property
    def dearest(self) -> Reply:
        """Return the answer that costs most: an alternative alone, unless it takes calls of another length to cost."""
        alone = [one for one in self.replies if one.option and one.alone]
        together = [one for one in self.replies if not one.alone]
        costly = [one for one in alone if one.less or one.total is None]
        chosen = costly or [one for one in together if one.less or one.total is None] or [*alone, *together]
        return max(chosen, key=lambda one: (one.total is None, one.less, one.total or 0))


class Asker:
    """Finds what to ask about the cheapest plan ``lead``, the costs of all plans at hand in ``totals``."""

    def __init__(self, totals: Totals, plans: Sequence[str], lead: str, looked_at: Mapping[str, object]) -> None:
        """Start with the ranked ``plans``; those that are not ``looked_at`` stand as taken."""
        self._totals, self._plans, self._lead, self._looked_at = totals, plans, lead, looked_at
        self._calls = [at for at, one in enumerate(totals.figures) if one.first.of_calls]
        self._now = self._reply(0, AS_TAKEN, AS_TAKEN)

    def questions(self) -> tuple[Question, ...]:
        """Return the questions, the one that not asking can cost most first, those of one vendor together."""
        asked: list[Question] = []
        with part():
            for at in range(len(self._totals.figures)):
                if one := self._question(at):
                    asked.append(one)
        asked.sort(key=lambda one: (not one.unserved, -one.costs, -one.adds, one.figure))
        of = [one.plan and one.plan.partition("/")[0] for one in asked]
        return tuple(sorted(asked, key=lambda one: of.index(one.plan and one.plan.partition("/")[0])))

    def _question(self, figure: int) -> Question | None:
        unconfirmed = self._totals.figures[figure]
        options = range(1, len(unconfirmed.options) + 1)
        alone = [self._reply(option, ((figure, option),), AS_TAKEN) for option in options]
        together = [] if unconfirmed.first.of_usage else list(self._with_calls(figure, options))
        rows = [*alone, *together]
        telling = [row for row in rows if self._differs(row, self._taken(row.calls))]
        if not telling:
            return None
        told = [row for row in telling if row.calls and self._differs(row, alone[row.option - 1])]
        dearest = max(told, key=lambda row: (row.total is None, row.less, row.total or 0), default=None)
        now = self._now.total or Fraction(0)
        whom = self._whom(figure)
        return Question(
            figure,
            whom,
            unconfirmed.first if whom is None else unconfirmed.plans[whom][0],
            (self._now, *alone, *((dearest,) if dearest else ())),
            max(row.less for row in telling),
            max([Fraction(0), *(row.total - now for row in telling if row.total is not None)]),
            any(row.total is None for row in telling),
        )

    def _with_calls(self, figure: int, options: range) -> Iterator[Reply]:
        sizes = [range(len(self._totals.figures[at].options) + 1) for at in self._calls]
        for option in options:
            for lengths in product(*sizes):
                calls = tuple((at, length) for at, length in zip(self._calls, lengths, strict=True) if length)
                if calls:
                    yield self._reply(option, tuple(sorted((*calls, (figure, option)))), calls)

    def _reply(self, option: int, at: Combination, calls: Combination) -> Reply:
        costs: dict[str, Fraction] = {}
        spend(REPLY_TICKS * len(self._plans))
        for plan in self._plans:
            cost = self._totals.of(plan, at if plan in self._looked_at else AS_TAKEN)
            if cost is not None:
                costs[plan] = cost
        least = min(costs.values(), default=None)
        total = costs.get(self._lead)
        less = Fraction(0) if total is None or least is None else total - least
        return Reply(option, calls, total, tuple(plan for plan, cost in costs.items() if cost == least), less)

    def _taken(self, calls: Combination) -> Reply:
        """Return what holds with the figure as taken, and calls of the same lengths."""
        return self._reply(0, calls, calls) if calls else self._now

    @staticmethod
    def _differs(one: Reply, other: Reply) -> bool:
        """Tell whether the first plan's cost or the least cost differ."""
        return one.total != other.total or one.less != other.less

    def _whom(self, figure: int) -> str | None:
        unconfirmed = self._totals.figures[figure]
        if unconfirmed.first.of_usage:
            return None
        return self._lead if self._lead in unconfirmed.plans else next(iter(unconfirmed.plans))
