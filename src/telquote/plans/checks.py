"""Rules that span a whole plan file: names that must be unique, and names that must name something."""

from collections.abc import Iterator
from typing import Any

from telquote.language import Message
from telquote.plans.document import Path
from telquote.plans.kinds import Refusal, allowed_names
from telquote.plans.model import Balance, Plan
from telquote.plans.services import in_minutes

_NAMED_BY_PATHS = ("charges", "balances", "fees")


def broken_references(tree: dict[str, Any]) -> Iterator[tuple[Path, Refusal, bool]]:
    """Yield duplicate ids and sources that the file does not list.

    Works on the tree as read, so that these are found beside any other error of the file.
    """
    yield from _repeated(_ids(tree, ("plans",)))
    for path, part in _plan_parts(tree):
        yield from _repeated([found for key in _NAMED_BY_PATHS for found in _ids(part, (key,), path)])
        for key in ("requires", "assumptions"):
            yield from _repeated(_ids(part, (key,), path))
    sources = tree.get("sources", {})
    known = tuple(sources) if isinstance(sources, dict) else ()
    for key, value in tree.items():
        if key != "sources":
            yield from _dangling(value, (key,), known)


def _plan_parts(tree: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    defaults, plans = tree.get("defaults"), tree.get("plans")
    if isinstance(defaults, dict):
        yield ("defaults",), defaults
    for index, plan in enumerate(plans if isinstance(plans, list) else ()):
        if isinstance(plan, dict):
            yield ("plans", index), plan


def _ids(part: dict[str, Any], key: tuple[str], base: Path = ()) -> list[tuple[str, Path]]:
    items = part.get(key[0])
    return [
        (item["id"], (*base, *key, index, "id"))
        for index, item in enumerate(items if isinstance(items, list) else ())
        if isinstance(item, dict) and isinstance(item.get("id"), str)
    ]


def _repeated(ids: list[tuple[str, Path]]) -> Iterator[tuple[Path, Refusal, bool]]:
    seen: set[str] = set()
    for name, path in ids:
        if name in seen:
            yield path, Refusal("duplicate-id", Message("the id {id} stands twice", id=name)), False
        seen.add(name)


def _dangling(value: Any, path: Path, known: tuple[str, ...]) -> Iterator[tuple[Path, Refusal, bool]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "source" and isinstance(inner, str):
                if inner not in known:
                    message = Message("the source {name} is not among the file's sources", name=inner)
                    yield (*path, key), Refusal("unknown-source", message, allowed_names(known)), False
            else:
                yield from _dangling(inner, (*path, key), known)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _dangling(inner, (*path, index), known)


def broken_plan_rules(plan: Plan) -> Iterator[tuple[Path, Refusal]]:
    """Yield what is wrong with a plan once the defaults have filled it, with the path of the key in the plan."""
    meters: set[tuple[str, str | None]] = set()
    for index, charge in enumerate(plan.charges):
        meter = (charge.service, charge.meter)
        if meter in meters:
            message = Message(
                "two charges of {plan} price {service} on one meter; with a meter of its own one adds to the other",
                plan=plan.id,
                service=charge.service,
            )
            yield ("charges", index, "for"), Refusal("charge-meter", message)
        meters.add(meter)
        if charge.from_balances and not any(holds(balance, charge.service) for balance in plan.balances):
            message = Message(
                "{service} of {plan} is served from balances, and none holds it", service=charge.service, plan=plan.id
            )
            yield ("charges", index, "from_balances"), Refusal("never-serves", message)
    if not any(charge.from_balances is None for charge in plan.charges) and not any(
        balance.minutes or balance.units for balance in plan.balances
    ):
        message = Message(
            "the plan {plan} can never serve: no charge prices a service and no balance holds minutes or units",
            plan=plan.id,
        )
        yield (), Refusal("never-serves", message)


def holds(balance: Balance, service: str) -> bool:
    """Tell whether a balance holds units of a service."""
    content = balance.minutes if in_minutes(service) else balance.units
    return content is not None and (balance.services is None or service in balance.services)
