"""What is shown as an example, and what a text is said to mean, is what a file may hold."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telquote.plans.annotations import places_of
from telquote.plans.currencies import CURRENCIES, code_of
from telquote.plans.document import Plain
from telquote.plans.examples import EXAMPLES, example_at, item_of
from telquote.plans.loading import load_files
from telquote.plans.numbers import read_number
from telquote.plans.plan import Vendor
from telquote.plans.reading import Kind
from telquote.plans.reporting import MEANT
from telquote.plans.scalars import DATE, DURATION, FLAG, ID, INCREMENT, URL
from telquote.plans.slips import figure_in, number_meant, seconds_meant
from telquote.plans.synonyms import SYNONYMS, also_called
from telquote.usage.file_model import UsageFile
from telquote.usage.reading import read_usage

PLAN = """\
format: 1
vendor: v
name: V
currency: CNY
{file}
plans:
  - id: p
    name: P
    source: page
    charges:
      - {{id: inbound, for: inbound, per_minute: 0.1{charge}}}
      - {{id: outbound, for: outbound, {price}}}
    {plan}
"""
CHARGES = ("rounding", "long_call_fee", "increment", "when")
PRICES = ("tiers", "per_block", "per_minute")
FILE = ("sources", "recommended", "defaults", "facts")
BALANCE = "balances: [{{id: b, minutes: 100, for: [inbound, callback], {more}}}]"
BALANCES = {"valid": "price: 1, buy: once", "rollover": "price: 1, buy: monthly", "draws": "price: 1, buy: once"}


def text_with(key: str) -> str:  # noqa: PLR0912 - a branch a place of a file
    """Return a plan file that holds the example of a key where it belongs."""
    last = key.rpartition(".")[2]
    example = str(example_at(tuple(key.split("."))))
    if item := item_of(key):
        example = f"{key}: [{item.removeprefix('- ')}]" if item.startswith("- {") else ""
    parts = {"file": "sources: {page: {title: Prices}}", "charge": "", "price": "per_minute: 0.1", "plan": ""}
    if key == "sources":
        parts["file"] = example
    elif key in FILE:
        parts["file"] += f"\n{example}"
    elif key in ("tiers.steps", "bands.steps", "discount.steps"):
        return text_with(key.partition(".")[0])
    elif key in PRICES:
        parts["price"] = example
    elif key in CHARGES:
        parts["charge"] = f", {example}"
    elif key in BALANCES:
        parts["plan"] = BALANCE.format(more=f"{BALANCES[key]}, {example}")
    elif key == "top_up":
        parts["plan"] = f"balances: [{{id: b, {example}, for: inbound, buy: as_needed}}]"
    elif key == "bands":
        parts["plan"] = f"fees: [{{id: f, per: seat, every: month, {example}}}]"
    elif key in ("minimum", "discount", "tax", "bill.rounding"):
        parts["plan"] = f"bill: {{{example}}}"
    elif key.startswith("limits."):
        parts["plan"] = f"limits: {{{example}}}"
    elif key == "counters":
        parts["plan"] = example
        parts["price"] = "tiers: {mode: graduated, by: all, steps: [{per_minute: 1}]}"
    elif last != "charges":
        parts["plan"] = example
    return PLAN.format(**parts)


OF_USAGE = {"growth", "classes", "current", "call_lengths"}


@pytest.mark.parametrize("key", sorted(set(EXAMPLES) - OF_USAGE))
def test_examples_of_plan_files_are_sound(key: str, tmp_path: Path) -> None:
    (tmp_path / "v.yaml").write_text(text_with(key), encoding="utf-8")
    loaded = load_files([tmp_path / "v.yaml"])
    assert [one.message.said("en") for one in loaded.diagnostics] == []


@pytest.mark.parametrize("key", sorted(OF_USAGE))
def test_examples_of_usage_files_are_sound(key: str, tmp_path: Path) -> None:
    item = item_of(key)
    example = f"{key}: [{item.removeprefix('- ')}]" if item else str(example_at((key,)))
    minutes = "" if key == "call_lengths" else "minutes: 3000\n"
    (tmp_path / "u.yaml").write_text(f"{minutes}{example}\n", encoding="utf-8")
    assert read_usage(str(tmp_path / "u.yaml"), 36).usage()


def test_a_typed_figure_stands_in_the_example() -> None:
    assert example_at(("bill", "minimum"), Plain("19,90 / month")) == "minimum: {price: 19.90, every: month}"
    assert example_at(("when",), Plain("payphone")) == "when: {origin: payphone}"
    assert example_at(("when",), Plain("not a word")) == "when: {origin: mobile}"


KINDS: dict[str, Kind[Any]] = {
    "not-a-duration": DURATION,
    "not-an-increment": INCREMENT,
    "not-an-id": ID,
    "not-a-date": DATE,
    "not-a-flag": FLAG,
    "not-a-url": URL,
}
TYPED = st.one_of(
    st.text(max_size=12),
    st.from_regex(r"\d{1,5} ?(s|sec|w|weeks?|months?|年|天|/|-)?\d{0,3}", fullmatch=True),
    st.from_regex(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?", fullmatch=True),
    st.from_regex(r"(Rs\.? ?|[$€¥] ?)?\d{1,3}([.,']\d{2,3}){0,3}( ?(ct|元|分|€|%|/ month))?", fullmatch=True),
)


@given(st.sampled_from(sorted(KINDS)), TYPED)
def test_what_a_text_is_said_to_mean_is_of_its_kind(code: str, typed: str) -> None:
    meant = MEANT[code](Plain(typed))
    if meant is not None:
        KINDS[code].read(Plain(meant))


@given(TYPED)
def test_figures_that_are_offered_are_figures(typed: str) -> None:
    figure = figure_in(typed)
    if figure is not None:
        assert read_number(Plain(figure)) == Decimal(figure)
    said = number_meant(Plain(typed))
    for name in ("number", "decimal") if said else ():
        if said and name in said.parts:
            read_number(Plain(str(said.parts[name])))
    seconds = seconds_meant(typed)
    assert seconds is None or seconds.isdigit()
    code = code_of(typed)
    assert code is None or code in CURRENCIES


@pytest.mark.parametrize(
    ("typed", "figure"),
    [
        ("19,90 / month", "19.90"),
        ("1,20,000", "120000"),
        ("1.250,00 €", "1250.00"),
        ("0,089", "0.089"),
        ("3'000", "3000"),
        ("Rs. 2,500", "2500"),
        ("1,000.5", "1000.5"),
        ("1_000", "1000"),
        ("2 to 3", None),
        ("none", None),
        ("1.2.3", None),
    ],
)
def test_figures_as_people_write_them(typed: str, figure: str | None) -> None:
    assert figure_in(typed) == figure


def test_synonyms_lead_to_names_of_the_format() -> None:
    words = {"always", "as_needed", "monthly", "yearly", "once", "day", "month", "year", "account", "channel", "number"}
    words |= {"seat", "graduated", "volume", "up", "down", "half_up", "half_even", "inbound", "outbound", "callback"}
    words |= {"missed_callback", "voicemail"}
    forms = {"because", "assumed", "or", "left", "seconds"}
    known = set(places_of(Vendor)) | set(places_of(UsageFile)) | words | forms | CURRENCIES
    assert set(SYNONYMS) - known == set()
    assert also_called("RMB") == ("CNY",)
    assert also_called("nobody-says-so") == ()
