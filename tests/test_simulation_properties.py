"""What must hold for every plan, usage and horizon."""

from fractions import Fraction
from typing import Any

import naive
from hypothesis import given, note
from hypothesis import strategies as st
from random_cases import Drawn, cases, held_cases
from random_plans import months, offer_of, plain_tree
from scenario_files import Kept, naive_usage

from telquote import Usage
from telquote.billing.claims import never_falls
from telquote.billing.ledger import (
    BILLED,
    BOUGHT,
    COMMITTED,
    DRAWN,
    EXPIRED,
    FEE,
    LEFT,
    OPENING,
    PAYMENTS,
    REFUNDED,
    ROUNDED,
    TAX,
    Ledger,
)
from telquote.billing.months import by_month
from telquote.billing.quote import Quote, quote_of
from telquote.billing.refusals import NotOffered
from telquote.billing.resolve import terms_of
from telquote.billing.simulation import simulate
from telquote.billing.terms import BalanceTerms
from telquote.plans.offers import Held


def simulated(tree: dict[str, Any], figures: dict[str, Any], horizon: int) -> Ledger | None:
    return ledger_of(tree, Usage(**figures), horizon)


def ledger_of(tree: dict[str, Any], usage: Usage, horizon: int) -> Ledger | None:
    try:
        return simulate(offer_of(tree), usage, horizon)
    except NotOffered:
        return None


@given(cases(), months)
def test_agrees_with_the_naive_reckoning(drawn: Drawn, horizon: int) -> None:
    tree, figures = drawn
    note(Kept(tree, figures, horizon))
    ledger = simulated(tree, figures, horizon)
    expected = naive.quote(tree, naive_usage(Usage(**figures)), horizon)
    if ledger is None or expected is None:
        assert ledger is None
        assert expected is None
        return
    quote = quote_of(ledger)
    assert {name: getattr(quote, name) for name in expected} == expected


@given(held_cases(), months)
def test_a_plan_that_is_held_agrees_too(
    case: tuple[dict[str, Any], dict[str, Any], dict[str, Held]], horizon: int
) -> None:
    tree, figures, held = case
    note(Kept(tree, figures, horizon, held))
    usage = Usage(**figures)
    expected = naive.quote(tree, naive_usage(usage, held), horizon)
    try:
        ledger = simulate(offer_of(tree)._replace(held=held), usage, horizon)
    except NotOffered:
        assert expected is None
        return
    assert expected is not None
    quote = quote_of(ledger)
    assert {name: getattr(quote, name) for name in expected} == expected
    entries = list(ledger.entries())
    by, after = by_month(entries, horizon)
    assert sum((month.paid for month in (*by, after)), Fraction(0)) == quote.total
    assert all(left >= 0 for month in (*by, after) for left in month.held.values())
    assert quote.opening == sum((entry.money for entry in entries if entry.kind == OPENING), Fraction(0))


@given(st.one_of(held_cases(), cases().map(lambda drawn: (*drawn, None))), months)
def test_value_and_payments_are_conserved(case: Any, horizon: int) -> None:
    """The two sentences of docs/billing.md, on every ledger.

    Bought and held before is drawn, left, expired, paid back from balances, or bought validity; the total is bought,
    billed, fees, tax, rounding and committed less what is paid back.
    """
    tree, figures, held = case
    note(Kept(tree, figures, horizon, held))
    stands = offer_of(tree) if held is None else offer_of(tree)._replace(held=held)
    try:
        ledger = simulate(stands, Usage(**figures), horizon)
    except NotOffered:
        return
    sums: dict[str, Fraction] = {}
    for entry in ledger.entries():
        sums[entry.kind] = sums.get(entry.kind, Fraction(0)) + entry.money
    postings = [one for one in ledger.postings if isinstance(one.item, BalanceTerms)]
    validity = sum(one.item.validity_price * one.times * ledger.money_unit for one in postings if one.kind == BOUGHT)
    returned = sum(ledger.paid_value(one.item, one.quantity) for one in postings if one.kind == REFUNDED)
    value = sum(sums.get(kind, Fraction(0)) for kind in (DRAWN, LEFT, EXPIRED))
    assert sums.get(BOUGHT, 0) + sums.get(OPENING, 0) == value + returned + validity
    quote: Quote = quote_of(ledger)
    paid = sum(sums.get(kind, Fraction(0)) for kind in (BOUGHT, BILLED, FEE, TAX, ROUNDED, COMMITTED))
    assert quote.total == paid - sums.get(REFUNDED, 0)
    assert set(PAYMENTS) == {BOUGHT, BILLED, FEE, TAX, ROUNDED, COMMITTED}
    assert (quote.expired, quote.leftover) == (sums.get(EXPIRED, 0), sums.get(LEFT, 0))


@given(cases(), months)
def test_months_add_up_and_no_balance_is_overdrawn(drawn: Drawn, horizon: int) -> None:
    tree, figures = drawn
    ledger = simulated(tree, figures, horizon)
    if ledger is None:
        return
    by, after = by_month(ledger.entries(), horizon)
    assert sum((month.paid for month in (*by, after)), Fraction(0)) == quote_of(ledger).total
    assert all(held >= 0 for month in (*by, after) for held in month.held.values())
    left = {entry.item: Fraction(0) for entry in ledger.entries() if entry.kind == BOUGHT}
    for entry in ledger.entries():
        if entry.kind == LEFT:
            left[entry.item] += entry.quantity
    assert after.held == left


@given(cases(), months, st.integers(1, 40))
def test_more_usage_never_costs_less(drawn: Drawn, horizon: int, more: int) -> None:
    tree, figures = drawn
    less = simulated(tree, figures, horizon)
    usage = Usage(**figures)
    volume = figures["minutes"] + more
    greater = ledger_of(tree, usage.with_volume("minutes", volume), horizon)
    if greater is not None:
        assert less is not None
        if never_falls(terms_of(offer_of(tree), usage.with_volume("minutes", 1))):
            assert quote_of(less).total <= quote_of(greater).total


def test_more_usage_can_cost_less_where_two_balances_refill() -> None:
    """What the second pack leaves over serves the callbacks that the dear first pack would be bought for."""
    tree = {
        "id": "p",
        "name": "p",
        "balances": [
            {"id": "dear", "price": "250", "minutes": "10", "buy": "as_needed", "for": "callback"},
            {"id": "cheap", "price": "10", "minutes": "10", "buy": "as_needed", "for": ["inbound", "callback"]},
        ],
    }
    tree = plain_tree(tree)
    totals = []
    for minutes in (10, 11):
        ledger = simulated(tree, {"minutes": minutes, "callback_minutes": 9}, 1)
        assert ledger is not None
        totals.append(quote_of(ledger).total)
    assert totals == [260, 20]
    assert not never_falls(terms_of(offer_of(tree), Usage(minutes=1, callback_minutes=9)))


@given(cases(), months, st.randoms())
def test_the_order_of_keys_changes_nothing(drawn: Drawn, horizon: int, random: Any) -> None:
    tree, figures = drawn

    def shuffled(value: Any) -> Any:
        if isinstance(value, dict):
            keys = list(value)
            random.shuffle(keys)
            return {key: shuffled(value[key]) for key in keys}
        return [shuffled(item) for item in value] if isinstance(value, list) else value

    ledger, other = simulated(tree, figures, horizon), simulated(shuffled(tree), figures, horizon)
    assert (ledger is None) == (other is None)
    if ledger and other:
        assert list(ledger.entries()) == list(other.entries())
