"""What a plan's total rests on: each kind of assumption with the use that needs it, and the use that does not."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from random_plans import offers_from, plain_tree

from telquote import Usage, compare
from telquote.billing.resolve import terms_of
from telquote.billing.simulation import simulate
from telquote.decisions.assumptions import assumptions_of
from telquote.plans.offers import Held
from telquote.usage.fields import Current

SIMPLE = {"id": "in", "for": "inbound", "per_minute": "1"}
CLASSED = [
    {**SIMPLE, "when": {"origin": "mobile"}, "per_minute": "2"},
    {"id": "any", "for": "inbound", "per_minute": "1"},
]
APART = [
    {**SIMPLE, "when": {"origin": "mobile"}, "per_minute": "2"},
    {"id": "land", "for": "inbound", "per_minute": "3", "when": {"origin": "landline"}},
]
ACCOUNT = {
    "id": "a",
    "buy": "as_needed",
    "top_up": {
        "first": {"assumed": "10", "because": "b"},
        "at_least": {"assumed": "5", "because": "b", "or": ["6"]},
    },
}
FEE = {"id": "f", "price": {"assumed": "9", "because": "nobody says", "or": ["8", "7"]}, "every": "month"}
SAID = {"id": "s", "because": "b", "zh": "甲", "en": "Calls are short", "otherwise": {"in.increment": "60/60"}}
LENGTH = "a call lasts 180 seconds on average (inbound)"
SPREAD = "calls are exponentially distributed around their mean length"

Said = dict[str, tuple[str, ...]]
CASES: list[tuple[str, dict[str, Any], dict[str, Any], Said]] = [
    ("nothing", {"charges": [SIMPLE]}, {"minutes": 9}, {}),
    ("a figure, with what else it may be", {"charges": [SIMPLE], "fees": [FEE]}, {"minutes": 9}, {"f = 9": ("8", "7")}),
    (
        "no figure of a service that is not used",
        {"charges": [SIMPLE, {"id": "out", "for": "outbound", "per_minute": {"assumed": "1", "because": "b"}}]},
        {"minutes": 9},
        {},
    ),
    (
        "the first payment alone",
        {"charges": [SIMPLE], "balances": [ACCOUNT]},
        {"minutes": 1},
        {"a.top_up.first = 10": ()},
    ),
    (
        "the later ones once there are any",
        {"charges": [SIMPLE], "balances": [ACCOUNT]},
        {"minutes": 9},
        {"a.top_up.first = 10": (), "a.top_up.at_least = 5": ("6",)},
    ),
    (
        "of what is held the later ones alone",
        {"charges": [SIMPLE], "balances": [ACCOUNT]},
        {"minutes": 9, "current": Current("v/p0", {"a": Held(Decimal(1), None)})},
        {"a.top_up.at_least = 5": ("6",)},
    ),
    (
        "of what is held and does nothing is bought",
        {"charges": [SIMPLE], "balances": [ACCOUNT]},
        {"minutes": 9, "current": Current("v/p0", {"a": Held(Decimal(99), None)})},
        {},
    ),
    (
        "a minimum term past the months compared",
        {"charges": [SIMPLE], "minimum_term": {"assumed": "1 month", "because": "b", "or": ["4 months"]}},
        {"minutes": 9},
        {"minimum_term = 1 month": ("4 months",)},
    ),
    (
        "no minimum term that is over by then",
        {"charges": [SIMPLE], "minimum_term": {"assumed": "1 month", "because": "b", "or": ["3 months"]}},
        {"minutes": 9},
        {},
    ),
    (
        "when the minimum term of today's plan began",
        {"charges": [SIMPLE], "minimum_term": "4 months"},
        {"minutes": 9, "current": Current("v/p0", {})},
        {"the minimum term of v/p0 begins with the months compared": ()},
    ),
    (
        "a statement, and what it would be otherwise; calls that then are rounded",
        {"charges": [{**SIMPLE, "increment": "exact"}], "assumptions": [{**SAID, "for": ["inbound"]}]},
        {"minutes": 9},
        {"Calls are short": ("in.increment = 60/60",), LENGTH: ("60", "300"), SPREAD: ("all of the mean length",)},
    ),
    (
        "no statement about a service that is not used",
        {
            "charges": [SIMPLE, {"id": "sms", "for": "sms", "per_unit": "1"}],
            "assumptions": [{"id": "s", "because": "b", "zh": "甲", "for": ["sms"]}],
        },
        {"minutes": 9},
        {},
    ),
    (
        "what is required and in no total",
        {
            "charges": [SIMPLE],
            "requires": [{"id": "r", "zh": "乙", "en": "A line", "priced": "false"}, {"id": "s", "zh": "丙"}],
        },
        {"minutes": 9},
        {"A line: what it costs is in no total": ()},
    ),
    (
        "how long calls are, where they are rounded",
        {"charges": [{**SIMPLE, "increment": "60/60"}]},
        {"minutes": 9},
        {LENGTH: ("60", "300"), SPREAD: ("all of the mean length",)},
    ),
    ("exact calls are as long as they are", {"charges": [{**SIMPLE, "increment": "exact"}]}, {"minutes": 9}, {}),
    (
        "calls of a stated length",
        {"charges": [{**SIMPLE, "increment": "60/60"}]},
        {"minutes": 9, "call_length": 60},
        {SPREAD: ("all of the mean length",)},
    ),
    (
        "calls of stated lengths",
        {"charges": [{**SIMPLE, "increment": "60/60"}]},
        {"minutes": 9, "call_lengths": ((Fraction(60), Fraction(1)),)},
        {},
    ),
    (
        "calls that cost something each",
        {"charges": [{**SIMPLE, "connect_fee": "0.5"}]},
        {"minutes": 9},
        {LENGTH: ("60", "300")},
    ),
    ("calls that cost nothing each", {"charges": [{**SIMPLE, "connect_fee": "0"}]}, {"minutes": 9}, {}),
    (
        "calls that may cost something each",
        {"charges": [{**SIMPLE, "connect_fee": {"assumed": "0", "because": "b", "or": ["0.1"]}}]},
        {"minutes": 9},
        {"in.connect_fee = 0": ("0.1",), LENGTH: ("60", "300")},
    ),
    (
        "calls whose first seconds are free",
        {"charges": [{**SIMPLE, "free_seconds": "6"}]},
        {"minutes": 9, "calls": 3},
        {SPREAD: ("all of the mean length",)},
    ),
    ("minutes that are made of calls", {"charges": [SIMPLE]}, {"calls": 9}, {LENGTH: ("60", "300")}),
    (
        "one seat, where a fee counts them",
        {"charges": [SIMPLE], "fees": [{"id": "f", "price": "1", "every": "month", "per": "seat"}]},
        {"minutes": 9},
        {"one seat": ("2",)},
    ),
    (
        "seats that are said",
        {"charges": [SIMPLE], "fees": [{"id": "f", "price": "1", "every": "month", "per": "seat"}]},
        {"minutes": 9, "seats": 3},
        {},
    ),
    (
        "one number, where a limit counts them",
        {"charges": [SIMPLE], "limits": {"numbers": {"at_most": "5"}}},
        {"minutes": 9},
        {"one number": ("2",)},
    ),
    (
        "the first day of a month, where it is charged by days",
        {"charges": [SIMPLE], "fees": [{"id": "f", "price": "1", "every": "month", "first_month": "by_days"}]},
        {"minutes": 9},
        {"the service starts on the first day of a month": ("1/2",)},
    ),
    (
        "a start that is said",
        {"charges": [SIMPLE], "fees": [{"id": "f", "price": "1", "every": "month", "first_month": "by_days"}]},
        {"minutes": 9, "first_month": Fraction(1, 3)},
        {},
    ),
    (
        "the first day, where a minimum is charged by days",
        {"charges": [SIMPLE], "bill": {"minimum": {"price": "1", "every": "month", "first_month": "by_days"}}},
        {"minutes": 9},
        {"the service starts on the first day of a month": ("1/2",)},
    ),
    (
        "no use is of the class that is named",
        {"charges": CLASSED},
        {"minutes": 9},
        {"no inbound has origin mobile": ("mobile",)},
    ),
    (
        "all use is of the dearest class",
        {"charges": APART},
        {"minutes": 9},
        {"all inbound has origin landline": ("mobile",)},
    ),
    (
        "classes that are said",
        {"charges": APART},
        {"minutes": 9, "classes": {"inbound": {"origin": {"mobile": Fraction(1)}}}},
        {},
    ),
    (
        "side events without a price",
        {"charges": [SIMPLE]},
        {"minutes": 9, "missed_callbacks": 4},
        {"missed_callback costs nothing": ()},
    ),
    (
        "side events with one",
        {"charges": [SIMPLE, {"id": "m", "for": "missed_callback", "per_unit": "1"}]},
        {"minutes": 9, "missed_callbacks": 4},
        {},
    ),
]


@pytest.mark.parametrize(("rule", "plan", "use", "expected"), CASES)
def test_what_a_total_rests_on(rule: str, plan: dict[str, Any], use: Mapping[str, Any], expected: Said) -> None:
    usage = Usage(**use)
    ranking = compare(offers_from(plain_tree({"name": "P", **plan})), usage, months=3)
    (ranked,) = ranking.ranked
    terms = terms_of(ranked.offer, usage)
    found = assumptions_of(ranked.offer, usage, terms, simulate(ranked.offer, usage, 3))
    assert {one.says.said("en"): one.alternatives for one in found} == expected, rule
