"""Mutated plan files end in diagnostics or in an answer, never in anything else."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telquote import Usage, compare
from telquote.billing.quote import quote_of
from telquote.billing.refusals import NotOffered
from telquote.billing.simulation import simulate
from telquote.decisions.answer import answer_of
from telquote.decisions.comparison import CannotCompare
from telquote.decisions.sensitivity import sensitivity
from telquote.language import is_harmless
from telquote.output.check import diagnostics_text, github_text
from telquote.output.compare.long import long_report, markdown_report
from telquote.output.compare.screen import Pointers, Shown, compare_report
from telquote.output.markdown import markdown_text
from telquote.output.plain import plain_text
from telquote.output.show.report import offer_report
from telquote.output.terminal import terminal_text
from telquote.plans.catalogue import Catalogue
from telquote.plans.loading import load_files

FILES = [*Path("plans").glob("*.yaml"), *Path("tests/errors").glob("*.yaml")]
DOCUMENTED = re.findall(r"```yaml\n(.*?)```", Path("docs/plan-files.md").read_text(encoding="utf-8"), re.DOTALL)
TEXTS = sorted(file.read_text(encoding="utf-8", errors="replace") for file in FILES) + DOCUMENTED
TOKEN = re.compile(r"[\w.]+|[^\w\s]|\s+")
TOKENS = sorted({token for text in TEXTS for token in TOKEN.findall(text)})
ODD = ["unknown", "0", "-1", "1e999", "NaN", ".inf", "'", '"', "{", "}", "[", "]", "&a", "*a", "<<", "!!str", "|", ">"]
ODD += ["999999999999", "0.000000000001", "1000000000000", "9999 years", "1 day", "1/0.001"]
ODD += ["\t", "\x00", "\ufeff", "\u202e", "# "]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Return a plan file with a few of its pieces replaced, repeated, moved or taken out."""
    pieces = TOKEN.findall(draw(st.sampled_from(TEXTS)))
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


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz") / "plans.yaml"


@given(text=mutated(), minutes=st.sampled_from([0, 1, 3000, 10**9]), months=st.sampled_from([1, 36]))
def test_no_plan_file_breaks_the_program(file: Path, text: str, minutes: int, months: int) -> None:
    file.write_bytes(text.encode("utf-8", errors="surrogatepass"))
    loaded = load_files([file])
    said = diagnostics_text(loaded.diagnostics, "en") + diagnostics_text(loaded.diagnostics, "zh")
    assert all(is_harmless(char) for char in (said + github_text(loaded.diagnostics)).replace("\n", ""))
    assert bool(loaded.errors()) != bool(loaded.vendors)
    if not loaded.vendors:
        return
    catalogue = Catalogue(tuple(loaded.vendors), "fuzz", loaded.sha256)
    usage = Usage(minutes=minutes, callback_minutes=7, call_length=90)
    for offer in catalogue.offers():
        try:
            quote_of(simulate(offer.plan, usage, months))
        except NotOffered:
            continue
    plain_text(offer_report(catalogue.offers(), "en"), 100)
    if minutes <= 3000:
        try:
            ranking = compare(catalogue, usage, months=months)
        except CannotCompare:
            return
        if not ranking.ranked:
            return
        answer, findings = answer_of(ranking), sensitivity(ranking, most_steps=5)
        pointers = Pointers(("telquote",), ("telquote",))
        terminal_text(compare_report(answer, "zh", 80, Shown(), pointers), 80)
        plain_text(long_report(answer, findings, "fuzz", "en", 60, pointers), 60)
        markdown_text(markdown_report(answer, findings, "fuzz", "zh", pointers))
