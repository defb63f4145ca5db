"""Whatever a plan states as a figure has a path: it can be assumed, moved, and is marked where it is assumed."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from command import telquote
from test_breakeven import OFFERS

from telquote.plans.bounds import Bound, allowed_span
from telquote.plans.figure_paths import figures
from telquote.plans.figures import Value
from telquote.plans.part import Part
from telquote.plans.plan import Plan

BOUND = """format: 1
vendor: acme
name: Acme
currency: EUR
plans:
  - id: p
    name: P
    minimum_term: {assumed: 12 months, because: usual, or: [24 months]}
    charges: [{id: in, for: inbound, per_minute: 1}]
    fees: [{id: f, price: 1, every: month}]
  - id: q
    name: Q
    charges: [{id: in, for: inbound, per_minute: 2.5}]
"""
ASK = ("--plans", "acme.yaml", "--minutes", "1", "--months", "1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "acme.yaml").write_text(BOUND, encoding="utf-8")
    return tmp_path


def test_an_assumed_term_is_marked_where_it_decides(folder: Path) -> None:
    """By hand: 1 + 1 in month 1, and eleven fees after it."""
    answer = json.loads(telquote("compare", *ASK, "--format", "json", cwd=folder).stdout)
    totals = {plan["plan"]: (plan["total"], plan["assumptions"]) for plan in answer["plans"]}
    assert totals == {"acme/p": ("13", ["acme/p:minimum_term"]), "acme/q": ("2.5", [])}
    said = telquote("compare", *ASK, "--long", cwd=folder).stdout
    assert "minimum_term = 12 months" in said
    assert "minimum term" in telquote("sensitivity", *ASK, cwd=folder).stdout
    assert telquote("compare", "acme/p", *ASK, "--strict", cwd=folder).status == 1
    longer = json.loads(telquote("compare", *ASK[:-1], "24", "--format", "json", cwd=folder).stdout)
    assert not any(plan["assumptions"] for plan in longer["plans"])


def test_a_term_is_shown_as_a_figure_without_a_currency(folder: Path) -> None:
    shown = telquote("show", "acme/p", "--plans", "acme.yaml", cwd=folder).stdout
    assert " - minimum term: 12 months ?\n" in shown
    assert " - minimum_term = 12 months (or 24 months): usual\n" in shown


def test_a_term_can_be_assumed_and_moved(folder: Path) -> None:
    assumed = ("--assume", "acme/p:minimum_term=1 month", "--format", "json")
    answer = json.loads(telquote("simulate", "acme/p", *ASK, *assumed, cwd=folder).stdout)
    assert (answer["quote"]["total"], answer["quote"]["committed"]) == ("2", "0")
    over = telquote("breakeven", "acme/p", "acme/q", *ASK, "--over", "acme/p:minimum_term", cwd=folder)
    assert over.status == 0
    assert "minimum term of Acme p" in " ".join(over.stdout.split())


def test_an_unknown_term_is_refused_until_it_is_given(folder: Path) -> None:
    text = BOUND.replace("{assumed: 12 months, because: usual, or: [24 months]}", "unknown")
    (folder / "acme.yaml").write_text(text, encoding="utf-8")
    answer = json.loads(telquote("compare", *ASK, "--format", "json", cwd=folder).stdout)
    assert "leaves minimum_term unknown" in answer["not_offered"][0]["reason"]


def test_a_validity_that_is_unknown_and_not_needed_breaks_no_claim(folder: Path) -> None:
    balances = "[{id: a, price: 5, credit: 5, buy: always}, {id: g, price: 0, credit: 1, buy: once, valid: unknown}]"
    plan = f"  - id: v\n    name: V\n    charges: [{{id: in, for: inbound, per_minute: 1}}]\n    balances: {balances}\n"
    (folder / "acme.yaml").write_text(BOUND + plan, encoding="utf-8")
    answer = json.loads(telquote("compare", *ASK, "--format", "json", cwd=folder).stdout)
    assert [one["plan"] for one in answer["not_offered"]] == ["acme/v"]
    assert telquote("breakeven", "acme/q", "acme/p", *ASK, "--to", "9", cwd=folder).status == 0


def test_every_value_of_every_plan_has_a_path() -> None:
    for offer in OFFERS:
        found = {id(figure.value) for figure in figures(offer.plan)}
        assert found == {id(value) for value in values_in(offer.plan)}


def values_in(part: Any) -> list[Value[Any]]:
    if isinstance(part, Value):
        return [part]
    if isinstance(part, (Plan, Part)):
        return [value for name in type(part).model_fields for value in values_in(getattr(part, name))]
    if isinstance(part, dict):
        return [value for inner in part.values() for value in values_in(inner)]
    return [value for inner in part for value in values_in(inner)] if isinstance(part, tuple) else []


def test_the_plan_of_today_says_from_when_its_term_is_counted(folder: Path) -> None:
    (folder / "usage.yaml").write_text("minutes: 1\ncurrent: {plan: acme/p}\n")
    ask = ("simulate", "acme/p", "--plans", "acme.yaml", "--months", "1", "--usage", "usage.yaml", "--format", "json")
    answer = json.loads(telquote(*ask, cwd=folder).stdout)
    assert answer["quote"]["total"] == "13"
    assert "usage:current.term" in [one["path"] for one in answer["assumptions"]]


def test_what_a_balance_holds_at_the_end_of_a_month_does_not_depend_on_the_horizon(folder: Path) -> None:
    plan = "  - id: s\n    name: S\n    charges: [{id: sms, for: sms, per_unit: 1}]\n"
    plan += "    balances: [{id: a, price: 0, units: 100, buy: once, valid: 1 month}]\n"
    (folder / "acme.yaml").write_text(BOUND + plan, encoding="utf-8")
    (folder / "usage.yaml").write_text("sms: [50, 0]\n")
    held = []
    for months in ("1", "2"):
        ask = ("simulate", "acme/s", "--plans", "acme.yaml", "--usage", "usage.yaml", "--months", months)
        answer = json.loads(telquote(*ask, "--format", "json", cwd=folder).stdout)
        held.append(answer["balances"]["a"][0])
        assert [one["month"] for one in answer["entries"] if one["kind"] == "expired"] == [2]
    assert held == ["50", "50"]


def test_a_price_moves_as_far_as_a_file_could_state_it() -> None:
    spans = {
        f"{offer.id}:{figure.path}": allowed_span(offer.plan, figure)
        for offer in OFFERS
        for figure in figures(offer.plan)
        if figure.path in ("package", "inbound", "account.top_up.then")
    }
    assert spans["baidu/lixianbao:inbound"] == (None, None)
    package = spans["union400/3000:package"]
    assert (package.least, package.most) == (Bound(Fraction(0), False), None)
    assert spans["baidu/lixianbao:account.top_up.then"].least == Bound(Fraction(0), False)
