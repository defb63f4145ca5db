"""Over which volumes the cheapest plan holds, and what changes close by, equal every whole volume tried by itself."""

from fractions import Fraction
from itertools import pairwise, takewhile
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from random_cases import Drawn, cases
from random_plans import offer_of, offers_from, plain_tree, plan_trees, usages, vendor_of
from rich_plans import rich_plan_trees, rich_usages

from telquote import Usage, compare, load_plans
from telquote.billing.ledger import PAYMENTS, REFUNDED
from telquote.billing.quote import first_payment_of, quote_of
from telquote.billing.refusals import NotOffered
from telquote.billing.simulation import simulate
from telquote.decisions import around as module
from telquote.decisions.around import Around
from telquote.decisions.comparison import Comparison
from telquote.plans.offers import Offer, offers_of

REACH = 60


class Brute:
    """What every plan costs at every whole volume."""

    def __init__(self, ranking: Comparison, reach: int) -> None:
        self.ranking, self.varies = ranking, ranking.usage.varied
        self.least = 1 if ranking.usage.kept_beside(self.varies) is not None else 0
        self.offers = [offer for offer in ranking.contestants if self._is_sold(offer)]
        self.at = {volume: self._costs(volume) for volume in range(self.least, reach + 1)}

    def _is_sold(self, offer: Offer) -> bool:
        """Tell whether a plan serves the usage, or a volume of one: else it is no alternative where nothing is used."""
        ranked = any(plan.offer.id == offer.id for plan in self.ranking.ranked)
        try:
            return ranked or bool(simulate(offer, self.ranking.usage.with_volume(self.varies, 1), self.ranking.months))
        except NotOffered:
            return False

    def _costs(self, volume: int) -> dict[str, Fraction]:
        usage = self.ranking.usage.with_volume(self.varies, volume)
        costs = {}
        for offer in self.offers:
            try:
                costs[offer.id] = Fraction(quote_of(simulate(offer, usage, self.ranking.months)).total)
            except NotOffered:
                continue
        return costs

    def is_cheapest(self, plan: str, volume: int) -> bool:
        costs = self.at[volume]
        return plan in costs and costs[plan] == min(costs.values())

    def there(self, volume: int) -> tuple[int, str, Fraction] | None:
        """Return the cheapest plan at a volume: of several the one that pays least first, then by id."""
        costs = self.at[volume]
        if not costs:
            return None
        usage = self.ranking.usage.with_volume(self.varies, volume)
        offers = {offer.id: offer for offer in self.ranking.contestants}
        cheapest = [name for name, cost in costs.items() if cost == min(costs.values())]
        first = {name: first_payment_of(simulate(offers[name], usage, self.ranking.months)) for name in cheapest}
        plan = min(cheapest, key=lambda name: (first[name], name))
        return volume, plan, costs[plan]


def told(there: module.There | None) -> tuple[int, str, Fraction] | None:
    return None if there is None else (there.at, there.plan, there.total)


def check(ranking: Comparison, reach: int) -> None:
    """Check both against every volume from the least one to ``reach``."""
    around, brute = Around(ranking), Brute(ranking, reach)
    lead = ranking.cheapest[0].offer.id
    holds, volume = around.holds(lead), around.volume
    if volume < brute.least or not brute.is_cheapest(lead, volume):
        assert holds is None
        near = around.near(lead, holds)
    else:
        assert holds is not None
        upwards = takewhile(lambda at: brute.is_cheapest(lead, at), range(volume, reach + 1))
        downwards = takewhile(lambda at: brute.is_cheapest(lead, at), range(volume, brute.least - 1, -1))
        last, first = max(upwards), min(downwards)
        assert (holds.first, holds.to) == (first, None if last == reach else last)
        assert told(holds.below) == (None if first == brute.least else brute.there(first - 1))
        assert told(holds.above) == (None if last == reach else brute.there(last + 1))
        near = around.near(lead, holds)
        low, high = -(-9 * volume // 10) if 9 * volume % 10 == 0 else 9 * volume // 10, -(-11 * volume // 10)
        assert near.above == (holds.above if holds.above and holds.above.at <= high else None)
        assert near.below == (holds.below if holds.below and holds.below.at >= low else None)
    costs = [(at, row.get(lead)) for at, row in brute.at.items()]
    here = brute.at.get(volume, {}).get(lead)
    cliff = None
    for (_, before), (at, cost) in pairwise(costs):
        if here is None or at <= volume or at > -(-11 * volume // 10):
            continue
        if cost is None or before is None:
            break
        if cost > before and cost - before >= here / 20:
            cliff = at, cost, cost - here
            break
    found = near.cliff
    assert (None if found is None else (found.at, found.total, found.more)) == cliff


@pytest.fixture(autouse=True)
def _near_by(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LEAST_REACH", REACH)
    monkeypatch.setattr(module, "TIMES", 2)
    monkeypatch.setattr(module, "MOST_MONTHS_SIMULATED", 10**9)


@pytest.mark.slow
@given(
    st.lists(st.one_of(plan_trees(), rich_plan_trees()), min_size=2, max_size=4),
    st.one_of(usages(), rich_usages()),
    st.integers(1, 30),
    st.integers(1, 6),
)
def test_every_whole_volume(trees: list[Any], figures: dict[str, Any], minutes: int, months: int) -> None:
    vendor = vendor_of(*trees)
    usage = Usage(**{**figures, "minutes": minutes, "calls": None})
    assume(usage.alike)
    ranking = compare(list(offers_of(vendor)), usage, months=months, volumes=False)
    assume(ranking.ranked)
    check(ranking, REACH)


PLANS: dict[str, dict[str, Any]] = {
    "minute": {"charges": [{"id": "in", "for": "inbound", "per_minute": "1"}]},
    "flat": {
        "charges": [{"id": "in", "for": "inbound", "per_minute": "0"}],
        "fees": [{"id": "f", "price": "11.5", "every": "month"}],
    },
    "packs": {"charges": [{"id": "in", "for": "inbound", "per_block": {"price": "3", "minutes": "5", "round": "up"}}]},
    "jump": {
        "charges": [
            {
                "id": "in",
                "for": "inbound",
                "tiers": {"mode": "volume", "steps": [{"up_to": "10", "per_minute": "0.2"}, {"per_minute": "0.9"}]},
            }
        ]
    },
}


@pytest.mark.parametrize("plans", [("minute", "flat"), ("minute", "packs"), ("flat", "packs", "jump"), ("jump",)])
@pytest.mark.parametrize("calls", [None, pytest.param(2, marks=pytest.mark.slow)])
def test_every_volume_around_every_volume(plans: tuple[str, ...], calls: int | None) -> None:
    """With calls that stay 1 is the least volume; from 10 on what is near reaches just to where another is cheaper."""
    offers = offers_from(*(plain_tree({"name": name, **PLANS[name]}) for name in plans))
    for minutes in (0, 1, 2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 20, 30):
        if minutes or calls is None:
            check(compare(offers, Usage(minutes=minutes, calls=calls), months=2, volumes=False), REACH)


@given(cases(), st.integers(1, 6))
def test_the_first_payment_is_what_month_1_pays(drawn: Drawn, months: int) -> None:
    tree, figures = drawn
    try:
        ledger = simulate(offer_of(tree), Usage(**figures), months)
    except NotOffered:
        return
    of_month_1 = [entry for entry in ledger.entries() if entry.month == 1]
    paid = sum((one.money for one in of_month_1 if one.kind in PAYMENTS), start=Fraction(0))
    assert first_payment_of(ledger) == paid - sum(one.money for one in of_month_1 if one.kind == REFUNDED)


@pytest.mark.slow
@pytest.mark.parametrize(
    "minutes", [1, 222, 223, 300, 417, 501, 834, 1000, 1250, 1251, 1450, 1600, 1667, 3000, 3473, 6389]
)
def test_every_volume_around_the_shipped_plans(minutes: int) -> None:
    check(compare(load_plans("plans"), Usage(minutes=minutes), volumes=False), max(2 * minutes, REACH))


@pytest.mark.parametrize(
    ("minutes", "plan", "holds"),
    [
        (1500, "baidu/lixianbao", False),  # union400/1800 costs as little up to 1,500
        (1501, "baidu/lixianbao", True),
        (Fraction(3001, 2), "baidu/lixianbao", True),  # the whole volumes on both sides count
        (1500, "union400/1800", True),
        (Fraction(3001, 2), "union400/1800", True),
        (1501, "union400/1800", False),
    ],
)
def test_what_holds_at_a_volume_is_the_cheapest_there(minutes: Fraction | int, plan: str, *, holds: bool) -> None:
    around = Around(compare(load_plans("plans"), Usage(minutes=minutes), volumes=False))
    assert (around.holds(plan) is not None) == holds
