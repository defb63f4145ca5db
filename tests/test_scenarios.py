"""The figures that must come out: of every shipped plan, and of every billing rule."""

import re
from fractions import Fraction
from pathlib import Path

import naive
import pytest
from random_plans import offer_of
from scenario_files import Scenario, check, naive_usage, read_scenarios

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


@pytest.mark.parametrize(
    "scenario", [one for one in RULES if "not_offered" not in one.expect], ids=lambda scenario: scenario.name
)
def test_billing_rules_as_reckoned_a_second_time(scenario: Scenario) -> None:
    current = scenario.usage.current
    figures = naive_usage(scenario.usage, None if current is None else current.held)
    found = naive.quote({"id": "p", **scenario.plan}, figures, scenario.months)
    assert found is not None
    expected = {name: Fraction(value) for name, value in scenario.expect.items() if name in found}
    assert {name: found[name] for name in expected} == expected


BILLING = Path("docs/billing.md")


def rules() -> list[str]:
    """Return the sentences of the numbered rules, each without its heading."""
    text = BILLING.read_text(encoding="utf-8")
    steps = re.findall(r"^\d+\. (.*?)(?=^\d+\. |^A figure that)", text, re.MULTILINE | re.DOTALL)
    joined = [re.sub(r"\*\*.*?\.\*\* ", "", " ".join(step.split())).replace("**", "") for step in steps]
    return [sentence for step in joined for sentence in re.split(r"(?<=[.;]) (?=[A-Z`a-z])", step)]


def test_every_rule_of_billing_has_a_scenario() -> None:
    """A sentence of docs/billing.md is shown by a scenario that quotes it; what quotes nothing of it shows nothing."""
    shown = [words for scenario in RULES for words in scenario.shows]
    assert [sentence for sentence in rules() if not any(words in sentence for words in shown)] == []
    assert [words for words in shown if not any(words in sentence for sentence in rules())] == []
    assert len(rules()) > 40


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
