"""The columns of a ledger add up, in every row and in the last, on random plans and on every plan of the gallery."""

import re
from fractions import Fraction
from pathlib import Path

import pytest
from command import telquote
from hypothesis import given
from hypothesis import strategies as st
from random_cases import Drawn, cases
from random_plans import offer_of, plain_tree

from telquote import Usage, load_plans
from telquote.billing.ledger import ROUNDED, Ledger
from telquote.billing.quote import first_payment_of, last_purchase, quote_of
from telquote.billing.refusals import NotOffered
from telquote.billing.simulation import simulate
from telquote.decisions.payments import MOST_ROWS, Row, folded, payments_of
from telquote.usage.pattern import UsageError

FOLDERS = [Path("plans"), *sorted(path for path in Path("plans/gallery").iterdir() if path.is_dir())]


def check(ledger: Ledger) -> None:
    payments, quote = payments_of(ledger), quote_of(ledger)
    for everything in (True, False):
        before = payments.held
        rows = folded(payments, None if everything else MOST_ROWS)
        assert [row.first for row in rows] == [1, *(row.last + 1 for row in rows[:-1])]
        assert rows[-1].last == ledger.months
        for row in rows:
            assert row.left == before + row.paid - row.used - row.lost
            before = row.left
        total = payments.total
        for name in ("paid", "used", "lost"):
            assert getattr(total, name) == sum((getattr(row, name) for row in rows), start=Fraction(0))
        assert total.left == before == payments.held + total.paid - total.used - total.lost
    assert total.paid == quote.total
    assert total.lost == quote.expired
    assert total.left == quote.leftover
    if ledger.months > 1:
        assert payments.months[0].paid == first_payment_of(ledger)
    assert len(folded(payments)) <= max(MOST_ROWS, -(-ledger.months // 12))


@given(cases(), st.integers(1, 30))
def test_columns_add_up_on_random_plans(drawn: Drawn, months: int) -> None:
    tree, figures = drawn
    try:
        ledger = simulate(offer_of(tree), Usage(**figures), months)
    except (NotOffered, UsageError):  # a usage by month may have fewer of them
        return
    check(ledger)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_columns_add_up_on_every_plan(folder: Path) -> None:
    for offer in load_plans(folder).offers():
        for months in (1, 36):
            try:
                check(simulate(offer, Usage(minutes=700, callback_minutes=0, call_length=90), months))
            except NotOffered:
                continue


def test_csv_has_a_row_a_month_and_their_sum_is_the_total() -> None:
    lines = telquote("simulate", "union400/3000", "--minutes", "3000", "--format", "csv").stdout.splitlines()
    names = lines[0].lstrip("\ufeff").split(",")
    assert len(lines) == 37
    paid = sum(Fraction(line.split(",")[names.index("paid")]) for line in lines[1:])
    assert paid == 12000


def test_alike_months_are_one_row() -> None:
    (plan,) = (offer for offer in load_plans("plans").offers() if offer.id == "baidu/lixianbao")
    rows = folded(payments_of(simulate(plan, Usage(minutes=3000), 36)))
    assert [(row.first, row.last) for row in rows] == [
        (1, 1),
        (2, 10),
        (11, 30),
        (31, 31),
        (32, 33),
        (34, 34),
        (35, 36),
    ]
    assert rows[1] == Row(2, 10, Fraction(0), Fraction(0), Fraction(0), Fraction(6000), {"gift": Fraction(2700)})


@pytest.mark.parametrize("months", [37, 157, 312, 1199, 1200])
def test_the_rows_of_any_length_fit_one_screen(months: int) -> None:
    """Rows of whole years, as few years as fit: whoever wants each month asks for ``--all``."""
    asked = ("simulate", "union400/3000", "--minutes", "3333", "--months", str(months))
    lines = telquote(*asked).stdout.splitlines()
    assert len(lines) <= 22
    rows = [line.split()[0] for line in lines if re.match(r" +[0-9]", line)]
    assert len(rows) <= MOST_ROWS
    assert rows[-1].rpartition("-")[2] == f"{months:,}"
    assert len(telquote(*asked, "--all").stdout.splitlines()) > months


def test_many_payments_are_a_count() -> None:
    said = telquote("simulate", "union400/3000", "--minutes", "3000", "--months", "1200").stdout
    assert "Payments   3,000 in months 1, 11, 21, 31, 41, 51 and 114 more up to 1,191\n" in said


@pytest.mark.parametrize(
    ("minutes", "valid", "months", "found"),
    [
        (
            30,
            "12 months",
            6,
            ("pack", 4, 10, 8),
        ),  # 180 used: the second pack of 100 is bought in month 4, 80 used of it
        (30, "12 months", 4, ("pack", 4, 10, 2)),
        (30, "12 months", 3, None),  # one pack, bought in month 1
        (60, "2 months", 5, ("pack", 5, 10, 2)),
        (60, "2 months", 6, None),  # it ends with month 6
        (60, "1 month", 6, None),  # what is bought in the last month ends with it
        (0, "12 months", 6, None),
    ],
)
def test_the_last_purchase_is_told_where_it_outlives_the_horizon(
    minutes: int, valid: str, months: int, found: tuple[object, ...] | None
) -> None:
    pack = {"id": "pack", "price": "10", "minutes": "100", "buy": "as_needed", "valid": valid}
    tree = {"name": "p", "charges": [{"id": "in", "for": "inbound", "per_minute": "1"}], "balances": [pack]}
    ledger = simulate(offer_of(plain_tree(tree)), Usage(minutes=minutes), months)
    assert last_purchase(ledger) == found


@pytest.mark.parametrize(("minutes", "entries"), [(3, []), (Fraction(5, 2), [Fraction(1, 2)])])
def test_rounding_that_changes_nothing_is_no_entry(minutes: Fraction | int, entries: list[Fraction]) -> None:
    bill = {"rounding": {"per": "month", "decimals": "0", "mode": "up"}}
    tree = {"name": "p", "charges": [{"id": "in", "for": "inbound", "per_minute": "1"}], "bill": bill}
    ledger = simulate(offer_of(plain_tree(tree)), Usage(minutes=minutes), 1)
    assert [one.money for one in ledger.entries() if one.kind == ROUNDED] == entries


def test_the_last_purchase_is_told_alone_and_in_money() -> None:
    """Of 60 minutes in two packs for 2.50 each 20 are left, beside gifts that nothing is used of."""
    gifts = [{"id": name, "price": "0", "units": "5", "buy": "once", "for": "sms"} for name in ("a", "z")]
    pack = {"id": "pack", "price": "2.5", "minutes": "40", "buy": "as_needed", "valid": "12 months"}
    charges = [{"id": "in", "for": "inbound", "per_minute": "1"}, {"id": "sms", "for": "sms", "per_unit": "1"}]
    tree = {"name": "p", "charges": charges, "balances": [*gifts, pack]}
    ledger = simulate(offer_of(plain_tree(tree)), Usage(minutes=30), 2)
    assert last_purchase(ledger) == ("pack", 2, Fraction(5, 2), Fraction(5, 4))
