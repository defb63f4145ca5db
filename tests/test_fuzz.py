"""Mutated files end in diagnostics or in an answer, within a bound of work and memory, never in anything else."""

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
        written(folder / f"{name}.txt", data.draw(mutated(own)) if name == kind else own[0])
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
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < MOST_MEGABYTES * 1024


@given(text=mutated(PLANS), form=st.sampled_from(["text", "json", "github"]))
def test_every_file_is_sound_or_says_what_is_wrong(folder: Path, text: str, form: str) -> None:
    written(folder / "check.yaml", text)
    ended = telquote("check", "check.yaml", "--format", form, "--advice", cwd=folder)
    assert ended.status in (0, 1)
    assert ended.stderr == ""
    assert not hidden_signs(ended.stdout.replace("\n", ""))
