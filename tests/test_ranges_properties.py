"""The ranges of the cheapest plans equal the full simulation at every whole volume."""

from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_cases import Drawn, cases, fitted, plans_of_any_kind, usages_of_any_kind
from random_plans import vendor_of

from telquote import Usage
from telquote.affine import Affine, NotAffine, Stretch
from telquote.billing.criteria import CRITERIA, Criterion
from telquote.billing.quote import quote_of
from telquote.billing.refusals import NotOffered
from telquote.billing.simulation import simulate
from telquote.decisions.breakeven import breakeven
from telquote.decisions.curves import PlanCurve
from telquote.decisions.entrants import Entrant, NoBreakeven
from telquote.decisions.long_run import long_run
from telquote.decisions.quantities import MONTHS, NUMBERS, SEATS, Case, Quantity
from telquote.decisions.quantities import volume as volume_of
from telquote.decisions.race import cheapest_ranges
from telquote.plans.offers import Offer, offers_of

LAST = 90
FIXED_MINUTES: dict[str, Any] = {"call_length": None, "call_lengths": None, "minutes": 30, "calls": None}


def cost_at(offer: Offer, usage: Usage, volume: Any, horizon: int, by: Criterion) -> Any:
    try:
        return quote_of(simulate(offer, usage.with_volume("minutes", volume), horizon)).cost(by)
    except NotOffered:
        return None


@given(
    st.lists(plans_of_any_kind, min_size=1, max_size=4),
    usages_of_any_kind,
    st.integers(1, 8),
    st.sampled_from(CRITERIA),
    st.integers(0, 40),
)
def test_ranges_equal_every_single_volume(
    trees: list[Any], figures: dict[str, Any], horizon: int, by: Criterion, first: int
) -> None:
    figures = fitted(trees[0], figures)
    vendor = vendor_of(*trees)
    offers = list(offers_of(vendor))
    usage = Usage(**{**figures, "minutes": 7, "calls": figures.get("calls")})
    quantity = volume_of(usage, "minutes")
    curves = [PlanCurve(offer, usage, horizon, by, quantity) for offer in offers]
    first = max(first, quantity.least)
    expected: dict[int, tuple[str, ...]] = {}
    for volume in range(first, LAST + 1):
        costs = {offer.id: cost_at(offer, usage, volume, horizon, by) for offer in offers}
        known = [cost for cost in costs.values() if cost is not None]
        expected[volume] = tuple(sorted(name for name, cost in costs.items() if known and cost == min(known)))
    ranges = list(cheapest_ranges(curves, first, LAST))
    found = {volume: one.cheapest for one in ranges for volume in range(one.first, one.last + 1)}
    assert found == expected
    assert all(one.cheapest != other.cheapest for one, other in pairwise(ranges))


@pytest.mark.slow
@given(
    st.lists(st.lists(plans_of_any_kind, min_size=1, max_size=3), min_size=2, max_size=3),
    usages_of_any_kind,
    st.integers(1, 8),
    st.sampled_from(CRITERIA),
    st.sampled_from(["minutes", "calls", "callback_minutes", "sms", "seats", "numbers", "months"]),
    st.booleans(),
)
def test_contests_equal_every_single_value(
    vendors: list[Any], figures: dict[str, Any], horizon: int, by: Criterion, over: str, fixed: bool
) -> None:
    figures = fitted(vendors[0][0], figures)
    usage = Usage(**(figures if not fixed else {**figures, **FIXED_MINUTES}))
    quantity = {"seats": SEATS, "numbers": NUMBERS, "months": MONTHS}.get(over) or volume_of(usage, over)
    last = 14 if over == "months" else LAST
    groups = [vendor_of(*trees, vendor=f"v{index}") for index, trees in enumerate(vendors)]
    entrants = [Entrant(one.vendor, offers_of(one)) for one in groups]
    try:
        answer = breakeven(entrants, usage, quantity, months=horizon, by=by, last=last)
    except NoBreakeven:
        return
    found = {value: one for one in answer.ranges for value in range(one.first, one.last + 1)}
    assert set(found) == set(range(quantity.least, last + 1))
    for value in range(quantity.least, last + 1):
        costs = {one.name: at_value(one, usage, horizon, by, quantity, value) for one in entrants}
        known = [cost for cost in costs.values() if cost is not None]
        cheapest = tuple(sorted(name for name, cost in costs.items() if known and cost == min(known)))
        assert found[value].cheapest == cheapest, value
        for end, at in ((0, found[value].first), (1, found[value].last)):
            if value == at:
                assert {name: cost[end] for name, cost in found[value].costs.items()} == costs


def at_value(
    entrant: Entrant, usage: Usage, horizon: int, by: Criterion, quantity: Quantity, value: int
) -> Fraction | None:
    costs = []
    for offer in entrant.offers:
        asked = quantity.at(Case(offer, usage, horizon), value)
        try:
            costs.append(quote_of(simulate(*asked)).cost(by))
        except NotOffered:
            continue
    return min(costs, default=None)


@given(cases(), st.integers(1, 8), st.lists(st.integers(0, 3000), min_size=1, max_size=8))
def test_the_long_run_holds(drawn: Drawn, horizon: int, beyond: list[int]) -> None:
    tree, figures = drawn
    vendor = vendor_of(tree)
    offer = offers_of(vendor)[0]
    usage = Usage(**{**figures, "minutes": 7, "calls": figures.get("calls")})
    quantity = volume_of(usage, "minutes")
    run = long_run([offer], usage, horizon, quantity, "total")
    if run is None:
        return
    for value in beyond:
        at = 1 + value
        cost = cost_at(offer, usage, at, horizon, "total")
        assert run.least + run.rate * at <= cost <= run.most + run.rate * at


@given(cases(), st.integers(1, 8), st.integers(1, LAST), st.sampled_from(CRITERIA))
def test_a_line_holds_as_far_as_it_says(drawn: Drawn, horizon: int, volume: int, by: Criterion) -> None:
    tree, figures = drawn
    vendor = vendor_of(tree)
    offer = offers_of(vendor)[0]
    usage = Usage(**{**figures, "minutes": 7, "calls": figures.get("calls")})
    stretch = Stretch(-volume + 1, LAST - volume)
    try:
        line = cost_at(offer, usage, Affine(volume, 1, stretch), horizon, by)
    except NotAffine:
        return  # no line is claimed
    for step in range(stretch.low, stretch.high + 1):
        expected = cost_at(offer, usage, volume + step, horizon, by)
        if isinstance(line, Affine):
            assert Fraction(line.value) + Fraction(line.slope) * step == expected
        else:
            assert line == expected
