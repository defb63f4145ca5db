"""What a ranking warns of: each warning with the plan that earns it, and one like it that does not."""

from decimal import Decimal
from typing import Any

import pytest
from random_plans import offers_from, plain_tree

from telquote import Usage, compare
from telquote.plans.offers import Held
from telquote.usage.fields import Current

SIMPLE = {"id": "in", "for": "inbound", "per_minute": "1"}
PACK = {"id": "pack", "price": "100", "credit": "100", "valid": "12 months", "buy": "as_needed"}
ALSO = {"value": "1", "source": "a", "also": [{"value": "1.5", "source": "b"}]}
SOURCES = {name: {"title": name, "date": "undated"} for name in "ab"}

CASES: list[tuple[str, list[dict[str, Any]], dict[str, Any], list[str]]] = [
    ("nothing", [{"charges": [SIMPLE]}], {"minutes": 10}, []),
    (
        "another plan by what is left over",
        [{"charges": [SIMPLE]}, {"charges": [{**SIMPLE, "per_minute": "0.9"}], "balances": [PACK]}],
        {"minutes": 90},
        [
            "the cheapest plan depends on what is counted: by total v/p0; by accrued (total less what is left over) "
            "v/p1; by net (total less what is left over and reusable, if you would spend it there anyway) v/p0"
        ],
    ),
    (
        "the plan of today",
        [{"charges": [SIMPLE], "balances": [{**PACK, "buy": "always"}]}],
        {"minutes": 10, "current": Current("v/p0", {"pack": Held(Decimal(50), None)})},
        ["v/p0 is the plan of today: it starts with what is left of it, worth 50 CNY, which whoever leaves it loses"],
    ),
    (
        "a minimum term past the months",
        [{"charges": [SIMPLE], "fees": [{"id": "f", "price": "5", "every": "month"}], "minimum_term": "6 months"}],
        {"minutes": 10},
        [
            "v/p0 binds the buyer for 6 months, longer than the 2 months compared; the 20 CNY that fall due after "
            "them whatever is used are included"
        ],
    ),
    (
        "no minimum term that ends with them",
        [{"charges": [SIMPLE], "fees": [{"id": "f", "price": "5", "every": "month"}], "minimum_term": "2 months"}],
        {"minutes": 10},
        [],
    ),
    (
        "a last purchase of which little is used",
        [{"charges": [SIMPLE], "balances": [PACK]}],
        {"minutes": 54},
        ["v/p0 pays 100 CNY for pack in month 2 and uses 8 of it by the end of the horizon"],
    ),
    ("none of which a tenth is used", [{"charges": [SIMPLE], "balances": [PACK]}], {"minutes": 55}, []),
    (
        "sources that disagree",
        [{"charges": [{**SIMPLE, "per_minute": ALSO}]}],
        {"minutes": 10},
        ["sources disagree on v/p0:in: 1 was taken, but there is also 1.5 (b)"],
    ),
    (
        "not where the service is not used",
        [{"charges": [SIMPLE, {"id": "out", "for": "outbound", "per_minute": ALSO}]}],
        {"minutes": 10},
        [],
    ),
]


@pytest.mark.parametrize(("rule", "plans", "use", "expected"), CASES)
def test_what_is_warned_of(rule: str, plans: list[dict[str, Any]], use: dict[str, Any], expected: list[str]) -> None:
    trees = [plain_tree({"name": "P", **plan}) for plan in plans]
    ranking = compare(offers_from(*trees), Usage(**use), months=2)
    assert [one.said("en") for one in ranking.warnings] == expected, rule


@pytest.mark.parametrize(("asked", "most"), [("4", 3), ("3.5", 3), ("3.01", 3), ("1000", 3)])
def test_what_a_plan_serves_at_most_is_told_in_whole_minutes(asked: str, most: int) -> None:
    pack = {"id": "pack", "price": "1", "minutes": "3", "buy": "monthly"}
    charge = {"id": "in", "for": "inbound", "from_balances": "true"}
    plans = offers_from(plain_tree({"name": "P", "charges": [charge], "balances": [pack]}))
    (left_out,) = compare(plans, Usage(minutes=Decimal(asked)), months=2).not_offered
    assert left_out.reason.said("en").startswith(f"serves at most {most} minutes of inbound a month (runs out")
