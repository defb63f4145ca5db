"""What an answer says holds where plans are unusual: totals below zero, figures that move together, no end of work."""

import json
from pathlib import Path
from typing import Any

import pytest
from command import telquote

HEAD = "format: 1\nvendor: {vendor}\nname: {name}\ncurrency: CNY\nplans:\n"

FLAT = "{id: p, name: P, charges: [{id: in, for: inbound, per_minute: 0.1}]}"
DEARER = "{id: q, name: Q, charges: [{id: in, for: inbound, per_minute: 0.2}]}"
PAYING = "{id: p, name: P, charges: [{id: in, for: inbound, per_minute: -0.05}]}"
TWO_FIGURES = (
    "{id: q, name: Q, charges: [{id: in, for: inbound, per_minute: {assumed: 0.1, because: x, or: [0.08]}}],"
    " fees: [{id: f, price: {assumed: 40, because: y, or: [15]}, every: month}]}"
)
BUNDLE = (
    "{id: b, name: B, charges: [{id: in, for: inbound, per_minute: 0.05}],"
    " balances: [{id: b, price: 60, minutes: 1000, buy: monthly}]}"
)
VOLUME_TIERS = (
    "{id: v, name: V, charges: [{id: in, for: inbound,"
    " tiers: {mode: volume, steps: [{up_to: 1050, per_minute: 0.08}, {per_minute: 0.04}]}}]}"
)
PACK = (
    "{id: k, name: K, charges: [{id: in, for: inbound, from_balances: true, connect_fee: 0.01}],"
    " balances: [{id: pack, price: 60, minutes: 1000, buy: always, valid: 12 months}],"
    " fees: [{id: f, price: 20, every: month}]}"
)
HELD = (
    "{id: r, name: R, charges: [{id: in, for: inbound, per_minute: 0.1}],"
    " balances: [{id: acc, top_up: {first: 500, then: 100}, buy: always, refundable: true}]}"
)
DEPOSIT = (
    "{id: d, name: D, charges: [{id: in, for: inbound, per_minute: 0.05}],"
    " fees: [{id: deposit, price: 300, every: once, refundable: true}, {id: rent, price: 5, every: month}]}"
)
UNPRICED = (
    "{id: p, name: P, requires: [{id: line, en: A line, priced: false}],"
    " charges: [{id: in, for: inbound, per_minute: 0.05}]}"
)
ROUNDED = (
    "{id: r, name: R, charges: [{id: in, for: inbound, per_minute: 0.12,"
    " increment: {assumed: exact, because: x, or: [60/60]}, connect_fee: 0.02}]}"
)


def write(folder: Path, *plans: str, vendor: str = "a", name: str = "A") -> str:
    text = HEAD.format(vendor=vendor, name=name) + "".join(f"  - {plan}\n" for plan in plans)
    (folder / f"{vendor}.yaml").write_text(text)
    return str(folder)


def test_of_two_that_cost_the_same_the_one_without_requirements_says_so(tmp_path: Path) -> None:
    needing = FLAT.replace("id: p", "id: n").replace("name: P", "name: N, requires: [{id: line, en: A line, zh: 专线}]")
    asked = ("compare", "--minutes", "1000", "--plans", write(tmp_path, FLAT, needing))
    assert "A p: requires nothing; A n: requires A line" in said(*asked)
    assert "A（p）：无条件；A（n）：条件：专线" in said(*asked, "--lang", "zh")


def said(*arguments: str) -> str:
    ended = telquote(*arguments)
    assert (ended.status, ended.stderr) == (0, "")
    return " ".join(ended.stdout.split())


def document(*arguments: str) -> Any:
    return json.loads(telquote(*arguments, "--format", "json").stdout)


def test_a_total_below_zero_is_shown(tmp_path: Path) -> None:
    shown = said("compare", "--plans", write(tmp_path, PAYING, DEARER), "--minutes", "1000")
    assert "Cheapest A p: -1,800 CNY in 36 months, -50 in month 1; -50 a month" in shown
    assert "Next A q: 9,000 more, 200 in month 1" in shown


def test_figures_that_must_move_together_are_no_steady_answer(tmp_path: Path) -> None:
    plans = write(tmp_path, FLAT, TWO_FIGURES)
    answer = document("compare", "--plans", plans, "--minutes", "1000")
    assert (answer["could_be"]["stays"], answer["could_be"]["worst"]["by"]) == ("some", "180")
    for command in ("compare", "sensitivity"):
        shown = said(command, "--plans", plans, "--minutes", "1000")
        assert "Could be" in shown
        assert "no single answer makes another plan cheaper" in shown
        assert "no stated alternative" not in shown


@pytest.mark.slow
def test_what_is_near_is_looked_at_before_what_is_far(tmp_path: Path) -> None:
    plans = write(tmp_path, BUNDLE, VOLUME_TIERS, PACK)
    answer = document("compare", "--plans", plans, "--minutes", "1000")
    assert (answer["holds"]["from"], answer["holds"]["to"], answer["near"]["above"]["at"]) == (750, 1050, 1051)
    assert "from 1,051 minutes a month A v is cheaper: 1,513.44" in said(
        "compare", "--plans", plans, "--minutes", "1000"
    )


def test_of_a_part_of_a_minute_both_whole_neighbours_are_looked_at(tmp_path: Path) -> None:
    steps = "{id: s, name: S, charges: [{id: in, for: inbound, from_balances: true}], " + (
        "balances: [{id: b, price: 80, minutes: 833, buy: always, valid: 1 month}]}"
    )
    plans = write(tmp_path, FLAT, steps)
    answer = document("compare", "--plans", plans, "--minutes", "833.4")
    assert answer["lead"] == "a/p"
    assert (answer["holds"]["from"], answer["near"]["below"]["at"], answer["near"]["below"]["plan"]) == (
        834,
        833,
        "a/s",
    )


def test_figures_moved_one_at_a_time_are_said_to_be(tmp_path: Path) -> None:
    fees = ", ".join(f"{{id: f{n}, price: {{assumed: 1, because: x, or: [2]}}, every: month}}" for n in range(11))
    many = f"{{id: m, name: M, charges: [{{id: in, for: inbound, per_minute: 0.01}}], fees: [{fees}]}}"
    plans = write(tmp_path, many, DEARER)
    shown = said("compare", "--plans", plans, "--minutes", "1000")
    assert " 792+ " in shown
    assert "the cheapest each time (one at a time)" in shown
    asked = said("sensitivity", "--plans", plans, "--minutes", "1000")
    assert "A m 756 to 792, each figure moved by itself" in asked
    assert "combinations" not in asked


@pytest.mark.parametrize(
    ("plans", "options", "reason"),
    [
        ((HELD, FLAT), ["a/p"], "the plan of today, a/r, is not among those compared"),
        (
            (HELD.replace("name: R,", "name: R, requires: [{id: line, en: A line}],"), FLAT),
            ["--refuse", "line"],
            "line",
        ),
        (
            (HELD.replace("name: R,", "name: R, requires: [{id: line, en: A line, priced: false}],"), FLAT),
            [],
            "what the plan of today, A r, requires has no price",
        ),
    ],
)
def test_why_nobody_knows_what_staying_costs(
    tmp_path: Path, plans: tuple[str, ...], options: list[str], reason: str
) -> None:
    usage = tmp_path / "usage.txt"
    usage.write_text("{minutes: 1000, current: {plan: a/r, balances: {acc: {left: 450}}}}")
    shown = said("compare", *options, "--plans", write(tmp_path, *plans), "--usage", str(usage))
    assert f"Saves nobody knows: {'the plan of today is left out: A r (requires ' if reason == 'line' else ''}" in shown
    assert reason in shown


@pytest.mark.slow
def test_what_leaving_gives_back_is_said(tmp_path: Path) -> None:
    usage = tmp_path / "usage.txt"
    usage.write_text("{minutes: 1000, current: {plan: a/r, balances: {acc: {left: 450}}}}")
    cheap = FLAT.replace("0.1", "0.02")
    shown = said("compare", "--plans", write(tmp_path, HELD, cheap), "--usage", str(usage))
    assert "leaving gives back 450, not counted here" in shown


def test_a_row_with_calls_of_another_spread_has_the_length_that_is_given(tmp_path: Path) -> None:
    plans = write(tmp_path, ROUNDED, DEARER)
    shown = said("sensitivity", "--plans", plans, "--calls", "300", "--call-length", "100")
    assert "180 s" not in shown
    assert "calls all of 100 s" in shown


def test_what_nobody_has_priced_is_said_and_passes_no_gate(tmp_path: Path) -> None:
    plans = write(tmp_path, UNPRICED)
    ask = ("compare", "--plans", plans, "--minutes", "1000")
    assert "on top of A line, whose cost is in no total" in said(*ask, "-q")
    gated = telquote(*ask, "--max-total", "1800")
    assert gated.status == 1
    assert "costs 1,800 CNY and what nobody has priced: A line" in gated.stderr
    assert document(*ask)["plans"][0]["on_top"] == ["line"]


def test_a_deposit_of_a_single_month_is_said(tmp_path: Path) -> None:
    plans = write(tmp_path, DEPOSIT, DEARER)
    shown = said("compare", "--plans", plans, "--minutes", "1000", "--months", "1")
    assert "A d: 55 CNY in 1 month, 355 to pay first" in shown


def test_plans_that_would_be_called_alike_are_told_apart(tmp_path: Path) -> None:
    write(tmp_path, FLAT, vendor="a", name="Same")
    plans = write(tmp_path, DEARER, vendor="b", name="Same")
    assert "Same (b): 3,600 more" in said("compare", "--plans", plans, "--minutes", "1000")
    short = write(tmp_path / "..", FLAT.replace("name: P,", "name: P, short: q,"), DEARER, vendor="c", name="C")
    shown = said("compare", "--plans", f"{short}/c.yaml", "--minutes", "1000")
    assert "Cheapest C p: 3,600" in shown
    assert "Next C q: 3,600 more" in shown


def test_a_folder_is_named_as_it_is_called(tmp_path: Path) -> None:
    folder = tmp_path / "{1} (2)"
    folder.mkdir()
    write(folder, FLAT)
    ended = telquote("list", "--plans", "{1} (2)", "--lang", "zh", cwd=tmp_path)
    assert ended.stdout.startswith("{1} (2)：1家共1个套餐")
