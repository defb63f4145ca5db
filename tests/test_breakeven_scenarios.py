"""Break-evens worked out by hand: who is the cheapest at which value, and how far that is proven."""

from fractions import Fraction
from typing import Any

import pytest
from random_plans import vendor_of
from scenario_files import SCENARIOS

from telquote import Usage, compare
from telquote.decisions import over_quantity
from telquote.decisions.breakeven import OfPrice, OfQuantity, breakeven
from telquote.decisions.entrants import Entrant
from telquote.decisions.price_walk import Price
from telquote.decisions.quantities import volume
from telquote.plans.figure_paths import figures
from telquote.plans.offers import offers_of
from telquote.plans.yaml_tree import read_document
from telquote.usage.file_model import UsageFile
from telquote.usage.reading import stated_usage

KEYS = {"rule", "plans", "usage", "over", "by", "months", "to", "cheapest", "end", "from"}
ROWS = read_document((SCENARIOS / "breakevens.yaml").read_text(encoding="utf-8"), "breakevens.yaml").tree


def entrants(row: dict[str, Any]) -> list[Entrant]:
    assert set(row) <= KEYS
    found = []
    for name, tree in row["plans"].items():
        vendor = vendor_of({"id": "p", "name": "p", **tree}, vendor=name)
        found.append(Entrant(name, offers_of(vendor)))
    return found


def usage_of(row: dict[str, Any]) -> Usage:
    return stated_usage(UsageFile.model_validate(row.get("usage", {})), int(row["months"])).usage()


def held(row: dict[str, Any], last: int | None) -> OfQuantity | OfPrice:
    over, usage, months = row.get("over", "minutes"), usage_of(row), int(row["months"])
    if ":" not in over:
        return breakeven(entrants(row), usage, volume(usage, over), months=months, last=last)
    plan, _, path = over.partition(":")
    rivals = entrants(row)
    (offer,) = (one for entrant in rivals for one in entrant.offers if one.vendor.vendor == plan.partition("/")[0])
    (figure,) = (one for one in figures(offer.plan) if one.path == path)
    return breakeven(rivals, usage, Price(over, {offer.id: figure}), months=months, by=row.get("by", "total"))


def cheapest(answer: OfQuantity | OfPrice, value: Fraction) -> list[str] | None:
    return next((list(one.cheapest) for one in answer.ranges if one.holds(value)), None)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["rule"])
def test_who_is_the_cheapest_where(row: dict[str, Any]) -> None:
    answer = held(row, int(row["to"]) if "to" in row else None)
    expected = {value: list(names) for value, names in row["cheapest"].items()}
    assert {value: cheapest(answer, Fraction(value)) for value in expected} == expected
    if "from" in row:
        assert isinstance(answer.over, Price)
        above = "" if answer.ranges[0].closed[0] else "above "
        assert f"{above}{answer.first}" == row["from"]


@pytest.mark.parametrize("row", [row for row in ROWS if "end" in row], ids=lambda row: row["rule"])
def test_what_is_said_of_the_rest(row: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(over_quantity, "REACH", 2000)
    answer = held(row, None)
    assert answer.end == row["end"]
    for value, names in row["cheapest"].items():
        if int(value) <= answer.last:
            assert cheapest(answer, Fraction(value)) == list(names)
        elif answer.end == "proven":
            assert list(answer.ranges[-1].cheapest) == list(names)


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.get("over", "minutes") == "minutes"], ids=lambda row: row["rule"]
)
def test_compare_says_the_same(row: dict[str, Any]) -> None:
    """At each value the ranking, and in its table by volume each value."""
    offers = [offer for entrant in entrants(row) for offer in entrant.offers]
    for value, names in row["cheapest"].items():
        usage = usage_of(row).with_volume("minutes", int(value))
        answer = compare(offers, usage, months=int(row["months"]))
        assert [plan.offer.vendor.vendor for plan in answer.cheapest] == list(names)
        found = {} if answer.volumes is None or answer.volumes.varies != "minutes" else answer.volumes.ranges
        for one in found:
            for other, expected in row["cheapest"].items():
                if one.first <= int(other) <= one.last:
                    assert [name.partition("/")[0] for name in one.cheapest] == list(expected)
