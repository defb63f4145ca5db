"""The rows that stand for all plans on a screen, and what each of them is there for."""

from typing import Any

import pytest
from random_plans import plain_tree, vendor_of

from telquote import Usage, compare
from telquote.decisions.answer import answer_of, rows_of
from telquote.plans.offers import offers_of

MONTHS = 2
UNPRICED = {"id": "more", "zh": "另付费", "en": "more to pay", "priced": "false"}
NEEDS = {"id": "line", "zh": "一条专线", "en": "a line of one's own"}

CASES: list[tuple[str, dict[str, dict[str, Any]], int, list[str]]] = [
    ("the cheapest, then by rank", {"a": {"once": 100}, "b": {"once": 110}, "c": {"once": 120}}, 2, ["a", "b"]),
    (
        "two that cost the same both lead",
        {"a": {"once": 100}, "b": {"monthly": 50}, "c": {"once": 120}},
        3,
        ["b", "a", "c"],
    ),
    (
        "half as dear again, with a small first payment",
        {"a": {"once": 100}, "b": {"once": 110}, "c": {"once": 120}, "d": {"monthly": 75}},
        3,
        ["a", "b", "d"],
    ),
    (
        "dearer than that, a small first payment does not count",
        {"a": {"once": 100}, "b": {"once": 110}, "c": {"once": 120}, "d": {"monthly": 75.5}},
        3,
        ["a", "b", "c"],
    ),
    (
        "of several the smallest first payment",
        {"a": {"once": 100}, "b": {"once": 110}, "d": {"monthly": 70}, "e": {"monthly": 65}, "f": {"monthly": 72}},
        3,
        ["a", "b", "e"],
    ),
    (
        "the first payment of a leader is not beaten by the same",
        {"a": {"monthly": 50}, "b": {"once": 110}, "c": {"once": 120}, "d": {"once": 50, "monthly": 40}},
        3,
        ["a", "b", "c"],
    ),
    (
        "one that requires nothing",
        {"a": {"once": 100, "requires": [NEEDS]}, "b": {"once": 110, "requires": [NEEDS]}}
        | {"c": {"once": 120, "requires": [NEEDS]}, "d": {"once": 190}, "e": {"once": 180}},
        3,
        ["a", "b", "e"],
    ),
    (
        "the cheapest of another vendor, up to five times as dear",
        {"a": {"once": 100}, "b": {"once": 110}, "c": {"once": 120}, "w/x": {"once": 500}, "w/y": {"once": 501}},
        3,
        ["a", "b", "w/x"],
    ),
    (
        "dearer than that, no other vendor is shown for being one",
        {"a": {"once": 100}, "b": {"once": 110}, "c": {"once": 120}, "w/x": {"once": 501}},
        4,
        ["a", "b", "c"],
    ),
    (
        "where there is room, those that require what is in no total",
        {"a": {"once": 100}, "b": {"once": 110}}
        | {name: {"once": 50, "requires": [UNPRICED]} for name in ("c", "d", "e")},
        4,
        ["a", "b", "c", "d"],
    ),
    (
        "where there is none, none of them",
        {"a": {"once": 100}, "b": {"once": 110}, "c": {"once": 50, "requires": [UNPRICED]}},
        2,
        ["a", "b"],
    ),
    ("what costs nothing leads", {"a": {"once": 0}, "b": {"once": 1}, "c": {"once": 2}}, 3, ["a", "b"]),
]


def offers(plans: dict[str, dict[str, Any]]) -> list[Any]:
    vendors: dict[str, list[dict[str, Any]]] = {}
    for name, priced in plans.items():
        vendor, _, plan = name.rpartition("/")
        fees = [
            {"id": every, "price": str(priced[key]), "every": every}
            for key, every in (("once", "once"), ("monthly", "month"))
            if key in priced
        ]
        charges = [{"id": "in", "for": "inbound", "per_minute": "0"}]
        tree = {"name": plan, "charges": charges, "fees": fees, "requires": priced.get("requires", [])}
        vendors.setdefault(vendor or "v", []).append(plain_tree(tree))
    return [offer for vendor, trees in vendors.items() for offer in offers_of(vendor_of(*trees, vendor=vendor))]


@pytest.mark.parametrize(("rule", "plans", "most", "expected"), CASES)
def test_which_plans_stand_for_all(rule: str, plans: dict[str, Any], most: int, expected: list[str]) -> None:
    answer = answer_of(compare(offers(plans), Usage(minutes=1), months=MONTHS))
    found = [plan.offer.plan.name.en for plan in rows_of(answer, most)]
    assert found == [name.rpartition("/")[2] for name in expected], rule
