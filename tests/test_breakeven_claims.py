"""What the screen of a break-even says holds where it says so, and no further."""

import json
from pathlib import Path

import pytest
from command import telquote

HEAD = "format: 1\nvendor: {0}\nname: {1}\ncurrency: EUR\nplans:\n  - {{id: p, name: P, {2}}}\n"
A = "charges: [{id: in, for: inbound, per_minute: 0.10}]"
FEE = "charges: [{id: in, for: inbound, per_minute: 0.05}], fees: [{id: f, price: 5, every: month}]"
PACK = "charges: [{id: in, for: inbound, from_balances: true}], "
PACK += "balances: [{id: pack, price: %s, minutes: 1000, buy: monthly}]"
FALLS = "charges: [{id: in, for: inbound, "
FALLS += "tiers: {mode: volume, steps: [{up_to: 100, per_minute: 0.12}, {per_minute: 0.10}]}}]"
ROUNDED = "charges: [{id: in, for: inbound, per_minute: 0.1, increment: %s}]"


def said(folder: Path, first: str, second: str, *arguments: str) -> str:
    folder.mkdir(exist_ok=True)
    (folder / "a.yaml").write_text(HEAD.format("aa", "Aa", first))
    (folder / "b.yaml").write_text(HEAD.format("bb", "Bb", second))
    ended = telquote("breakeven", *arguments, "--plans", str(folder))
    assert (ended.status, ended.stderr) == (0, "")
    return " ".join(ended.stdout.split())


@pytest.mark.parametrize("minutes", ["110", "3000", "1000000"])
def test_a_usage_past_the_last_change_is_told_as_proven(tmp_path: Path, minutes: str) -> None:
    text = said(tmp_path / "p", A, FEE, "--minutes", minutes)
    assert "unbeaten from 100 on" in text
    assert "from 101 on Bb for good" in text


def test_a_range_that_nothing_proves_ends_where_nobody_looked(tmp_path: Path) -> None:
    """By hand: 0.10 a minute against 550 a month and 0.05 a minute meet at 11,000."""
    dear = FEE.replace("price: 5", "price: 550")
    text = said(tmp_path / "p", FALLS, dear, "--minutes", "8000")
    assert "unbeaten from 0 to 11,000" in text
    assert "11,001-16,000 Bb" in text
    assert "looked at up to 16,000 minutes; past that nothing is claimed" in text
    assert "Turns Aa from 0 to 1,000" in said(tmp_path / "p", FALLS, dear, "--to", "1000")


def test_nobody_is_unbeaten_past_what_was_looked_at(tmp_path: Path) -> None:
    text = said(tmp_path / "p", A, PACK % "5", "--minutes", "200", "--to", "600")
    assert "unbeaten from 50 to 600" in text
    assert " on;" not in text


def test_what_is_priced_nowhere_is_marked(tmp_path: Path) -> None:
    needs = FEE + ", requires: [{id: line, en: A telephone line, priced: false}]"
    text = said(tmp_path / "p", A, needs, "--from", "1", "--to", "400")
    assert "Needs Bb: line (its cost is in no total)" in text


def test_what_is_taken_stands_there_though_the_plan_ends_before_the_range(tmp_path: Path) -> None:
    """At a million minutes the pack is not offered: what it is taken to cost is told all the same."""
    taken = "{assumed: 5, because: a guess, or: [50]}"
    assert "Taken as Bb pack 5 (or 50)" in said(tmp_path / "p", A, PACK % taken, "--minutes", "200")
    document = json.loads(telquote("breakeven", "--plans", str(tmp_path / "p"), "--format", "json").stdout)
    assert [one["path"] for one in document["assumptions"]] == ["bb/p:pack"]


def test_whose_calls_are_taken_to_be_rounded_is_said_where_it_is_not_all(tmp_path: Path) -> None:
    exact, whole = "{assumed: exact, because: usual, or: [60/60]}", "60/60"
    mixed = said(tmp_path / "p", ROUNDED % exact, ROUNDED % whole, "--minutes", "100")
    assert "Taken as Aa: calls not rounded up" in mixed
    alike = said(tmp_path / "q", ROUNDED % exact, ROUNDED % exact, "--minutes", "100")
    assert "Taken as calls not rounded up" in alike


def test_figures_of_two_vendors_are_two_though_they_have_one_name(tmp_path: Path) -> None:
    five, or_hundred = "{assumed: 5, because: b, or: [6]}", "{assumed: 5, because: b, or: [100]}"
    text = said(
        tmp_path / "p",
        FEE.replace("price: 5", f"price: {five}"),
        FEE.replace("price: 5", f"price: {or_hundred}"),
        "--to",
        "50",
    )
    assert "Aa f 5 (or 6)" in text
    assert "Bb f 5 (or 100)" in text


def test_what_is_ranked_by_is_said(tmp_path: Path) -> None:
    assert "ranked by upfront" in said(tmp_path / "p", A, FEE, "--minutes", "90", "--by", "upfront")


def test_a_figure_that_is_no_price_has_no_currency(tmp_path: Path) -> None:
    text = said(tmp_path / "p", A, PACK % "5", "--minutes", "200", "--over", "bb/p:pack.minutes")
    assert "EUR each" not in text
