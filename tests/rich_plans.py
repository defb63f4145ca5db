"""Random plan files and usages over the primitives that few vendors need, on top of the common ones."""

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from random_plans import CALLS, UNITS, lengths, plain, plain_tree, plan_trees, prices, rates, sizes, usages, values

from telquote.plans.document import Plain
from telquote.usage.pattern import Growth

CLASSES = {"origin": ("mobile", "landline", "payphone"), "time": ("day", "night")}
modes = plain("half_up", "half_even", "up", "down")
small = plain("1", "2", "3")


@st.composite
def whens(draw: st.DrawFn) -> dict[str, Any]:
    """Return classes of one kind, so that no two charges fit equally closely."""
    of = draw(st.sampled_from(sorted(CLASSES)))
    return {of: draw(st.lists(st.sampled_from(CLASSES[of]), min_size=1, max_size=2, unique=True))}


@st.composite
def ladders(draw: st.DrawFn, service: str) -> dict[str, Any]:
    unit, size = ("per_minute", "minutes") if service in CALLS else ("per_unit", "units")
    bounds = draw(st.lists(st.integers(1, 60), max_size=2, unique=True).map(sorted))
    steps: list[dict[str, Any]] = []
    for bound in [*bounds, None]:
        step: dict[str, Any] = {"up_to": Plain(bound)} if bound else {}
        kind = draw(st.integers(0, 3))
        if kind == 0:
            step["per_block"] = {"price": draw(rates), size: draw(sizes), "round": draw(plain("up", "down"))}
        elif kind == 1:
            step["flat"] = draw(prices)
        if kind > 1 or (kind and draw(st.booleans())):
            step[unit] = draw(rates)
        if kind > 1 and draw(st.booleans()):
            step["flat"] = draw(prices)
        steps.append(step)
    ladder = {"mode": draw(plain("graduated", "volume")), "steps": steps}
    if draw(st.integers(0, 2)) == 0:
        ladder["count_included"] = Plain("true")
    return ladder


@st.composite
def rich_charges(draw: st.DrawFn, charge: dict[str, Any], *, covered: bool) -> dict[str, Any]:
    charge = dict(charge)
    kind = draw(st.integers(0, 5))
    if kind == 0:
        for key in ("per_minute", "per_call", "per_unit", "per_block", "tiers", "from_balances"):
            charge.pop(key, None)
        charge["tiers"] = draw(ladders(charge["for"]))
    if charge["for"] not in CALLS:
        return charge
    if kind == 1:
        charge["long_call_fee"] = {"price": draw(rates), "past_seconds": draw(values(plain("60", "600", "0.5")))}
    if kind in (1, 2) and "per_call" not in charge:
        charge["free_seconds"] = draw(values(plain("3", "60", "1200")))
    if kind == 3 and not covered and ("per_minute" in charge or "per_call" in charge):
        charge["rounding"] = {"decimals": draw(plain("0", "1", "2")), "mode": draw(modes)}
    elif kind == 4 and isinstance(charge.get("per_minute"), str):
        charge["per_minute"] = Plain("-" + charge["per_minute"])
    return charge


@st.composite
def rich_balances(draw: st.DrawFn, balance: dict[str, Any]) -> dict[str, Any]:
    balance = dict(balance)
    if "top_up" not in balance and draw(st.integers(0, 2)) == 0:
        balance["per"] = draw(plain("seat", "number", "channel"))
    if draw(st.integers(0, 2)) == 0:
        balance["priority"] = draw(small)
    if draw(st.integers(0, 3)) == 0:
        balance["refundable"] = Plain("true")
    if draw(st.integers(0, 3)) == 0:
        balance["when"] = draw(whens())
    if ("minutes" in balance or "units" in balance) and draw(st.booleans()):
        kind = CALLS if "minutes" in balance else UNITS
        served = [one for one in balance.get("for", kind) if one in kind]
        balance["draws"] = {draw(st.sampled_from(served)): draw(plain("2", "0.5", "3"))}
    elif "for" in balance and draw(st.booleans()):
        balance["for"] = (
            [*balance["for"], "fees"] if "minutes" not in balance and "units" not in balance else balance["for"]
        )
    if balance["buy"] in ("monthly", "yearly") and "valid" not in balance and draw(st.booleans()):
        balance["rollover"] = draw(
            st.sampled_from(
                [{"months": Plain("1")}, {"months": Plain("3"), "at_most": Plain("40")}, {"at_most": Plain("7")}]
            )
        )
    if balance["buy"] in ("always", "as_needed") and draw(st.booleans()):
        balance["valid"] = draw(lengths)
        balance["extends"] = Plain("true")
    price = balance.get("price")
    if isinstance(price, str) and draw(st.integers(0, 2)) == 0:
        balance["validity_price"] = Plain(str(Fraction(price) // 2))
    return balance


@st.composite
def rich_fees(draw: st.DrawFn, name: str) -> dict[str, Any]:
    fee: dict[str, Any] = {"id": name, "every": draw(plain("once", "day", "month", "year"))}
    fee["per"] = draw(plain("account", "seat", "number", "channel"))
    counted = fee["per"] != "account"
    if counted and draw(st.booleans()):
        fee["bands"] = {
            "mode": draw(plain("graduated", "volume")),
            "steps": [{"up_to": Plain("2"), "price": draw(prices)}, {"price": draw(prices)}],
        }
    else:
        fee["price"] = draw(prices)
    if counted and draw(st.booleans()):
        fee["included"] = draw(plain("0", "1", "2"))
        if draw(st.booleans()):
            fee["included_per"] = draw(plain("account", "seat", "number", "channel"))
    if draw(st.integers(0, 2)) == 0:
        fee["either"] = "one"
    if fee["every"] in ("day", "month") and draw(st.booleans()):
        fee["first_month"] = draw(plain("full", "by_days", "free"))
    if draw(st.integers(0, 2)) == 0:
        fee["from_month"] = draw(small)
    return fee


@st.composite
def bills(draw: st.DrawFn) -> dict[str, Any]:
    bill: dict[str, Any] = {}
    if draw(st.booleans()):
        bill["minimum"] = {"price": draw(prices), "every": draw(plain("month", "year"))}
        if draw(st.booleans()):
            bill["minimum"]["first_month"] = draw(plain("full", "by_days", "free"))
        if draw(st.booleans()):
            bill["minimum"]["counts"] = draw(st.sampled_from([["usage"], ["fees"], ["usage", "fees"]]))
    if draw(st.booleans()):
        steps = [{"up_to": Plain("10"), "percent": Plain("0")}, {"percent": draw(plain("10", "33.3"))}]
        bill["discount"] = {"mode": draw(plain("graduated", "volume")), "steps": steps}
    if draw(st.booleans()):
        bill["tax"] = {"percent": draw(plain("6", "8.875")), "included": draw(plain("true", "false"))}
    if draw(st.booleans()):
        bill["rounding"] = {"per": draw(plain("line", "month")), "decimals": draw(plain("0", "2")), "mode": draw(modes)}
    return bill


@st.composite
def rich_plan_trees(draw: st.DrawFn) -> dict[str, Any]:
    """Return a plan with some primitives of every kind; never one that the checks refuse."""
    plan: dict[str, Any] = dict(draw(plan_trees()))
    plan["balances"] = [draw(rich_balances(one)) for one in plan["balances"]]
    held = {service for one in plan["balances"] for service in _holds(one)}
    charges = [draw(rich_charges(one, covered=one["for"] in held)) for one in plan["charges"]]
    for service in sorted({one["for"] for one in charges}):
        if draw(st.integers(0, 2)) == 0:
            more: dict[str, Any] = {"id": f"w-{service}", "for": service, "when": draw(whens())}
            unit = "per_minute" if service in CALLS else "per_unit"
            more.update({"reject": Plain("true")} if draw(st.integers(0, 5)) == 0 else {unit: draw(rates)})
            if draw(st.integers(0, 2)) == 0:  # every price names a class, so that none is for all others
                main = next(one for one in charges if one["for"] == service)
                main["when"], more["when"] = {"origin": ["mobile"]}, {"origin": ["landline", "payphone"]}
            charges.append(more)
    laddered = [one for one in charges if "tiers" in one]
    shared = draw(st.booleans())
    if laddered and shared:
        monthly = any(one["tiers"]["mode"] == "volume" for one in laddered)
        periods = ("month",) if monthly else ("month", "year")
        every = draw(plain(*periods))
        others = [one["id"] for one in charges if one not in laddered and "per_minute" in one][:1]
        plan["counters"] = {"shared": {"counts": [*others, *(one["id"] for one in laddered)], "every": every}}
        for one in laddered:
            one["tiers"] = {**one["tiers"], "by": "shared"}
            if one["tiers"]["mode"] == "volume":
                one["tiers"]["steps"] = [_without_flat(step, one["for"]) for step in one["tiers"]["steps"]]
    plan["charges"] = charges
    plan["fees"] = [*plan["fees"], *(draw(rich_fees(f"r{index}")) for index in range(draw(st.integers(0, 2))))]
    if draw(st.booleans()):
        plan["bill"] = draw(bills())
    if draw(st.integers(0, 3)) == 0:
        plan["minimum_term"] = draw(lengths)
    if draw(st.integers(0, 9)) == 0:
        plan["limits"] = plain_tree({"seats": {"at_least": "2"}})
    return draw(with_unknown(plan)) if draw(st.integers(0, 5)) == 3 else plan


FIGURES: tuple[str, ...] = (
    "price",
    "per_minute",
    "per_call",
    "per_unit",
    "connect_fee",
    "flat",
    "up_to",
    "percent",
    "credit",
    "minutes",
)
FIGURES += ("units", "first", "then", "at_least", "valid", "validity_price", "increment", "legs", "free_seconds")
FIGURES += ("past_seconds", "minimum_term")
"""Keys whose value can be ``unknown``."""


def places_of_figures(tree: Any, place: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return where the figures of a plan stand."""
    if isinstance(tree, list):
        return [found for index, one in enumerate(tree) for found in places_of_figures(one, (*place, index))]
    found = []
    for key, value in tree.items() if isinstance(tree, dict) else ():
        if key in FIGURES and (isinstance(value, str) or set(value) & {"value", "assumed"}):
            found.append((*place, key))
        elif key not in ("when", "limits", "draws", "counters"):
            found += places_of_figures(value, (*place, key))
    return found


def replaced(tree: Any, place: tuple[Any, ...], value: Any) -> Any:
    """Return a tree with another value at one place."""
    if not place:
        return value
    if isinstance(tree, list):
        return [replaced(one, place[1:], value) if index == place[0] else one for index, one in enumerate(tree)]
    return {key: replaced(one, place[1:], value) if key == place[0] else one for key, one in tree.items()}


@st.composite
def with_unknown(draw: st.DrawFn, plan: dict[str, Any]) -> dict[str, Any]:
    """Return a plan with one of its figures unknown."""
    places = places_of_figures(plan)
    if not places:
        return plan
    unknown: dict[str, Any] = replaced(plan, draw(st.sampled_from(places)), Plain("unknown"))
    return unknown


def _without_flat(step: dict[str, Any], service: str) -> dict[str, Any]:
    kept = {key: value for key, value in step.items() if key != "flat"}
    unit = "per_minute" if service in CALLS else "per_unit"
    return kept if set(kept) - {"up_to"} else {**kept, unit: Plain("0.1")}


def _holds(balance: dict[str, Any]) -> tuple[str, ...]:
    kind = CALLS if "minutes" in balance else UNITS if "units" in balance else ()
    return tuple(service for service in kind if service in balance.get("for", kind))


@st.composite
def rich_usages(draw: st.DrawFn) -> dict[str, Any]:
    figures: dict[str, Any] = draw(usages())
    figures["channels"] = draw(st.integers(1, 3))
    if draw(st.booleans()):
        figures["first_month"] = draw(st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(7, 30)]))
    if "calls" not in figures and draw(st.booleans()):
        figures.pop("call_length", None)
        table = draw(st.lists(st.tuples(st.integers(1, 900), st.integers(1, 9)), min_size=1, max_size=3))
        figures["call_lengths"] = tuple((Fraction(seconds), Fraction(calls)) for seconds, calls in table)
    if draw(st.booleans()):
        first = Fraction(draw(st.integers(0, 4)), 4)
        origin = {"mobile": first, "elsewhere": 1 - first}
        figures["classes"] = {"inbound": {"origin": origin}}
        if draw(st.booleans()):
            figures["classes"]["inbound"]["time"] = {"night": Fraction(1, 3), "day": Fraction(2, 3)}
    kind = draw(st.integers(0, 5))
    factors = st.sampled_from([Fraction(1, 2), Fraction(1), Fraction(3)])
    if kind == 0:
        figures["season"] = tuple(draw(st.lists(factors, min_size=12, max_size=12)))
    elif kind == 1:
        figures["by_month"] = {"inbound": tuple(draw(st.lists(factors, min_size=24, max_size=24)))}
    if kind in (0, 2):
        figures["growth"] = Growth(Fraction(draw(st.sampled_from([-50, 10]))), draw(st.sampled_from([1, 12])))
    return figures
