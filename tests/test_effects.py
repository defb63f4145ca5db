"""Keys without effect are told, those that have one are not, and every key of the format is read by some rule."""

import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from command import telquote
from hypothesis import assume, given, note
from random_cases import Drawn, cases
from random_plans import months, offer_of, vendor_of
from written import PLAN

from telquote import Usage
from telquote.billing.quote import quote_of
from telquote.billing.refusals import NotOffered
from telquote.billing.simulation import simulate
from telquote.plans.effects import RULES, idle_keys
from telquote.plans.offers import Offer
from telquote.plans.part import Part
from telquote.plans.plan import Vendor


def parts_of(part: type[Part], seen: set[type[Part]]) -> set[type[Part]]:
    if part not in seen:
        seen.add(part)
        schema = part.model_json_schema(by_alias=False).get("$defs", {})
        for inner in Part.__subclasses__() + [one for base in Part.__subclasses__() for one in base.__subclasses__()]:
            if inner.__name__ in schema:
                parts_of(inner, seen)
    return seen


def test_every_key_of_the_format_is_read_by_some_rule() -> None:
    parts = parts_of(Vendor, set())
    assert len(parts) > 20
    assert {part for part in parts if part not in RULES} == set()
    for part, rules in RULES.items():
        assert set().union(*(rule.reads for rule in rules)) == set(part.model_fields), part


PACK = "    balances: [{id: b, price: 10, minutes: 100, for: inbound, buy: %s}]\n"
REJECTED = "      - {id: in, for: inbound, when: {origin: mobile}, reject: true, %s}\n"
IDLE = {
    "connect_fee": (10, REJECTED % "connect_fee: 1", "connect_fee"),
    "increment": (10, REJECTED % "increment: 60/60", "increment"),
    "legs": (10, REJECTED % "legs: 2", "legs"),
    "free_seconds": (10, REJECTED % "free_seconds: 3", "free_seconds"),
    "long_call_fee": (10, REJECTED % "long_call_fee: {price: 1, past_seconds: 60}", "long_call_fee"),
    "meter": (9, "      - {id: inbound, for: inbound, per_minute: 0.12, meter: m}\n", "meter"),
    "refundable": (10, PACK % "monthly, refundable: true", "refundable"),
    "reusable": (10, PACK % "monthly, reusable: true", "reusable"),
    "draws": (10, PACK % "once, draws: {}", "draws"),
    "draws.inbound": (10, PACK % "once, draws: {inbound: 1}", "inbound: 1"),
    "either": (11, "      - {id: rental, price: 20, every: month, either: e}\n", "either"),
    "to_month": (11, "      - {id: setup, price: 20, every: once, to_month: 13}\n", "to_month"),
    "included_per": (
        11,
        "      - {id: seat, price: 2, every: month, per: seat, included_per: number}\n",
        "included_per",
    ),
    "counters": (10, "    counters: {}\n", "counters"),
    "the counter k": (10, "    counters: {k: {counts: [inbound], every: month}}\n", "k:"),
    "bill": (10, "    bill: {}\n", "bill"),
    "limits": (10, "    limits: {}\n", "limits"),
    "the feature a stands twice": (10, "    features: [a, a]\n", "a]"),
    "the feature b has no effect": (4, "currency: CNY\nfeatures: {b: {en: bee}}\n", "b:"),
    "no figure and no statement names the source s": (4, "currency: CNY\nsources: {s: {title: a page}}\n", "s:"),
    "charges of the defaults": (
        4,
        "currency: CNY\ndefaults: {charges: [{id: c, for: inbound, per_minute: 1}]}\n",
        "charges",
    ),
    "only a usage that names the class origin: x": (10, PACK % "once, when: {origin: x}", "origin"),
    "RMB is no currency code": (4, "currency: RMB\n", "RMB"),
    "count_included": (
        9,
        "      - {id: i, for: inbound, tiers: {mode: graduated, count_included: true, steps: [{per_minute: 1}]}}\n",
        "count_included",
    ),
}
"""Sound files with one key that changes nothing: how the message begins, the line written, what it points at."""


@pytest.mark.parametrize("said", IDLE)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_key_without_effect_is_told(said: str, language: str, tmp_path: Path) -> None:
    line, text, pointed_at = IDLE[said]
    lines = PLAN.splitlines(keepends=True)
    lines[line - 1] = text + (lines[line - 1] if line == 10 else "")
    (tmp_path / "plan.yaml").write_text("".join(lines), encoding="utf-8")
    ended = telquote("check", "plan.yaml", "--lang", language, cwd=tmp_path)
    assert ended.status == 0, ended.stdout
    severity = "warning" if language == "en" else "警告"
    place = re.match(rf"plan\.yaml:(\d+):(\d+): {severity}\[", ended.stdout)
    assert place, ended.stdout
    assert "".join(lines).splitlines()[int(place[1]) - 1][int(place[2]) - 1 :].startswith(pointed_at)
    assert language == "zh" or f"]: {said}" in ended.stdout
    assert ended.stdout.count(f"{severity}[") == 1, ended.stdout


@pytest.mark.parametrize(
    "text",
    [
        "      - {id: inbound, for: inbound, per_minute: 0.12, legs: 1, increment: exact}\n",
        "      - {id: a, for: inbound, per_minute: 0.12, meter: m}\n      - {id: b, for: inbound, per_minute: 1}\n",
    ],
)
def test_what_holds_anyway_or_counts_is_not_told(text: str, tmp_path: Path) -> None:
    lines = PLAN.splitlines(keepends=True)
    lines[8] = text
    (tmp_path / "plan.yaml").write_text("".join(lines), encoding="utf-8")
    assert telquote("check", "plan.yaml", cwd=tmp_path).stdout == "1 plan in 1 file, no errors\n"


ALONE = "      - {id: n, for: inbound, meter: x, per_minute: 1, when: {time: night}}\n"
REJECTS = (
    "      - {id: i, for: inbound, per_minute: 1}\n"
    "      - {id: n, for: inbound, per_minute: 2, when: {origin: mobile, time: night}}\n"
    "      - {id: r, for: inbound, meter: x, reject: true, when: {origin: mobile}}\n"
)
LASTS = "    balances: [{id: b, price: 1, credit: 5, buy: monthly, refundable: true, valid: %s}]\n"
ASSUMED = "{assumed: 1 month, because: x, or: [2 months]}"


@pytest.mark.parametrize("charges", [ALONE, REJECTS])
def test_a_meter_that_tells_charges_apart_is_not_told(charges: str, tmp_path: Path) -> None:
    lines = PLAN.splitlines(keepends=True)
    lines[8] = charges
    (tmp_path / "plan.yaml").write_text("".join(lines), encoding="utf-8")
    assert "meter" not in telquote("check", "plan.yaml", cwd=tmp_path).stdout


@pytest.mark.parametrize("valid", [ASSUMED, "[2 months, {value: 1 month, from: 2026-01-01}]", "2 months", "unknown"])
def test_what_may_be_left_can_come_back(valid: str, tmp_path: Path) -> None:
    lines = PLAN.splitlines(keepends=True)
    lines[9] = LASTS % valid + lines[9]
    (tmp_path / "plan.yaml").write_text("".join(lines), encoding="utf-8")
    assert "refundable" not in telquote("check", "plan.yaml", cwd=tmp_path).stdout


def test_a_plan_that_replaces_a_default_by_nothing_is_not_told(tmp_path: Path) -> None:
    text = PLAN.replace("plans:\n", "defaults: {fees: [{id: f, price: 1, every: month}]}\nplans:\n")
    text += "  - id: other\n    name: Other\n    charges: [{id: i, for: inbound, per_minute: 1}]\n"
    (tmp_path / "plan.yaml").write_text(
        text.replace("    fees:\n      - {id: rental, price: 20, every: month}", "    fees: []")
    )
    assert telquote("check", "plan.yaml", cwd=tmp_path).stdout == "2 plans in 1 file, no errors\n"


def costs(offer: Offer, usage: Usage, horizon: int) -> Any:
    try:
        quote = quote_of(simulate(offer, usage, horizon))
    except NotOffered as refusal:
        return refusal.reason
    return quote


def without(tree: dict[str, Any], path: tuple[str | int, ...]) -> dict[str, Any]:
    changed = deepcopy(tree)
    here: Any = changed
    for step in path[2:-1]:
        here = here[step]
    del here[path[-1]]
    return changed


@given(cases(), months)
def test_what_is_told_changes_nothing(drawn: Drawn, horizon: int) -> None:
    tree, figures = drawn
    vendor = vendor_of(tree)
    idle = [one for one in idle_keys(vendor) if one.path[0] == "plans" and "when" not in one.path]
    assume(idle)
    usage = Usage(**figures)
    for one in idle:
        note(f"{one.path}: {one.message.said('en')}")
        fewer = offer_of(without(tree, one.path))
        assert costs(fewer, usage, horizon) == costs(offer_of(tree), usage, horizon)
