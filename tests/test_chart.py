"""Charts draw what the simulation says, and say what they rest on."""

import re
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from command import telquote, telquote_process
from hypothesis import given
from hypothesis import strategies as st
from test_breakeven import OFFERS

from telquote import Usage
from telquote.billing.quote import quote_of
from telquote.billing.simulation import simulate
from telquote.decisions import cost_curves as drawn
from telquote.decisions.breakeven import OfPrice, OfQuantity, breakeven
from telquote.decisions.entrants import Entrant
from telquote.decisions.price_walk import Price
from telquote.decisions.quantities import volume
from telquote.decisions.window import window_of
from telquote.language import Language, loosened
from telquote.output.breakeven.conclusion import Asked
from telquote.output.breakeven.price_screen import price_view
from telquote.output.breakeven.screen import breakeven_view
from telquote.output.chart import GRID, Chart, Tick, chart_of, nice_ticks
from telquote.output.picture import picture
from telquote.output.terminal_chart import chart_text
from telquote.plans.figure_paths import figures
from telquote.plans.figures import Value
from telquote.plans.selection import matching

ASK = ("breakeven", "baidu", "union400", "--to", "4000")


def over_minutes(*names: str, last: int = 4000) -> OfQuantity:
    entrants = [Entrant(name, matching(OFFERS, name)) for name in names]
    usage = Usage()
    return breakeven(entrants, usage, volume(usage, "minutes"), months=36, last=last)


def over_the_inbound_rate() -> OfPrice:
    entrants = [Entrant(name, matching(OFFERS, name)) for name in ("baidu", "union400/10000")]
    (offer,) = matching(OFFERS, "baidu")
    (figure,) = (one for one in figures(offer.plan) if one.path == "inbound")
    return breakeven(entrants, Usage(minutes=3000), Price("inbound", {offer.id: figure}), months=36)


@given(st.integers(0, 4000))
def test_every_segment_is_what_the_simulation_says(minutes: int) -> None:
    for curve in CURVES:
        assert curve.whole
        (segment,) = (one for one in curve.segments if one.start <= minutes <= one.end)
        offers = matching(OFFERS, curve.name)
        cost = min(quote_of(simulate(offer, Usage(minutes=minutes), 36)).total for offer in offers)
        first, last = segment.costs
        assert first is not None
        assert last is not None
        width = segment.end - segment.start
        assert first + (last - first) * (minutes - segment.start) / (width or 1) == cost


CURVES = drawn.cost_curves(over_minutes("baidu", "union400"))


@given(st.fractions(0, Fraction("0.3")))
def test_every_segment_over_a_price(rate: Fraction) -> None:
    curve = PRICE_CURVES[0]
    segment = next(one for one in curve.segments if one.start < rate <= one.end or one.start == rate == one.end)
    (offer,) = matching(OFFERS, "baidu")
    (figure,) = (one for one in figures(offer.plan) if one.path == "inbound")
    cost = quote_of(simulate(offer.with_figure(figure.keys, Value(rate)), Usage(minutes=3000), 36)).total
    first, last = segment.costs
    assert first is not None
    assert last is not None
    width = segment.end - segment.start
    assert first + (last - first) * (rate - segment.start) / (width or 1) == cost


PRICE_CURVES = drawn.cost_curves(over_the_inbound_rate())


def test_a_curve_of_too_many_steps_is_said_to_be_shown_here_and_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn, "MOST_SEGMENTS", 10)
    contest = over_minutes("baidu", "union400", last=40_000)
    baidu, union = drawn.cost_curves(contest)
    assert not baidu.whole
    assert len(baidu.segments) == len(union.segments) == 11
    assert [baidu.segments[0].start, baidu.segments[-1].end] == [0, 40_000]
    assert "Baidu Lixianbao, Xintong Wangying: too many steps" in " ".join(chart(contest).notes)


def test_of_too_many_segments_over_a_price_even_values_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn, "MOST_SEGMENTS", 3)
    baidu, union = drawn.cost_curves(over_the_inbound_rate())
    assert (baidu.whole, union.whole) == (False, True)
    assert [one.start for one in baidu.segments] == [Fraction(tenths, 10) for tenths in range(4)]
    for one in baidu.segments:
        exactly = next(
            found for found in PRICE_CURVES[0].segments if found.start <= one.start <= found.end > found.start
        )
        run = (one.start - exactly.start) / (exactly.end - exactly.start)
        (first, last), cost = exactly.costs, one.costs[0]
        assert one == drawn.Segment(one.start, one.start, (cost, cost))
        assert None not in (first, last)
        assert cost == first + run * (last - first)  # type: ignore[operator]  # neither is None


def chart(contest: OfQuantity, here: int | None = None, language: Language = "en") -> Chart:
    window, asked = window_of(contest, here), Asked(here, False, ("telquote", "sensitivity"))
    return chart_of(contest, breakeven_view(contest, window, language, asked), language)


def test_the_finding_every_change_who_wins_and_what_is_taken() -> None:
    drawn = chart(over_minutes("baidu", "union400"))
    assert loosened(drawn.title) == "Xintong Wangying up to 1,500, Baidu Lixianbao from 1,667"
    assert [change.label for change in drawn.changes] == ["1,501", "1,667", "3,334", "3,473"]
    assert drawn.changes[0].at == round(Fraction(GRID * 1501, 4000))
    assert [shade.curve for shade in drawn.shades] == [1, None, 0, None, 0]
    assert [shade.first for shade in drawn.shades[1:]] == [change.at for change in drawn.changes]
    assert (drawn.shades[0].first, drawn.shades[-1].last) == (0, GRID)
    assert [tick.label for tick in drawn.x_ticks] == ["0", "800", "1,600", "2,400", "3,200", "4,000"]
    assert (drawn.across, drawn.upwards) == ("Minutes a month", "total in 36 months, in CNY")
    assert loosened(drawn.taken) == (
        "Taken as Baidu Lixianbao price of a minute 0.10 (or 0.11, 0.15, 0.20); calls not rounded up"
    )
    assert [curve.label for curve in drawn.curves] == ["Baidu Lixianbao", "Xintong Wangying"]


def test_the_buyer_is_marked_and_the_finding_is_about_them() -> None:
    drawn = chart(over_minutes("baidu", "union400"), here=3000)
    assert drawn.here == Tick(round(Fraction(GRID * 3000, 4000)), "you")
    assert loosened(drawn.title).startswith("Baidu Lixianbao at 3,000 minutes: 8,000 CNY, 2,000 less than")


def test_over_a_price_a_change_is_marked_with_the_first_written_price_for_which_it_is_true() -> None:
    answer = over_the_inbound_rate()
    drawn = chart_of(answer, price_view(answer, "en"), "en")
    assert [change.label for change in drawn.changes] == ["0.112", "0.121"]
    assert drawn.here == Tick(round(Fraction(GRID) / 3), "now")


def test_the_line_below_a_drawing_in_text_says_who_is_cheapest() -> None:
    drawn = chart(over_minutes("baidu", "union400"))
    for width in (40, 80, 120):
        *_, below = chart_text(drawn, width)
        assert "".join(dict.fromkeys(below.strip())) == "x=o"
        assert len(below.strip()) > width - 12


def test_a_plan_that_is_not_offered_leaves_a_gap() -> None:
    entrants = [Entrant(name, matching(OFFERS, name)) for name in ("baidu", "yunqia")]
    usage = Usage(minutes=100)
    drawn = chart(breakeven(entrants, usage, volume(usage, "callback_minutes"), months=36, last=500))
    assert [len(curve.lines) for curve in drawn.curves] == [1, 1]
    assert [point[0] for point in drawn.curves[1].lines[0]] == [0, 0]


@given(st.fractions(0, 10**9), st.fractions(Fraction(1, 100), 10**9))
def test_ticks_are_round_and_few(low: Fraction, width: Fraction) -> None:
    ticks = nice_ticks(low, low + width)
    assert ticks[0] <= low < low + width <= ticks[-1]
    assert 2 <= len(ticks) <= 10
    assert len({after - before for before, after in pairwise(ticks)}) == 1


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".svg", ".png"])
def test_a_picture_is_the_same_for_the_same_question(suffix: str) -> None:
    answer = over_the_inbound_rate()
    drawn = chart_of(answer, price_view(answer, "zh"), "zh")
    first = picture(drawn, suffix)  # a sign that no font has would be a warning, which fails
    assert first == picture(drawn, suffix)
    assert first.startswith(b"<?xml" if suffix == ".svg" else b"\x89PNG")


@pytest.mark.parametrize("name", ["curve.svg", "curve.PNG"])
def test_a_picture_is_written_in_place_of_the_table(tmp_path: Path, name: str) -> None:
    ended = telquote(*ASK, "-o", str(tmp_path / name))
    assert (ended.status, ended.stdout, ended.stderr) == (0, "", "")
    assert (tmp_path / name).stat().st_size > 10_000


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--chart", "--format", "json"], "--chart: draws in tables and Markdown, not in json"),
        (["--chart", "--format", "csv"], "--chart: draws in tables and Markdown, not in csv"),
    ],
)
def test_what_cannot_be_drawn(arguments: list[str], said: str) -> None:
    ended = telquote(*ASK, *arguments)
    assert (ended.status, ended.stdout) == (2, "")
    assert said in ended.stderr


def test_words_in_a_picture_are_text() -> None:
    drawn = chart(over_minutes("baidu", "union400"), language="zh")
    content = picture(drawn, ".svg").decode()
    assert ">每月1,500分钟以内信通网赢，1,667起百度离线宝<" in content
    assert "<text" in content


def test_only_break_evens_make_pictures(tmp_path: Path) -> None:
    ended = telquote("compare", "--minutes", "5", "-o", str(tmp_path / "curve.svg"))
    assert ended.status == 2
    assert "only breakeven draws a picture" in ended.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("missing", "arguments", "extra"),
    [
        ("plotext", ["--chart"], "telquote[chart]"),
        ("matplotlib", ["-o", "curve.svg"], "telquote[picture]"),
        ("mplfonts", ["-o", "curve.png"], "telquote[picture]"),
    ],
)
def test_what_draws_is_not_installed(tmp_path: Path, missing: str, arguments: list[str], extra: str) -> None:
    (tmp_path / "sitecustomize.py").write_text(f"import sys\nsys.modules[{missing!r}] = None\n")
    ended = telquote_process(*ASK, *arguments, PYTHONPATH=str(tmp_path))
    assert (ended.status, ended.stdout) == (2, "")
    assert re.search(rf"^error: .*pip install '{re.escape(extra)}'$", ended.stderr, re.MULTILINE)
    assert not Path("curve.svg").exists()
