"""Advice on plans that are sound: each piece with the plan that earns it, and one that does not."""

import json
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from command import telquote
from hypothesis import given
from hypothesis import strategies as st
from random_cases import plans_of_any_kind
from random_plans import plain_tree, plan_trees, vendor_of
from rich_plans import rich_fees

from telquote import Usage, load_plans
from telquote.billing.quote import quote_of
from telquote.billing.refusals import NotOffered
from telquote.billing.simulation import simulate
from telquote.decisions import advice as advising
from telquote.decisions.advice import advice
from telquote.decisions.quantities import Case
from telquote.language.measures import Money
from telquote.plans.offers import Offer, offers_of
from telquote.plans.selection import matching

OFFERS = load_plans("plans").offers()
FILE = """format: 1
vendor: acme
name: Acme
currency: USD
sources: {page: {title: Page, date: "2019-05-01"}, shop: {title: Shop, date: undated}}
plans:
  - id: cliff
    name: Dearer at 15 than at 16
    source: page
    charges:
      - id: inbound
        for: inbound
        increment: exact
        tiers:
          mode: volume
          steps: [{up_to: 5, flat: 100}, {up_to: 10, flat: 150}, {up_to: 15, per_minute: 10}, {per_minute: 5}]
    bill: {tax: {percent: 6, included: true}}
  - id: silent
    name: Says little
    source: shop
    charges: [{id: inbound, for: inbound, per_minute: {value: 20, also: [{value: 21, source: page}]}}]
"""


@st.composite
def seat_plans(draw: st.DrawFn) -> dict[str, Any]:
    """Return a plan whose fees are for seats, numbers and channels, often by bands."""
    return {**draw(plan_trees()), "fees": draw(st.lists(rich_fees("f"), min_size=1, max_size=1))}


def said(offers: tuple[Offer, ...], usage: Usage | None = None, before: str | None = None) -> set[tuple[str, str]]:
    return {(one.file, one.code) for one in advice(offers, usage, 1 if usage is None else 36, before)}


@pytest.fixture
def acme(tmp_path: Path) -> tuple[Offer, ...]:
    (tmp_path / "acme.yaml").write_text(FILE, encoding="utf-8")
    return load_plans(tmp_path).offers()


def test_each_plan_gets_what_it_earns(acme: tuple[Offer, ...]) -> None:
    assert said(acme, before="2020-01-01") == {
        ("acme/cliff", "price-cliff"),
        ("acme/cliff", "old-source"),
        ("acme/silent", "no-increment"),
        ("acme/silent", "no-tax"),
        ("acme/silent", "sources-disagree"),
    }


def test_the_largest_cliff_is_named(acme: tuple[Offer, ...]) -> None:
    (cliff,) = (one for one in advice(acme, None, 1, None) if one.code == "price-cliff")
    said = "16 inbound minutes a month cost 70 USD less than 15 over 1 months; 1 more such falls"
    assert cliff.message.said("en") == said


@pytest.mark.slow
@given(st.one_of(plans_of_any_kind, seat_plans()), st.data())
def test_the_largest_cliff_is_where_brute_force_finds_it(tree: dict, data: st.DataObject) -> None:  # type: ignore[type-arg]
    """Over every quantity that a plan sells or counts."""
    vendor = vendor_of(tree)
    offer = offers_of(vendor)[0]
    with mock.patch.object(advising, "REACH", 60):
        found = [one.message for one in advice([offer], None, 2, None) if one.code == "price-cliff"]
        quantities = {one.words: one for one in advising._quantities(offer)}
    falls: list[Any] = [message.parts.get("fall", message) for message in found]
    by_words = {fall.parts["quantity"].word: fall.parts for fall in falls}
    words = data.draw(st.sampled_from(sorted(quantities)))
    quantity = quantities[words]
    costs = [cost(quantity.at(Case(offer, Usage(), 2), at)) for at in range(quantity.least, 61)]
    drops = [here - after for here, after in pairwise(costs) if here is not None and after is not None]
    largest = max(drops, default=Fraction(0))
    if largest <= 0:
        assert words not in by_words
        return
    said = by_words[words]
    first = next(at for at, (here, after) in enumerate(pairwise(costs), quantity.least) if _is(here, after, largest))
    assert (said["at"], said["less"]) == (first, Money(largest, offer.currency))


def _is(here: Fraction | None, after: Fraction | None, drop: Fraction) -> bool:
    return here is not None and after is not None and here - after == drop


def cost(asked: Case) -> Fraction | None:
    try:
        return Fraction(quote_of(simulate(*asked)).total)
    except NotOffered:
        return None


def test_of_falls_as_large_the_first_is_named() -> None:
    steps = [{"up_to": "5", "flat": "100"}, {"up_to": "10", "flat": "50"}, {"flat": "0"}]
    tree = {"name": "P", "charges": [{"id": "in", "for": "inbound", "tiers": {"mode": "volume", "steps": steps}}]}
    found = advice(offers_of(vendor_of(plain_tree(tree))), None, 1, None)
    (said,) = (one for one in found if one.code == "price-cliff")
    assert said.message.said("en").startswith("6 inbound minutes a month cost 50 CNY less than 5 over 1 month")
    assert said.message.said("en").endswith("; 1 more such falls")


@pytest.mark.parametrize(("plan", "least"), [("union400/1800", 500), ("union400/3000", 834), ("yunqia/1200", 223)])
def test_the_least_usage_that_uses_a_package_up(plan: str, least: int) -> None:
    (found,) = (
        one for one in advice(matching(OFFERS, plan), Usage(minutes=100), 36, None) if one.code == "expires-unused"
    )
    assert found.message.parts["least"] == least
    (offer,) = matching(OFFERS, plan)
    assert quote_of(simulate(offer, Usage(minutes=least - 1), 36)).expired > 0
    assert quote_of(simulate(offer, Usage(minutes=least), 36)).expired == 0


@pytest.mark.parametrize(("pack", "least"), [(9_000_000, 9_000_000), (30_000_000, None)])
def test_no_volume_is_named_past_what_anybody_uses(pack: int, least: int | None) -> None:
    tree = {
        "name": "Far",
        "charges": [{"id": "in", "for": "inbound", "per_minute": "1"}],
        "balances": [{"id": "a", "price": "10", "minutes": str(pack), "buy": "monthly"}],
    }
    found = advice(offers_of(vendor_of(plain_tree(tree))), Usage(minutes=1), 1, None)
    (said,) = (one for one in found if one.code == "expires-unused")
    assert said.message.parts.get("least") == least


def test_what_is_not_sold_for_more_is_used_up_at_most() -> None:
    pack = {"id": "a", "price": "10", "minutes": "100", "buy": "monthly"}
    tree = {"name": "P", "charges": [{"id": "in", "for": "inbound", "from_balances": "true"}], "balances": [pack]}
    found = advice(offers_of(vendor_of(plain_tree(tree))), Usage(minutes=3), 1, None)
    (said,) = (one for one in found if one.code == "expires-unused")
    assert said.message.parts.get("least") == 100


CHEAPER = """
  - id: dear
    name: Nowhere the cheapest
    charges: [{id: inbound, for: inbound, per_minute: 2, increment: exact}]
    bill: {tax: {percent: 0, included: true}}
  - id: fair
    name: Cheaper, and sells more
    charges: [{id: inbound, for: inbound, per_minute: 1, increment: exact}, {id: out, for: outbound, per_minute: 9}]
"""


def codes(folder: Path, plans: str) -> dict[str, set[str]]:
    (folder / "acme.yaml").write_text(FILE.partition("  - id:")[0] + plans, encoding="utf-8")
    found: dict[str, set[str]] = {}
    for one in advice(load_plans(folder).offers(), None, 36, None):
        found.setdefault(one.code, set()).add(one.file)
    return found


def test_a_plan_that_is_never_the_cheapest_of_those_that_sell_as_much(tmp_path: Path) -> None:
    assert codes(tmp_path, CHEAPER)["never-cheapest"] == {"acme/dear"}
    sells_less = CHEAPER.replace("id: out, for: outbound", "id: cb, for: callback").replace(
        "for: inbound, per_minute: 2", "for: outbound, per_minute: 2"
    )
    assert "never-cheapest" not in codes(tmp_path, sells_less)
    has_more = CHEAPER.replace(
        "    name: Nowhere the cheapest\n", "    name: Toll-free\n    features: [toll-free-number]\n"
    )
    assert "never-cheapest" not in codes(tmp_path, has_more)
    assert "never-cheapest" not in {one.code for one in advice(OFFERS, None, 36, None)}


def test_a_missing_increment_matters_where_minutes_cost_something(tmp_path: Path) -> None:
    free = CHEAPER.replace("per_minute: 9", "per_minute: 0")
    assert "no-increment" in codes(tmp_path, CHEAPER)
    assert "no-increment" not in codes(tmp_path, free)


def test_a_balance_for_a_class_that_no_price_names(tmp_path: Path) -> None:
    pool = CHEAPER + "    balances: [{id: pool, price: 0, minutes: 5, buy: monthly, when: {number: local}}]\n"
    assert codes(tmp_path, pool)["unserved-class"] == {"acme/fair"}
    named = pool.replace("for: outbound, per_minute: 9", "for: outbound, when: {number: local}, per_minute: 9")
    assert "unserved-class" not in codes(tmp_path, named)


def test_a_bulk_price_of_seats_is_a_cliff(tmp_path: Path) -> None:
    """20 seats at 25 are 500, 21 at 20 are 420."""
    seats = """
  - id: seats
    name: Seats
    charges: [{id: inbound, for: inbound, per_minute: 0}]
    fees:
      - {id: seat, every: once, per: seat, bands: {mode: volume, steps: [{up_to: 20, price: 25}, {price: 20}]}}
"""
    (tmp_path / "acme.yaml").write_text(FILE.partition("  - id:")[0] + seats, encoding="utf-8")
    said = [one.message.said("en") for one in advice(load_plans(tmp_path).offers(), None, 1, None)]
    assert "21 seats cost 80 USD less than 20 over 1 months" in said


@pytest.mark.slow
def test_advice_is_no_error_and_comes_in_every_format() -> None:
    plain = telquote("check", "--advice", "--minutes", "100")
    assert (plain.status, plain.stderr) == (0, "")
    assert "yunqia/1200: advice[expires-unused]: 660 CNY paid for package expire unused" in plain.stdout
    assert "建议[no-tax]" in telquote("check", "--advice", "--lang", "zh").stdout
    document = json.loads(telquote("check", "--advice", "--format", "json").stdout)
    assert (document["errors"], document["advice"]) == (0, len(document["diagnostics"]))
    assert "::notice title=no-tax baidu/lixianbao::" in telquote("check", "--advice", "--format", "github").stdout
    assert telquote("check").stdout == "11 plans in 3 files, no errors\n"
