"""Golden runs of whole commands: what stands in each file was read line by line before it was kept."""

from collections.abc import Callable
from pathlib import Path

import pytest
from command import ROOT, Ended, telquote, telquote_in_real_terminal, telquote_in_terminal, telquote_process

from telquote.language import cells
from telquote.plans import catalogue

GOLDEN = Path("tests/golden")
BROKEN = "tests/errors"
COMMANDS = {
    "compare-3000": "compare --minutes 3000",
    "compare-callback": "compare --minutes 3000 --callback-minutes 500 --need web-callback",
    "compare-501": "compare union400 yunqia --minutes 501 --refuse number-with-4",
    "breakeven": "breakeven baidu union400",
    "breakeven-callback": "breakeven baidu union400 --over callback-minutes --minutes 100 --to 3000",
    "breakeven-price": "breakeven baidu union400 --minutes 3000 --over baidu/lixianbao:inbound",
    "breakeven-chart": "breakeven baidu union400 --to 6000 --chart",
    "sensitivity": "sensitivity --minutes 3000 --prices",
    "simulate": "simulate union400/3000 --minutes 3000",
    "simulate-baidu": "simulate baidu/lixianbao --minutes 100 --callback-minutes 1500",
    "list": "list",
    "show": "show baidu",
}
IN_A_PIPE = {
    **COMMANDS,
    "compare-json": "compare --minutes 3000 --format json",
    "compare-csv": "compare --minutes 3000 --callback-minutes 500 --format csv",
    "compare-markdown": "compare --minutes 3000 --plan baidu --plan union400/3000 --format markdown",
    "compare-net": "compare --minutes 501 --by net",
    "compare-60-60": "compare --minutes 3000 --call-length 90 --assume */*:inbound.increment=60/60",
    "compare-gates": "compare --minutes 3000 --max-total 7999.99 --expect-cheapest union400 --strict",
    "compare-nothing-offered": "compare --sms 5",
    "breakeven-all": "breakeven baidu union400 --to 6000 --all",
    "breakeven-json": "breakeven baidu union400 --to 6000 --format json",
    "breakeven-csv": "breakeven union400/1800 union400/3000 --to 3000 --format csv",
    "breakeven-chart-markdown": "breakeven baidu yunqia/1200 --over months --minutes 900 --chart --format markdown",
    "breakeven-months": "breakeven baidu union400 --over months --minutes 3000 --to 60",
    "breakeven-never": "breakeven union400/50000 union400/60000 --to 1000",
    "breakeven-price-json": "breakeven baidu union400 --minutes 3000 --over baidu/lixianbao:inbound --format json",
    "breakeven-price-csv": "breakeven baidu union400 --minutes 3000 --over baidu/lixianbao:inbound --format csv",
    "sensitivity-json": "sensitivity --minutes 3000 --format json",
    "sensitivity-csv": "sensitivity --minutes 3000 --format csv",
    "sensitivity-markdown": "sensitivity --minutes 3000 --format markdown",
    "error-price-increment": "breakeven baidu union400 --over baidu/lixianbao:inbound.increment",
    "error-part-of-a-minute": "breakeven baidu union400 --to 5.5",
    "error-one-contender": "breakeven baidu",
    "error-same-contender": "breakeven baidu baidu",
    "error-not-depending": "breakeven baidu union400 --over seats",
    "error-over": "breakeven baidu union400 --over minuts",
    "error-empty-range": "breakeven baidu union400 --from 9 --to 3",
    "error-never-offered": "breakeven baidu yunqia/1200 --over callback-minutes --from 1 --to 50",
    "simulate-json": "simulate yunqia/1200 --minutes 300 --months 3 --format json",
    "simulate-csv": "simulate yunqia/1200 --minutes 300 --months 3 --format csv",
    "list-json": "list yunqia --format json",
    "compare-current": "compare baidu union400/1800 union400/3000 --usage tests/usage/current.yaml",
    "simulate-current": "simulate union400/3000 --usage tests/usage/current.yaml --months 24",
    "error-current": "compare --minutes 5 --usage tests/usage/current-unknown.yaml",
    "list-gallery": "list --gallery twilio southernphone aliyun",
    "show-gallery": "show twilio --plans plans/gallery/us",
    "compare-gallery": "compare --plans plans/gallery/au --usage tests/usage/southernphone.yaml --months 12",
    "show-csv": "show yunqia/1200 --format csv",
    "show-union400": "show union400/10000",
    "check": "check",
    "check-errors": f"check {BROKEN}/not-allowed.yaml {BROKEN}/unknown-key.yaml",
    "error-no-usage": "compare",
    "error-unknown-plan": "compare --minutes 5 unoin400",
    "error-unknown-feature": "compare --minutes 5 --need callback",
    "error-unknown-requirement": "compare --minutes 5 --refuse number-with-5",
    "error-unknown-gate": "compare --minutes 5 --expect-cheapest bidu",
    "error-unknown-path": "compare --minutes 5 --assume baidu/lixianbao:inbond=0.2",
    "error-assumed-value": "compare --minutes 5 --assume baidu/lixianbao:inbound=cheap",
    "error-assume-form": "compare --minutes 5 --assume inbound",
    "error-contradiction": "compare --minutes 100 --calls 10 --call-length 60",
    "error-several-plans": "simulate union400 --minutes 5",
    "error-not-offered": "simulate yunqia/1200 --callback-minutes 5",
    "error-bad-files": f"compare --minutes 5 --plans {BROKEN}/tiers-mode.yaml",
    "error-no-files": "list --plans src",
}


LANGUAGES = ("en", "zh")
MACHINE_FORMATS = [name for name in IN_A_PIPE if name.endswith(("-json", "-csv"))]
"""Never localised, so kept once."""

PIPED = [(name, language) for name in IN_A_PIPE for language in (LANGUAGES if name not in MACHINE_FORMATS else ("en",))]


@pytest.fixture(autouse=True)
def _plans_of_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    """Outputs name the folder of telquote's own plans, which lies elsewhere in an install that is not editable."""
    monkeypatch.setattr(catalogue, "shipped_folder", lambda: ROOT / "plans")


def transcript(ended: Ended) -> str:
    return f"status: {ended.status}\n--- stdout\n{ended.plain}--- stderr\n{ended.stderr}"


def file_of(name: str, language: str, *width: str) -> Path:
    return GOLDEN / ".".join((name, *((language,) if name not in MACHINE_FORMATS else ()), *width, "txt"))


@pytest.mark.parametrize(("name", "language"), PIPED)
def test_in_a_pipe(name: str, language: str, kept: Callable[[Path, str], None]) -> None:
    ended = telquote(*IN_A_PIPE[name].split(), LANG=f"{language}_XX.UTF-8", LC_ALL="")
    assert "\x1b" not in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr
    kept(file_of(name, language), transcript(ended))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [80, pytest.param(120, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", COMMANDS)
def test_in_a_terminal(name: str, width: int, language: str, kept: Callable[[Path, str], None]) -> None:
    ended = telquote_in_terminal(*COMMANDS[name].split(), "--lang", language, width=width)
    assert max(cells(line) for line in ended.plain.splitlines()) <= width
    kept(file_of(name, language, str(width)), transcript(ended))


def test_no_kept_output_is_left_over() -> None:
    widths = [(name, language, width) for name in COMMANDS for language in LANGUAGES for width in ("80", "120")]
    assert set(GOLDEN.iterdir()) == {file_of(*one) for one in (*PIPED, *widths)}


def test_machine_formats_are_never_localised() -> None:
    for name in MACHINE_FORMATS:
        answers = [telquote(*IN_A_PIPE[name].split(), LANG=f"{language}_XX.UTF-8", LC_ALL="") for language in LANGUAGES]
        assert answers[0] == answers[1]


@pytest.mark.slow
@pytest.mark.parametrize("width", [80, 120])
def test_a_real_terminal_shows_the_same(width: int) -> None:
    """What runs in the tests' own process stands for what a person starts."""
    for name in ("compare-3000", "breakeven-chart"):
        arguments = COMMANDS[name].split()
        ours, real = telquote_in_terminal(*arguments, width=width), telquote_in_real_terminal(*arguments, width=width)
        assert (ours.status, ours.stdout, ours.stderr) == (real.status, real.stdout.replace("\r\n", "\n"), real.stderr)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["compare-json", "check-errors", "error-no-usage"])
def test_a_process_of_its_own_prints_the_same(name: str) -> None:
    arguments = IN_A_PIPE[name].split()
    assert telquote(*arguments) == telquote_process(*arguments)


def test_colour_is_left_to_the_terminal() -> None:
    arguments = ("compare", "--minutes", "3000")
    coloured = telquote_in_terminal(*arguments, width=100)
    assert "\x1b[1m" in coloured.stdout
    without = telquote_in_terminal(*arguments, width=100, NO_COLOR="1")
    assert not any(f"\x1b[{code}" in without.stdout for code in range(30, 48))
    assert without.plain == coloured.plain
