"""The answer on one screen: it fits, breaks no word, ends with what to do, and says the same in every length."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyte
import pytest
from command import telquote, telquote_in_real_terminal, telquote_in_terminal
from doubted_plans import Doubt, doubted_plans
from hypothesis import assume, given
from hypothesis import strategies as st
from random_plans import vendor_of

from telquote import Usage, compare
from telquote.decisions.answer import answer_of
from telquote.decisions.sensitivity import sensitivity
from telquote.language import Language, cells
from telquote.language.measures import shortened
from telquote.output.compare.long import long_report, markdown_report
from telquote.output.compare.screen import Pointers, Shown, compare_report
from telquote.output.layout import laid_out
from telquote.output.lines import wrapped
from telquote.output.markdown import markdown_text
from telquote.output.plain import plain_text
from telquote.output.report import Column, Report, Table
from telquote.output.sensitivity import sensitivity_report
from telquote.plans.offers import offers_of

LANGUAGES = ("en", "zh")
ENGLISH_FIRST = ["en", pytest.param("zh", marks=pytest.mark.slow)]
OTHER_VOLUMES = [222, 417, 500, 501, 834, 1000, 1450, 1600, 8000, 20000, 10**6]
VOLUMES = [0, 1, 300, 3000, *(pytest.param(one, marks=pytest.mark.slow) for one in OTHER_VOLUMES)]
POINTERS = Pointers(("telquote", "sensitivity", "--minutes", "7"), ("telquote", "simulate", "v/p0", "--minutes", "7"))
MARKETS = sorted(path.name for path in Path("plans/gallery").iterdir() if path.is_dir())
OTHER_USES = ["--minutes 1", "--minutes 300", "--minutes 20000", "--outbound-minutes 500", "--minutes 100 --sms 50"]
NO_START = "，。；：、？！）％"


def shown(answer: str) -> list[str]:
    return answer.rstrip("\n").split("\n")


def conclusion(answer: str) -> list[str]:
    """Return the lines below the last empty one."""
    lines = shown(answer)
    return lines[max((index for index, line in enumerate(lines) if not line), default=-1) + 1 :]


@pytest.mark.parametrize("language", ENGLISH_FIRST)
@pytest.mark.parametrize(
    "minutes", [0, 1, 300, 3000, *(pytest.param(one, marks=pytest.mark.slow) for one in OTHER_VOLUMES)]
)
def test_the_shipped_vendors_fit_one_screen(minutes: int, language: str) -> None:
    ended = telquote_in_terminal("compare", "--minutes", str(minutes), "--lang", language, width=80)
    lines = shown(ended.plain)
    assert ended.status == 0
    assert len(lines) <= 22
    assert max(map(cells, lines)) <= 80
    assert "telquote " in "".join(lines[-2:])


@pytest.mark.parametrize("language", ENGLISH_FIRST)
@pytest.mark.parametrize("held", ["package: {left: 1200, months: 20}", "package: {left: 3000, months: 1}"])
@pytest.mark.parametrize("minutes", [300, 1000, 1600, 3000, 8000])
def test_with_the_plan_of_today_it_fits_too(tmp_path: Path, minutes: int, held: str, language: str) -> None:
    usage = tmp_path / "today.yaml"
    usage.write_text(f"minutes: {minutes}\ncurrent: {{plan: union400/3000, balances: {{{held}}}}}\n")
    ended = telquote_in_terminal("compare", "--usage", str(usage), "--lang", language, width=80)
    lines = shown(ended.plain)
    assert ended.status == 0
    assert len(lines) <= 22


@pytest.mark.parametrize("language", ENGLISH_FIRST)
@pytest.mark.parametrize(
    "market", ["cn", *(pytest.param(one, marks=pytest.mark.slow) for one in MARKETS if one != "cn")]
)
@pytest.mark.parametrize("use", ["--minutes 3000", *(pytest.param(one, marks=pytest.mark.slow) for one in OTHER_USES)])
def test_every_market_fits_one_screen(use: str, market: str, language: str) -> None:
    where = ("--plans", f"plans/gallery/{market}", "--lang", language)
    ended = telquote_in_terminal("compare", *use.split(), *where, width=80)
    assert ended.status in (0, 2)
    if ended.status == 0:
        lines = shown(ended.plain)
        assert len(lines) <= 22
        assert max(map(cells, lines)) <= 80


@pytest.mark.parametrize("language", ENGLISH_FIRST)
@pytest.mark.parametrize("minutes", [1, 300, 1000, 3000, 8000])
def test_the_questions_fit_one_screen(minutes: int, language: str) -> None:
    ended = telquote_in_terminal("sensitivity", "--minutes", str(minutes), "--lang", language, width=80)
    lines = shown(ended.plain)
    assert len(lines) <= 22
    assert max(map(cells, lines)) <= 80


@pytest.mark.slow
@pytest.mark.parametrize("language", ENGLISH_FIRST)
@pytest.mark.parametrize(
    "command",
    [
        "compare --minutes 3000",
        "compare --minutes 1600",
        "compare --minutes 3000 --callback-minutes 500",
        "compare --usage tests/usage/current.yaml",
        "compare --plans plans/gallery/cn --minutes 3000",
        "sensitivity --minutes 3000",
        "sensitivity --minutes 8000",
        "breakeven",
        "breakeven baidu union400",
        "breakeven baidu union400 --minutes 3000 --over baidu/lixianbao:inbound",
        "breakeven --minutes 3000 --over call-length",
        "simulate baidu --minutes 3000",
        "simulate union400/3000 --usage tests/usage/current.yaml",
        "",
        "list",
    ],
)
def test_what_was_typed_and_the_last_line_stand_on_one_terminal(command: str, language: str) -> None:
    """On 80 columns and 24 lines, as a terminal shows them: the prompt, the answer, and the next prompt."""
    ended = telquote_in_real_terminal(*command.split(), "--lang", language, width=80)
    screen = pyte.Screen(80, 24)
    stream = pyte.Stream(screen)
    stream.feed(f"$ telquote {command} --lang {language}\r\n{ended.stdout}$ ")
    lines = [line.rstrip() for line in screen.display]
    assert lines[0].startswith(f"$ telquote {command}"[:80])
    at = max(index for index, line in enumerate(lines) if line)
    assert lines[at] == "$"
    last = shown(ended.plain)[-1].strip()
    assert last in lines[at - 1].replace("\0", "") or last.replace(" ", "") in lines[at - 1].replace(" ", "")


def reports(trees: list[Any], language: Language, width: int) -> Iterator[tuple[str, str]]:
    vendor = vendor_of(*trees, name={"zh": "信通网赢", "en": "Xintong Wangying"})
    ranking = compare(list(offers_of(vendor)), Usage(minutes=7), months=3)
    assume(ranking.ranked)
    answer, findings = answer_of(ranking), sensitivity(ranking, most_steps=5)
    yield "compare", plain_text(compare_report(answer, language, width, Shown(), POINTERS), width)
    yield "top", plain_text(compare_report(answer, language, width, Shown(top=1), POINTERS), width)
    yield "quiet", plain_text(compare_report(answer, language, width, Shown(quiet=True), POINTERS), width)
    yield "long", plain_text(long_report(answer, findings, "plans", language, width, POINTERS), width)
    command = ("telquote", "compare", "--minutes", "7")
    asking = sensitivity_report(answer, findings, language, width, command, everything=False, prices=True)
    yield "sensitivity", plain_text(asking, width)
    markdown_text(markdown_report(answer, findings, "plans", language, POINTERS))


@pytest.mark.slow
@given(doubted_plans(), st.sampled_from(LANGUAGES), st.sampled_from([40, 60, 80, 100, 120, 240]))
def test_every_line_keeps_its_rules(drawn: tuple[list[Any], list[Doubt]], language: Language, width: int) -> None:
    said = dict(reports(drawn[0], language, width))
    for answer in said.values():
        for line in shown(answer):
            alone = " " not in line.strip()
            assert cells(line) <= width or alone, line
            assert not line.strip().startswith(tuple(NO_START)), line
            assert not line.endswith("（"), line
            assert "\u2060" not in line
            assert "\u00a0" not in line
    assert conclusion(said["quiet"]) == conclusion(said["long"])
    if width < 80 or len(shown(said["compare"])) <= 22:
        left = [line for line in conclusion(said["quiet"]) if line not in conclusion(said["compare"])]
        assert left == [] or len(conclusion(said["quiet"])) > 14  # only where the table gave all its way


WORD = re.compile(r"[A-Za-z0-9.,%/-]+")


@given(
    st.lists(
        st.sampled_from(
            ["minute", "9,000", "信通网赢", "，", "每月", "12%", "（", "）", "至", "a-b/c", " ", " ", "：", "分钟"]
        ),
        min_size=1,
        max_size=40,
    ).map("".join),
    st.integers(4, 60),
)
def test_wrapping_loses_nothing_and_breaks_no_word(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    words = WORD.findall(text)
    assert sorted(word for line in lines for word in WORD.findall(line)) == sorted(words)
    for number, line in enumerate(lines):
        assert number == 0 or not line.startswith(tuple(NO_START))


@pytest.mark.parametrize("name", ["a" * 200, "信" * 200, "信a" * 100, "x" * 60])
def test_a_very_long_name_is_shortened_in_its_middle(name: str) -> None:
    assert cells(shortened(name)) <= 60
    assert (shortened(name) == name) == (cells(name) <= 60)


def test_the_columns_variable_is_taken_where_it_is_a_width() -> None:
    for asked, width in (("60", 60), ("19", 100), ("501", 100), ("x", 100), ("", 100), ("-40", 100)):
        lines = shown(telquote("show", "union400", COLUMNS=asked).stdout)
        assert max(map(cells, lines)) <= width
        assert max(map(cells, lines)) > width - 15


@pytest.mark.parametrize("language", ENGLISH_FIRST)
def test_names_as_printed_can_be_typed(language: str) -> None:
    for typed in ("Xintong Wangying 1800", "xintong wangying", "信通网赢1800元档", "百度离线宝"):
        assert telquote("compare", typed, "--minutes", "300", "--lang", language).status == 0
    needed = telquote("compare", "--minutes", "300", "--need", "vanity number", "--refuse", "号码带4")
    assert needed.status == 0
    assert "number with a 4" not in needed.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--minutes", "3000", "--top", "0"), 2, "--top"),
        (("--minutes", "3000", "--top", "x"), 2, "--top"),
        (("--minutes", "3000", "--top", "2"), 0, "2 of 11 plans"),
        (("--minutes", "3000", "--top", "99"), 0, "; 11 plans"),
        (("union400/1800", "--minutes", "3000"), 0, "; 1 plan\n"),
        (("union400/1800", "--minutes", "3000"), 0, "\nCosts "),
        (("union400/20000", "union400/30000", "--minutes", "0"), 0, "Next "),
        (("--usage", "tests/usage/months.yaml"), 0, "months that differ"),
    ],
)
def test_cases_at_the_edge(arguments: tuple[str, ...], status: int, said: str, tmp_path: Path) -> None:
    if "tests/usage/months.yaml" in arguments:
        usage = tmp_path / "months.yaml"
        usage.write_text("minutes: 3000\nseason: [1, 1, 1, 1, 1, 1, 0.8, 0.8, 1, 1, 1.2, 1.4]\n")
        arguments = ("--usage", str(usage))
    ended = telquote("compare", *arguments, COLUMNS="100")
    assert ended.status == status
    assert said in ended.stdout + ended.stderr
    if "differ" in said:
        assert "Holds" not in ended.stdout
        assert "Careful" not in ended.stdout


@pytest.mark.slow
@pytest.mark.parametrize("minutes", ["1500", "1600", "1667", "3400"])
@pytest.mark.parametrize("language", ENGLISH_FIRST)
def test_where_a_tie_is_broken_somebody_is_still_the_cheapest(minutes: str, language: str) -> None:
    ended = telquote("sensitivity", "--minutes", minutes, "--prices", "--all", "--lang", language)
    assert (ended.status, ended.stderr) == (0, "")
    assert "none is offered" not in ended.stdout
    assert "均不能满足用量" not in ended.stdout


def test_what_cuts_the_table_does_not_cut_a_document() -> None:
    for option in (("--top", "2"), ("-q",), ("--long",)):
        ended = telquote("compare", "--minutes", "3000", "--format", "json", *option)
        assert (ended.status, ended.stdout) == (2, "")
        assert option[0] in ended.stderr


def test_a_plan_that_stops_serving_is_not_called_dearer() -> None:
    use = ("--minutes", "1000", "--outbound-minutes", "1000", "--sms", "50", "--plans", "plans/gallery/us")
    said = telquote("compare", *use, COLUMNS="100").stdout
    assert "cannot serve" in said
    assert "the cheapest in every case" not in said


def test_a_piece_of_prose_that_cannot_be_broken_has_its_width() -> None:
    piece = "(1500000000000/24694085312099)"
    columns = [Column("a", "A", numeric=True), Column("b", "B", prose=True), Column("c", "C", numeric=True)]
    row = {"a": "1" * 20, "b": f"at {piece} it turns", "c": "2" * 20}
    for width in (80, 60):
        lines = ["".join(cell.text for cell in line) for line in laid_out(Report("", [Table(columns, [row])]), width)]
        assert max(map(len, lines)) <= width
        assert sum(piece in line for line in lines) == 1
