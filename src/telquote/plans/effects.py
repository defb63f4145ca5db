"""Keys that a file states and nothing reads: which rule reads which key of which part, and where it does so.

A rule names the keys that it reads. A key that no rule of its part's form reads changes no figure, no line of a screen
and no choice, and whoever wrote it should be told.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from telquote.language import Message
from telquote.plans import charges
from telquote.plans.balances import Balance, Rollover, TopUp
from telquote.plans.bill import Bill, Discount, DiscountStep, Limit, Minimum, Rounding, Tax
from telquote.plans.charges import Block, CallRounding, Charge, LongCallFee, Step, Tiers
from telquote.plans.document import Path
from telquote.plans.fees import Band, Bands, Fee
from telquote.plans.part import Part
from telquote.plans.periods import months_of
from telquote.plans.plan import Defaults, Plan, Vendor
from telquote.plans.services import SERVICES, in_minutes
from telquote.plans.statements import Fact, PlanAssumption, Recommendation, Requirement, Source


class Rule(NamedTuple):
    """A thing that is done with a part: the keys that it reads, where it is done, and why it is not done elsewhere."""

    reads: frozenset[str]
    where: Callable[[Any, "Context"], bool]
    otherwise: Message | None = None


class Context(NamedTuple):
    """What a part stands in: its plan as the defaults fill it, and the parts from the plan down to it.

    ``charged`` counts the charges of each service, ``held`` names the services of which balances hold units.
    """

    vendor: Vendor
    plan: Plan
    charged: Counter[str]
    held: frozenset[str]
    parts: tuple[Part, ...] = ()


class Idle(NamedTuple):
    """A key without effect: where it stands, and why it has none."""

    path: Path
    message: Message


def _always(part: type[Part], *but: str) -> Rule:
    """Return that all keys of a part but some are read wherever the part stands."""
    return Rule(frozenset(part.model_fields) - set(but), lambda _part, _around: True)


def _rule(*reads: str, where: Callable[[Any, Context], bool], otherwise: str) -> Rule:
    return Rule(frozenset(reads), where, Message(otherwise))


def _is_billed(charge: Charge, _: Context) -> bool:
    return not charge.reject


def _is_apart(charge: Charge, around: Context) -> bool:
    """Tell whether a meter of its own parts a charge from anything: other charges of its service, balances, no use."""
    if charge.reject:
        own = len(charge.when or {})
        return any(
            len(one.when or {}) >= own
            for one in around.plan.charges
            if one is not charge and one.service == charge.service
        )
    return bool(charge.when) or around.charged[charge.service] > 1 or charge.service in around.held


def _leaves_something(balance: Balance, _: Context) -> bool:
    """Tell whether anything of a balance can be left after the last month."""
    if months_of(balance.buy) != 1 or balance.rollover is not None:
        return True
    valid = balance.valid
    lengths = () if valid is None else (valid.amount, *valid.alternatives, *(one.value.amount for one in valid.dated))
    return any(length is None or length.months > 1 for length in lengths)


def _covers(_: Tiers, around: Context) -> bool:
    return any(isinstance(part, Charge) and part.service in around.held for part in around.parts)


def _is_shared(fee: Fee, around: Context) -> bool:
    return sum(one.either == fee.either for one in around.plan.fees) > 1


_NOT_SERVED = "beside reject nothing of it is billed"
_NOTHING_LEFT = "of what is bought each month nothing is left after the last; only what is held today could count"

RULES: dict[type[Part], tuple[Rule, ...]] = {
    Charge: (
        _always(Charge, "increment", "legs", "free_seconds", "long_call_fee", "rounding", "connect_fee", "meter"),
        _rule(
            "increment",
            "legs",
            "free_seconds",
            "long_call_fee",
            "rounding",
            "connect_fee",
            where=_is_billed,
            otherwise=_NOT_SERVED,
        ),
        _rule(
            "meter",
            where=_is_apart,
            otherwise="no other charge and no balance is there to be told apart from",
        ),
    ),
    Tiers: (
        _always(Tiers, "count_included"),
        _rule("count_included", where=_covers, otherwise="no balance of the plan covers any of it"),
    ),
    Balance: (
        _always(Balance, "refundable", "reusable"),
        _rule("refundable", "reusable", where=_leaves_something, otherwise=_NOTHING_LEFT),
    ),
    Fee: (
        _always(Fee, "either", "to_month", "included_per"),
        _rule("either", where=_is_shared, otherwise="no other fee of the plan shares the name"),
        _rule(
            "to_month",
            where=lambda fee, _: months_of(fee.every) is not None,
            otherwise="a fee that is paid once has no last month",
        ),
        _rule(
            "included_per",
            where=lambda fee, _: bool(fee.included),
            otherwise="nothing is included",
        ),
    ),
    **{
        part: (_always(part),)
        for part in (
            Band,
            Bands,
            Bill,
            Block,
            CallRounding,
            charges.Counter,
            Discount,
            DiscountStep,
            Fact,
            Limit,
            LongCallFee,
            Minimum,
            Plan,
            PlanAssumption,
            Recommendation,
            Requirement,
            Rollover,
            Rounding,
            Source,
            Step,
            Tax,
            TopUp,
            Vendor,
            Defaults,
        )
    },
}
"""What is done with each part of a file; each key of the format is read by some rule."""


def idle_keys(vendor: Vendor) -> Iterator[Idle]:
    """Yield what a sound file states without effect; ``vendor`` is as the file has it, without its defaults."""
    filled = [plan.with_defaults(vendor.defaults) for plan in vendor.plans]
    yield from _of_file(vendor, filled)
    for index, (plan, whole) in enumerate(zip(vendor.plans, filled, strict=True)):
        around = _around(vendor, whole)
        for key in plan.model_fields_set:
            replaces = key in vendor.defaults.model_fields_set
            yield from _of_key(key, around, ("plans", index, key), replaces=replaces)
    for key in vendor.defaults.model_fields_set:
        path: Path = ("defaults", key)
        plans = zip(vendor.plans, filled, strict=True)
        takers = [_around(vendor, whole) for plan, whole in plans if key not in plan.model_fields_set]
        found = [{one.path: one for one in _of_key(key, around, path)} for around in takers]
        if not takers:
            yield Idle(path, Message("{key} of the defaults has no effect: each plan has its own", key=key))
        for place in set.intersection(*map(set, found)) if found else ():
            yield found[0][place]


def _around(vendor: Vendor, plan: Plan) -> Context:
    charged: Counter[str] = Counter(charge.service for charge in plan.charges)
    held = frozenset(one for one in SERVICES if any(balance.holds(one) for balance in plan.balances))
    return Context(vendor, plan, charged, held)


def _of_file(vendor: Vendor, plans: list[Plan]) -> Iterator[Idle]:
    named = {name for part in (vendor, *plans) for name in _sources(part)}
    for name in vendor.sources:
        if name not in named:
            yield Idle(("sources", name), Message("no figure and no statement names the source {name}", name=name))
    had = {feature for plan in plans for feature in plan.features}
    for name in vendor.features:
        if name not in had:
            yield Idle(("features", name), Message("the feature {name} has no effect: no plan has it", name=name))


def _sources(value: Any) -> Iterator[str]:
    """Yield the sources that a part, or a figure of one, names."""
    if isinstance(value, Part) or hasattr(value, "_fields"):
        source = getattr(value, "source", None)
        if isinstance(source, str):
            yield source
        names = type(value).model_fields if isinstance(value, Part) else value._fields
        for inner in (getattr(value, name) for name in names):
            yield from _sources(inner)
    elif isinstance(value, (tuple, dict)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _sources(inner)


def _of_key(key: str, around: Context, path: Path, *, replaces: bool = False) -> Iterator[Idle]:
    """Yield what of one key of a plan has no effect; ``replaces``: that of the defaults would hold without it."""
    value, plan = getattr(around.plan, key), around.plan
    if not replaces and _is_empty(value):
        yield Idle(path, Message("{key} has no effect: it is empty", key=key))
    if key == "features":
        for index, name in enumerate(value):
            if name in value[:index]:
                yield Idle((*path, index), Message("the feature {name} stands twice", name=name))
            elif name not in around.vendor.features and around.vendor.features:
                yield Idle((*path, index), Message("the feature {name} is explained nowhere", name=name))
    if key == "counters":
        used = {charge.tiers.by for charge in plan.charges if charge.tiers is not None}
        for name in value:
            if name not in used:
                message = Message("the counter {name} has no effect: no tiers go by it", name=name)
                yield Idle((*path, name), message)
    yield from _within(value, around, path)


def _is_empty(value: Any) -> bool:
    return not value.model_fields_set if isinstance(value, Part) else isinstance(value, (tuple, dict)) and not value


def _within(value: Any, around: Context, path: Path) -> Iterator[Idle]:
    """Yield what has no effect in a part, and in the parts within it."""
    if isinstance(value, Part):
        yield from _of_part(value, around, path)
        inside = around._replace(parts=(*around.parts, value))
        for name in value.model_fields_set:
            yield from _within(getattr(value, name), inside, (*path, _key(value, name)))
    elif isinstance(value, tuple) and not hasattr(value, "_fields"):
        for index, inner in enumerate(value):
            yield from _within(inner, around, (*path, index))
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _within(inner, around, (*path, name))


def _key(part: Part, name: str) -> str:
    return type(part).model_fields[name].alias or name


def _of_part(part: Part, around: Context, path: Path) -> Iterator[Idle]:
    for name in part.model_fields_set:
        if getattr(part, name) == type(part).model_fields[name].default or getattr(part, name) is False:
            continue  # what holds anyway, written out
        rules = [rule for rule in RULES[type(part)] if name in rule.reads]
        if not any(rule.where(part, around) for rule in rules):
            key = _key(part, name)
            yield Idle((*path, key), Message("{key} has no effect: {why}", key=key, why=rules[0].otherwise))
    if isinstance(part, Balance):
        yield from _of_balance(part, around.plan, path)


def _of_balance(balance: Balance, plan: Plan, path: Path) -> Iterator[Idle]:
    if "draws" in balance.model_fields_set and not balance.draws:
        yield Idle((*path, "draws"), Message("{key} has no effect: it is empty", key="draws"))
    for service, drawn in balance.draws.items():
        if drawn == 1 and in_minutes(service) == (balance.minutes is not None):
            message = Message("{key} has no effect: one is drawn for one anyway", key=f"draws.{service}")
            yield Idle((*path, "draws", service), message)
    others: list[Charge | Balance] = [*plan.charges, *(one for one in plan.balances if one is not balance)]
    known = {(of, name) for one in others for of, names in (one.when or {}).items() for name in names}
    for of, names in (balance.when or {}).items():
        if not any((of, name) in known for name in names):
            text = "only a usage that names the class {of}: {name} draws on it, and no charge of the plan does"
            yield Idle((*path, "when", of), Message(text, of=of, name=names[0]))
