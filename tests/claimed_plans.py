"""Random plans of the forms that claims name, now and then with something that no claim is made for."""

from typing import Any

from hypothesis import strategies as st
from random_plans import CALLS, UNITS, plain, prices, rates, sizes, values
from rich_plans import rich_fees, with_unknown

from telquote.plans.document import Plain

FIGURES = {
    "inbound": "minutes",
    "callback": "callback_minutes",
    "outbound": "outbound_minutes",
    "sms": "sms",
    "missed_callback": "missed_callbacks",
    "voicemail": "voicemails",
}
"""The figure of a usage that counts each service."""


@st.composite
def plain_charges(draw: st.DrawFn, service: str, *, covered: bool) -> dict[str, Any]:
    unit, size = ("per_minute", "minutes") if service in CALLS else ("per_unit", "units")
    charge: dict[str, Any] = {"id": f"c-{service}", "for": service}
    kind = draw(st.integers(0, 5))
    if kind == 0:
        charge["per_block"] = {"price": draw(rates), size: draw(sizes), "round": draw(plain("up", "down"))}
    elif kind == 1:
        bounds = draw(st.lists(st.integers(1, 60), min_size=1, max_size=2, unique=True).map(sorted))
        steps = [{"up_to": Plain(str(bound)), unit: draw(rates)} for bound in bounds]
        mode = draw(plain("graduated", "graduated", "volume"))
        charge["tiers"] = {"mode": mode, "steps": [*steps, {unit: draw(rates)}]}
    elif kind == 2 and covered and service in CALLS:
        charge["from_balances"] = Plain("true")
    else:
        charge[unit] = draw(values(rates))
    if service in CALLS:
        if draw(st.integers(0, 4)) == 0:
            charge["legs"] = Plain("2")
        if draw(st.integers(0, 4)) == 0:
            charge["increment"] = draw(plain("60/60", "18/6"))
        if draw(st.integers(0, 4)) == 0:
            charge["connect_fee"] = draw(rates)
    return charge


@st.composite
def plain_balances(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Return balances of which, in each unit, at most one is bought by need, most often drawn after all others."""
    found: list[dict[str, Any]] = []
    for unit in draw(st.lists(st.sampled_from(["credit", "minutes", "units"]), max_size=2, unique=True)):
        pools = draw(st.integers(0, 2))
        for _ in range(pools):
            pool = {unit: draw(sizes), "price": draw(plain("0", "0", "7", "30"))}
            found.append({**pool, "buy": draw(plain("once", "monthly", "monthly", "yearly"))})
        if draw(st.booleans()):
            refill: dict[str, Any] = {
                unit: draw(sizes),
                "price": draw(prices),
                "buy": draw(plain("always", "as_needed")),
            }
            if unit == "credit" and draw(st.booleans()):
                refill = {"top_up": {"first": draw(sizes), "then": draw(sizes)}, "buy": refill["buy"]}
            if not pools or draw(st.integers(0, 4)) == 0:
                refill.update(draw(st.sampled_from([{}, {"valid": Plain("3 months")}, {"valid": Plain("12 months")}])))
            found.append(refill)
    return [{"id": f"b{index}", **one} for index, one in enumerate(found)]


@st.composite
def claimed_plans(draw: st.DrawFn, *, bills: bool = True) -> dict[str, Any]:
    """Return a plan that most claims are made of."""
    plan: dict[str, Any] = {"id": "p", "name": "p", "balances": draw(plain_balances())}
    services = ["inbound", *draw(st.lists(st.sampled_from((*CALLS[1:], *UNITS)), max_size=2, unique=True))]
    covered = {one for one in services for balance in plan["balances"] if _kind(one) in balance}
    plan["charges"] = [draw(plain_charges(service, covered=service in covered)) for service in services]
    fees = [draw(rich_fees(f"f{index}")) for index in range(draw(st.integers(0, 1)))]
    plan["fees"] = [fee for fee in fees if bills or "either" not in fee]
    kind = draw(st.integers(0, 9)) if bills else 9
    money = any("credit" in one or "top_up" in one for one in plan["balances"])
    if kind == 0:
        plan["bill"] = {"tax": {"percent": Plain("6"), "included": Plain("false")}}
    elif kind == 1:
        plan["bill"] = {"rounding": {"per": draw(plain("line", "month")), "decimals": Plain("0"), "mode": Plain("up")}}
    elif kind == 2 and not money:
        plan["bill"] = {"minimum": {"price": draw(prices), "every": draw(plain("month", "year"))}}
    elif kind == 3:
        plan["minimum_term"] = Plain("5 months")
    elif kind == 4:
        return draw(with_unknown(plan))
    return plan


def _kind(service: str) -> str:
    return "minutes" if service in CALLS else "units"


@st.composite
def usages_of(draw: st.DrawFn, *plans: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """Return the figures of a usage that all plans serve, and which of them varies."""
    served = [{one["for"] for one in plan["charges"]} for plan in plans]
    services = sorted(set.intersection(*served))
    varied = draw(st.sampled_from(services))
    figures: dict[str, Any] = {}
    for service in services:
        if service == varied or draw(st.integers(0, 2)) == 0:
            figures[FIGURES[service]] = draw(st.integers(1, 60))
    if draw(st.integers(0, 3)) == 0:
        figures["call_length"] = draw(st.sampled_from([45, 200]))
    figures["seats"] = draw(st.integers(1, 3))
    return figures, FIGURES[varied]
