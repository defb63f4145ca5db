"""Whatever a text holds, every format shows it as a text: nothing is hidden, run, linked, drawn or taken for markup."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import telquote
from hostile import COMMANDS, LINKS, PAYLOADS, plans
from markdown_it import MarkdownIt
from markdown_it.token import Token

from telquote.language.signs import hidden_signs, visible
from telquote.output.markdown_signs import fenced, plain

IDS = [ascii(payload)[:30] for payload in PAYLOADS]
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
PAGE = MarkdownIt("commonmark").enable("table")


SLOW = pytest.mark.slow
FIRST = ["compare"]
TOLD_BY = pytest.mark.parametrize("told_by", [FIRST, pytest.param([*COMMANDS], marks=SLOW)], ids=["first", "all"])


def outputs(payload: str, folder: Path, form: str, told_by: list[str]) -> Iterator[str]:
    (folder / "plans").mkdir(exist_ok=True)
    (folder / "plans" / "evil.yaml").write_text(json.dumps(plans(payload), ensure_ascii=False), encoding="utf-8")
    written = (folder / "plans" / "evil.yaml").read_text(encoding="utf-8")
    figures = re.sub(r'"(\d+(?:\.\d+)?)"', r"\1", written)  # what is quoted is no number
    (folder / "plans" / "evil.yaml").write_text(figures.replace('"format": 1', '"format": "1"'), encoding="utf-8")
    for command in told_by:
        for language in ("en", "zh") if len(told_by) > 1 else ("en",):
            options = COMMANDS[command]
            typed = [command.partition("-")[0], *options.split(), "--plans", "plans", "--lang", language]
            if form != "table" and "--long" in typed:
                continue
            ended = telquote(*typed, "--format", form, cwd=folder)
            assert ended.status == 0, ended.stderr
            yield ended.stdout
            assert_harmless(ended.stderr)


def assert_harmless(text: str) -> None:
    """Assert that no sign is hidden, and that no line is a command to a build server."""
    assert not hidden_signs(text.replace("\n", "").replace("\r", "").replace("\ufeff", ""), ours="")
    assert not re.search(r"##(\[|vso\[)", text)
    assert not re.search(r"^\s*::", text, re.MULTILINE)


@SLOW
@TOLD_BY
@pytest.mark.parametrize("payload", PAYLOADS, ids=IDS)
def test_tables_hide_and_run_nothing(payload: str, told_by: list[str], tmp_path: Path) -> None:
    for text in outputs(payload, tmp_path, "table", told_by):
        assert_harmless(text)


@TOLD_BY
@pytest.mark.parametrize("payload", PAYLOADS, ids=IDS)
def test_markdown_shows_texts_as_they_are(payload: str, told_by: list[str], tmp_path: Path) -> None:
    words = "".join(visible(" ".join(payload.split())).split())
    for text in outputs(payload, tmp_path, "markdown", told_by):
        assert_harmless(text)
        tokens = list(flat(PAGE.parse(text)))
        shown = "".join(one.content for one in tokens if one.type in ("text", "code_inline", "fence", "text_special"))
        assert words in "".join(shown.split()) or len(payload) > 60
        kinds = {one.type for one in tokens}
        assert not kinds & {
            "link_open",
            "image",
            "html_inline",
            "blockquote_open",
            "heading_open",
            "hr",
            "em_open",
            "s_open",
        }
        own = re.compile(r"(<details><summary>|</summary>|</details>|\s)")
        for one in tokens:
            if one.type == "html_block":
                inside = "".join(own.split(one.content)[::2])
                assert "<" not in inside.replace("\\<", "")
            if one.type == "text":
                assert not LINKS.search(one.content), one.content


def flat(tokens: list[Token]) -> Iterator[Token]:
    for one in tokens:
        yield one
        yield from flat(one.children or [])


@TOLD_BY
@pytest.mark.parametrize("payload", PAYLOADS, ids=IDS)
def test_csv_begins_no_formula_however_cells_are_parted(payload: str, told_by: list[str], tmp_path: Path) -> None:
    for text in outputs(payload, tmp_path, "csv", told_by):
        assert_harmless(text)
        for delimiter in (",", ";", "\t"):
            rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter))
            for cell in (cell for row in rows[1:] for cell in row):
                number = re.fullmatch(r"-?\d+(\.\d+)?", cell)
                assert number or not cell.lstrip(' "').startswith(FORMULA), cell
                assert delimiter != "," or number or not cell or cell[0].isalnum() or cell[0] == "'"


@SLOW
@TOLD_BY
@pytest.mark.parametrize("payload", PAYLOADS, ids=IDS)
def test_json_holds_what_the_file_says(payload: str, told_by: list[str], tmp_path: Path) -> None:
    name = " ".join(payload.split())
    for text in outputs(payload, tmp_path, "json", told_by):
        assert not hidden_signs(text.replace("\n", ""), ours="")
        assert "##[" not in text
        document = json.loads(text)
        held = json.dumps(document, ensure_ascii=False)
        assert document["schema"].startswith("telquote/breakeven") or json.dumps(name, ensure_ascii=False)[1:-1] in held


@pytest.mark.parametrize("payload", PAYLOADS, ids=IDS)
@pytest.mark.parametrize("form", ["text", pytest.param("json", marks=SLOW), pytest.param("github", marks=SLOW)])
def test_check_says_no_more_than_it_means(payload: str, form: str, tmp_path: Path) -> None:
    one = {**plans(payload), payload: payload}
    (tmp_path / "evil.yaml").write_text(json.dumps(one, ensure_ascii=False), encoding="utf-8")
    ended = telquote("check", "evil.yaml", "--format", form, "--advice", cwd=tmp_path)
    assert ended.status == 1
    assert not hidden_signs(ended.stdout.replace("\n", ""), ours="")
    assert "##[" not in ended.stdout
    if form == "github":
        known = re.compile(r"::(error|warning) file=evil\.yaml[,:]|::notice title=")
        assert [line for line in ended.stdout.split("\n")[:-1] if not known.match(line)] == []
    elif form == "text":
        assert_harmless(ended.stdout)


@pytest.mark.slow
@pytest.mark.parametrize("payload", PAYLOADS, ids=IDS)
def test_pictures_draw_texts_as_they_are(payload: str, tmp_path: Path) -> None:
    list(outputs(payload, tmp_path, "json", FIRST))
    ended = telquote("breakeven", "evil/a", "evil/b", "--plans", "plans", "-o", "chart.svg", cwd=tmp_path)
    assert (ended.status, ended.stderr) == (0, "")
    drawn = (tmp_path / "chart.svg").read_text(encoding="utf-8")
    assert not hidden_signs(drawn.replace("\n", ""), ours="")
    assert "##[" not in drawn
    legend = drawn[drawn.index('id="legend_1"') :]
    assert legend.count("<text") >= 2


def test_a_fence_is_longer_than_what_it_holds() -> None:
    assert fenced(["a ```` b"]) == "`````text\na ```` b\n`````"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("8,000.50", "8,000.50"),
        ("a - b", "a - b"),
        ("- b", "\\- b"),
        ("1. b", "1\\. b"),
        ("1.5 b", "1.5 b"),
        ("@me", "`@me`"),
        ("a_b", "a\\_b"),
        ("给@me看", "给`@me`看"),
    ],
)
def test_markdown_reads_well_where_nothing_acts(text: str, written: str) -> None:
    assert plain(text) == written


def test_a_file_name_is_told_by_its_bytes(tmp_path: Path) -> None:
    name = "a\x1b[31m\u202eb.yaml"
    (tmp_path / name).write_text("x: [", encoding="utf-8")
    told = telquote("check", ".", "--format", "github", cwd=tmp_path).stdout
    assert told.startswith("::error file=a%1B[31m%E2%80%AEb.yaml,")
    assert telquote("check", ".", cwd=tmp_path).stdout.startswith("a\\u001b[31m\\u202eb.yaml:1:4: ")
