"""Work has a bound: what runs out of it is an answer as far as it goes, or one clear error, never a wrong figure."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from command import telquote
from hypothesis import given, settings
from hypothesis import strategies as st
from random_plans import offers_from, plan_trees, usages

from telquote import Usage, compare, work
from telquote.decisions.answer import answer_of
from telquote.decisions.breakeven import breakeven
from telquote.decisions.entrants import Entrant
from telquote.decisions.quantities import volume
from telquote.decisions.sensitivity import sensitivity
from telquote.plans import bounds
from telquote.plans.document import Plain
from telquote.plans.figure_paths import Figure, figures
from telquote.plans.folders import MOST_COMPLETED, ids_in
from telquote.plans.plan import Plan
from telquote.usage.pattern import UsageError
from telquote.work import OutOfWork

HEAD = "format: 1\nvendor: v\nname: V\ncurrency: CNY\nplans:\n"
LIMITS = [1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000]


@pytest.fixture(autouse=True)
def _no_meter_is_left() -> Iterator[None]:
    yield
    work.stop()


@pytest.mark.slow
@settings(max_examples=60)
@given(st.lists(plan_trees(), min_size=2, max_size=3), usages(), st.sampled_from(LIMITS))
def test_what_runs_out_says_nothing_that_the_whole_answer_does_not(
    trees: list[dict[str, Any]], figures: dict[str, int], limit: int
) -> None:
    offers, usage = offers_from(*trees), Usage(**figures)  # type: ignore[arg-type]
    work.stop()
    ranking = compare(offers, usage, months=6)
    if not ranking.ranked:
        return
    whole = answer_of(ranking)
    meter = work.start(limit)
    try:
        short = compare(offers, usage, months=6)
        said = answer_of(short)
    except OutOfWork:
        return
    assert short.ranked == ranking.ranked
    assert meter.left >= 0
    if work.is_complete():
        assert said.spans == whole.spans
        assert said.holds == whole.holds
        assert said.questions == whole.questions
    for plan, (low, high) in said.spans.items():
        assert whole.spans[plan][0] <= low <= high <= whole.spans[plan][1]
    for plan, holds in said.holds.items():
        if holds == whole.holds.get(plan):
            continue
        known = whole.holds[plan]
        assert holds.looked_at[0] >= known.looked_at[0]
        assert holds.looked_at[1] <= known.looked_at[1]


@given(st.lists(plan_trees(), min_size=2, max_size=3), st.sampled_from(LIMITS))
def test_a_break_even_that_runs_out_is_the_beginning_of_the_whole_one(trees: list[dict[str, Any]], limit: int) -> None:
    entrants = [Entrant(offer.id, (offer,)) for offer in offers_from(*trees)]
    over = volume(Usage(), "minutes")
    work.stop()
    try:
        whole = breakeven(entrants, Usage(), over, months=3, first=1, last=200)
    except ValueError:
        return
    work.start(limit)
    try:
        short = breakeven(entrants, Usage(), over, months=3, first=1, last=200)
    except (OutOfWork, ValueError):
        return
    *before, last = short.ranges
    assert before == list(whole.ranges[: len(before)])
    same = whole.ranges[len(before)]
    assert (last.first, last.cheapest) == (same.first, same.cheapest)
    assert last.last <= same.last
    assert short.last == last.last
    if work.is_complete():
        assert short == whole
    else:
        assert short.end == "bound" or short.ranges == whole.ranges


@pytest.mark.slow
@given(st.lists(plan_trees(), min_size=2, max_size=3), st.integers(1, 60), st.sampled_from(LIMITS))
def test_findings_that_run_out_are_some_of_all(trees: list[dict[str, Any]], minutes: int, limit: int) -> None:
    work.stop()
    ranking = compare(offers_from(*trees), Usage(minutes=minutes), months=3, volumes=False)
    whole = sensitivity(ranking, prices=True)
    work.start(limit)
    short = sensitivity(ranking, prices=True)
    assert set(short) <= set(whole)
    assert work.is_complete() == (len(short) == len(whole))


SLOW = {
    "packs": "  - {id: p, name: P, charges: [{id: in, for: inbound, from_balances: true}], "
    "balances: [{id: a, price: 3, minutes: 7, buy: always}]}\n"
    "  - {id: q, name: Q, charges: [{id: in, for: inbound, from_balances: true}], "
    "balances: [{id: a, price: 4.7, minutes: 11, buy: always}]}\n",
    "lots": "  - {id: p, name: P, charges: [{id: in, for: inbound, per_minute: 1}], balances: ["
    + ", ".join(f"{{id: b{n}, price: 1, minutes: 100000, buy: monthly, rollover: {{}}}}" for n in range(30))
    + "]}\n  - {id: q, name: Q, charges: [{id: in, for: inbound, per_minute: 1}]}\n",
    "steps": "  - {id: p, name: P, charges: [{id: in, for: inbound, per_minute: 1, increment: 0.001/0.001, "
    "rounding: {decimals: 2, mode: up}}]}\n"
    "  - {id: q, name: Q, charges: [{id: in, for: inbound, per_minute: 1}]}\n",
}
ASKED = [
    ("packs", "breakeven v/p v/q", "reaches"),
    ("packs", "breakeven v/p v/q --format json", "incomplete"),
    ("packs", "breakeven v/p v/q --chart --to 100000", "reaches"),
    ("lots", "compare --minutes 3000 --months 1200", "error"),
    ("lots", "simulate v/p --minutes 3000 --months 1200", "error"),
    ("steps", "compare --minutes 1000000000 --calls 1", "error"),
]


@pytest.mark.parametrize(("file", "line", "ends"), ASKED)
def test_a_command_that_runs_out_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, line: str, ends: str
) -> None:
    """With a hundredth of the steps, so that it takes no time."""
    start = work.start
    monkeypatch.setattr(work, "start", lambda: start(20_000))
    (tmp_path / "v.yaml").write_text(HEAD + SLOW[file])
    ended = telquote(*line.split(), "--plans", "v.yaml", cwd=tmp_path)
    if ends == "error":
        assert (ended.status, ended.stdout) == (2, "")
        assert "error: this takes more work than telquote does for one answer (20,000 steps)\n" in ended.stderr
        return
    assert ended.status == 0
    if ends == "incomplete":
        document = json.loads(ended.stdout)
        assert document["complete"] is False
        assert document["beyond"]["why"] == "bound"
        assert document["beyond"]["looked_at"] == document["ranges"][-1]["to"]
        return
    said = " ".join(ended.stdout.split())
    assert "Not all was looked at: it takes more than 20,000 steps of work." in said
    assert "proven" not in said


@pytest.mark.slow
def test_the_shipped_plans_are_looked_at_whole() -> None:
    for line in ("compare --minutes 3000", "sensitivity --minutes 3000", "breakeven", "simulate baidu --minutes 3000"):
        assert json.loads(telquote(*line.split(), "--format", "json").stdout)["complete"] is True


def test_each_plan_compared_allows_more() -> None:
    meter = work.start()
    meter.allow(10_000)
    assert (meter.limit, meter.left) == (10_000_000, work.TICKS * 10_000_000)
    meter.allow(5)
    assert meter.limit == 10_000_000


def test_a_part_takes_its_share_and_leaves_the_rest() -> None:
    meter = work.start(10)
    half = work.TICKS * 5
    with work.part(1, 2) as first:
        work.spend(half + 1)
    assert (first.whole, meter.left, work.is_complete()) == (False, half, False)
    with work.part() as second:
        work.spend(half)
    assert (second.whole, meter.left) == (True, 0)
    with pytest.raises(OutOfWork):
        work.spend(1)


BOUNDS = [
    ("minimum_term: 9999 years, charges: [{id: in, for: inbound, per_minute: 1}]", "more than 100 years"),
    ("minimum_term: 100 years, charges: [{id: in, for: inbound, per_minute: 1}]", None),
    ("charges: [{id: cb, for: callback, per_minute: 1, legs: 101}]", "101 is no number of legs from 1 to 100"),
    ("charges: [{id: cb, for: callback, per_minute: 1, legs: 100}]", None),
    (
        "charges: [{id: cb, for: callback, per_minute: 1, legs: {assumed: 1, because: b, or: [1000000]}}]",
        "1,000,000 is no number of legs from 1 to 100",
    ),
    (
        "charges: [{id: in, for: inbound, per_minute: {assumed: 1, because: b, or: ["
        + ", ".join(map(str, range(2, 103)))
        + "]}}]",
        "101 alternatives; at most 100",
    ),
    (
        "charges: [{id: in, for: inbound, tiers: {mode: volume, steps: ["
        + ", ".join(f"{{up_to: {n}, per_minute: 1}}" for n in range(1, 1001))
        + ", {per_minute: 1}]}}]",
        "1,001 steps; at most 1,000",
    ),
]


@pytest.mark.parametrize(("plan", "said"), BOUNDS)
def test_what_no_vendor_states_is_refused_with_its_place(tmp_path: Path, plan: str, said: str | None) -> None:
    (tmp_path / "v.yaml").write_text(f"{HEAD}  - {{id: p, name: P, {plan}}}\n")
    ended = telquote("check", "v.yaml", cwd=tmp_path)
    assert ended.status == (0 if said is None else 1)
    if said is not None:
        assert ended.stdout.startswith("v.yaml:6:")
        assert said in ended.stdout


def test_what_is_spent_is_not_looked_for_again_with_each_price(monkeypatch: pytest.MonkeyPatch) -> None:
    walks: list[str] = []

    def counted(plan: Plan) -> Iterator[Figure]:
        walks.append(plan.id)
        yield from figures(plan)

    charges = [{"id": f"c{n}", "for": "inbound", "meter": f"m{n}", "per_minute": Plain("1")} for n in range(40)]
    ranking = compare(offers_from(*({"name": "P", "charges": charges} for _ in range(5))), Usage(minutes=100), months=6)
    monkeypatch.setattr(bounds, "figures", counted)
    work.start(10_000)
    found = sensitivity(ranking, prices=True)
    assert not work.is_complete()
    assert len(found) < 200
    assert 0 < len(walks) <= 10_000 * work.TICKS // (bounds.WALK_TICKS * 40)


def test_no_month_grows_past_what_anybody_uses(tmp_path: Path) -> None:
    (tmp_path / "use.txt").write_text("minutes: 3000\ngrowth: {percent: 99999999999, every: month}\n")
    ended = telquote("compare", "--usage", "use.txt", "--months", "1200", cwd=tmp_path)
    assert (ended.status, ended.stdout) == (2, "")
    assert "season and growth lead to more than 1,000,000,000 of inbound in month 2" in ended.stderr


def test_no_more_classes_are_combined_than_anybody_asks_for(tmp_path: Path) -> None:
    when = ", ".join(f"k{n}: a" for n in range(22))
    plan = (
        f"charges: [{{id: in, for: inbound, per_minute: 1, when: {{{when}}}}}, {{id: o, for: inbound, per_minute: 2}}]"
    )
    (tmp_path / "v.yaml").write_text(f"{HEAD}  - {{id: p, name: P, {plan}}}\n")
    shares = ", ".join(f"k{n}: {{a: 0.5, b: 0.5}}" for n in range(22))
    (tmp_path / "use.txt").write_text(f"minutes: 3000\nclasses: {{inbound: {{{shares}}}}}\n")
    ended = telquote("compare", "--usage", "use.txt", "--plans", "v.yaml", cwd=tmp_path)
    assert ended.status == 2
    assert "22 kinds of class make 4,194,304 combinations; at most 10,000" in ended.stderr
    assert issubclass(UsageError, ValueError)


def test_names_are_completed_from_what_files_name_alone(tmp_path: Path) -> None:
    good, broken, big = tmp_path / "a.yaml", tmp_path / "b.yaml", tmp_path / "c.yaml"
    good.write_text(HEAD + "  - {id: p, nonsense: true}\n  - {id: q}\n")
    broken.write_text("vendor: w\nplans: [{id: [}")
    big.write_text("#" * (MOST_COMPLETED + 1))
    assert ids_in([good]) == ["v", "v/p", "v/q"]
    assert ids_in([good, broken, tmp_path / "missing.yaml"]) == ["v", "v/p", "v/q"]
    assert ids_in([good, big]) == []


@pytest.mark.slow
def test_thousands_of_problems_are_told_a_hundred_times(tmp_path: Path) -> None:
    keys = ", ".join(f"key{n}: 1" for n in range(5000))
    (tmp_path / "v.yaml").write_text(f"{HEAD}  - {{id: p, name: P, {keys}}}\n")
    ended = telquote("check", "v.yaml", cwd=tmp_path)
    assert ended.stdout.count("[unknown-key]") == 100
    assert "v.yaml: 4,900 more" in ended.stdout
    document = json.loads(telquote("check", "v.yaml", "--format", "json", cwd=tmp_path).stdout)
    assert len(document["diagnostics"]) == document["errors"] == 5000
    annotations = telquote("check", "v.yaml", "--format", "github", cwd=tmp_path).stdout.splitlines()
    assert annotations[-1] == "::error file=v.yaml::4,900 more problems"
