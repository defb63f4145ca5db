"""Usage files that contradict themselves are refused."""

from fractions import Fraction
from pathlib import Path

import pytest

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
