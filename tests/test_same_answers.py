"""Every answer about every rule's plan is the one that is kept: what changes one of them shows where.

A row stands for a rule, with its plan beside that of the rule before and one that is simple; a column for an answer, as
a few signs of its digest. Other tests say what is right. This one says that nothing else changed: where it fails, look
at the answers of that row with and without the change before you keep the file.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from metered import spent
from random_plans import offers_from, plain_tree
from scenario_files import Scenario, read_scenarios

from telquote.billing.months import by_month
from telquote.billing.quote import quote_of
from telquote.billing.refusals import NotOffered
from telquote.billing.simulation import simulate
from telquote.decisions.advice import advice
from telquote.decisions.answer import answer_of, rows_of
from telquote.decisions.breakeven import breakeven
from telquote.decisions.comparison import compare
from telquote.decisions.cost_curves import cost_curves
from telquote.decisions.entrants import Entrant
from telquote.decisions.over_path import figure_of
from telquote.decisions.payments import folded, payments_of
from telquote.decisions.quantities import quantity_named
from telquote.decisions.sensitivity import sensitivity
from telquote.decisions.window import beyond, cheapest_in_cells, window_of
from telquote.language import MessageError
from telquote.plans.figure_paths import figures
from telquote.plans.offers import Offer
from telquote.usage.profile import Usage

KEPT = Path("tests/golden/answers.txt")
RULES = [one for name in ("rules.yaml", "edges.yaml") for one in read_scenarios(name)]
SIMPLE = {
    "name": "Simple",
    "charges": [
        {"id": service, "for": service, "per_minute": {"assumed": "0.21", "because": "b", "or": ["0.1", "0.4"]}}
        for service in ("inbound", "callback", "outbound")
    ]
    + [{"id": "sms", "for": "sms", "per_unit": "0.3"}],
    "fees": [{"id": "rental", "price": {"assumed": "3", "because": "b", "or": ["0", "9"]}, "every": "month"}],
    "balances": [{"id": "gift", "price": "0", "credit": "2.5", "buy": "once"}],
}
MONTHS, LAST = 5, 60


class Case:
    """A rule's plan, two rivals, and the use that the rule is about."""

    def __init__(self, scenario: Scenario, before: Scenario) -> None:
        trees = [{"name": "P", **scenario.plan}, {"name": "Q", **before.plan}, plain_tree(SIMPLE)]
        self.plan, *others = offers_from(*trees)
        if scenario.usage.current is not None:
            self.plan = self.plan._replace(held=scenario.usage.current.held)
        self.offers, self.usage = (self.plan, *others), scenario.usage
        self.months = min(scenario.months, MONTHS)
        self.entrants = [Entrant(one.id, (one,)) for one in self.offers]

    def answers(self) -> list[Any]:
        return [answered(getattr(self, name)) for name in COLUMNS]

    def ledger(self) -> Any:
        ledger = simulate(self.plan, self.usage, self.months)
        entries = list(ledger.entries())
        return entries, by_month(entries, self.months), quote_of(ledger), folded(payments_of(ledger), 3)

    def ranking(self) -> Any:
        return compare(self.offers, self.usage, months=self.months)

    def answer(self) -> Any:
        answer = answer_of(self.ranking())
        return answer, rows_of(answer, 2)

    def figures(self) -> Any:
        return sensitivity(self.ranking(), prices=True)

    def range(self) -> Any:
        over = quantity_named(self.usage.varied, self.usage)
        found = breakeven(self.entrants, self.usage, over, months=self.months, last=LAST)
        window = window_of(found, 7)
        return found, beyond(found), window, cheapest_in_cells(window, 9), cost_curves(found)

    def prices(self) -> Any:
        paths = [f"{self.plan.id}:{one.path}" for one in islice(figures(self.plan.plan), 3)]
        return [answered(partial(self._over, path)) for path in paths]

    def _over(self, path: str) -> Any:
        found = breakeven(self.entrants, self.usage, figure_of(self.entrants, path), months=self.months)
        return found.ranges, found.end, found.simulations

    def advice(self) -> Any:
        return advice([self.plan], self.usage, self.months, "2020")


COLUMNS = ("ledger", "ranking", "answer", "figures", "range", "prices", "advice")


def answered(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except (MessageError, NotOffered) as refused:
        return type(refused).__name__, refused.message


def text(value: Any) -> str:
    """Return a value as text that is the same in every run."""
    if isinstance(value, Offer):
        return value.id
    if hasattr(value, "said"):
        return str(value.said("en"))
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{text(key)}: {text(one)}" for key, one in value.items()) + "}"
    if isinstance(value, (set, frozenset)):
        return "{" + ", ".join(sorted(map(text, value))) + "}"
    if isinstance(value, (tuple, list)):
        return "(" + ", ".join(map(text, value)) + ")"
    plain = value is None or isinstance(value, (str, int, Fraction, Usage))
    return str(value) if plain else type(value).__name__


@pytest.mark.slow
def test_nothing_else_changed(kept: Callable[[Path, str], None]) -> None:
    rows = [" ".join(f"{name:7}" for name in COLUMNS) + "   ticks  rule"]
    for scenario, before in zip(RULES, [RULES[-1], *RULES], strict=False):
        case = Case(scenario, before)
        answers, ticks, _ = spent(case.answers)
        found = [sha256(text(one).encode()).hexdigest()[:6] for one in answers]
        rows.append(" ".join(f"{one:7}" for one in found) + f"{ticks:>8}  {scenario.name}")
    kept(KEPT, "\n".join(rows) + "\n")
