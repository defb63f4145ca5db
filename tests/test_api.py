"""The public API: what it shows, what it answers, what it refuses, and that docs/python.md is true."""

import doctest
import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, assert_type

import pytest
from command import ROOT, environment, telquote

import telquote as public
from telquote import Usage, breakeven, compare, errors, load_plans, load_usage, sensitivity, simulate
from telquote.answers import Breakevens, Findings, Ranking, Simulation
from telquote.language.chinese import CHINESE
from telquote.plans.folders import SHIPPED

PLANS = load_plans("plans")
OFFER = PLANS.offers()[0]
USED = Usage(minutes=3000)


def test_the_page_about_python_is_true() -> None:
    found = doctest.testfile(str(ROOT / "docs/python.md"), module_relative=False, encoding="utf-8")
    assert found.failed == 0
    assert found.attempted > 20


def test_dir_shows_the_api_and_nothing_else() -> None:
    assert dir(public) == sorted(public.__all__)
    assert all(getattr(public, name) is not None for name in public.__all__)
    with pytest.raises(AttributeError, match="'telquote' has no attribute 'simulation'"):
        public.simulation  # noqa: B018


def test_the_version_alone_imports_no_engine() -> None:
    code = "import sys, telquote; telquote.__version__; sys.exit(any(n.startswith('telquote.') for n in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], env=environment(), check=False).returncode == 0


def test_amounts_have_types() -> None:
    ranking = compare(PLANS, USED)
    assert_type(ranking, Ranking)
    assert_type(ranking.ranked[0].quote.total, Fraction)
    assert_type(ranking.ranked[0].quote.cost("net"), Fraction)
    answer = breakeven(PLANS, contenders=["baidu", "union400"], last=100)
    assert_type(answer, Breakevens)
    assert_type(sensitivity(ranking), Findings)
    simulation = simulate(OFFER, USED, 12)
    assert_type(simulation, Simulation)
    assert_type(simulation.entries[0].money, Fraction)
    for one in (ranking.ranked[0].quote.total, ranking.ranked[0].first_payment, simulation.entries[0].money):
        assert isinstance(one, Fraction)
    costs = [cost for one in answer.ranges for ends in one.costs.values() for cost in ends]
    assert costs
    assert all(isinstance(cost, Fraction) for cost in costs)


SAME_AS_THE_COMMAND: list[tuple[str, Callable[[], Any]]] = [
    ("compare --plans plans --minutes 3000", lambda: compare(PLANS, USED)),
    (
        "compare --plans plans --minutes 900 --by net --months 12",
        lambda: compare(PLANS, Usage(minutes=900), by="net", months=12),
    ),
    ("sensitivity --plans plans --minutes 3000", lambda: sensitivity(compare(PLANS, USED))),
    (
        "breakeven baidu union400 --plans plans --to 4000",
        lambda: breakeven(PLANS, contenders=["baidu", "union400"], last=4000),
    ),
    (
        "breakeven --plans plans --minutes 900 --over months --to 24",
        lambda: breakeven(PLANS, Usage(minutes=900), "months", last=24),
    ),
    (
        "breakeven baidu union400 --plans plans --minutes 3000 --over baidu/lixianbao:inbound --to 0.2",
        lambda: breakeven(
            PLANS, USED, "baidu/lixianbao:inbound", contenders=["baidu", "union400"], last=Decimal("0.2")
        ),
    ),
    (
        "compare --plans plans --usage tests/usage/current.yaml",
        lambda: compare(PLANS, load_usage("tests/usage/current.yaml")),
    ),
    ("simulate baidu --plans plans --minutes 300 --months 6", lambda: simulate(OFFER, Usage(minutes=300), 6)),
]


@pytest.mark.parametrize(("command", "ask"), SAME_AS_THE_COMMAND, ids=[command for command, _ in SAME_AS_THE_COMMAND])
def test_the_document_is_that_of_the_command(command: str, ask: Callable[[], Any]) -> None:
    stated = json.loads(telquote(*command.split(), "--format", "json").stdout)
    document = json.loads(json.dumps(ask().to_dict()))
    if command.startswith("simulate"):  # one offer does not know the files beside it
        document["plans_from"] = stated["plans_from"]
    assert document == stated


@pytest.mark.parametrize(
    "ask", [ask for _, ask in SAME_AS_THE_COMMAND], ids=[command for command, _ in SAME_AS_THE_COMMAND]
)
def test_answers_print_short_and_show_as_tables(ask: Callable[[], Any]) -> None:
    answer = ask()
    assert 10 < len(repr(answer)) < 250
    assert "\n" not in repr(answer)
    table = answer._repr_html_()
    assert table.startswith("<table><thead><tr><th>")
    assert table.count("<tr>") > 1


def test_nothing_in_a_table_is_markup() -> None:
    vendor = OFFER.vendor.model_copy(update={"vendor": "<script>"})
    ranking = compare([OFFER._replace(vendor=vendor)], USED)
    assert "&lt;script&gt;" in ranking._repr_html_()
    assert "<script>" not in ranking._repr_html_()


def test_plans_are_those_that_the_command_finds(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TELQUOTE_PLANS", raising=False)
    assert load_plans().path == "plans"
    monkeypatch.chdir(tmp_path)
    assert load_plans().path == SHIPPED
    monkeypatch.setenv("TELQUOTE_PLANS", str(ROOT / "plans/gallery/eu"))
    assert [vendor.vendor for vendor in load_plans().vendors] == ["cloudtalk"]


def test_the_plan_of_today_is_as_it_is_held() -> None:
    usage = load_usage("tests/usage/current.yaml")
    assert usage.current is not None
    (offer,) = (one for one in PLANS.offers() if one.id == usage.current.plan)
    assert simulate(offer, usage, 12).quote.opening > 0
    assert any(plan.offer.held is not None for plan in compare(PLANS.offers(), usage).ranked)


WRONG: list[tuple[str, type[Exception], Callable[[], Any]]] = [
    ("months is 0; give a whole number from 1 to 1,200", errors.BadArgument, lambda: compare(PLANS, USED, months=0)),
    ("months is 2.5; give", errors.BadArgument, lambda: compare(PLANS, USED, months=2.5)),  # type: ignore[arg-type]
    ("months is True; give", errors.BadArgument, lambda: simulate(OFFER, USED, True)),
    ("by is 'price'; give one of total, accrued", errors.BadArgument, lambda: compare(PLANS, USED, by="price")),  # type: ignore[arg-type]
    ("usage is {'minutes': 3}; give Usage", errors.BadArgument, lambda: compare(PLANS, {"minutes": 3})),  # type: ignore[arg-type]
    ("plans is 5; give what load_plans returns", errors.BadArgument, lambda: compare(5, USED)),  # type: ignore[arg-type]
    ("plans is 'baidu'; give", errors.BadArgument, lambda: compare("baidu", USED)),  # type: ignore[arg-type]
    ("a plan is 'x'; give", errors.BadArgument, lambda: compare(["x"], USED)),  # type: ignore[list-item]
    ("a plan is <11 plans of 3 vendors from plans>", errors.BadArgument, lambda: simulate(PLANS, USED)),  # type: ignore[arg-type]
    ("ranking is 3; give what compare returns", errors.BadArgument, lambda: sensitivity(3)),  # type: ignore[arg-type]
    ("over is 'minuts'; give one of minutes", errors.BadArgument, lambda: breakeven(PLANS, over="minuts")),
    ("over is 3; give one of", errors.BadArgument, lambda: breakeven(PLANS, over=3)),  # type: ignore[arg-type]
    ("contenders is 'baidu'; give a list", errors.BadArgument, lambda: breakeven(PLANS, contenders="baidu")),
    ("contenders is [3]; give a list", errors.BadArgument, lambda: breakeven(PLANS, contenders=[3])),  # type: ignore[list-item]
    ("range is 1.5; give an int", errors.BadArgument, lambda: breakeven(PLANS, last=1.5)),  # type: ignore[arg-type]
    ("range is Fraction(3, 2); give a whole", errors.BadArgument, lambda: breakeven(PLANS, last=Fraction(3, 2))),
    ("path is 3; give the path of a file", errors.BadArgument, lambda: load_usage(3)),  # type: ignore[arg-type]
    ("path is 3; give the path of a file", errors.BadArgument, lambda: load_plans(3)),  # type: ignore[arg-type]
    ("minutes is 3.5; give an int, a Decimal", errors.UsageError, lambda: Usage(minutes=3.5)),  # type: ignore[arg-type]
    (
        "season and growth multiply what is used",
        errors.UsageError,
        lambda: compare(PLANS, Usage(season=(Fraction(1),) * 12)),
    ),
    ("does not offer sms", errors.NotOffered, lambda: simulate(OFFER, Usage(sms=3))),
    ("no plan can serve this usage", errors.NotOffered, lambda: compare(PLANS, Usage(sms=3)).to_dict()),
    ("nosuch: no vendor or plan", errors.UnknownName, lambda: breakeven(PLANS, contenders=["nosuch", "baidu"])),
    ("baidu/lixianbao:x: no such figure", errors.UnknownName, lambda: breakeven(PLANS, USED, "baidu/lixianbao:x")),
    ("none of the contenders depends on seats", errors.NoBreakeven, lambda: breakeven(PLANS, over="seats")),
    (
        "different currencies",
        errors.CannotCompare,
        lambda: compare([*PLANS.offers(), *load_plans("plans/gallery/us").offers()], USED),
    ),
    ("plans is []; give what load_plans", errors.BadArgument, lambda: compare([], USED)),
    ("plans is []; give what load_plans", errors.BadArgument, lambda: breakeven([])),
    ("a plan is <baidu/lixianbao>; give each plan once", errors.BadArgument, lambda: compare([OFFER, OFFER], USED)),
    ("contenders is 3; give a list", errors.BadArgument, lambda: breakeven(PLANS, contenders=3)),  # type: ignore[arg-type]
    ("contenders is None; give a list", errors.BadArgument, lambda: breakeven(PLANS, contenders=None)),  # type: ignore[arg-type]
    ("range is Decimal('NaN'); give", errors.BadArgument, lambda: breakeven(PLANS, last=Decimal("NaN"))),
    ("range is Decimal('Infinity')", errors.BadArgument, lambda: breakeven(PLANS, last=Decimal("Infinity"))),
    ("path is ''; give the path", errors.BadArgument, lambda: load_plans("")),
    ("path is 'a\\x00b'; give the path", errors.BadArgument, lambda: load_usage("a\0b")),
    ("path is '\\ud800'; give the path", errors.BadArgument, lambda: load_plans("\ud800")),
    (
        "x/y: no such plan, and so not that of today",
        errors.UnknownName,
        lambda: compare(PLANS, Usage(minutes=9, current=("x/y", {}))),  # type: ignore[arg-type]
    ),
    ("no plan can serve this usage", errors.NotOffered, lambda: sensitivity(compare(PLANS, Usage(sms=3))).to_dict()),
    ("nowhere: no such file", errors.PlanFilesError, lambda: load_plans("nowhere")),
    ("no such file", errors.PlanFilesError, lambda: load_usage("nowhere.yaml")),
]


@pytest.mark.parametrize(("said", "kind", "ask"), WRONG, ids=[said for said, _, _ in WRONG])
def test_what_cannot_be_taken_is_one_of_our_errors(said: str, kind: type[Exception], ask: Callable[[], Any]) -> None:
    with pytest.raises(errors.TelquoteError) as raised:
        ask()
    assert isinstance(raised.value, kind)
    assert said in str(raised.value)


PARTS: list[tuple[str, dict[str, Any]]] = [
    ("seats is Fraction(3, 2); give a whole number", {"seats": Fraction(3, 2)}),
    ("season is 3; give a list of numbers", {"season": 3}),
    ("season is 0.5; give an int, a Decimal", {"season": [0.5] * 12}),
    ("season is -1, which is too small", {"season": [-1] * 12}),
    ("a season has 12 months; found 2", {"season": (1, 2)}),
    ("growth is 5; give a pair", {"growth": 5}),
    ("growth is 0.5; give an int", {"growth": (0.5, 12)}),
    ("growth is 0; give a whole number", {"growth": (5, 0)}),
    ("growth of -200% takes away more", {"growth": (-200, 12)}),
    ("by_month is 'fax'; give one of inbound", {"by_month": {"fax": (1,)}}),
    ("by_month is 'NaN'; give a list", {"by_month": {"inbound": "NaN"}}),
    ("by_month is Decimal('NaN'); give an int", {"by_month": {"inbound": (Decimal("NaN"),)}}),
    ("classes is 'fax'; give one of", {"classes": {"fax": {"origin": {"mobile": 1}}}}),
    ("classes is 3; give a dict", {"classes": {"inbound": 3}}),
    ("classes is 0.5; give an int", {"classes": {"inbound": {"origin": {"mobile": 0.5, "landline": 0.5}}}}),
    ("the shares of origin in inbound add up to 2", {"classes": {"inbound": {"origin": {"mobile": 2}}}}),
    ("call_lengths is 60; give a list of pairs", {"call_lengths": 60}),
    ("call_lengths is 60; give a pair", {"call_lengths": (60,)}),
    ("call_lengths is 1.5; give an int", {"call_lengths": ((60, 1.5),)}),
    ("first_month is 0; give a share above 0", {"first_month": 0}),
    ("first_month is Fraction(3, 2); give a share", {"first_month": Fraction(3, 2)}),
    ("first_month is 0.5; give an int", {"first_month": 0.5}),
    ("length_taken is 0; give a whole number", {"length_taken": 0}),
    ("current is 'baidu/lixianbao'; give a pair", {"current": "baidu/lixianbao"}),
    ("current is 3; give the id of a plan", {"current": (3, {})}),
    ("current is Fraction(1, 3); give an int or a Decimal", {"current": ("a/b", {"c": (Fraction(1, 3), 1)})}),
    ("current is -1, which is too small", {"current": ("a/b", {"c": (-1, None)})}),
    ("current is 0; give a whole number", {"current": ("a/b", {"c": (5, 0)})}),
]


@pytest.mark.parametrize(("said", "parts"), PARTS, ids=[said for said, _ in PARTS])
def test_no_part_of_a_usage_takes_what_is_not_exact(said: str, parts: dict[str, Any]) -> None:
    with pytest.raises(errors.UsageError) as raised:
        Usage(minutes=3000, **parts)
    assert said in str(raised.value)
    assert raised.value.message.said("zh") != str(raised.value)


def test_parts_of_a_usage_are_kept_exact() -> None:
    usage: Any = Usage(
        minutes=Decimal("1000.5"),
        season=[1, Decimal("0.5"), *[1] * 10],  # type: ignore[arg-type]
        growth=(Decimal("-2.5"), 6),  # type: ignore[arg-type]
        classes={"inbound": {"origin": {"mobile": Decimal("0.25"), "landline": Decimal("0.75")}}},  # type: ignore[dict-item]
        first_month=Decimal("0.5"),  # type: ignore[arg-type]
    )
    assert usage.season[1] == Fraction(1, 2)
    assert usage.growth.percent == Fraction(-5, 2)
    assert usage.classes["inbound"]["origin"]["mobile"] == Fraction(1, 4)
    assert all(type(one) is Fraction for one in (*usage.season, usage.growth.percent, usage.first_month))


def test_lists_of_months_are_cut_to_those_compared(tmp_path: Path) -> None:
    file = tmp_path / "usage.yaml"
    minutes = ", ".join(str(100 * month) for month in range(1, 13))
    file.write_text(f"minutes: [{minutes}]\nsms: [{minutes.replace('100,', '0,', 1)}]\ncall_length: 100\n")
    stated = load_usage(file)
    assert stated.in_months(6) == load_usage(file, 6)
    assert stated.in_months(12) == stated
    assert compare(PLANS, stated, months=6).usage == load_usage(file, 6)
    with pytest.raises(errors.UsageError, match="the usage lists 12 months, and more are compared"):
        compare(PLANS, stated, months=13)


def test_names_and_months_may_be_of_any_kind_that_says_the_same() -> None:
    named = breakeven(PLANS, contenders=(one for one in ("baidu", "union400")), last=100)
    assert named.ranges == breakeven(PLANS, contenders=["baidu", "union400"], last=100).ranges

    class Twelve:
        def __index__(self) -> int:
            return 12

    asked: Any = Twelve()
    assert compare(PLANS, USED, months=asked).months == 12


def test_a_misspelt_class_is_warned_of() -> None:
    usage = Usage(minutes=100, classes={"inbound": {"orign": {"mobile": Fraction(1)}}})
    with pytest.warns(UserWarning, match="no plan knows the class orign; did you mean origin"):
        compare(load_plans("plans/gallery/us"), usage)


@pytest.mark.parametrize("ask", [ask for _, _, ask in WRONG], ids=[said for said, _, _ in WRONG])
def test_errors_reach_another_process_whole(ask: Callable[[], Any]) -> None:
    with pytest.raises(errors.TelquoteError) as raised:
        ask()
    again = pickle.loads(pickle.dumps(raised.value))
    assert type(again) is type(raised.value)
    assert str(again) == str(raised.value)
    assert vars(again) == vars(raised.value)


def test_an_answer_shows_what_it_rests_on() -> None:
    price = breakeven(PLANS, USED, "baidu/lixianbao:inbound", contenders=["baidu", "union400"], last=Decimal("0.2"))
    assert "1/9" in repr(price)
    (today,) = compare([OFFER], Usage(minutes=9, current=(OFFER.id, {}))).ranked  # type: ignore[arg-type]
    assert repr(today.offer) == "<baidu/lixianbao, held today>"
    assert repr(Usage(minutes=3, season=(Fraction(1),) * 12)).startswith("Usage(minutes=3, season=(Fraction(1, 1),")


def test_every_error_is_listed_and_said_in_both_languages() -> None:
    assert all(issubclass(getattr(errors, name), errors.TelquoteError) for name in errors.__all__)
    with pytest.raises(errors.BadArgument) as raised:
        compare(PLANS, USED, months=0)
    assert raised.value.message.template in CHINESE
    assert raised.value.message.said("zh") == "months是0，应为1至1,200的整数"
    with pytest.raises(errors.BadArgument) as raised:
        breakeven(PLANS, last=Decimal("0.5"))
    assert raised.value.message.said("zh") == "范围的一端是Decimal('0.5')，应为整数"
