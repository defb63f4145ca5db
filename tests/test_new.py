"""Starting files are sound as they are, and with each commented line taken in."""

import re
from pathlib import Path

import pytest
from command import telquote

from telquote import Usage, compare, load_plans
from telquote.output.starting_files import starting_file
from telquote.usage.reading import read_usage

COMMENTED = re.compile(r"^( *)# (?=- \{|[a-z_]+:| +[a-z_]+:)")


def uncommented(text: str) -> str:
    """Return the text with every commented key taken in, but what stands in place of another."""
    lines = [line for line in text.splitlines() if "call_lengths:" not in line]
    return "\n".join(COMMENTED.sub(r"\1", line) for line in lines) + "\n"


@pytest.mark.parametrize("taken_in", [False, True])
def test_a_vendor_to_start_from(tmp_path: Path, taken_in: bool) -> None:
    text = starting_file("vendor", "acme")
    (tmp_path / "acme.yaml").write_text(uncommented(text) if taken_in else text, encoding="utf-8")
    catalogue = load_plans(tmp_path)
    assert compare(catalogue, Usage(minutes=100)).ranked
    items = sum(1 for offer in catalogue.offers() for _ in offer.plan.items())
    assert items == (8 if taken_in else 3)


@pytest.mark.parametrize("taken_in", [False, True])
def test_a_usage_to_start_from(tmp_path: Path, taken_in: bool) -> None:
    text = starting_file("usage", "")
    (tmp_path / "usage.yaml").write_text(uncommented(text) if taken_in else text, encoding="utf-8")
    usage = read_usage(str(tmp_path / "usage.yaml")).usage()
    assert (usage.minutes, usage.season is not None) == (3000, taken_in)


def test_a_file_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    target = tmp_path / "acme.yaml"
    assert telquote("new", "vendor", "acme", "-o", str(target)).status == 0
    assert telquote("check", str(target)).status == 0
    target.write_text("mine")
    again = telquote("new", "vendor", "acme", "-o", str(target))
    assert again.status == 2
    assert "there already" in again.stderr
    assert target.read_text() == "mine"


def test_what_is_no_id() -> None:
    ended = telquote("new", "vendor", "a b")
    assert (ended.status, ended.stdout) == (2, "")
    assert "an id belongs here" in ended.stderr
    assert telquote("new", "vendr").status == 2
    assert telquote("new", "usage").stdout == starting_file("usage", "")
