"""Usage files that contradict themselves are refused."""

from fractions import Fraction
from pathlib import Path

import pytest
from command import ROOT, telquote

from telquote import Usage
from telquote.plans.diagnostics import PlanFilesError
from telquote.usage.reading import read_usage


def read(folder: Path, text: str) -> Usage:
    (folder / "usage.yaml").write_text(text, encoding="utf-8")
    return read_usage(str(folder / "usage.yaml")).usage()


@pytest.mark.parametrize(
    ("text", "code"),
    [("{minutes: []}", "empty-list"), ("{minutes: [1, x]}", "not-a-number"), ("{start: 2026-02-30}", "not-a-date")],
)
def test_what_is_no_figure(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(PlanFilesError) as caught:
        read(tmp_path, text)
    assert [one.code for one in caught.value.diagnostics] == [code]


@pytest.mark.parametrize(
    ("day", "share"), [("2026-11-15", "16/30"), ("2026-11-01", "1"), ("9999-12-31", "1/31"), ("2028-02-29", "1/29")]
)
def test_the_share_of_the_first_month(tmp_path: Path, day: str, share: str) -> None:
    assert read(tmp_path, f"{{minutes: 1, start: {day}}}").first_month == Fraction(share)


def test_a_list_in_proportion_keeps_the_length_of_calls(tmp_path: Path) -> None:
    usage = read(tmp_path, "{minutes: [100, 200], calls: [10, 20]}")
    ((_, use), *_) = usage.uses()
    assert (use.quantity, use.calls) == (150, 15)
    assert use.pattern is not None
    assert [use.pattern.factor(month) * 150 for month in (0, 1)] == [100, 200]


@pytest.mark.parametrize(
    ("text", "typed", "said"),
    [
        ("calls: 30", "--minutes 0", "u.yaml:1:8: error[usage]: 0 minutes in 30 calls"),
        ("calls: 30\nseason: [1]", "--minutes 0 --calls 3", "error: 0 minutes in 3 calls"),
        ("minutes: 5\ncalls: 30", "--minutes 15 --call-length 60", "u.yaml:2:8: error[usage]: 30 calls of 60 seconds"),
        ("minutes: 5\ngrowth: {percent: 900, every: month}", "", "u.yaml:2:9: error[usage]: season and growth lead to"),
        ("minutes: 5\nseason: [9]", "--sms 3", "u.yaml:2:9: error[usage]: a season has 12 months; found 1"),
    ],
)
def test_a_problem_stands_in_the_file_unless_an_option_made_it(
    text: str, typed: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "u.yaml").write_text(text, encoding="utf-8")
    for command in ("compare", "sensitivity"):
        ended = telquote(command, "--plans", str(ROOT / "plans"), "--usage", "u.yaml", *typed.split(), cwd=tmp_path)
        assert (ended.status, ended.stdout) == (2, "")
        assert ended.stderr.startswith(said)


def test_months_past_a_list_are_told_at_the_list(tmp_path: Path) -> None:
    (tmp_path / "u.yaml").write_text("callback_minutes: 3\nminutes: [1, 2, 3]\n", encoding="utf-8")
    typed = ["breakeven", "baidu", "union400/10000", "--over", "months", "--plans", str(ROOT / "plans")]
    ended = telquote(*typed, "--usage", "u.yaml", cwd=tmp_path)
    assert ended.stderr.startswith("u.yaml:2:10: error[usage]: the usage lists 3 months, and more are compared")


CLASSES = """\
format: 1
vendor: v
name: V
currency: CNY
plans:
  - id: p
    name: P
    charges:
      - {id: local, for: inbound, per_minute: 1}
      - {id: mobile, for: inbound, when: {origin: mobile}, per_minute: 2}
"""


@pytest.mark.parametrize(
    ("classes", "said"),
    [
        ("{origin: {mobil: 1}}", "note: no plan knows the class mobil; did you mean mobile?\n"),
        ("{orign: {mobile: 1}}", "note: no plan knows the class orign; did you mean origin?\n"),
        ("{origin: {mobile: 0.5, payphone: 0.5}}", ""),
        ("{time: {night: 1}}", ""),
    ],
)
def test_a_class_that_is_misspelt_is_noted(classes: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "v.yaml").write_text(CLASSES, encoding="utf-8")
    (tmp_path / "u.yaml").write_text(f"minutes: 10\nclasses: {{inbound: {classes}}}\n", encoding="utf-8")
    ended = telquote("compare", "--plans", "v.yaml", "--usage", "u.yaml", cwd=tmp_path)
    assert (ended.status, ended.stderr) == (0, said)
