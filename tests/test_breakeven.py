"""Break-evens of the shipped plans, as worked out by hand and by the naive reckoning."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import naive
import pytest
from command import telquote
from random_plans import offers_from, plain_tree, vendor_of

from telquote import Usage, compare, load_plans
from telquote.billing.quote import quote_of
from telquote.billing.simulation import simulate
from telquote.decisions.breakeven import OfQuantity, breakeven
from telquote.decisions.entrants import Entrant, NoBreakeven
from telquote.decisions.long_run import LongRun, long_run
from telquote.decisions.over_quantity import OverQuantity
from telquote.decisions.quantities import CHANNELS, MONTHS, NUMBERS, SEATS, Quantity, volume
from telquote.decisions.ranges import Ends
from telquote.plans.offers import offers_of
from telquote.plans.selection import matching
from telquote.plans.yaml_tree import read_document

OFFERS = load_plans("plans").offers()
TREES = {
    f"{tree['vendor']}/{plan['id']}": {**tree.get("defaults", {}), **plan}
    for file in sorted(Path("plans").glob("*.yaml"))
    for tree in [read_document(file.read_text(encoding="utf-8"), file.name).tree]
    for plan in tree["plans"]
}
BY_VOLUME = """
0-222 yunqia/1200
223-416 union400/1800 yunqia/1800
417-500 union400/1800
501-694 union400/3000 yunqia/3000
695-833 union400/3000
834-1000 union400/1800
1001-1250 union400/1800 yunqia/1800
1251-1500 union400/1800
1501-1666 baidu/lixianbao union400/3000
1667-3333 baidu/lixianbao
3334-3472 baidu/lixianbao union400/10000
3473-6000 baidu/lixianbao
"""


def contest(names: list[str], usage: Usage, quantity: Quantity, **more: Any) -> OfQuantity:
    return breakeven([Entrant(name, matching(OFFERS, name)) for name in names], usage, quantity, months=36, **more)


def lines(answer: OfQuantity) -> list[str]:
    return [f"{one.first}-{one.last} {' '.join(one.cheapest)}" for one in answer.ranges]


def cheapest(names: list[str], usage: dict[str, Any], months: int) -> tuple[str, ...]:
    """Return the cheapest contenders by the naive reckoning."""
    costs = {}
    for name in names:
        trees = [tree for plan, tree in TREES.items() if plan == name or plan.startswith(f"{name}/")]
        quotes = [naive.quote(tree, usage, months) for tree in trees]
        costs[name] = min((quote["total"] for quote in quotes if quote), default=None)
    known = [cost for cost in costs.values() if cost is not None]
    return tuple(sorted(name for name, cost in costs.items() if known and cost == min(known)))


def test_cheapest_by_volume() -> None:
    volumes = compare(load_plans("plans"), Usage(minutes=3000)).volumes
    assert volumes is not None
    assert [f"{one.first}-{one.last} {' '.join(one.cheapest)}" for one in volumes.ranges] == BY_VOLUME.split("\n")[1:-1]


def test_baidu_against_union400() -> None:
    usage = Usage()
    answer = contest(["baidu", "union400"], usage, volume(usage, "minutes"), last=6000)
    assert lines(answer) == [
        "0-1500 union400",
        "1501-1666 baidu union400",
        "1667-3333 baidu",
        "3334-3472 baidu union400",
        "3473-6000 baidu",
    ]
    assert answer.break_evens == (1501, 1667, 3334, 3473)
    first = answer.ranges[0]
    assert list(first.costs["union400"]) == [1800, 5400]
    assert list(first.lead) == [4200, 600]


@pytest.mark.slow
def test_without_an_end_the_range_ends_where_nothing_changes() -> None:
    usage = Usage()
    answer = contest(["baidu", "union400"], usage, volume(usage, "minutes"))
    assert answer.end == "proven"
    assert answer.long_run == {"baidu": Fraction("3.6"), "union400": Fraction("2.88")}
    far = contest(["baidu", "union400"], usage, volume(usage, "minutes"), last=4 * answer.last)
    assert lines(far)[:-1] == lines(answer)[:-1]


@pytest.mark.slow
def test_of_equal_rates_nothing_is_said_where_the_bounds_do_not_part_them() -> None:
    usage = Usage()
    answer = contest(["union400/1800", "union400/3000"], usage, volume(usage, "minutes"), standing=False)
    assert (answer.end, answer.last) == ("bound", 1_000_000)


@pytest.mark.parametrize(("fee", "end"), [("1", "proven"), ("0", "bound")])
def test_of_equal_rates_the_bounds_decide(fee: str, end: str) -> None:
    entrants = of_trees(
        p="{charges: [{id: in, for: inbound, per_minute: 1}]}",
        q="{charges: [{id: in, for: inbound, per_minute: 1}], fees: [{id: f, price: 1, every: once}]}",
        r=f"{{charges: [{{id: in, for: inbound, per_minute: 1}}], fees: [{{id: f, price: {fee}, every: month}}]}}",
    )
    answer = breakeven(entrants[::2], Usage(), volume(Usage(), "minutes"), months=1)
    assert answer.end == end
    assert lines(answer)[0].endswith("p" if fee == "1" else "p r")


@pytest.mark.slow
def test_callback_minutes_by_the_naive_reckoning() -> None:
    usage = Usage(minutes=100)
    answer = contest(["baidu", "union400"], usage, volume(usage, "callback_minutes"), last=2000)
    inbound = (Fraction(100), Fraction(0))
    for one in answer.ranges:
        for value in {one.first, (one.first + one.last) // 2, one.last}:
            used = {"inbound": inbound, "callback": (Fraction(value), Fraction(0))}
            assert cheapest(["baidu", "union400"], used, 36) == one.cheapest


@pytest.mark.slow
def test_months_by_the_naive_reckoning() -> None:
    answer = contest(["baidu", "union400", "yunqia"], Usage(minutes=3000), MONTHS, last=80)
    found = {value: one.cheapest for one in answer.ranges for value in range(one.first, one.last + 1)}
    used = {"inbound": (Fraction(3000), Fraction(0))}
    assert found == {months: cheapest(["baidu", "union400", "yunqia"], used, months) for months in range(1, 81)}


def test_seats() -> None:
    charge = [{"id": "in", "for": "inbound", "per_minute": "0.1"}]
    flat = {"id": "p", "name": "p", "charges": charge, "fees": [{"id": "f", "price": "100", "every": "month"}]}
    each = {**flat, "fees": [{"id": "f", "price": "30", "every": "month", "per": "seat"}]}
    trees = [read_document(str(tree).replace("'", ""), "tree").tree for tree in (flat, each)]
    entrants = []
    for name, tree in zip(("flat", "each"), trees, strict=True):
        vendor = vendor_of(tree, vendor=name)
        entrants.append(Entrant(name, offers_of(vendor)))
    answer = breakeven(entrants, Usage(minutes=10), SEATS, months=12, last=9)
    assert lines(answer) == ["1-3 each", "4-9 flat"]


@pytest.mark.parametrize(
    ("names", "over", "more", "said"),
    [
        (["baidu"], "minutes", {}, "baidu: one contender"),
        (["baidu", "baidu"], "minutes", {}, "named twice"),
        (["baidu", "union400"], "minutes", {"first": 5, "last": 4}, "nothing to look at"),
        (["baidu", "union400"], "minutes", {"first": -1, "last": 4}, "nothing to look at"),
        (["baidu", "yunqia"], "callback_minutes", {"first": 1, "last": 9}, "yunqia: not offered anywhere"),
        (["yunqia/1200", "yunqia/1800"], "sms", {"last": 9}, "depends on"),
    ],
)
def test_questions_without_an_answer(names: list[str], over: str, more: dict[str, int], said: str) -> None:
    usage = Usage()
    with pytest.raises(NoBreakeven, match=said):
        contest(names, usage, volume(usage, over), **more)


def of_trees(**trees: str) -> list[Entrant]:
    entrants = []
    for name, text in trees.items():
        vendor = vendor_of({"id": "p", "name": "p", **read_document(text, name).tree}, vendor=name)
        entrants.append(Entrant(name, offers_of(vendor)))
    return entrants


def test_more_numbers_can_cost_less_where_they_include_something() -> None:
    """Each number takes four channels off a dearer fee: by hand 150 against 246 at 7 numbers, 261 against 234 at 6."""
    fees = "{id: n, price: 3, every: month, per: number}"
    fees += ", {id: c, price: 10, every: month, per: channel, included: 4, included_per: number}"
    entrants = of_trees(
        incl=f"{{charges: [{{id: in, for: inbound, per_minute: 0.01}}], fees: [{fees}]}}",
        plain="{charges: [{id: in, for: inbound, per_minute: 0.06}], "
        "fees: [{id: n, price: 4, every: month, per: number}]}",
    )
    answer = breakeven(entrants, Usage(minutes=900, channels=30), NUMBERS, months=3, last=20)
    assert lines(answer) == ["1-6 plain", "7-20 incl"]


def test_channels_can_vary_too() -> None:
    """20 channels are free; then by hand 9 + 10 a channel against 54: cheaper up to 24."""
    entrants = of_trees(
        some="{charges: [{id: in, for: inbound, per_minute: 0.01}], "
        "fees: [{id: c, price: 10, every: month, per: channel, included: 20}]}",
        none="{charges: [{id: in, for: inbound, per_minute: 0.06}]}",
    )
    assert lines(breakeven(entrants, Usage(minutes=900), CHANNELS, months=1, last=30)) == ["1-24 some", "25-30 none"]


def test_more_calls_of_the_same_minutes_can_cost_less() -> None:
    entrants = of_trees(
        free="{charges: [{id: in, for: inbound, per_minute: 0.2, free_seconds: 30}]}",
        conn="{charges: [{id: in, for: inbound, per_minute: 0.1, connect_fee: 0.02}]}",
    )
    usage = Usage(minutes=600)
    answer = breakeven(entrants, usage, volume(usage, "calls"), months=3, first=1, last=1000)
    (change,) = answer.break_evens
    for calls in (change - 1, change):
        costs = {
            one.name: naive.quote(tree_of(one), {"inbound": (Fraction(600), Fraction(calls))}, 3) for one in entrants
        }
        totals = {name: quote["total"] for name, quote in costs.items() if quote}
        assert (min(totals, key=lambda name: totals[name]) == "free") == (calls == change)


def tree_of(entrant: Entrant) -> dict[str, Any]:
    charge = entrant.offers[0].plan.charges[0]
    stated = {name: getattr(charge, name) for name in ("per_minute", "free_seconds", "connect_fee")}
    figures = {name: str(value.amount) for name, value in stated.items() if value is not None}
    return {"charges": [{"id": "in", "for": "inbound", **figures}]}


def test_a_plan_that_is_sold_for_some_seats_alone_is_found() -> None:
    entrants = of_trees(
        some="{charges: [{id: in, for: inbound, per_minute: 1}], limits: {seats: {at_least: 3, at_most: 5}}}",
        any="{charges: [{id: in, for: inbound, per_minute: 0.5}]}",
    )
    assert lines(breakeven(entrants, Usage(minutes=10), SEATS, months=1, last=9)) == ["1-9 any"]


def test_an_unknown_price_of_the_gallery_proves_nothing() -> None:
    """At 1,000 minutes one of zoom's plans costs 540, 15 a month, and grasshopper more than 2,000."""
    gallery = load_plans("plans/gallery/us").offers()
    entrants = [Entrant(name, matching(gallery, name)) for name in ("zoom", "grasshopper")]
    answer = breakeven(entrants, Usage(), volume(Usage(), "minutes"), months=36)
    assert answer.end != "proven"
    assert answer.ranges[-1].cheapest == ("zoom",)
    assert next(one.cheapest for one in answer.ranges if one.first <= 246 <= one.last) == ("zoom",)
    assert next(one.cheapest for one in answer.ranges if one.first <= 245 <= one.last) == ("grasshopper",)


def test_calls_and_their_length_leave_no_minutes_to_vary() -> None:
    usage = Usage(calls=100, call_length=60)
    with pytest.raises(NoBreakeven, match="cannot vary"):
        contest(["baidu", "union400"], usage, volume(usage, "minutes"), last=100)


def test_vendors_that_serve_nowhere_stand_aside_where_nobody_was_named() -> None:
    asked = ("--over", "callback-minutes", "--from", "10", "--to", "500")
    ended = telquote("breakeven", *asked)
    assert (ended.status, ended.stderr) == (0, "")
    assert "cannot serve all of it: Yunqia Telecom (does not offer callback)" in ended.stdout
    document = json.loads(telquote("breakeven", *asked, "--format", "json").stdout)
    assert document["contenders"] == ["baidu", "union400"]
    aside = {one["plan"] for one in document["not_offered"]}
    assert {"yunqia/1200", "yunqia/1800", "yunqia/3000"} <= aside
    price = ("--over", "baidu/lixianbao:callback", "--callback-minutes", "300")
    assert "cannot serve all of it: Yunqia Telecom" in telquote("breakeven", *price).stdout
    document = json.loads(telquote("breakeven", *price, "--format", "json").stdout)
    assert {one["plan"] for one in document["not_offered"]} == {"yunqia/1200", "yunqia/1800", "yunqia/3000"}
    named = telquote("breakeven", "baidu", "yunqia", *asked)
    assert (named.status, named.stdout) == (2, "")
    assert "yunqia: not offered anywhere from 10 to 500 (does not offer callback)" in named.stderr
    assert telquote("breakeven", "--sms", "5").status == 2


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Vendor 0 and 49 more, the same"), ("zh", "Vendor 0等，另49家相同")]
)
def test_a_tie_of_many_contenders_is_a_count(tmp_path: Path, language: str, said: str) -> None:
    """Fifty vendors meet at 200 minutes: 0.50 + n a minute, and 101 - 2n a month."""
    (tmp_path / "plans").mkdir()
    for n in range(50):
        text = f"format: 1\nvendor: v{n:02}\nname: Vendor {n}\ncurrency: CNY\nplans:\n"
        text += f"  - {{id: a, name: A, charges: [{{id: in, for: inbound, per_minute: 0.{50 + n}}}], "
        text += f"fees: [{{id: fee, price: {101 - 2 * n}, every: month}}]}}\n"
        (tmp_path / "plans" / f"v{n:02}.yaml").write_text(text)
    ended = telquote("breakeven", "--lang", language, cwd=tmp_path)
    assert ended.status == 0
    assert said in ended.stdout
    assert len(ended.stdout.splitlines()) <= 22


@pytest.mark.parametrize(("low", "high"), [("0.1", "1"), ("1", "0.1")])
def test_the_long_run_of_a_ladder_is_its_last_price_however_the_others_lie(low: str, high: str) -> None:
    steps = [{"up_to": "100", "per_minute": low}, {"per_minute": high}]
    tree = {"name": "p", "charges": [{"id": "in", "for": "inbound", "tiers": {"mode": "graduated", "steps": steps}}]}
    (offer,) = offers_from(plain_tree(tree))
    run = long_run([offer], Usage(), 1, volume(Usage(), "minutes"), "total")
    assert run is not None
    assert run.rate == Fraction(high)
    for minutes in (1, 100, 101, 10**6):
        cost = quote_of(simulate(offer, Usage(minutes=minutes), 1)).total
        assert run.least <= cost - run.rate * minutes <= run.most


@pytest.mark.parametrize(
    ("first", "last", "advice"), [(5, 4, "--from 4 --to 5"), (-1, 4, None), (5, 10**10, None), (5, -1, None)]
)
def test_what_can_be_typed_in_place_of_an_empty_range(first: int, last: int, advice: str | None) -> None:
    with pytest.raises(NoBreakeven, match="nothing to look at") as raised:
        contest(["baidu", "union400"], Usage(), volume(Usage(), "minutes"), first=first, last=last)
    assert raised.value.advice == advice


def test_calls_that_stay_are_paid_for_beside_the_minutes() -> None:
    charges = [
        {"id": "in", "for": "inbound", "per_minute": "0.1", "connect_fee": "0.5"},
        {"id": "m", "for": "inbound", "meter": "m", "per_call": "0.25"},
    ]
    (offer,) = offers_from(plain_tree({"name": "P", "charges": charges}))
    usage = Usage(calls=8)
    run = long_run([offer], usage, 3, volume(usage, "minutes"), "total")
    assert run == LongRun(Fraction("0.3"), Fraction(18), Fraction(18))
    assert quote_of(simulate(offer, Usage(minutes=1000, calls=8), 3)).total == 318


FALLS = {"mode": "volume", "steps": [{"up_to": "7000", "per_minute": "1"}, {"per_minute": "0.5"}]}
FAR = {"mode": "volume", "steps": [{"up_to": "600000", "per_minute": "1"}, {"per_minute": "0.5"}]}
OFF = {"mode": "volume", "steps": [{"up_to": "1000", "percent": "0"}, {"percent": "50"}]}


@pytest.mark.parametrize(
    ("plan", "by", "last"),
    [
        ({"tiers": FALLS}, "total", 14_000),
        ({"tiers": FALLS}, "accrued", 10_000),
        ({"tiers": FAR}, "total", 1_000_000),
        ({"per_minute": "0.04", "bill": {"discount": OFF}}, "total", 50_000),
        ({"per_minute": "1", "bill": {"discount": OFF}}, "total", 10_000),
    ],
)
def test_where_cost_can_fall_is_looked_past_twice_what_can_turn_it(plan: dict[str, Any], by: Any, last: int) -> None:
    price = {key: value for key, value in plan.items() if key != "bill"}
    tree = {"name": "P", "charges": [{"id": "in", "for": "inbound", **price}], "bill": plan.get("bill")}
    flat = {"name": "Q", "charges": [{"id": "in", "for": "inbound", "per_minute": "0.7"}]}
    offers = offers_from(*(plain_tree({k: v for k, v in one.items() if v}) for one in (tree, flat)))
    along = OverQuantity(volume(Usage(), "minutes"), [Entrant(one.id, (one,)) for one in offers], Usage(), 1, by)
    assert along.ends(None, None, 0) == (Ends(0, last), "bound")
    assert along.ends(100, None, 0) == (Ends(100, last + 100), "bound")


def test_credit_that_is_given_spares_what_credit_costs() -> None:
    """Ten of credit come with the plan, and more of it costs 9 for 10: a minute of 1 costs 0.90, and 9 are spared."""
    balances = [
        {"id": "gift", "price": "0", "credit": "10", "buy": "once"},
        {"id": "pack", "price": "9", "credit": "10", "buy": "as_needed"},
    ]
    charges = [{"id": "in", "for": "inbound", "per_minute": "1"}]
    (offer,) = offers_from(plain_tree({"name": "P", "charges": charges, "balances": balances}))
    run = long_run([offer], Usage(), 2, volume(Usage(), "minutes"), "total")
    assert run == LongRun(Fraction("1.8"), Fraction(-9), Fraction(9 * 2 * 3))


def test_what_is_bought_every_year_is_paid_for_as_often_as_it_falls_due() -> None:
    """In 14 months ten minutes for 5 are bought twice: 10 are paid, and at most 20 minutes of 1 are spared."""
    pack = {"id": "pack", "price": "5", "minutes": "10", "buy": "yearly"}
    charges = [{"id": "in", "for": "inbound", "per_minute": "1"}]
    (offer,) = offers_from(plain_tree({"name": "P", "charges": charges, "balances": [pack]}))
    run = long_run([offer], Usage(), 14, volume(Usage(), "minutes"), "total")
    assert run == LongRun(Fraction(14), Fraction(10 - 20), Fraction(10))


def test_of_a_contender_that_is_nowhere_offered_the_first_reason_is_told() -> None:
    plans = [
        {"charges": [{"id": "in", "for": "inbound", "per_minute": "unknown"}]},
        {"charges": [{"id": "sms", "for": "sms", "per_unit": "1"}]},
        {"charges": [{"id": "in", "for": "inbound", "per_minute": "1"}]},
    ]
    unknown, lacking, sold = offers_from(*(plain_tree({"name": "P", **plan}) for plan in plans))
    entrants = [Entrant("none", (unknown, lacking)), Entrant("sold", (sold,))]
    with pytest.raises(NoBreakeven, match=r"none: not offered anywhere from 1 to 9 \(the price list leaves in unknown"):
        breakeven(entrants, Usage(), volume(Usage(), "minutes"), months=1, first=1, last=9)
