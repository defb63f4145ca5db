"""Advice on plans that are sound: each piece with the plan that earns it, and one that does not."""

import json
from pathlib import Path

import pytest
from command import telquote
from hypothesis import given
from random_plans import vendor_of
from test_simulation_properties import plans_of_any_kind

from telquote import Usage, load_plans, simulate
from telquote.billing.quote import quote_of
from telquote.billing.terms import NotOffered
from telquote.decisions import advice as advising
from telquote.decisions.advice import advice
from telquote.plans.catalogue import Offer, matching

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


def test_the_cliff_is_where_one_more_minute_costs_less(acme: tuple[Offer, ...]) -> None:
    (cliff,) = (one for one in advice(acme, None, 1, None) if one.code == "price-cliff")
    assert cliff.message.said("en") == "11 inbound minutes a month cost 40 USD less than 10 over 1 months"


@given(plans_of_any_kind)
def test_the_first_cliff_is_found_where_brute_force_finds_it(tree: dict) -> None:  # type: ignore[type-arg]
    vendor = vendor_of(tree)
    offer = Offer(vendor, vendor.plans[0])
    reach, advising.REACH = advising.REACH, 60
    try:
        found = [one for one in advice([offer], None, 2, None) if one.code == "price-cliff"]
    finally:
        advising.REACH = reach
    costs = [cost(offer, minutes) for minutes in range(62)]
    falls = [at for at in range(60) if _falls(costs[at], costs[at + 1])]
    assert [one.message.parts["at"] for one in found] == falls[:1]


def _falls(here: object, after: object) -> bool:
    return here is not None and after is not None and after < here  # type: ignore[operator]


def cost(offer: Offer, minutes: int) -> object:
    try:
        return quote_of(simulate(offer.plan, Usage(minutes=minutes), 2)).total
    except NotOffered:
        return None


@pytest.mark.parametrize(("plan", "least"), [("union400/1800", 500), ("union400/3000", 834), ("yunqia/1200", 223)])
def test_the_least_usage_that_uses_a_package_up(plan: str, least: int) -> None:
    (found,) = (
        one for one in advice(matching(OFFERS, plan), Usage(minutes=100), 36, None) if one.code == "expires-unused"
    )
    assert found.message.parts["least"] == least
    (offer,) = matching(OFFERS, plan)
    assert quote_of(simulate(offer.plan, Usage(minutes=least - 1), 36)).expired > 0
    assert quote_of(simulate(offer.plan, Usage(minutes=least), 36)).expired == 0


def test_a_plan_that_is_never_the_cheapest_of_its_vendor() -> None:
    names = {one.file for one in advice(OFFERS, None, 36, None) if one.code == "never-cheapest"}
    assert names == {"union400/50000", "union400/60000"}


def test_advice_is_no_error_and_comes_in_every_format() -> None:
    plain = telquote("check", "--advice", "--minutes", "100")
    assert (plain.status, plain.stderr) == (0, "")
    assert "yunqia/1200: advice[expires-unused]: 660 CNY paid for package expire unused" in plain.stdout
    assert "建议[no-tax]" in telquote("check", "--advice", "--lang", "zh").stdout
    document = json.loads(telquote("check", "--advice", "--format", "json").stdout)
    assert (document["errors"], document["advice"]) == (0, len(document["diagnostics"]))
    assert "::notice title=no-tax baidu/lixianbao::" in telquote("check", "--advice", "--format", "github").stdout
    assert telquote("check").stdout == "files: 3, sound plans: 11, errors: 0\n"
