"""Golden runs of whole commands: what stands in each file was read line by line before it was kept."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command import ROOT, Ended, telquote, telquote_in_real_terminal, telquote_in_terminal, telquote_process

from telquote.language import cells
from telquote.plans import catalogue, folders

GOLDEN = Path("tests/golden")
COMMANDS = {
    "compare": "compare --minutes 3000",
    "compare-tie": "compare --minutes 1600",
    "compare-callback": "compare --minutes 3000 --callback-minutes 500",
    "compare-current": "compare --usage tests/usage/current.yaml",
    "compare-cn": "compare --plans plans/gallery/cn --minutes 3000",
    "compare-au": "compare --plans plans/gallery/au --usage tests/usage/southernphone.yaml --months 12",
    "compare-quiet": "compare --minutes 300 -q",
    "compare-top": "compare --minutes 501 --by net --top 2",
    "compare-long": "compare --minutes 3000 --long",
    "compare-gates": "compare --minutes 3000 -q --max-total 7999.99 --expect-cheapest union400 --strict",
    "compare-json": "compare --minutes 3000 --format json",
    "compare-csv": "compare --minutes 3000 --callback-minutes 500 --format csv",
    "compare-markdown": "compare --minutes 3000 --plan baidu --plan union400/3000 --format markdown",
    "sensitivity": "sensitivity --minutes 3000",
    "sensitivity-prices": "sensitivity --minutes 3000 --prices",
    "sensitivity-json": "sensitivity --minutes 3000 --format json",
    "sensitivity-csv": "sensitivity --minutes 3000 --format csv",
    "breakeven": "breakeven baidu union400",
    "breakeven-months": "breakeven baidu union400 --over months --minutes 3000 --to 60",
    "breakeven-price": "breakeven baidu union400 --minutes 3000 --over baidu/lixianbao:inbound",
    "breakeven-chart": "breakeven baidu union400 --to 6000 --chart",
    "breakeven-chart-markdown": "breakeven baidu yunqia/1200 --over months --minutes 900 --chart --format markdown",
    "breakeven-json": "breakeven baidu union400 --to 6000 --format json",
    "breakeven-csv": "breakeven union400/1800 union400/3000 --to 3000 --format csv",
    "breakeven-price-json": "breakeven baidu union400 --minutes 3000 --over baidu/lixianbao:inbound --format json",
    "simulate": "simulate baidu/lixianbao --minutes 100 --callback-minutes 1500",
    "simulate-current": "simulate union400/3000 --usage tests/usage/current.yaml --months 24",
    "simulate-json": "simulate yunqia/1200 --minutes 300 --months 3 --format json",
    "simulate-csv": "simulate yunqia/1200 --minutes 300 --months 3 --format csv",
    "list": "list",
    "list-gallery": "list --gallery twilio southernphone aliyun",
    "list-json": "list yunqia --format json",
    "show": "show baidu",
    "show-csv": "show yunqia/1200 --format csv",
    "check": "check",
}
KEPT = {
    "compare": ("en.80", "zh.80", "en.40", "zh.60", "en.100", "zh.120", "en"),
    "compare-tie": ("en.80",),
    "compare-callback": ("zh.80",),
    "compare-current": ("en.80", "zh.80"),
    "compare-cn": ("en.80",),
    "compare-au": ("en.80",),
    "compare-quiet": ("zh.60",),
    "compare-top": ("en.80",),
    "compare-long": ("en", "zh.80"),
    "compare-gates": ("en",),
    "compare-json": ("",),
    "compare-csv": ("",),
    "compare-markdown": ("en",),
    "sensitivity": ("en.80", "zh.80", "zh.40"),
    "sensitivity-prices": ("en.80",),
    "sensitivity-json": ("",),
    "sensitivity-csv": ("",),
    "breakeven": ("en.80", "en.120", "zh"),
    "breakeven-months": ("en",),
    "breakeven-price": ("zh.80",),
    "breakeven-chart": ("en.80",),
    "breakeven-chart-markdown": ("zh",),
    "breakeven-json": ("",),
    "breakeven-csv": ("",),
    "breakeven-price-json": ("",),
    "simulate": ("en.80", "zh.60"),
    "simulate-current": ("zh",),
    "simulate-json": ("",),
    "simulate-csv": ("",),
    "list": ("en.80",),
    "list-gallery": ("zh",),
    "list-json": ("",),
    "show": ("en.80", "zh"),
    "show-csv": ("",),
    "check": ("zh",),
}
"""In which language (machine formats have none), and on a terminal of which width or else in a pipe, each is kept."""

RUNS = [(name, run) for name, runs in KEPT.items() for run in runs]
MACHINE_FORMATS = [name for name in COMMANDS if name.endswith(("-json", "-csv"))]


@pytest.fixture(autouse=True)
def _plans_of_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    """Outputs name the folder of telquote's own plans, which lies elsewhere in an install that is not editable."""
    for module in (catalogue, folders):
        monkeypatch.setattr(module, "shipped_folder", lambda: ROOT / "plans")


def transcript(ended: Ended) -> str:
    return f"status: {ended.status}\n--- stdout\n{ended.plain}--- stderr\n{ended.stderr}"


def file_of(name: str, run: str) -> Path:
    return GOLDEN / ".".join(part for part in (name, run, "txt") if part)


def ran(name: str, run: str) -> Ended:
    language, _, width = run.partition(".")
    arguments = COMMANDS[name].split()
    if width:
        return telquote_in_terminal(*arguments, "--lang", language, width=int(width))
    return telquote(*arguments, LANG=f"{language or 'en'}_XX.UTF-8", LC_ALL="", COLUMNS="")


@pytest.mark.parametrize(("name", "run"), RUNS)
def test_a_whole_command(name: str, run: str, kept: Callable[[Path, str], None]) -> None:
    ended = ran(name, run)
    assert "Traceback" not in ended.stderr
    width = run.partition(".")[2]
    if width:
        assert all(cells(line) <= int(width) or re.fullmatch(r"[ -]*\S+", line) for line in ended.plain.splitlines())
    else:
        assert "\x1b" not in ended.stdout + ended.stderr
    kept(file_of(name, run), transcript(ended))


def test_no_kept_output_is_left_over() -> None:
    others = {GOLDEN / name for name in ("answers.txt", "mistakes.txt", "work.txt", "written.txt")}
    assert set(GOLDEN.iterdir()) == {file_of(*one) for one in RUNS} | others


@pytest.mark.slow
def test_machine_formats_are_never_localised() -> None:
    for name in MACHINE_FORMATS:
        arguments = COMMANDS[name].split()
        answers = [telquote(*arguments, LANG=f"{language}_XX.UTF-8", LC_ALL="") for language in ("en", "zh")]
        assert answers[0] == answers[1]


@pytest.mark.slow
@pytest.mark.parametrize("width", [80, 120])
def test_a_real_terminal_shows_the_same(width: int) -> None:
    """What runs in the tests' own process stands for what a person starts."""
    for name in ("compare", "breakeven-chart"):
        arguments = COMMANDS[name].split()
        ours, real = telquote_in_terminal(*arguments, width=width), telquote_in_real_terminal(*arguments, width=width)
        assert (ours.status, ours.stdout, ours.stderr) == (real.status, real.stdout.replace("\r\n", "\n"), real.stderr)


@pytest.mark.slow
@pytest.mark.parametrize("command", [COMMANDS["compare-json"], COMMANDS["compare"], "compare"])
def test_a_process_of_its_own_prints_the_same(command: str) -> None:
    assert telquote(*command.split()) == telquote_process(*command.split(), COLUMNS="80")


def test_colour_is_left_to_the_terminal() -> None:
    arguments = ("compare", "--minutes", "3000")
    coloured = telquote_in_terminal(*arguments, width=100)
    assert "\x1b[1m" in coloured.stdout
    dumb: Any = ({"NO_COLOR": "1"}, {"TERM": "dumb"})
    for variables in dumb:
        without = telquote_in_terminal(*arguments, width=100, **variables)
        assert "\x1b" not in without.stdout
        assert without.plain == coloured.plain
    assert telquote_in_terminal(*arguments, width=100, NO_COLOR="").stdout == coloured.stdout
