"""Random plan files and usages, over every primitive of the format, as the tree that reading a file gives."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from telquote.plans.document import Plain
from telquote.plans.offers import Offer, offers_of
from telquote.plans.plan import Vendor

CALLS = ("inbound", "callback", "outbound")
UNITS = ("sms", "missed_callback", "voicemail")


def plain(*texts: object) -> st.SearchStrategy[str]:
    return st.sampled_from([Plain(text) for text in texts])


def plain_tree(tree: Any) -> Any:
    """Return a tree with every text as if it stood in a file without quotes."""
    if isinstance(tree, dict):
        return {key: plain_tree(value) for key, value in tree.items()}
    return [plain_tree(value) for value in tree] if isinstance(tree, list) else Plain(tree)


rates = plain("0", "0.05", "0.10", "0.12", "0.333", "1", "2.5")
prices = plain("1", "7", "10", "30", "99.9", "100", "250")
sizes = plain("1", "7", "12.5", "40", "100", "300")
lengths = plain("1 month", "2 months", "5 months", "1 year", "45 days")
months = st.integers(1, 14)


@st.composite
def values(draw: st.DrawFn, amounts: st.SearchStrategy[str]) -> Any:
    amount = draw(amounts)
    form = draw(st.integers(0, 5))
    if form == 0:
        return {"assumed": amount, "because": "nobody says"}
    return {"value": amount} if form == 1 else amount


@st.composite
def tiers(draw: st.DrawFn, price: str, modes: tuple[str, ...]) -> Any:
    bounds = draw(st.lists(st.integers(1, 60), max_size=2, unique=True).map(sorted))
    steps: list[dict[str, Any]] = [{"up_to": Plain(str(bound)), price: draw(rates)} for bound in bounds]
    return {"mode": draw(st.sampled_from(modes)), "steps": [*steps, {price: draw(rates)}]}


@st.composite
def charges(draw: st.DrawFn, service: str, name: str, modes: tuple[str, ...], *, covered: bool) -> dict[str, Any]:
    charge: dict[str, Any] = {"id": name, "for": service}
    if service in CALLS:
        kinds = ["per_minute", "per_minute", "tiers", "per_block", "per_call"] + (["from_balances"] if covered else [])
        kind = draw(st.sampled_from(kinds))
        if kind == "per_block":
            charge[kind] = {"price": draw(rates), "minutes": draw(sizes), "round": draw(plain("up", "down"))}
        elif kind == "tiers":
            charge[kind] = draw(tiers("per_minute", modes))
        elif kind == "from_balances":
            charge[kind] = Plain("true")
        else:
            charge[kind] = draw(values(rates))
        if kind != "per_call" and draw(st.booleans()):
            charge["legs"] = Plain("2")
        if kind != "per_call" and draw(st.integers(0, 3)) == 0:
            charge["increment"] = draw(values(plain("60/60", "18/6", "6/6", "60/1")))
        if draw(st.integers(0, 3)) == 0:
            charge["connect_fee"] = draw(rates)
    elif draw(st.booleans()):
        charge["per_unit"] = draw(values(rates))
    else:
        charge["tiers"] = draw(tiers("per_unit", modes))
    return charge


@st.composite
def balances(draw: st.DrawFn, name: str) -> dict[str, Any]:
    balance: dict[str, Any] = {"id": name}
    kind = draw(st.sampled_from(["credit", "credit", "minutes", "minutes", "units", "top_up"]))
    if kind == "top_up":
        balance["top_up"] = {"first": draw(sizes), draw(st.sampled_from(["then", "at_least"])): draw(sizes)}
        balance["buy"] = draw(plain("always", "as_needed"))
    else:
        balance[kind] = draw(values(sizes))
        balance["price"] = draw(st.one_of(st.just(Plain("0")), values(prices), values(prices)))
        free = balance["price"] == "0"
        balance["buy"] = draw(plain("once", "monthly", "yearly", *(() if free else ("always", "always", "as_needed"))))
    if draw(st.booleans()):
        fits = {"minutes": CALLS, "units": UNITS}.get(kind, (*CALLS, *UNITS))
        balance["for"] = draw(st.lists(st.sampled_from(fits), min_size=1, max_size=3, unique=True))
    if draw(st.booleans()):
        balance["valid"] = draw(lengths)
    if draw(st.booleans()):
        balance["reusable"] = Plain("true")
    return balance


@st.composite
def fees(draw: st.DrawFn, name: str) -> dict[str, Any]:
    fee: dict[str, Any] = {"id": name, "price": draw(prices), "every": draw(plain("once", "month", "year"))}
    fee["per"] = draw(plain("account", "seat", "number"))
    if fee["every"] == "once" and draw(st.booleans()):
        fee["refundable"] = Plain("true")
    if draw(st.booleans()):
        first = draw(st.integers(1, 6))
        fee["from_month"] = Plain(str(first))
        if draw(st.booleans()):
            fee["to_month"] = Plain(str(draw(st.integers(first, 12))))
    return fee


@st.composite
def plan_trees(draw: st.DrawFn, modes: tuple[str, ...] = ("graduated", "volume")) -> dict[str, Any]:
    """Return one plan as the tree of its file; never one that the checks refuse."""
    plan: dict[str, Any] = {"id": "p", "name": "p"}
    plan["balances"] = [draw(balances(f"b{index}")) for index in range(draw(st.integers(0, 3)))]
    held = {
        service
        for balance in plan["balances"]
        for service in (CALLS if "minutes" in balance else UNITS if "units" in balance else ())
        if service in balance.get("for", (service,))
    }
    plan["charges"] = []
    for service in ("inbound", *draw(st.lists(st.sampled_from((*CALLS[1:], *UNITS)), max_size=3, unique=True))):
        if service in held and draw(st.booleans()):
            continue
        plan["charges"].append(draw(charges(service, f"c-{service}", modes, covered=service in held)))
        if draw(st.integers(0, 4)) == 0:
            more = draw(charges(service, f"m-{service}", modes, covered=False))
            plan["charges"].append({**more, "meter": "other"})
    plan["fees"] = [draw(fees(f"f{index}")) for index in range(draw(st.integers(0, 2)))]
    return plan


@st.composite
def usages(draw: st.DrawFn) -> dict[str, int]:
    """Return the figures of a usage: mostly inbound minutes, now and then everything."""
    figures = {"minutes": draw(st.integers(0, 120))}
    for name in ("callback_minutes", "outbound_minutes", "sms", "missed_callbacks", "voicemails"):
        if draw(st.integers(0, 3)) == 0:
            figures[name] = draw(st.integers(0, 60))
    if draw(st.booleans()):
        figures["call_length"] = draw(st.sampled_from([45, 60, 180, 200]))
    if "call_length" not in figures and figures["minutes"] and draw(st.booleans()):
        figures["calls"] = draw(st.sampled_from([1, 7, 30]))
    figures["seats"], figures["numbers"] = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    return figures


def vendor_of(*plans: dict[str, Any], vendor: str = "v", **more: Any) -> Vendor:
    """Return a vendor with these plans."""
    trees = [{**plan, "id": f"p{index}"} for index, plan in enumerate(plans)]
    tree = {"format": Plain("1"), "vendor": vendor, "name": vendor, "currency": "CNY", "plans": trees, **more}
    return Vendor.model_validate(tree)


def offer_of(tree: dict[str, Any], vendor: str = "v") -> Offer:
    """Return one plan."""
    return offers_of(vendor_of(tree, vendor=vendor))[0]


def offers_from(*trees: Mapping[str, Any]) -> list[Offer]:
    """Return the plans of one vendor as it sells them."""
    return list(offers_of(vendor_of(*map(dict, trees))))
