"""Which plans each claim is made of: one rule more than a plain plan has, and what may be said of it then."""

from fractions import Fraction
from typing import Any

import pytest
from random_plans import offer_of, plain_tree

from telquote import Usage
from telquote.billing import claims
from telquote.billing.resolve import terms_of

IN = {"id": "in", "for": "inbound", "per_minute": "1"}
PACK = {"id": "b", "price": "5", "minutes": "50", "buy": "as_needed", "valid": "2 months"}
CREDIT = {"id": "b", "price": "5", "credit": "50", "buy": "as_needed"}
RENTAL = {"id": "f", "price": "3", "every": "month"}
ONCE = {"id": "g", "price": "30", "every": "once"}
STEPS = [{"up_to": "10", "per_minute": "2"}, {"per_minute": "1"}]
HALVES = {"classes": {"inbound": {"origin": {"mobile": Fraction(1, 2), "landline": Fraction(1, 2)}}}}
CLAIMS = (
    claims.never_falls,
    claims.never_falls_with_calls,
    claims.never_falls_with_months_or_counts,
    claims.has_long_run,
)


def charge(**more: Any) -> dict[str, Any]:
    return {"charges": [{**IN, **more}]}


def tiers(**more: Any) -> dict[str, Any]:
    return {"charges": [{"id": "in", "for": "inbound", "tiers": {"mode": "graduated", "steps": STEPS, **more}}]}


def balance(**more: Any) -> dict[str, Any]:
    return {"balances": [{**PACK, **more}]}


def fee(**more: Any) -> dict[str, Any]:
    return {"fees": [{**RENTAL, **more}]}


def account(**more: str) -> dict[str, Any]:
    return {"balances": [{"id": "b", "top_up": {"first": "9", **more}, "buy": "as_needed"}]}


FORMS: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    # of use, of calls, of months and counts, the long run
    ("nothing more", {}, {}, "yyyy"),
    ("an increment", charge(increment="60/60"), {}, "y-yy"),
    ("free seconds", charge(free_seconds="10"), {}, "y---"),
    ("a fee for long calls", charge(long_call_fee={"price": "2", "past_seconds": "60"}), {}, "y---"),
    ("rounding by the call", charge(rounding={"decimals": "1", "mode": "up"}), {}, "y---"),
    ("a connection fee", charge(connect_fee="1"), {}, "yyyy"),
    ("legs", charge(legs="2"), {}, "yyyy"),
    ("a price below 0", charge(per_minute="-1"), {}, "----"),
    ("steps that each price their own", tiers(), {}, "yyyy"),
    ("steps that price all", tiers(mode="volume"), {}, "--yy"),
    ("minutes and credit, each bought by need", {"balances": [{**PACK, "id": "m"}, CREDIT]}, {}, "yyyy"),
    ("a flat amount in a step", tiers(steps=[{"up_to": "10", "flat": "2"}, {"per_minute": "1"}]), {}, "yyy-"),
    ("steps by a counter", {"counters": {"c": {"counts": ["in"], "every": "year"}}, **tiers(by="c")}, {}, "----"),
    ("two charges", {"charges": [IN, {**IN, "id": "more", "meter": "m"}]}, {}, "yyyy"),
    ("purchases that lengthen others", balance(extends="true"), {}, "----"),
    ("a priority", balance(priority="1"), {}, "----"),
    ("a balance that is paid back", balance(refundable="true"), {}, "----"),
    ("a price of validity", balance(validity_price="1"), {}, "----"),
    ("a balance for a class", balance(when={"origin": "mobile"}), HALVES, "--y-"),
    ("credit for fees", {"balances": [{**CREDIT, "for": ["inbound", "fees"]}]}, {}, "yy--"),
    ("an account", account(then="3"), {}, "yyyy"),
    ("payments of any amount", account(at_least="3"), {}, "--yy"),
    ("a deposit", fee(refundable="true", every="once"), {}, "yyyy"),
    ("a rental from month 2 on", fee(from_month="2"), {}, "yyyy"),
    ("one of two fees", {"fees": [{**RENTAL, "either": "s"}, {**ONCE, "either": "s"}]}, {}, "yy--"),
    ("a minimum", {"bill": {"minimum": {"price": "3", "every": "month"}}}, {}, "yy--"),
    ("a term", {"minimum_term": "12 months"}, {}, "yy--"),
    ("use by season", {}, {"season": (Fraction(1),) * 12}, "yyy-"),
]


@pytest.mark.parametrize(("rule", "more", "used", "claimed"), FORMS, ids=[rule for rule, *_ in FORMS])
def test_what_is_claimed_of_a_plan_with_one_rule_more(
    rule: str, more: dict[str, Any], used: dict[str, Any], claimed: str
) -> None:
    """``docs/billing.md`` says why; whether a claim holds is tried on random plans."""
    del rule
    tree = plain_tree({"name": "p", **charge(), **balance(), **fee(), **more})
    terms = terms_of(offer_of(tree), Usage(minutes=30, **used))
    assert ["-y"[claim(terms)] for claim in CLAIMS] == list(claimed)
