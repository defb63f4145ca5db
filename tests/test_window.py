"""A break-even on one screen: its strip, its window and what lies beyond it are what every value says."""

from fractions import Fraction
from itertools import accumulate
from typing import Any

import pytest
from command import telquote, telquote_in_terminal
from hypothesis import assume, given
from hypothesis import strategies as st
from random_plans import offers_from, plain_tree, plan_trees, vendor_of
from rich_plans import rich_plan_trees

from telquote import Usage, load_plans
from telquote.billing.quote import quote_of
from telquote.billing.refusals import NotOffered
from telquote.billing.simulation import simulate
from telquote.decisions.breakeven import breakeven
from telquote.decisions.entrants import Entrant, NoBreakeven
from telquote.decisions.long_run import long_run
from telquote.decisions.over_quantity import end_of
from telquote.decisions.quantities import volume
from telquote.decisions.ranges import Range
from telquote.decisions.window import Window, beyond, cheapest_in_cells, window_of
from telquote.language import cells
from telquote.output.breakeven.strip import contenders_of
from telquote.plans.offers import Offer, offers_of
from telquote.plans.selection import matching

LANGUAGES = ("en", pytest.param("zh", marks=pytest.mark.slow))


def cheapest_at(offers: list[Offer], minutes: int, months: int) -> tuple[str, ...]:
    costs: dict[str, Fraction] = {}
    for offer in offers:
        try:
            costs[offer.id] = Fraction(quote_of(simulate(offer, Usage(minutes=minutes), months)).total)
        except NotOffered:
            continue
    return tuple(sorted(name for name, cost in costs.items() if cost == min(costs.values())))


def test_of_plans_that_cost_the_same_the_one_that_pays_least_first_stands() -> None:
    once = {"id": "f", "price": "20", "every": "once"}
    monthly = {"id": "f", "price": "10", "every": "month"}
    charges = [{"id": "in", "for": "inbound", "per_minute": "1"}]
    trees = [plain_tree({"name": "P", "charges": charges, "fees": [fee]}) for fee in (once, monthly)]
    same = Entrant("same", tuple(offers_from(*trees)))
    other = Entrant("other", tuple(offers_from(plain_tree({"name": "P", "charges": charges, "fees": [once, once]}))))
    answer = breakeven([same, other], Usage(), volume(Usage(), "minutes"), months=2, last=50)
    assert window_of(answer, None).plans("same", answer.ranges[0]) == ("v/p1",)


@pytest.mark.parametrize(
    ("first", "last", "plans"), [(0, 4, ("a",)), (0, 5, ("a", "b")), (4, 9, ("a", "b")), (5, 9, ("b",))]
)
def test_a_plan_stands_in_each_range_that_it_touches(first: int, last: int, plans: tuple[str, ...]) -> None:
    standing: dict[str, tuple[Range[int], ...]] = {"v": (Range(0, 4, ("a",)), Range(5, 9, ("b",)), Range(10, 12, ()))}
    assert Window(0, 12, (), standing).plans("v", Range(first, last, ("v",))) == plans
    assert Window(0, 12, (), standing).plans("v", Range(10, 12, ())) == ()


def test_a_cell_of_the_strip_counts_values_and_not_ranges() -> None:
    runs = [("a", 1), ("b", 2), ("a", 1), ("c", 1), ("a", 1)]
    starts = [0, *accumulate(width for _, width in runs)]
    ranges = tuple(Range(first, first + width - 1, (name,)) for first, (name, width) in zip(starts, runs, strict=False))
    assert cheapest_in_cells(Window(0, 5, ranges, {}), 1) == [("a",)]


@pytest.mark.slow
@given(
    st.lists(st.one_of(plan_trees(), rich_plan_trees()), min_size=2, max_size=3),
    st.integers(1, 4),
    st.integers(3, 60),
    st.sampled_from([7, 20, 78]),
)
def test_the_strip_shows_who_is_cheapest_at_most_values(trees: list[Any], months: int, last: int, width: int) -> None:
    vendor = vendor_of(*trees)
    offers = list(offers_of(vendor))
    entrants = [Entrant(offer.id, (offer,)) for offer in offers]
    try:
        answer = breakeven(entrants, Usage(), volume(Usage(), "minutes"), months=months, last=last, standing=False)
    except NoBreakeven:
        assume(False)
        return
    window = window_of(answer, None)
    assert (window.first, window.last) == (0, last)
    every = [cheapest_at(offers, minutes, months) for minutes in range(last + 1)]
    for cell, found in enumerate(cheapest_in_cells(window, width)):
        mine = [at for at in range(last + 1) if min(at * width // last, width - 1) == cell]
        mine = mine or [cell * last // width]
        counts = {names: sum(every[at] == names for at in mine) for names in every}
        assert counts[found] == max(counts.values())
    for one in window.ranges:
        assert all(every[at] == one.cheapest for at in range(one.first, one.last + 1))


@pytest.mark.slow
@given(st.lists(plan_trees(), min_size=2, max_size=3), st.integers(1, 3))
def test_beyond_holds_far_past_the_last_change(trees: list[Any], months: int) -> None:
    vendor = vendor_of(*trees)
    offers = list(offers_of(vendor))
    entrants = [Entrant(offer.id, (offer,)) for offer in offers]
    quantity = volume(Usage(), "minutes")
    end, why = end_of([long_run([offer], Usage(), months, quantity, "total") for offer in offers], quantity, 0)
    assume(why == "proven" and end <= 3000)
    try:
        answer = breakeven(entrants, Usage(), quantity, months=months, standing=False)
    except NoBreakeven:
        assume(False)
        return
    known = beyond(answer)
    assume(known.why == "proven")
    for times in (1, 2, 10, 1000):
        at = max(known.last_change, 1) * times
        assert cheapest_at(offers, at, months) == known.cheapest


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "command",
    [
        "breakeven baidu union400 --minutes 3000 --over baidu/lixianbao:inbound",
        "breakeven baidu union400 --over months --minutes 3000 --to 60",
        "breakeven union400/50000 union400/60000 --to 1000",
        "breakeven union400/1800 union400/3000 --over union400/1800:package.valid --minutes 300",
        "breakeven baidu union400 --from 100 --to 100",
        "simulate baidu --minutes 3000",
        "simulate union400/1800 --minutes 3000",
        "simulate yunqia --minutes 3000",
        *(
            pytest.param(command, marks=pytest.mark.slow)
            for command in (
                "breakeven",
                "breakeven baidu union400",
                "breakeven --minutes 1000",
                "breakeven baidu union400 --minutes 3000",
                "breakeven baidu union400 --over callback-minutes --minutes 100",
                "breakeven baidu union400 --over call-length --calls 300",
                "breakeven union400/* --minutes 2000",
                "breakeven --over callback-minutes",
                "breakeven baidu union400/3000 --over missed-callbacks",
            )
        ),
    ],
)
def test_it_fits_one_screen_and_ends_with_what_follows(command: str, language: str) -> None:
    ended = telquote_in_terminal(*command.split(), "--lang", language, width=80)
    lines = ended.plain.rstrip("\n").split("\n")
    assert ended.status == 0
    assert len(lines) <= 22
    assert max(map(cells, lines)) <= 80


@pytest.mark.slow
def test_no_contender_is_every_vendor_and_a_glob_is_its_plans() -> None:
    named = telquote("breakeven", "baidu", "union400", "yunqia").stdout
    assert telquote("breakeven").stdout == named
    each = telquote("breakeven", "union400/1*", "--to", "2000").stdout
    assert "Xintong Wangying 10000" in each
    assert "Xintong Wangying 1800" in each


@pytest.mark.slow
def test_nobody_is_shown_a_number_that_only_a_proof_needs() -> None:
    for command in ("breakeven baidu union400", "breakeven", "breakeven union400 yunqia"):
        said = telquote(*command.split()).stdout
        assert not [number for number in said.replace(",", "").split() if number.isdigit() and int(number) > 200_000]


@pytest.mark.parametrize(
    ("names", "letters"),
    [
        (("Baidu", "Xintong", "Yunqia"), "BXY"),
        (("Acme steps", "Acme flat"), "AC"),
        (("aa", "a"), "A*"),
        (("百度离线宝", "信通网赢", "百"), "百信＊"),
    ],
)
def test_a_letter_is_the_first_sign_that_no_earlier_name_has(names: tuple[str, ...], letters: str) -> None:
    language: Any = "zh" if "＊" in letters else "en"
    assert "".join(one.letter for one in contenders_of({name: name for name in names}, [], language)) == letters


def test_the_command_that_is_told_keeps_what_was_typed_and_has_a_usage() -> None:
    said = " ".join(telquote("breakeven", "baidu", "union400", "--months", "24", "--to", "6000").stdout.split())
    assert said.endswith("telquote sensitivity --months 24 --minutes 3000")


@pytest.mark.slow
@pytest.mark.parametrize(("first", "here", "last"), [(100, 30, 101), (100, 80, 160), (0, 30, 60), (0, None, 20000)])
def test_a_person_looks_at_twice_what_is_used(first: int, here: int | None, last: int) -> None:
    offers = load_plans("plans").offers()
    entrants = [Entrant(name, matching(offers, name)) for name in ("baidu", "union400")]
    answer = breakeven(entrants, Usage(), volume(Usage(), "minutes"), months=36, first=first)
    window = window_of(answer, here)
    assert (window.first, window.last) == (first, last)
    assert (window.ranges[0].first, window.ranges[-1].last) == (first, last)


@pytest.mark.parametrize(("first", "last"), [(0, 100), (1, 200), (50, 200), (101, 500), (401, 1000)])
def test_where_nothing_changes_a_person_looks_to_a_round_number_past_a_hundred_values(first: int, last: int) -> None:
    charges = [[{"id": "in", "for": "inbound", "per_minute": price}] for price in ("1", "2")]
    fees: list[list[Any]] = [[], [{"id": "f", "price": "1", "every": "once"}]]
    trees = [{"name": "P", "charges": at, "fees": fee} for at, fee in zip(charges, fees, strict=True)]
    entrants = [Entrant(one.id, (one,)) for one in offers_from(*map(plain_tree, trees))]
    answer = breakeven(entrants, Usage(), volume(Usage(), "minutes"), months=1, first=first)
    window = window_of(answer, None)
    assert (answer.end, answer.break_evens) == ("proven", ())
    assert (window.first, window.last) == (first, last)
