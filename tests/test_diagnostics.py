"""Every diagnostic of plan files: its place, its excerpt, what is allowed, and the nearest name."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import get_args
from unittest import mock

import pytest
from command import telquote
from hypothesis import given
from hypothesis import strategies as st
from random_plans import plain_tree

from telquote.codes import MEANINGS, Code
from telquote.files import MAX_BYTES
from telquote.language import cells
from telquote.output.check import check_document, diagnostics_text, github_text
from telquote.plans import plan_rules
from telquote.plans.catalogue import load_plans
from telquote.plans.diagnostics import Diagnostic, PlanFilesError, Position, nearest_name
from telquote.plans.figure_paths import figures
from telquote.plans.loading import load_files
from telquote.plans.plan import Plan

SOURCE = Path("src/telquote")
ERRORS = Path("tests/errors")
BROKEN = sorted(ERRORS.glob("*.yaml"))
MADE_HERE = {
    "passed-over",
    "not-looked-at",
    "plan-file",
    "usage",
    "unknown-name",
    "file-too-large",
    "file-unreadable",
    "duplicate-vendor",
    "no-plan-files",
    "too-large",
}
SOUND = "format: 1\nvendor: acme\nname: Acme\ncurrency: CNY\nplans:\n  - id: basic\n    name: Basic\n"
SOUND += "    charges: [{id: inbound, for: inbound, per_minute: 0.10}]\n"


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: file.stem)
def test_broken_file(file: Path, kept: Callable[[Path, str], None]) -> None:
    loaded = load_files([file], thorough=True)
    assert bool(loaded.vendors) == (not loaded.errors())
    assert {one.code for one in loaded.diagnostics} == {file.stem}
    both = diagnostics_text(loaded.diagnostics, "en") + diagnostics_text(loaded.diagnostics, "zh")
    kept(file.with_suffix(".txt"), both + github_text(loaded.diagnostics))


def test_every_code_has_a_meaning_and_a_file_that_shows_it() -> None:
    """A code that is given and not listed is a type error; one that is listed must be seen in a test."""
    assert tuple(MEANINGS) == get_args(Code)
    advised = {code for code, meaning in MEANINGS.items() if meaning.severity == "advice"}
    assert set(MEANINGS) - advised == {file.stem for file in BROKEN} | MADE_HERE
    assert {code for code in advised if code not in Path("tests/test_advice.py").read_text(encoding="utf-8")} == set()


def test_the_page_of_diagnostics(kept: Callable[[Path, str], None]) -> None:
    """A code a heading, so that a message can be looked up."""
    text = """# Diagnostics

What `telquote check`, and every command that reads a file, can say of it, by the code in brackets. An *error* makes the
file unusable, a *warning* does not; *advice* is told by `check --advice` alone. A code never changes its meaning.
"""
    for code, meaning in MEANINGS.items():
        text += f"\n## {code}\n\n*{meaning.severity.capitalize()}.* {meaning.text}\n"
    kept(Path("docs/diagnostics.md"), text)


@pytest.mark.parametrize(
    ("charges", "plans", "status"), [pytest.param(500, 100, 0, marks=pytest.mark.slow), (500, 101, 2), (1, 500, 0)]
)
def test_defaults_make_no_short_file_endless(tmp_path: Path, charges: int, plans: int, status: int) -> None:
    shared = ", ".join(f"{{id: c{n}, for: inbound, meter: m{n}, per_minute: 1}}" for n in range(charges))
    file = f"format: 1\nvendor: v\nname: V\ncurrency: CNY\ndefaults: {{charges: [{shared}]}}\nplans:\n"
    (tmp_path / "v.yaml").write_text(file + "".join(f" - {{id: p{n}, name: P}}\n" for n in range(plans)))
    ended = telquote("check", "v.yaml", cwd=tmp_path)
    assert ended.status == status
    if status:
        assert ended.stdout.startswith("v.yaml:5:21: error[too-large]: ")
        assert "charges of the defaults: 500 entries for 101 plans make 50,500; at most 50,000" in ended.stdout


def test_two_files_with_one_vendor(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(SOUND)
    (problem,) = load_files(sorted(tmp_path.iterdir())).diagnostics
    assert (problem.code, problem.file, problem.position) == (
        "duplicate-vendor",
        str(tmp_path / "b.yaml"),
        Position(2, 9, 4),
    )


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.yaml"
    with huge.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    (problem,) = load_files([huge]).diagnostics
    assert problem.code == "file-too-large"
    assert "more than 4 MiB" in problem.message.said("en")
    assert MAX_BYTES < 200 * 1024 * 1024


@pytest.mark.parametrize("name", ["missing.yaml", "folder.yaml"])
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.yaml").mkdir()
    (problem,) = load_files([tmp_path / name]).diagnostics
    assert problem.code == "file-unreadable"


def test_a_directory_without_plan_files(tmp_path: Path) -> None:
    with pytest.raises(PlanFilesError) as caught:
        load_plans(tmp_path)
    assert [one.code for one in caught.value.diagnostics] == ["no-plan-files"]


def test_all_problems_of_all_files_come_in_one_run() -> None:
    loaded = load_files(BROKEN, thorough=True)
    assert {one.code for one in loaded.diagnostics} == {file.stem for file in BROKEN}


@pytest.mark.parametrize(
    ("text", "amount"), [("0.10", "0.10"), ("010", "10"), ("5.", "5"), ("{value: 0.30, note: '1:30'}", "0.30")]
)
def test_figures_are_the_text_of_the_file(tmp_path: Path, text: str, amount: str) -> None:
    (tmp_path / "a.yaml").write_text(SOUND.replace("0.10", text))
    (vendor,) = load_plans(tmp_path).vendors
    (figure,) = figures(vendor.plans[0])
    assert str(figure.value.amount) == amount


def test_ids_and_texts_keep_what_yaml_would_change(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SOUND.replace("basic", "010").replace("Basic", "no").replace("Acme", "1:30"))
    (vendor,) = load_plans(tmp_path).vendors
    assert (vendor.name.en, vendor.plans[0].id, vendor.plans[0].name.en) == ("1:30", "010", "no")


def test_an_anchor_saves_repetition(tmp_path: Path) -> None:
    text = SOUND.replace("0.10}", "&rate 0.10}, {id: out, for: outbound, per_minute: *rate}")
    (tmp_path / "a.yaml").write_text(text)
    (vendor,) = load_plans(tmp_path).vendors
    assert [str(figure.value.amount) for figure in figures(vendor.plans[0])] == ["0.10", "0.10"]


def test_the_caret_stands_under_full_width_text() -> None:
    from telquote.language import Message

    problem = Diagnostic("usage", Message("nothing"), "f", Position(1, 5, 2), "名称: 元价")
    assert diagnostics_text([problem], "en").splitlines()[2] == "   |       ^^^^"


def test_json_and_github_name_the_place() -> None:
    loaded = load_files([ERRORS / "not-allowed.yaml"])
    document = check_document(loaded.diagnostics, files=1, plans=0)
    assert document["errors"] == 2
    first = document["diagnostics"][0]
    assert (first["line"], first["column"], first["nearest"]) == (9, 28, "inbound")
    assert github_text(loaded.diagnostics).startswith(
        "::error file=tests/errors/not-allowed.yaml,title=not-allowed,line=9,col=28::"
    )


@pytest.mark.parametrize(
    ("name", "nearest"), [("per_minut", "per_minute"), ("PER_MINUTE", "per_minute"), ("zzz", None), ("x" * 10**6, None)]
)
def test_nearest_names(name: str, nearest: str | None) -> None:
    assert nearest_name(name, ("per_minute", "per_call")) == nearest


REPEATING = """format: 1
vendor: acme
name: Acme
currency: CNY
plans:
"""


@pytest.mark.parametrize(
    ("times", "language", "said"),
    [
        (2, "en", "  also in line 7"),
        (4, "en", "  also in lines 7, 8, 9"),
        (4, "zh", "  另见第7、8、9行"),
        (15, "en", "  also in lines 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18 and 2 more"),
    ],
)
def test_a_problem_that_repeats_in_a_file_is_told_once(tmp_path: Path, times: int, language: str, said: str) -> None:
    plans = [f"  - {{id: p{n}, name: P, charges: [{{id: a, for: inbound, per_minut: 1}}]}}\n" for n in range(times)]
    (tmp_path / "acme.yaml").write_text(REPEATING + "".join(plans))
    ended = telquote("check", "acme.yaml", "--lang", language, cwd=tmp_path)
    assert ended.stdout.count("[unknown-key]") == 1
    assert said in ended.stdout.splitlines()
    assert (
        len(json.loads(telquote("check", "acme.yaml", "--format", "json", cwd=tmp_path).stdout)["diagnostics"]) == times
    )
    assert f"{times}" in ended.stdout.splitlines()[-1]


@pytest.mark.parametrize("width", [40, 60, 80])
def test_an_excerpt_and_what_to_write_fit_the_width(width: int) -> None:
    for file in sorted(Path("tests/errors").glob("*.yaml")):
        ended = telquote("check", str(file), COLUMNS=str(width))
        for line in ended.stdout.splitlines():
            assert cells(line) <= width or not line.startswith(" "), file


KINDS = {"origin": ("mobile", "landline", "payphone"), "time": ("day", "night"), "answer": ("mobile", "desk")}
WHENS = st.dictionaries(st.sampled_from(sorted(KINDS)), st.integers(1, 7), max_size=3).map(
    lambda drawn: {of: [name for bit, name in enumerate(KINDS[of]) if drawn[of] >> bit & 1] for of in drawn}
)


def clash_by_definition(charges: list[tuple[str, dict[str, list[str]]]]) -> list[int]:
    """Return the charges that fit some usage as closely as one before, and no third fits it more closely."""
    found = []
    for index, (meter, when) in enumerate(charges):
        for other, before in charges[:index]:
            apart = any(not set(when[of]) & set(before[of]) for of in set(when) & set(before))
            if other != meter or len(when) != len(before) or apart:
                continue
            both = {*when, *before}
            third = any(on == meter and set(own) >= both for on, own in charges)
            if set(when) == set(before) or not third:
                found.append(index)
                break
    return found


@given(st.lists(st.tuples(st.sampled_from(["a", "b"]), WHENS), min_size=1, max_size=6), st.sampled_from([0, 1, 1000]))
def test_charges_that_clash_are_those_of_the_definition(
    charges: list[tuple[str, dict[str, list[str]]]], looked_up: int
) -> None:
    """Whether their classes are looked up or compared one by one."""
    charges = [(meter, {of: names for of, names in when.items() if names}) for meter, when in charges]
    tree = {
        "id": "p",
        "name": "P",
        "charges": [
            {"id": f"c{n}", "for": "inbound", "per_minute": "1", "meter": meter, **({"when": when} if when else {})}
            for n, (meter, when) in enumerate(charges)
        ],
    }
    plan = Plan.model_validate(plain_tree(tree))
    with mock.patch.object(plan_rules, "MOST_CLASSES", looked_up):
        assert [index for index, _, _ in plan_rules.Clashes().of(plan)] == clash_by_definition(charges)


def test_one_kind_of_problem_hides_no_other(tmp_path: Path) -> None:
    charges = ", ".join(f"{{id: {name}, for: inbound, per_minute: 0.1}}" for name in "ab")
    plan = f"  - {{id: p, name: P, charges: [{charges}]}}\n"
    file = tmp_path / "v.yaml"
    file.write_text("format: 1\nvendor: v\nname: V\ncurrency: CNY\nfacts: [{en: f, zh: f, source: n}]\nplans:\n" + plan)
    assert {one.code for one in load_files([file]).diagnostics} == {"unknown-source", "charge-meter"}
