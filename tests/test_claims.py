"""Every claim that is made is held against brute force, up to ten times as far as it reaches.

A property here says how many of its examples reached a claim, and fails where not half of them did: a proof that is
never asked for proves nothing. ``--hypothesis-profile=thorough`` reaches many thousands.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from claimed_plans import claimed_plans, usages_of
from hypothesis import given, note, settings
from hypothesis import strategies as st
from random_cases import Drawn, cases
from random_plans import offer_of, plain_tree
from scenario_files import Kept

from telquote import Usage
from telquote.billing import claims
from telquote.billing.quote import cost_of
from telquote.billing.refusals import NotOffered
from telquote.billing.resolve import terms_of
from telquote.billing.simulation import simulate
from telquote.decisions import price_walk
from telquote.decisions.curves import PlanCurve
from telquote.decisions.long_run import long_run
from telquote.decisions.over_quantity import end_of
from telquote.decisions.quantities import CHANNELS, MONTHS, NUMBERS, SEATS, Case, Quantity, volume
from telquote.plans.offers import Offer

COUNTED = {one.name: one for one in (MONTHS, SEATS, NUMBERS, CHANNELS)}


ENOUGH = 100
"""Examples from which on half of them are to reach a claim; the first few are dull by design."""


class Reached:
    """How many examples there were, and in how many a claim was made."""

    def __init__(self) -> None:
        self.tried = self.claimed = 0

    def check(self, name: str) -> None:
        print(f"{name}: {self.claimed} claims reached in {self.tried} examples")
        assert self.claimed > 0
        if self.tried >= ENOUGH:
            assert 2 * self.claimed >= self.tried


@pytest.fixture
def reached(request: pytest.FixtureRequest) -> Iterator[Reached]:
    count = Reached()
    yield count
    count.check(request.node.name)


def cost(offer: Offer, usage: Usage, months: int, quantity: Quantity, value: int) -> Fraction | None:
    asked = quantity.at(Case(offer, usage, months), value)
    try:
        return Fraction(cost_of(simulate(*asked), "total"))
    except NotOffered:
        return None


def far(least: int, reach: int) -> st.SearchStrategy[list[int]]:
    """Return values of a quantity up to ten times a reach, those near each other among them."""
    near = st.integers(least, reach)
    chosen = st.lists(st.one_of(near, st.integers(least, 10 * reach)), min_size=3, max_size=7)
    return chosen.map(lambda found: sorted({*found, *(one + 1 for one in found)}))


def check_never_falls(
    reached: Reached, tree: dict[str, Any], figures: dict[str, Any], varied: str, months: int, data: st.DataObject
) -> None:
    """Hold the claim about one plan and figure of a usage against brute force, where it is made."""
    note(Kept(tree, figures, months))
    offer, usage = offer_of(tree), Usage(**figures)
    quantity = volume(usage, varied)
    reached.tried += 1
    if PlanCurve(offer, usage, months, "total", quantity).never_falls:
        reached.claimed += 1
        values = data.draw(far(quantity.least, 100))
        assert never_falls([cost(offer, usage, months, quantity, value) for value in values])


def never_falls(costs: list[Fraction | None]) -> bool:
    """Tell whether costs never fall, and what is not offered for some is not for more."""
    return all(after is None or (here is not None and here <= after) for here, after in pairwise(costs))


def test_cost_never_falls_with_use_where_that_is_claimed(reached: Reached) -> None:
    @given(claimed_plans(), st.integers(1, 26), st.data())
    def held(tree: dict[str, Any], months: int, data: st.DataObject) -> None:
        figures, varied = data.draw(usages_of(tree))
        check_never_falls(reached, tree, figures, varied, months, data)

    held()


def test_cost_never_falls_in_any_plan_where_that_is_claimed() -> None:
    """As above, over plans of any kind: whatever a plan has, a claim about it holds."""

    @settings(max_examples=4 * settings().max_examples)
    @given(cases(), st.integers(1, 8), st.sampled_from(VARIED), st.data())
    def held(drawn: Drawn, months: int, over: str, data: st.DataObject) -> None:
        tree, figures = drawn
        note(Kept(tree, figures, months))
        usage = Usage(**figures)
        quantity = COUNTED.get(over) or volume(usage, over)
        offer = offer_of(tree)
        if usage.follows(over) is None and PlanCurve(offer, usage, months, "total", quantity).never_falls:
            reach = 14 if over == "months" else 60
            most = 24 // 10 if usage.by_month else reach
            values = [one for one in data.draw(far(quantity.least, most)) if not usage.by_month or one <= 24]
            assert never_falls([cost(offer, usage, months, quantity, value) for value in values])

    held()


VARIED = ("minutes", "calls", "callback_minutes", "outbound_minutes", "sms", *COUNTED)


def test_cost_never_falls_with_calls_where_that_is_claimed(reached: Reached) -> None:
    """The minutes stay, so that calls get shorter; or the calls do, and get longer."""

    @given(claimed_plans(), st.integers(1, 6), st.sampled_from(["minutes", "calls"]), st.data())
    def held(tree: dict[str, Any], months: int, varied: str, data: st.DataObject) -> None:
        check_never_falls(reached, tree, {"minutes": 30, "calls": 20}, varied, months, data)

    held()


def test_the_long_run_holds_where_it_is_claimed(reached: Reached) -> None:
    @given(claimed_plans(bills=False), st.integers(1, 26), st.data())
    def held(tree: dict[str, Any], months: int, data: st.DataObject) -> None:
        figures, varied = data.draw(usages_of(tree))
        note(Kept(tree, figures, months))
        offer, usage = offer_of(tree), Usage(**figures)
        quantity = volume(usage, varied)
        run = long_run([offer], usage, months, quantity, "total")
        reached.tried += 1
        if run is not None:
            reached.claimed += 1
            for value in data.draw(far(1, 3000)):
                found = cost(offer, usage, months, quantity, value)
                assert found is not None
                assert run.least + run.rate * value <= found <= run.most + run.rate * value

    held()


def test_what_is_proven_holds_at_ten_times_its_range(reached: Reached) -> None:
    @given(claimed_plans(bills=False), claimed_plans(bills=False), st.integers(1, 14), st.data())
    def held(one: dict[str, Any], other: dict[str, Any], months: int, data: st.DataObject) -> None:
        figures, varied = data.draw(usages_of(one, other))
        note(Kept(one, figures, months))
        note(Kept(other, figures, months))
        offers, usage = [offer_of(one, "v"), offer_of(other, "w")], Usage(**figures)
        quantity = volume(usage, varied)
        runs = [long_run([offer], usage, months, quantity, "total") for offer in offers]
        end, why = end_of(runs, quantity, quantity.least)
        reached.tried += 1
        if why == "proven":
            reached.claimed += 1

            def cheapest(value: int) -> set[str]:
                costs = {offer.id: cost(offer, usage, months, quantity, value) for offer in offers}
                known = [one for one in costs.values() if one is not None]
                return {name for name, one in costs.items() if one == min(known)}

            there = cheapest(end)
            for value in data.draw(st.lists(st.integers(end, 10 * end), min_size=1, max_size=6)):
                assert cheapest(value) == there

    held()


ORDERS: list[tuple[str, str, str, bool]] = [
    ("what ends is drawn before what never does", "buy: monthly", "", True),
    ("what is free is drawn before what was paid for", "price: 0, buy: once", "", True),
    ("of two that never end and are paid for, the one that stands first", "buy: once", "", True),
    ("the same the other way round", "after", "", False),
    ("nothing is drawn for sure before a pack that ends", "buy: monthly", ", valid: 3 months", False),
    ("a second pack that is bought by need", "buy: always", "", False),
]


@pytest.mark.parametrize(("rule", "other", "more", "claimed"), ORDERS, ids=[rule for rule, *_ in ORDERS])
def test_a_claim_needs_all_others_drawn_before_what_is_bought(rule: str, other: str, more: str, claimed: bool) -> None:
    """``docs/billing.md``: of each unit one balance is bought by need, and all others of it are drawn before it."""
    del rule
    pool = {"id": "pool", "price": "5", "minutes": "50"}
    pool |= {"buy": "once"} if other == "after" else dict(pair.split(": ") for pair in other.split(", "))
    pack: dict[str, str] = {"id": "pack", "price": "9", "minutes": "90", "buy": "as_needed"}
    pack |= {"valid": "3 months"} if more else {}
    balances = [pack, pool] if other == "after" else [pool, pack]
    charge = {"id": "in", "for": "inbound", "per_minute": "1"}
    tree = plain_tree({"name": "p", "charges": [charge], "balances": balances})
    assert claims.never_falls(terms_of(offer_of(tree), Usage(minutes=1))) == claimed


@pytest.mark.parametrize(
    ("balance", "last"),
    [
        ({"price": "5", "credit": "5", "buy": "once", "valid": "3 months"}, True),
        ({"price": "0", "credit": "5", "buy": "once"}, True),
        ({"price": "5", "credit": "5", "buy": "once"}, False),
        ({"price": "5", "credit": "5", "buy": "as_needed", "valid": "3 months"}, False),
        ({"price": "5", "minutes": "5", "buy": "as_needed"}, True),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_bounds_of_an_account_need_all_other_money_drawn_before_it(
    balance: dict[str, str], last: bool, first: bool
) -> None:
    account = {"id": "account", "top_up": {"first": "9", "then": "3"}, "buy": "as_needed"}
    other = {"id": "other", **balance}
    charge = {"id": "in", "for": "inbound", "per_minute": "1"}
    balances = [account, other] if first else [other, account]
    tree = plain_tree({"name": "p", "charges": [charge], "balances": balances})
    assert price_walk._is_last_resort("account", terms_of(offer_of(tree), Usage(minutes=1))) == last


MINIMUM = {"price": "9", "every": "month"}
DISCOUNT = {"mode": "graduated", "steps": [{"up_to": "100", "percent": "0"}, {"percent": "5"}]}
BY_MONTH = {"per": "month", "decimals": "0", "mode": "up"}
MINUTES = {"id": "b", "price": "5", "minutes": "50", "buy": "monthly"}
CREDIT = {"id": "b", "price": "5", "credit": "50", "buy": "monthly"}
PACK = {"id": "b", "price": "5", "minutes": "50", "buy": "as_needed"}
BILLS: list[tuple[str, dict[str, Any], dict[str, str] | None, bool]] = [
    ("a minimum", {"minimum": MINIMUM}, None, True),
    ("a minimum beside minutes", {"minimum": MINIMUM}, MINUTES, True),
    ("a minimum that money pays", {"minimum": MINIMUM}, CREDIT, False),
    ("tax on what credit leaves", {"tax": {"percent": "10", "included": "false"}}, CREDIT, True),
    ("a discount", {"discount": DISCOUNT}, MINUTES, True),
    ("a discount on what money pays", {"discount": DISCOUNT}, CREDIT, False),
    ("a discount on all", {"discount": {**DISCOUNT, "mode": "volume"}}, None, False),
    ("rounding by the month", {"rounding": BY_MONTH}, MINUTES, True),
    ("rounding by the month beside what is bought by need", {"rounding": BY_MONTH}, PACK, False),
    ("rounding by the line beside what is bought by need", {"rounding": {**BY_MONTH, "per": "line"}}, PACK, True),
    ("rounding by the month and a minimum of it", {"rounding": BY_MONTH, "minimum": MINIMUM}, None, True),
    (
        "rounding by the month and a year's minimum",
        {"rounding": BY_MONTH, "minimum": {**MINIMUM, "every": "year"}},
        None,
        False,
    ),
]


@pytest.mark.parametrize(("rule", "bill", "balance", "claimed"), BILLS, ids=[rule for rule, *_ in BILLS])
def test_which_bills_are_claimed_to_rise(
    rule: str, bill: dict[str, Any], balance: dict[str, str] | None, claimed: bool
) -> None:
    """``docs/billing.md``: cost never falls with use where what is taken off or made up counts no money of balances."""
    del rule
    charge = {"id": "in", "for": "inbound", "per_minute": "1"}
    balances = {} if balance is None else {"balances": [balance]}
    tree = plain_tree({"name": "p", "charges": [charge], "bill": bill, **balances})
    assert claims.never_falls(terms_of(offer_of(tree), Usage(minutes=1))) == claimed
