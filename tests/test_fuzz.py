"""Mutated files end in diagnostics or in an answer, within a bound of work and memory, never in anything else."""

import json
import re
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import telquote
from hypothesis import given
from hypothesis import strategies as st

from telquote import work
from telquote.language.signs import hidden_signs

FILES = [*Path("plans").glob("*.yaml"), *Path("tests/errors").glob("*.yaml")]
DOCUMENTS = {name: Path(f"docs/{name}-files.md").read_text(encoding="utf-8") for name in ("plan", "usage")}
DOCUMENTED = {name: re.findall(r"```yaml\n(.*?)```", text, re.DOTALL) for name, text in DOCUMENTS.items()}
PLANS = sorted(file.read_text(encoding="utf-8", errors="replace") for file in FILES) + DOCUMENTED["plan"]
USAGES = sorted(file.read_text(encoding="utf-8") for file in Path("tests/usage").glob("*.yaml")) + DOCUMENTED["usage"]
RATES = ["USD: 7.10\nEUR: 7.80\n", "{USD: 7.10, GBP: 9}", "# rates\nUSD: 7.1\n"]
SOUND = {
    "plans": Path("plans/union400.yaml").read_text(encoding="utf-8"),
    "usage": "minutes: 3000\n",
    "rates": RATES[0],
}
TOKEN = re.compile(r"[\w.]+|[^\w\s]|\s+")
TOKENS = sorted({token for text in (*PLANS, *USAGES) for token in TOKEN.findall(text)})
ODD = ["unknown", "0", "-1", "1e999", "NaN", ".inf", "'", '"', "{", "}", "[", "]", "&a", "*a", "<<", "!!str", "|", ">"]
ODD += ["999999999999", "0.000000000001", "1000000000000", "9999 years", "1 day", "1/0.001"]
ODD += ["\t", "\x00", "\ufeff", "\u202e", "# "]


@st.composite
def mutated(draw: st.DrawFn, texts: list[str]) -> str:
    """Return a file with a few of its pieces replaced, repeated, moved or taken out."""
    pieces = TOKEN.findall(draw(st.sampled_from(texts)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(pieces)))
        length = draw(st.integers(0, 8))
        kind = draw(st.integers(0, 4))
        if kind == 0:
            pieces[at : at + 1] = [draw(st.sampled_from(TOKENS))]
        elif kind == 1:
            pieces[at : at + 1] = [draw(st.sampled_from(ODD))]
        elif kind == 2:
            pieces[at:at] = pieces[at : at + length * 5]
        elif kind == 3:
            del pieces[at : at + length]
        else:
            pieces[at:at] = [draw(st.text(max_size=4))]
    return "".join(pieces)


WORK = 40_000
"""Steps that a command may take here: a fiftieth of what it may."""

MOST_MEGABYTES = 1024
COMMANDS = [
    "compare --long",
    "compare --long",
    "compare --long",
    "compare --format json",
    "compare --format markdown",
    "compare --format csv",
    "sensitivity --prices --all",
    "breakeven --all",
    "breakeven --over months",
    "show",
    "list --features",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


@pytest.fixture(autouse=True)
def _little_work(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    start = work.start
    monkeypatch.setattr(work, "start", lambda: start(WORK))
    yield
    work.stop()


def written(file: Path, text: str) -> None:
    file.write_bytes(text.encode("utf-8", errors="surrogatepass"))


@given(
    kind=st.sampled_from(["plans", "plans", "plans", "usage", "rates"]),
    command=st.sampled_from(COMMANDS),
    language=st.sampled_from(["en", "zh"]),
    months=st.sampled_from(["1", "36", "1200"]),
    data=st.data(),
)
def test_no_file_breaks_the_program(
    folder: Path, kind: str, command: str, language: str, months: str, data: st.DataObject
) -> None:
    """The steps of work bound the time, and what the process ever held its memory."""
    texts = {"plans": PLANS, "usage": USAGES, "rates": RATES}
    for name, own in texts.items():
        written(folder / f"{name}.txt", data.draw(mutated(own)) if name == kind else SOUND[name])
    asked = ["--plans", "plans.txt", "--lang", language]
    if not command.startswith(("show", "list")):
        asked += ["--usage", "usage.txt", "--currency", "CNY", "--fx", "rates.txt"]
        asked += [] if "months" in command else ["--months", months]
    ended = telquote(*command.split(), *asked, cwd=folder)
    assert ended.status in (0, 2)
    assert "telquote failed in a way" not in ended.stderr
    assert "意外失败" not in ended.stderr
    assert bool(ended.stdout) == (ended.status == 0)
    assert not hidden_signs((ended.stdout + ended.stderr).replace("\n", "").replace("\r", "").replace("\ufeff", ""))
    if kind != "plans" and ended.status:
        assert_placed(ended.stderr, (folder / f"{kind}.txt").read_text(encoding="utf-8", errors="replace"))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < MOST_MEGABYTES * 1024


OF_NO_FILE = re.compile("(error: |错误：)(union400(: one contender|：只有一个比较对象)|no plan can serve|没有套餐)")
"""Errors that are of no place in a usage or rate file: of plans, of options, of work."""


def assert_placed(told: str, text: str) -> None:
    """Assert that an error says where in a file it stands, and that the file has such a place."""
    first = told.splitlines()[0] if not told.startswith("note") and not told.startswith("注") else told.splitlines()[-1]
    place = re.match(r"(?:usage|rates)\.txt:(\d+):(\d+): ", first)
    assert place or OF_NO_FILE.match(first), told
    if place:
        assert_inside(int(place[1]), int(place[2]), text)


def assert_inside(line: int, column: int, text: str) -> str:
    """Return what stands at a place of a text."""
    lines = re.split("\r\n|[\n\r\x85\u2028\u2029]", text.removeprefix("\ufeff"))
    assert 1 <= line <= len(lines) + 1
    here = lines[line - 1] if line <= len(lines) else ""
    assert 1 <= column <= len(here) + 1, (line, column)
    return here[column - 1 :]


NAMED = re.compile(r"the key (\S+) is unknown here|^(\S+) is not allowed here")


@given(text=mutated(PLANS))
def test_every_problem_stands_where_it_is_told(folder: Path, text: str) -> None:
    """What a message names stands at its place, and whoever uses the file is told the same."""
    written(folder / "check.yaml", text)
    ended = telquote("check", "check.yaml", "--format", "json", cwd=folder)
    document = json.loads(ended.stdout)
    errors = [one for one in document["diagnostics"] if one["severity"] == "error"]
    assert bool(errors) == (ended.status != 0)
    for one in document["diagnostics"]:
        if one["line"] is None:
            assert one["code"] in ("file-unreadable", "file-too-large")
            continue
        here = assert_inside(one["line"], one["column"], text)
        sign = re.search(r"U\+([0-9A-F]{4,6})$", one["message"])
        if one["code"] == "yaml-character" and sign:
            assert here.startswith(chr(int(sign[1], 16)))
        named = NAMED.search(one["message"])
        if named and "\\" not in one["message"]:
            word = named[1] or named[2]
            shown = "".join(sign for sign in here if not hidden_signs(sign))
            stands = shown.startswith(word) or shown.lstrip("'\"*&!?").startswith(word)
            assert stands or here[:1] in "*&", (word, here[:40])
    used = telquote("show", "--plans", "check.yaml", cwd=folder)
    assert (used.status == 2) == bool(errors)
    if errors:
        assert f"[{errors[0]['code']}]" in used.stderr


@given(text=mutated(PLANS), form=st.sampled_from(["text", "json", "github"]))
def test_every_file_is_sound_or_says_what_is_wrong(folder: Path, text: str, form: str) -> None:
    written(folder / "check.yaml", text)
    ended = telquote("check", "check.yaml", "--format", form, "--advice", cwd=folder)
    assert ended.status in (0, 1)
    assert ended.stderr == ""
    assert not hidden_signs(ended.stdout.replace("\n", ""))
