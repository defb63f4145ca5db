"""Random plans with usages that they mostly sell, so that properties say more than that a plan is not offered."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from random_plans import CALLS, UNITS, plan_trees, usages
from rich_plans import rich_plan_trees, rich_usages

from telquote.plans.offers import Held
from telquote.plans.services import COUNTED_BY, USAGE_FIGURES

Tree = dict[str, Any]
Figures = dict[str, Any]
Drawn = tuple[Tree, Figures]
"""A plan, and the figures of a usage."""

plans_of_any_kind = st.one_of(plan_trees(), rich_plan_trees())
usages_of_any_kind = st.one_of(usages(), rich_usages())


def sold(tree: Tree) -> set[str]:
    """Return the services that a plan prices or holds, and side events, which never matter."""
    priced = {charge["for"] for charge in tree["charges"] if "reject" not in charge}
    held = {
        service
        for balance in tree["balances"]
        for service in (CALLS if "minutes" in balance else UNITS if "units" in balance else ())
        if service in balance.get("for", (service,))
    }
    return priced | held | {"missed_callback", "voicemail"}


def can_run_out(tree: Tree, service: str) -> bool:
    """Tell whether balances alone serve a service, and none is bought when they run out."""
    priced = any(one["for"] == service and "from_balances" not in one for one in tree["charges"] if "meter" not in one)
    kind = "minutes" if service in CALLS else "units"
    refills = (one for one in tree["balances"] if kind in one and one["buy"] in ("always", "as_needed"))
    return not priced and not any(service in one.get("for", (service,)) and "when" not in one for one in refills)


def fitted(tree: Tree, figures: Figures) -> Figures:
    """Return a usage without what a plan does not sell, with little of what can run out, and enough seats."""
    able = sold(tree)
    kept = {name: one for name, one in figures.items() if name not in USAGE_FIGURES or _service(name) in able}
    for service, counts in COUNTED_BY.items():
        if counts.amount in kept and can_run_out(tree, service) and service in CALLS:
            kept[counts.amount] = min(kept[counts.amount], 1)
            kept.pop(counts.calls or "", None)
    if not any(kept.get(name) for name in USAGE_FIGURES):
        kept[next(counts.amount for service, counts in COUNTED_BY.items() if service in able)] = 1
    if "limits" in tree:
        kept["seats"] = max(kept.get("seats", 1), 2)
    return kept


def _service(name: str) -> str:
    return USAGE_FIGURES[name].service


@st.composite
def cases(
    draw: st.DrawFn,
    plans: st.SearchStrategy[Tree] = plans_of_any_kind,
    used: st.SearchStrategy[Figures] = usages_of_any_kind,
) -> Drawn:
    """Return a plan and a usage; one in twenty asks for what the plan may not sell."""
    tree, figures = draw(plans), draw(used)
    return tree, figures if draw(st.integers(0, 19)) == 13 else fitted(tree, figures)


@st.composite
def held_cases(draw: st.DrawFn) -> tuple[Tree, Figures, dict[str, Held]]:
    """Return a plan, a usage, and what is held of some of its balances before the first month."""
    tree, figures = draw(cases())
    held = {}
    for balance in tree["balances"]:
        if draw(st.booleans()):
            left = Decimal(draw(st.sampled_from(["0", "0.5", "1", "12.5", "200"])))
            held[balance["id"]] = Held(left, draw(st.sampled_from([None, 1, 3, 12])))
    return tree, figures, held
