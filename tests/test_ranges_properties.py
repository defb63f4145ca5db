"""The ranges of the cheapest plans equal the full simulation at every whole volume."""

from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from random_plans import plan_trees, usages, vendor_of

from telquote import Usage, simulate
from telquote.billing.affine import Affine, Stretch
from telquote.billing.quote import Criterion, quote_of
from telquote.billing.terms import NotOffered
from telquote.decisions.breakeven import cheapest_ranges
from telquote.decisions.comparison import CRITERIA
from telquote.decisions.curves import CostCurve
from telquote.plans.catalogue import Offer

LAST = 90


def cost_at(offer: Offer, usage: Usage, volume: Any, horizon: int, by: Criterion) -> Any:
    try:
        return quote_of(simulate(offer.plan, usage.with_volume(volume), horizon)).cost(by)
    except NotOffered:
        return None


@given(
    st.lists(plan_trees(), min_size=1, max_size=4),
    usages(),
    st.integers(1, 8),
    st.sampled_from(CRITERIA),
    st.integers(0, 40),
)
def test_ranges_equal_every_single_volume(
    trees: list[Any], figures: dict[str, Any], horizon: int, by: Criterion, first: int
) -> None:
    vendor = vendor_of(*trees)
    offers = [Offer(vendor, plan) for plan in vendor.plans]
    usage = Usage(**{**figures, "minutes": 7})
    curves = [CostCurve(offer, usage, horizon, by) for offer in offers]
    expected: dict[int, tuple[str, ...]] = {}
    for volume in range(first, LAST + 1):
        costs = {offer.id: cost_at(offer, usage, volume, horizon, by) for offer in offers}
        known = [cost for cost in costs.values() if cost is not None]
        expected[volume] = tuple(sorted(name for name, cost in costs.items() if known and cost == min(known)))
    ranges = list(cheapest_ranges(curves, first, LAST))
    found = {volume: one.plans for one in ranges for volume in range(one.first, one.last + 1)}
    assert found == expected
    assert all(one.plans != other.plans for one, other in pairwise(ranges))


@given(plan_trees(), usages(), st.integers(1, 8), st.integers(1, LAST), st.sampled_from(CRITERIA))
def test_a_line_holds_as_far_as_it_says(
    tree: Any, figures: dict[str, Any], horizon: int, volume: int, by: Criterion
) -> None:
    vendor = vendor_of(tree)
    offer = Offer(vendor, vendor.plans[0])
    usage = Usage(**{**figures, "minutes": 7})
    stretch = Stretch(-volume + 1, LAST - volume)
    line = cost_at(offer, usage, Affine(volume, 1, stretch), horizon, by)
    for step in range(stretch.low, stretch.high + 1):
        expected = cost_at(offer, usage, volume + step, horizon, by)
        if isinstance(line, Affine):
            assert Fraction(line.value) + Fraction(line.slope) * step == expected
        else:
            assert line == expected
