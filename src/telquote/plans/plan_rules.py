"""Rules that span a whole plan file: names that must be unique, and names that must name something."""

from collections.abc import Iterator
from itertools import product
from math import prod
from typing import Any

from telquote.language import Message
from telquote.plans.balances import Balance
from telquote.plans.charges import Charge, When
from telquote.plans.class_fit import classes_of_both, closest
from telquote.plans.document import Path, Plain
from telquote.plans.figure_paths import figures
from telquote.plans.periods import months_in
from telquote.plans.plan import Plan
from telquote.plans.reading import Refusal, allowed_names
from telquote.plans.scalars import is_id

_NAMED_BY_PATHS = ("charges", "balances", "fees")


def broken_references(tree: dict[str, Any]) -> Iterator[tuple[Path, Refusal]]:
    """Yield duplicate ids and sources that the file does not list.

    Works on the tree as read, so that these are found beside any other error of the file.
    """
    yield from _repeated(_ids(tree, "plans"))
    for path, part in _plan_parts(tree):
        yield from _repeated([found for key in _NAMED_BY_PATHS for found in _ids(part, key, path)])
        for key in ("requires", "assumptions"):
            yield from _repeated(_ids(part, key, path))
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


def _ids(part: dict[str, Any], key: str, base: Path = ()) -> list[tuple[str, Path]]:
    items = part.get(key)
    return [
        (item["id"], (*base, key, index, "id"))
        for index, item in enumerate(items if isinstance(items, list) else ())
        if isinstance(item, dict) and isinstance(item.get("id"), str)
    ]


def _repeated(ids: list[tuple[str, Path]]) -> Iterator[tuple[Path, Refusal]]:
    seen: set[str] = set()
    for name, path in ids:
        if name in seen:
            yield path, Refusal("duplicate-id", Message("the id {id} stands twice", id=name))
        seen.add(name)


def _dangling(value: Any, path: Path, known: tuple[str, ...]) -> Iterator[tuple[Path, Refusal]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "source" and isinstance(inner, str):
                if inner not in known and is_id(inner):
                    message = Message("the source {name} is not among the file's sources", name=inner)
                    yield (*path, key), Refusal("unknown-source", message, allowed_names(known))
            else:
                yield from _dangling(inner, (*path, key), known)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _dangling(inner, (*path, index), known)


def broken_plan_rules(plan: Plan, clashes: "Clashes") -> Iterator[tuple[Path, Refusal]]:
    """Yield what is wrong with a plan once the defaults have filled it, with the path of the key in the plan."""
    for index, key, service in clashes.of(plan):
        message = Message(
            "two charges of {plan} price {service} on one meter; with a meter of its own one adds to the other",
            plan=plan.id,
            service=service,
        )
        text = "if both are due, one gets {meter}; if each prices other calls, {when}"
        write = Message(text, meter="meter: other", when="when: {origin: mobile}")
        yield ("charges", index, key), Refusal("charge-meter", message, write)
    yield from _counters(plan)
    for index, charge in enumerate(plan.charges):
        if charge.rounding and charge.meter is None and any(_serves(plan, one, charge) for one in plan.balances):
            message = Message("the amount of a call is not known where balances of minutes serve a part of it")
            yield ("charges", index, "rounding"), Refusal("charge-rounding", message)
        if charge.from_balances and not any(balance.holds(charge.service) for balance in plan.balances):
            message = Message(
                "{service} of {plan} is served from balances, and none holds it", service=charge.service, plan=plan.id
            )
            yield ("charges", index, "from_balances"), Refusal("never-serves", message)
    yield from _otherwise(plan)
    sold = (charge for charge in plan.charges if charge.from_balances is None and charge.reject is None)
    if not any(sold) and not any(balance.minutes or balance.units for balance in plan.balances):
        message = Message(
            "the plan {plan} can never serve: no charge prices a service and no balance holds minutes or units",
            plan=plan.id,
        )
        yield (), Refusal("never-serves", message)


def _otherwise(plan: Plan) -> Iterator[tuple[Path, Refusal]]:
    """Yield what of the figures that would hold otherwise names no figure, or is no value of it."""
    if not any(one.otherwise for one in plan.assumptions):
        return
    named = {name: figure for figure in figures(plan) for name in (figure.long_path, figure.path)}
    for index, one in enumerate(plan.assumptions):
        for name, text in one.otherwise.items():
            place: Path = ("assumptions", index, "otherwise", name)
            if name not in named:
                message = Message("{plan} has no figure named {name}", plan=plan.id, name=name)
                yield place, Refusal("unknown-figure", message, allowed_names(tuple(sorted(named))))
                continue
            try:
                named[name].kind.read(Plain(text))
            except Refusal as refusal:
                yield place, refusal


def _serves(plan: Plan, balance: Balance, charge: Charge) -> bool:
    """Tell whether a balance holds minutes of some class that the charge prices."""
    rivals = [one for one in plan.charges if (one.service, one.meter) == (charge.service, charge.meter)]
    fitting = classes_of_both(balance.when, charge.when)
    return balance.holds(charge.service) and any(closest(rivals, classes) is charge for classes in fitting)


class Clashes:
    """Finds charges of one meter of which two would fit some usage as closely as each other, of shared ones once."""

    def __init__(self) -> None:
        self._found: dict[int, list[tuple[int, str, str]]] = {}

    def of(self, plan: Plan) -> list[tuple[int, str, str]]:
        """Return the place of each charge that clashes with one before it, the key to point at, and its service."""
        key = id(plan.charges)  # plans that take their charges from the defaults hold the same ones
        if key not in self._found:
            self._found[key] = list(_clashing(plan))
        return self._found[key]


MOST_CLASSES = 1000
"""Combinations of classes of one charge that are looked up; of more it is compared with each other charge."""


def _clashing(plan: Plan) -> Iterator[tuple[int, str, str]]:
    meters: dict[object, list[Charge]] = {}
    known: dict[object, set[object]] = {}
    for index, charge in enumerate(plan.charges):
        when, meter = charge.when or {}, (charge.service, charge.meter)
        kind = (*meter, tuple(sorted(when)))
        if prod(map(len, when.values())) > MOST_CLASSES:
            own, rivals = set(), meters.get(meter, [])
        else:
            own = set(product(*(when[of] for of in sorted(when))))
            rivals = [one for one in meters.get(meter, []) if _is_other_kind(one, when)]
        if known.get(kind, set()) & own or any(_meet(plan, charge, other) for other in rivals):
            yield index, "when" if when else "for", charge.service
        known.setdefault(kind, set()).update(own)
        meters.setdefault(meter, []).append(charge)


def _is_other_kind(charge: Charge, when: When) -> bool:
    """Tell whether a charge names as many things that are classed, but not the same, or too much to look it up."""
    own = charge.when or {}
    alike = own.keys() == when.keys() and prod(map(len, own.values())) <= MOST_CLASSES
    return len(own) == len(when) and not alike


def _meet(plan: Plan, charge: Charge, other: Charge) -> bool:
    """Tell whether two charges that name as many things fit some usage as closely."""
    when, before = charge.when or {}, other.when or {}
    apart = any(not set(when[of]) & set(before[of]) for of in when.keys() & before.keys())
    if len(when) != len(before) or apart:
        return False
    return when.keys() == before.keys() or not _both(plan, charge, other)


def _both(plan: Plan, one: Charge, other: Charge) -> bool:
    """Tell whether a third charge prices what two of them fit as closely."""
    when = {**(other.when or {}), **(one.when or {})}
    return any(
        third.meter == one.meter and third.service == one.service and (third.when or {}).keys() >= when.keys()
        for third in plan.charges
    )


def _counters(plan: Plan) -> Iterator[tuple[Path, Refusal]]:
    charges = {charge.id: charge for charge in plan.charges}
    for index, charge in enumerate(plan.charges):
        tiers = charge.tiers
        if tiers is None or tiers.by is None:
            continue
        place: Path = ("charges", index, "tiers", "by")
        counter = plan.counters.get(tiers.by)
        if counter is None:
            message = Message("no counter has the name {name}", name=tiers.by)
            yield place, Refusal("unknown-counter", message, allowed_names(tuple(plan.counters)))
        elif charge.id not in counter.counts:
            message = Message("the counter {counter} does not count {charge}", counter=tiers.by, charge=charge.id)
            yield place, Refusal("counter-counts", message)
        elif tiers.mode == "volume" and months_in(counter.every) > 1:
            message = Message("a volume tier prices a month; it cannot go by what a year counts")
            yield place, Refusal("counter-counts", message)
    counted: set[str] = set()
    for name, counter in plan.counters.items():
        for index, charge_id in enumerate(counter.counts):
            place = ("counters", name, "counts", index)
            if charge_id not in charges:
                message = Message("no charge has the id {name}", name=charge_id)
                yield place, Refusal("unknown-charge", message, allowed_names(tuple(charges)))
            elif charge_id in counted:
                yield place, Refusal("counter-counts", Message("{charge} is counted twice", charge=charge_id))
            counted.add(charge_id)
