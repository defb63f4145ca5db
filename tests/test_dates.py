"""Prices that changed are taken as of a day, and the day is said."""

import csv
import io
from pathlib import Path

import pytest
from command import telquote

FILE = """format: 1
vendor: acme
name: Acme
currency: GBP
plans:
  - id: basic
    name: Basic
    charges:
      - id: inbound
        for: inbound
        per_minute:
          - {value: 0.03, note: as it began}
          - {value: 0.05, from: 2015-07-01}
          - {assumed: 0.06, because: talk, from: 2020-01-01}
      - {id: outbound, for: outbound, per_minute: [{value: 0.10, from: 2018-01-01}]}
"""
ASK = ("compare", "--minutes", "100", "--months", "1", "--plans", ".", "--format", "csv")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "acme.yaml").write_text(FILE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("options", "total", "said"),
    [
        ((), "6", "note: prices as of 2020-01-01, the newest change in the files\n"),
        (("--as-of", "2026-11-22"), "6", "note: prices as of 2026-11-22\n"),
        (("--as-of", "2019-12-31"), "5", "note: prices as of 2019-12-31\n"),
        (("--as-of", "2015-07-01"), "5", "note: prices as of 2015-07-01\n"),
        (("--as-of", "2015-06-30"), "3", "note: prices as of 2015-06-30\n"),
    ],
)
def test_a_price_as_of_a_day(folder: Path, options: tuple[str, ...], total: str, said: str) -> None:
    ended = telquote(*ASK, *options, cwd=folder)
    assert (ended.status, ended.stderr) == (0, said)
    (row,) = csv.DictReader(io.StringIO(ended.stdout.lstrip("\ufeff")))
    assert row["total"] == total
    assert ("acme/basic:inbound" in ended.stdout) == (total == "6")  # the newest is assumed


def test_what_was_not_sold_yet_is_unknown(folder: Path) -> None:
    ask = ("compare", "--outbound-minutes", "10", "--plans", ".", "--as-of")
    assert "leaves outbound unknown" in telquote(*ask, "2017-12-31", cwd=folder).stderr
    assert telquote(*ask, "2018-01-01", cwd=folder).status == 0


def test_plans_that_never_changed_have_no_day() -> None:
    assert telquote("compare", "--minutes", "5").stderr == ""


def test_what_is_no_day() -> None:
    ended = telquote("compare", "--minutes", "5", "--as-of", "soon")
    assert ended.status == 2
    assert "soon: no day such as 2026-11-22" in ended.stderr
