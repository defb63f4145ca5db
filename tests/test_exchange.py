"""Plans priced in different currencies are ranked together at rates that are given, and in no other way."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from command import telquote
from hypothesis import given
from random_cases import Drawn, cases
from random_plans import months, vendor_of

from telquote import Usage
from telquote.billing.ledger import PAYMENTS, REFUNDED
from telquote.billing.quote import cost_of, quote_of
from telquote.billing.refusals import NotOffered
from telquote.billing.simulation import simulate
from telquote.plans.exchange import converted
from telquote.plans.offers import offers_of

PLAN = """format: 1
vendor: {vendor}
name: {vendor}
currency: {currency}
plans:
  - id: basic
    name: Basic
    charges: [{{id: inbound, for: inbound, per_minute: {rate}}}]
"""
ASK = ("compare", "--minutes", "100", "--months", "1", "--plans", ".")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for vendor, currency, rate in (("aa", "USD", "0.02"), ("bb", "CNY", "0.10")):
        text = PLAN.format(vendor=vendor, currency=currency, rate=rate)
        (tmp_path / f"{vendor}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


@given(cases(), months)
def test_every_figure_of_a_quote_is_converted(drawn: Drawn, horizon: int) -> None:
    tree, figures = drawn
    vendor = vendor_of(tree)
    (own_money,) = offers_of(vendor)
    (other,) = converted([own_money], "EUR", {"CNY": Decimal("0.13")})
    usage = Usage(**figures)
    try:
        ledger, exchanged = (simulate(one, usage, horizon) for one in (own_money, other))
    except NotOffered:
        return
    own, quote = quote_of(ledger), quote_of(exchanged)
    for name in ("total", "accrued", "net", "upfront", "expired", "leftover", "committed"):
        assert getattr(quote, name) == getattr(own, name) * Fraction("0.13")
    assert cost_of(exchanged, "total") == quote.total
    entries = list(exchanged.entries())
    paid = sum((entry.money for entry in entries if entry.kind in PAYMENTS), start=Fraction(0))
    assert paid - sum(entry.money for entry in entries if entry.kind == REFUNDED) == quote.total


def test_a_ranking_in_one_currency_says_the_rate(folder: Path) -> None:
    ended = telquote(*ASK, "--currency", "CNY", "--fx", "USD=7.10", cwd=folder)
    assert ended.status == 0
    assert "Cheapest   bb: 10 CNY in 1 month" in ended.stdout
    assert "CNY (1 USD = 7.10); 2 plans" in ended.stdout
    assert "14.20" in ended.stdout
    (folder / "rates.txt").write_text("USD: 7.10\nEUR: 7.80\n")
    of_file = telquote(*ASK, "--currency", "CNY", "--fx", "rates.txt", cwd=folder)
    assert of_file.stdout.splitlines()[:-1] == ended.stdout.splitlines()[:-1]
    strict = telquote(*ASK, "--currency", "USD", "--fx", "CNY=0.15", "--strict", cwd=folder)
    assert strict.status == 1  # a rate is nothing that a source of the plan confirms


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "priced in different currencies"),
        (("--currency", "CNY"), "aa: priced in USD, and no rate is given\n  help: --fx USD=RATE"),
        (("--fx", "USD=7"), "--fx needs --currency"),
        (("--currency", "dollar"), "the code is USD"),
        (("--currency", "thaler"), "a currency code belongs here"),
        (("--currency", "CNY", "--fx", "USD=dear"), "USD=dear is no rate such as USD=7.10"),
        (("--currency", "CNY", "--fx", "USD=0"), "USD=0 is no rate such as USD=7.10: 0 is not above zero"),
        (("--currency", "CNY", "--fx", "USD=7", "--fx", "USD=8"), "two rates are given for USD"),
        (("--currency", "CNY", "--fx", "USD=7", "--fx", "CNY=2"), "one CNY is worth one CNY"),
        (("--currency", "CNY", "--fx", "missing.yaml"), "missing.yaml: no such file"),
    ],
)
def test_what_is_no_rate(folder: Path, options: tuple[str, ...], said: str) -> None:
    ended = telquote(*ASK, *options, cwd=folder)
    assert (ended.status, ended.stdout) == (2, "")
    assert said in ended.stderr


def test_only_the_plans_that_are_chosen_need_a_rate(folder: Path) -> None:
    assert telquote(*ASK, "bb", "--currency", "CNY", cwd=folder).status == 0


def test_break_evens_and_ledgers_are_converted_too(folder: Path) -> None:
    money = ("--currency", "CNY", "--fx", "USD=7.10")
    ended = telquote("breakeven", "aa", "bb", "--to", "10", "--months", "1", "--plans", ".", *money, cwd=folder)
    said = " ".join(ended.stdout.split())
    assert "1-10 bb 0.14-1.42 0.10-1.00" in said
    ledger = telquote(
        "simulate", "aa/basic", "--minutes", "100", "--months", "1", "--plans", ".", *money, "--long", cwd=folder
    )
    assert "billed 14.20 CNY for inbound" in ledger.stdout
