"""The figures that must come out, for every shipped plan."""

from fractions import Fraction

import pytest
from scenario_files import Scenario, read_scenarios

from telquote import load_plans, simulate
from telquote.billing.quote import quote_of
from telquote.billing.terms import NotOffered
from telquote.plans.catalogue import matching

OFFERS = load_plans("plans").offers()
SHIPPED = read_scenarios("shipped.yaml")


@pytest.mark.parametrize("scenario", SHIPPED, ids=lambda scenario: scenario.name)
def test_figures_of_shipped_plans(scenario: Scenario) -> None:
    (offer,) = matching(OFFERS, scenario.plan)
    expect = dict(scenario.expect)
    if reason := expect.pop("not_offered", None):
        with pytest.raises(NotOffered, match=reason):
            simulate(offer.plan, scenario.usage, scenario.months)
        return
    quote = quote_of(simulate(offer.plan, scenario.usage, scenario.months))
    assert {name: getattr(quote, name) for name in expect} == {name: Fraction(value) for name, value in expect.items()}


def test_every_shipped_plan_has_a_scenario() -> None:
    assert {offer.id for offer in OFFERS} == {scenario.plan for scenario in SHIPPED}
