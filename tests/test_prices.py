"""Prices are continuous: their ranges hold for every exact price, and sensitivity is read off them."""

from fractions import Fraction
from typing import Any

import naive
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from random_cases import fitted, plans_of_any_kind, usages_of_any_kind
from random_plans import offers_from, plain_tree, vendor_of
from test_breakeven import OFFERS, TREES

from telquote import Usage, compare
from telquote.billing.criteria import Criterion
from telquote.billing.quote import quote_of
from telquote.billing.refusals import NotOffered
from telquote.billing.simulation import simulate
from telquote.decisions.breakeven import OfPrice, breakeven
from telquote.decisions.entrants import Entrant, NoBreakeven
from telquote.decisions.price_walk import Price, span_of
from telquote.decisions.sensitivity import Finding, sensitivity
from telquote.plans.bounds import allowed_span
from telquote.plans.document import Plain
from telquote.plans.figure_paths import figures
from telquote.plans.figures import Value
from telquote.plans.numbers import NUMBER, POSITIVE, SIGNED
from telquote.plans.offers import Offer, offers_of
from telquote.plans.selection import matching


def price_of(offer: Offer, path: str) -> Price:
    (figure,) = (one for one in figures(offer.plan) if one.path == path)
    return Price(f"{offer.id}:{path}", {offer.id: figure})


def contest(names: list[str], plan: str, path: str, usage: Usage, **more: Any) -> OfPrice:
    entrants = [Entrant(name, matching(OFFERS, name)) for name in names]
    return breakeven(entrants, usage, price_of(matching(OFFERS, plan)[0], path), months=36, **more)


def at_price(offer: Offer, price: Price, value: Fraction, usage: Usage, horizon: int, by: Criterion) -> Any:
    figure = price.figures.get(offer.id)
    moved = offer if figure is None else offer.with_figure(figure.keys, Value(value))
    try:
        return quote_of(simulate(moved, usage, horizon)).cost(by)
    except NotOffered:
        return None


@given(
    st.lists(plans_of_any_kind, min_size=2, max_size=3),
    usages_of_any_kind,
    st.integers(1, 6),
    st.sampled_from(["total", "upfront", "accrued"]),
    st.data(),
)
def test_ranges_hold_for_every_price(
    trees: list[Any], usage_figures: dict[str, Any], horizon: int, by: Criterion, data: st.DataObject
) -> None:
    usage_figures = fitted(trees[0], usage_figures)
    vendor = vendor_of(*trees)
    offers = list(offers_of(vendor))
    usage = Usage(**usage_figures)
    moved = [
        (offer, one)
        for offer in offers
        for one in figures(offer.plan)
        if one.kind in (NUMBER, POSITIVE, SIGNED) and one.value.amount is not None
    ]
    assume(moved)
    offer, figure = data.draw(st.sampled_from(moved))
    amount: Any = figure.value.amount
    now = Fraction(amount)
    price = Price(figure.path, {offer.id: figure})
    first = now / 4 if figure.kind is POSITIVE else Fraction(0)
    entrants = [Entrant(one.id, (one,)) for one in offers]
    try:
        answer = breakeven(entrants, usage, price, months=horizon, by=by, first=first)
    except NoBreakeven:
        return  # not a straight line, or more changes than anybody asked for
    assert (answer.ranges[0].first, answer.ranges[-1].last) == (answer.first, answer.last)
    width = answer.last - answer.first
    drawn = [answer.first + width * share for share in data.draw(st.lists(st.fractions(0, 1), max_size=12))]
    ends = [end for one in answer.ranges for end in (one.first, one.last)]
    closed = answer.ranges[0].closed[0], answer.ranges[-1].closed[1]
    for value in {*drawn, *ends[:12], now}:
        if not answer.first <= value <= answer.last:
            continue
        if (value == answer.first and not closed[0]) or (value == answer.last and not closed[1]):
            continue  # no file could state it
        costs = {one.id: at_price(one, price, value, usage, horizon, by) for one in offers}
        known = [cost for cost in costs.values() if cost is not None]
        cheapest = tuple(sorted(name for name, cost in costs.items() if known and cost == min(known)))
        (found,) = (one for one in answer.ranges if one.holds(value))
        assert found.cheapest == cheapest
        if value == found.first and found.closed[0]:
            assert {name: cost[0] for name, cost in found.costs.items()} == costs


def test_the_rate_up_to_which_baidu_is_the_cheapest() -> None:
    """108,000 minutes: 3,000 are the gift's; at 1/9 three top-ups are used up to the last, at 13/108 four are."""
    answer = contest(["baidu", "union400"], "baidu/lixianbao", "inbound", Usage(minutes=3000))
    assert [(one.first, one.last, one.closed, one.cheapest) for one in answer.ranges] == [
        (0, Fraction(1, 9), (True, True), ("baidu",)),
        (Fraction(1, 9), Fraction(13, 108), (False, True), ("baidu", "union400")),
        (Fraction(13, 108), Fraction("0.3"), (False, True), ("union400",)),
    ]


@pytest.mark.parametrize("rate", ["0", "0.05", "0.1", "1/9", "0.1112", "13/108", "0.1204", "0.3"])
def test_a_price_path_by_the_naive_reckoning(rate: str) -> None:
    answer = contest(["baidu", "union400/10000"], "baidu/lixianbao", "inbound", Usage(minutes=3000))
    tree = TREES["baidu/lixianbao"]
    charges = [{**one, "per_minute": rate} if one["id"] == "inbound" else one for one in tree["charges"]]
    used = {"inbound": (Fraction(3000), Fraction(0))}
    baidu = naive.quote({**tree, "charges": charges}, used, 36)
    union = naive.quote(TREES["union400/10000"], used, 36)
    assert baidu is not None
    assert union is not None
    cheapest = {"baidu": baidu["total"], "union400/10000": union["total"]}
    (found,) = (one for one in answer.ranges if one.holds(Fraction(rate)))
    assert found.cheapest == tuple(name for name, cost in cheapest.items() if cost == min(cheapest.values()))


def test_the_price_that_makes_two_equal() -> None:
    answer = contest(["baidu", "union400/10000"], "union400/10000", "package", Usage(minutes=3000))
    (equal,) = (one for one in answer.ranges if len(one.cheapest) == 2)
    assert equal.first == equal.last == 8000


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"first": Fraction(1), "last": Fraction(1)}, "nothing to look at"),
        ({"first": Fraction(2), "last": Fraction(1)}, "nothing to look at"),
    ],
)
def test_price_ranges_that_hold_nothing(more: dict[str, Any], said: str) -> None:
    with pytest.raises(NoBreakeven, match=said):
        contest(["baidu", "union400"], "baidu/lixianbao", "inbound", Usage(minutes=3000), **more)


@pytest.mark.parametrize(("names", "said"), [(["baidu"], "baidu: one contender"), (["baidu", "baidu"], "named twice")])
def test_prices_need_contenders_like_any_break_even(names: list[str], said: str) -> None:
    with pytest.raises(NoBreakeven, match=said):
        contest(names, "baidu/lixianbao", "inbound", Usage(minutes=3000))


def test_a_contender_that_is_not_offered_at_any_price() -> None:
    with pytest.raises(NoBreakeven, match="yunqia: not offered anywhere"):
        contest(["baidu", "yunqia"], "baidu/lixianbao", "callback", Usage(callback_minutes=9))


def test_a_price_that_several_plans_have() -> None:
    """The default range follows the highest of the values now."""
    union = matching(OFFERS, "union400")
    found = {one.id: figure for one in union for figure in figures(one.plan) if figure.path == "inbound"}
    price = Price("union400:inbound", found)
    assert price.now == (Fraction("0.08"), Fraction("0.1"))
    entrants = [Entrant("union400", union), Entrant("baidu", matching(OFFERS, "baidu"))]
    assert breakeven(entrants, Usage(minutes=500), price, months=36).last == Fraction("0.3")


def test_a_price_of_none_of_the_contenders() -> None:
    with pytest.raises(NoBreakeven, match="depends on"):
        contest(["union400", "yunqia"], "baidu/lixianbao", "inbound", Usage(minutes=3000))


def can_be_stated(holders: dict[str, Any], offers: list[Offer], value: Fraction) -> bool:
    """Tell whether a plan file could have a value for the figures."""
    plans = {one.id: one.plan for one in offers}
    spans = [allowed_span(plans[name], figure) for name, figure in holders.items()]
    least, most = [one.least for one in spans if one.least], [one.most for one in spans if one.most]
    return all(value > end.at or (value == end.at and end.included) for end in least) and all(
        value < end.at or (value == end.at and end.included) for end in most
    )


def moved(usage: Usage, **more: Any) -> tuple[Finding, ...]:
    return sensitivity(compare(OFFERS, usage, volumes=False), **more)


def test_sensitivity_of_the_shipped_plans() -> None:
    first, *rest = moved(Usage(minutes=3000))
    assert (first.name, first.plans, first.below) == ("inbound", ("baidu/lixianbao",), None)
    assert first.above is not None
    assert (first.above.number, first.above.included) == (Fraction(1, 9), False)
    assert first.above.cheapest == ("baidu/lixianbao", "union400/10000")
    assert first.above.lost is not None
    assert (first.above.lost.number, first.above.lost.included) == (Fraction(13, 108), False)
    assert first.above.lost.cheapest == ("union400/10000",)
    assert [(found.name, found.above) for found in rest] == [("inbound.increment", None), ("account.top_up.then", None)]
    assert rest[0].others == (("60/60", ("baidu/lixianbao",)),)
    assert rest[1].looked_at == ("250", "3000")


def test_every_price_of_the_leading_plans() -> None:
    findings = moved(Usage(minutes=3000), prices=True)
    found = {(one.plans[0], one.name): one for one in findings}
    package = found["union400/10000", "package"]
    assert package.below is not None
    assert package.below.number == 8000
    assert package.below.included
    assert [one.effort for one in findings if one.effort is not None] == sorted(
        one.effort for one in findings if one.effort is not None
    )
    assert ("baidu/lixianbao", "callback") not in found


@pytest.mark.parametrize(
    ("valid", "rental", "below", "above"),
    [
        ("6 months", "20", "5", None),
        ("4 months", "20", None, "6"),
        ("5 months", "30", "3", None),
        ("4 months", "10", None, "12"),
    ],
)
def test_a_figure_of_whole_months_is_moved_either_way(
    valid: str, rental: str, below: str | None, above: str | None
) -> None:
    """Over 12 months a package of 100 is bought 12 / validity times, rounded up, against a rental a month."""
    package = {"id": "pack", "price": "100", "credit": "999", "buy": "always"}
    package["valid"] = {"assumed": valid, "because": "x"}  # type: ignore[assignment]
    charge = {"id": "in", "for": "inbound", "per_minute": "0.01"}
    rented = {"charges": [{**charge, "per_minute": "0"}], "fees": [{"id": "f", "price": rental, "every": "month"}]}
    trees = [plain_tree({"name": "p", **one}) for one in ({"charges": [charge], "balances": [package]}, rented)]
    ranking = compare(offers_from(*trees), Usage(minutes=1), months=12, volumes=False)
    (found,) = (one for one in sensitivity(ranking) if one.name == "pack.valid")
    assert (found.below and found.below.value, found.above and found.above.value) == (below, above)
    now = int(valid.split(maxsplit=1)[0])
    assert found.looked_at == ("1 months", f"{3 * now} months")


def test_how_far_was_looked_is_said_where_looking_stopped_early() -> None:
    (found,) = (one for one in moved(Usage(minutes=3000), most_steps=1) if one.name == "inbound")
    assert found.above is None
    assert found.looked_at is not None
    assert Fraction(found.looked_at[1]) < Fraction(1, 9)


@pytest.mark.slow
@given(st.lists(plans_of_any_kind, min_size=2, max_size=3), usages_of_any_kind, st.integers(1, 6), st.data())
def test_the_cheapest_stay_up_to_the_nearest_change(
    trees: list[Any], usage_figures: dict[str, Any], horizon: int, data: st.DataObject
) -> None:
    usage_figures = fitted(trees[0], usage_figures)
    vendor = vendor_of(*trees)
    offers = list(offers_of(vendor))
    usage = Usage(**usage_figures)
    ranking = compare(offers, usage, months=horizon, volumes=False)
    assume(len(ranking.ranked) > 1)
    found = data.draw(st.sampled_from(sensitivity(ranking, prices=True, most_steps=50) or (None,)))
    assume(found is not None and found.looked_at is not None and not found.others)
    assert found is not None
    assert found.looked_at is not None
    winners = tuple(plan.offer.id for plan in ranking.cheapest)
    holders = {
        one.id: figure
        for one in offers
        if one.id in found.plans
        for figure in figures(one.plan)
        if figure.path == found.name
    }
    if next(iter(holders.values())).kind not in (NUMBER, POSITIVE, SIGNED):
        return
    price = Price(found.name, holders)
    now = price.now[0]
    ranked = [plan.offer for plan in ranking.ranked]

    def cheapest(value: Fraction) -> tuple[str, ...]:
        costs = {one.id: at_price(one, price, value, usage, horizon, "total") for one in ranked}
        least = min(cost for cost in costs.values() if cost is not None)
        return tuple(sorted(name for name, cost in costs.items() if cost == least))

    for change, end in ((found.below, found.looked_at[0]), (found.above, found.looked_at[1])):
        far = change.number if change else Fraction(end.partition(" (")[2].rstrip(")") or end)
        for share in data.draw(st.lists(st.fractions(0, 1), max_size=6)):
            value = now + (far - now) * share
            if value == far and change is None and not can_be_stated(holders, offers, value):
                continue
            if value != far or change is None or not change.included:
                assert cheapest(value) == winners
        if change and change.included:
            assert cheapest(change.number) == change.cheapest != winners
        if change and change.lost and change.lost.included:
            assert cheapest(change.lost.number) == change.lost.cheapest
            assert not set(winners).intersection(change.lost.cheapest)


@pytest.mark.parametrize(
    ("price", "ends"),
    [("0.1", (0, Fraction(3, 10))), ("0", (0, 1)), ("-0.1", (Fraction(-3, 10), 0)), ("5", (0, 15)), ("-5", (-15, 0))],
)
def test_a_price_moves_from_nothing_to_three_times_what_it_is(price: str, ends: tuple[Any, Any]) -> None:
    (offer,) = offers_of(
        vendor_of({"name": "p", "charges": [{"id": "inbound", "for": "inbound", "per_minute": Plain(price)}]})
    )
    span = span_of(price_of(offer, "inbound"), {offer.id: offer.plan})
    assert (span.first, span.last, span.closed) == (*ends, (True, True))
