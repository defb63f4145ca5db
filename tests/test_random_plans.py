"""Random plans hold what few plans have often enough for the properties to mean something by it."""

from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from random_cases import Drawn, cases, held_cases, plans_of_any_kind
from random_plans import offer_of

from telquote import Usage
from telquote.billing.refusals import NotOffered
from telquote.billing.simulation import simulate
from telquote.plans.part import Part

SAMPLE = 400
ONE_OF_TWENTY = SAMPLE // 20


def every_key(tree: Any) -> set[str]:
    if isinstance(tree, dict):
        return set(tree) | {key for value in tree.values() for key in every_key(value)}
    return {key for value in tree for key in every_key(value)} if isinstance(tree, list) else set()


def every_text(tree: Any) -> set[str]:
    if isinstance(tree, dict):
        return {text for value in tree.values() for text in every_text(value)}
    return {text for value in tree for text in every_text(value)} if isinstance(tree, list) else {str(tree)}


@pytest.mark.slow
def test_what_is_rare_is_in_one_of_twenty() -> None:
    seen: dict[str, int] = dict.fromkeys(
        ("count_included", "counters", "when of balances", "validity_price", "unknown", "minimum_term"), 0
    )

    @settings(max_examples=SAMPLE, phases=[Phase.generate])
    @given(plans_of_any_kind)
    def count(tree: dict[str, Any]) -> None:
        keys = every_key(tree)
        for name in seen:
            seen[name] += name in keys
        seen["when of balances"] += any("when" in one for one in tree["balances"])
        seen["unknown"] += "unknown" in every_text(tree)

    count()
    assert {name: times for name, times in seen.items() if times < ONE_OF_TWENTY} == {}


@pytest.mark.slow
def test_every_key_that_bears_on_money_is_drawn() -> None:
    found: set[str] = set()

    @settings(max_examples=SAMPLE, phases=[Phase.generate])
    @given(st.one_of(plans_of_any_kind, held_cases().map(lambda case: case[0])))
    def collect(tree: dict[str, Any]) -> None:
        found.update(every_key(tree))

    words = {"name", "source", "note", "zh", "en", "because", "or", "also", "url", "title", "trust", "date"}
    words |= {"retrieved", "features", "requires", "assumptions", "advantages", "drawbacks", "cautions"}
    words |= {
        "vendor",
        "format",
        "website",
        "currency",
        "sources",
        "defaults",
        "plans",
        "ask",
        "short",
        "otherwise",
        "priced",
        "facts",
        "recommended",
    }
    collect()
    assert keys_of_the_format() - words - found == set()


def keys_of_the_format() -> set[str]:
    """Return every key of every part of a plan file."""
    parts = [Part]
    for part in parts:
        parts += [one for one in part.__subclasses__() if one.__module__.startswith("telquote.plans")]
    return {info.alias or name for part in parts for name, info in part.model_fields.items()}


@pytest.mark.slow
def test_most_usages_are_served() -> None:
    """A property that ends in "not offered" says only that both ways refuse."""
    refused = [0, 0]

    @settings(max_examples=SAMPLE, phases=[Phase.generate])
    @given(cases(), st.integers(1, 14))
    def count(drawn: Drawn, horizon: int) -> None:
        tree, figures = drawn
        refused[1] += 1
        try:
            simulate(offer_of(tree), Usage(**figures), horizon)
        except NotOffered:
            refused[0] += 1

    count()
    assert 5 * refused[0] < refused[1]
