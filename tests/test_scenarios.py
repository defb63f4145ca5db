"""The figures that must come out: of every shipped plan, and of every billing rule."""

from pathlib import Path

import pytest
from random_plans import offer_of
from scenario_files import Scenario, check, read_scenarios

from telquote import load_plans
from telquote.plans.selection import assume, matching

OFFERS = load_plans("plans").offers()
SHIPPED = read_scenarios("shipped.yaml")
RULES = read_scenarios("rules.yaml") + read_scenarios("edges.yaml")


@pytest.mark.parametrize("scenario", SHIPPED, ids=lambda scenario: scenario.name)
def test_figures_of_shipped_plans(scenario: Scenario) -> None:
    (offer,) = matching(OFFERS, scenario.plan)
    check(scenario, offer)


@pytest.mark.parametrize("scenario", RULES, ids=lambda scenario: scenario.name)
def test_billing_rules(scenario: Scenario) -> None:
    check(scenario, offer_of({"id": "p", "name": "p", **scenario.plan}))


GALLERY = {str(folder): load_plans(folder).offers() for folder in sorted(Path("plans/gallery").iterdir())}
WORKED = [one for file in ("gallery", "gallery-us", "gallery-world") for one in read_scenarios(f"{file}.yaml")]
CONFORMANCE = read_scenarios("conformance.yaml")


@pytest.mark.parametrize("scenario", WORKED, ids=lambda scenario: scenario.name)
def test_worked_examples_of_the_gallery(scenario: Scenario) -> None:
    (offer,) = (offer for offers in GALLERY.values() for offer in offers if offer.id == scenario.plan)
    for figure in scenario.assume:
        (offer,) = assume([offer], f"{offer.id}:{figure}")
    check(scenario, offer)


def test_every_plan_of_the_gallery_has_a_scenario() -> None:
    assert {offer.id for offers in GALLERY.values() for offer in offers} == {scenario.plan for scenario in WORKED}


@pytest.mark.parametrize("scenario", CONFORMANCE, ids=lambda scenario: scenario.name)
def test_figures_of_public_rating_engines(scenario: Scenario) -> None:
    check(scenario, offer_of({"id": "p", "name": "p", **scenario.plan}))


def test_every_shipped_plan_has_a_scenario() -> None:
    assert {offer.id for offer in OFFERS} == {scenario.plan for scenario in SHIPPED}
