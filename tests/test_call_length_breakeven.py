"""A break-even over the length of calls is what every length says."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from command import telquote
from hypothesis import assume, given
from hypothesis import strategies as st
from random_plans import plan_trees, vendor_of
from rich_plans import rich_plan_trees

from telquote import Usage
from telquote.billing.quote import quote_of
from telquote.billing.refusals import NotOffered
from telquote.billing.simulation import simulate
from telquote.decisions.breakeven import breakeven
from telquote.decisions.entrants import Entrant, NoBreakeven
from telquote.decisions.long_run import long_run
from telquote.decisions.over_quantity import end_of
from telquote.decisions.quantities import LONGEST_CALL, call_length
from telquote.plans.offers import Offer, offers_of
from telquote.usage.pattern import UsageError

BY_CALL = """
format: 1
vendor: by-call
name: By call
currency: CNY
sources: {page: {title: a page, date: "2026"}}
plans:
  - {id: basic, name: Basic, source: page, charges: [{id: inbound, for: inbound, per_minute: 0.05, connect_fee: 0.50}]}
"""
BY_MINUTE = """
format: 1
vendor: by-minute
name: By minute
currency: CNY
sources: {page: {title: a page, date: "2026"}}
plans:
  - {id: basic, name: Basic, source: page, charges: [{id: inbound, for: inbound, per_minute: 0.09}]}
"""


@pytest.fixture
def plans(tmp_path: Path) -> str:
    for name, text in (("by-call", BY_CALL), ("by-minute", BY_MINUTE)):
        (tmp_path / f"{name}.yaml").write_text(text)
    return str(tmp_path)


@pytest.mark.parametrize("use", [["--minutes", "1000"], ["--calls", "100"]])
def test_fifty_cents_a_call_pay_from_twelve_and_a_half_minutes_on(plans: str, use: list[str]) -> None:
    ended = telquote("breakeven", "--plans", plans, "--over", "call-length", *use, "--to", "1000")
    assert (ended.status, ended.stderr) == (0, "")
    assert "By minute up to 749, By call from 751" in ended.stdout
    assert [line.split()[:3] for line in ended.stdout.split("\n") if " 750 " in line] == [["750", "the", "same"]]


def costs_at(offers: Sequence[Offer], usage: dict[str, Any], length: int, months: int) -> dict[str, Fraction]:
    costs: dict[str, Fraction] = {}
    for offer in offers:
        try:
            found = quote_of(simulate(offer, Usage(**usage, call_length=length), months)).total
        except NotOffered:
            continue
        costs[offer.id] = Fraction(found)
    return costs


USAGES: list[dict[str, Any]] = [
    {"minutes": 40},
    {"minutes": 40, "spread": False},
    {"calls": 9},
    {"calls": 3, "callback_calls": 2},
    {"calls": 5, "spread": False},
]
PLANS = st.lists(st.one_of(plan_trees(), rich_plan_trees()), min_size=2, max_size=3)


def cheapest_at(offers: Sequence[Offer], usage: dict[str, Any], length: int, months: int) -> tuple[str, ...]:
    costs: dict[str, Fraction] = {}
    for offer in offers:
        try:
            found = quote_of(simulate(offer, Usage(**usage, call_length=length), months)).total
        except NotOffered:
            continue
        costs[offer.id] = Fraction(found)
    return tuple(sorted(name for name, cost in costs.items() if cost == min(costs.values())))


@pytest.mark.slow
@given(PLANS, st.sampled_from(USAGES), st.integers(1, 3), st.integers(2, 150))
def test_every_length_has_the_cheapest_of_its_range(
    trees: list[Any], usage: dict[str, Any], months: int, last: int
) -> None:
    vendor = vendor_of(*trees)
    offers = list(offers_of(vendor))
    entrants = [Entrant(offer.id, (offer,)) for offer in offers]
    quantity = call_length(Usage(**usage))
    try:
        answer = breakeven(entrants, Usage(**usage), quantity, months=months, last=last, standing=False)
    except NoBreakeven:
        assume(False)
        return
    for one in answer.ranges:
        for length in range(one.first, one.last + 1):
            assert cheapest_at(offers, usage, length, months) == one.cheapest


@pytest.mark.slow
@given(PLANS, st.sampled_from([one for one in USAGES if "calls" in one]), st.integers(1, 3))
def test_what_is_proven_of_longer_calls_holds_far_past_it(trees: list[Any], usage: dict[str, Any], months: int) -> None:
    vendor = vendor_of(*trees)
    offers = list(offers_of(vendor))
    quantity = call_length(Usage(**usage))
    runs = [long_run([offer], Usage(**usage), months, quantity, "total") for offer in offers]
    end, why = end_of(runs, quantity, 1)
    assume(why == "proven" and end <= LONGEST_CALL)
    cheapest = cheapest_at(offers, usage, end, months)
    for length in (end + 1, end + 59, 2 * end, 10 * end, 1000 * end):
        assert cheapest_at(offers, usage, length, months) == cheapest


@pytest.mark.parametrize(
    ("usage", "said"),
    [
        ({}, "no calls are used"),
        ({"sms": 5}, "no calls are used"),
        ({"minutes": 100, "calls": 10}, "so that the length of calls cannot vary"),
        ({"minutes": 100, "call_lengths": ((Fraction(60), Fraction(1)),)}, "a table of call lengths"),
    ],
)
def test_where_no_length_can_vary(usage: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        call_length(Usage(**usage))


def test_plans_that_bill_minutes_alone_are_no_question() -> None:
    ended = telquote("breakeven", "baidu", "union400", "--over", "call-length", "--minutes", "3000")
    assert (ended.status, ended.stdout) == (2, "")
    assert "none of the contenders depends on seconds a call" in ended.stderr


@pytest.mark.slow
def test_the_length_that_is_given_is_marked_and_not_told_as_fixed() -> None:
    given_length = ("--minutes", "3000", "--call-length", "120", "--assume", "*:inbound.increment=60/60")
    ended = telquote("breakeven", "baidu", "union400/3000", "--over", "call-length", *given_length)
    assert ended.status == 0
    assert "^ you" in ended.stdout
    assert "at 120 seconds" in ended.stdout
    assert "3,000 inbound minutes a month, 36 months, CNY" in " ".join(ended.stdout.split("\n")[:2])
