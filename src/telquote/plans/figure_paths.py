"""Paths that name any figure of a plan: ``union400/3000:inbound``, ``baidu/lixianbao:account.top_up.then``.

Behind the colon stands the id of a charge, balance or fee, then keys joined by dots; steps of tiers count from 1.
The id alone names the item's main price. A figure of the plan itself is named by its key: ``acme/basic:minimum_term``.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, get_args

from telquote.plans.figures import Value, ValueKind
from telquote.plans.part import Part
from telquote.plans.plan import Plan
from telquote.plans.reading import Kind

_MAIN_PRICES = ("per_minute", "per_call", "per_unit", "per_block.price", "price")

BILL = "bill"
"""Stands for the id in the path of a figure of the bill as a whole: ``acme/account:bill.minimum.price``."""

Keys = tuple[str | int, ...]


class Figure(NamedTuple):
    """A figure of a plan, where it stands in the model, and the path that names it (without the plan's id)."""

    item: str
    keys: Keys
    path: str
    value: Value[Any]
    kind: Kind[Any]

    @property
    def long_path(self) -> str:
        """Return the path with the key of the main price spelt out."""
        in_list = len(self.keys) > 1 and isinstance(self.keys[1], int)
        within = self.keys[2:] if in_list else self.keys[1:]
        own = (str(key + 1) if isinstance(key, int) else key for key in within if key != "steps")
        return ".".join((self.item, *own))


def figures(plan: Plan) -> Iterator[Figure]:
    """Yield every figure that a plan states, as the model has them: whatever is a ``Value`` has a path."""
    for keys, value, kind in _walk(plan, ()):
        name, *place = keys
        item = getattr(plan, str(name))[place[0]].id if place and isinstance(place[0], int) else str(name)
        long_path = Figure(item, keys, "", value, kind).long_path
        own = long_path.partition(".")[2]
        yield Figure(item, keys, item if own in _MAIN_PRICES else long_path, value, kind)


def _walk(part: Part, keys: Keys) -> Iterator[tuple[Keys, Value[Any], Kind[Any]]]:
    for name in type(part).model_fields:
        value = getattr(part, name)
        if isinstance(value, Value):
            yield (*keys, name), value, _kind(type(part), name)
        elif isinstance(value, Part):
            yield from _walk(value, (*keys, name))
        elif isinstance(value, tuple):
            for index, inner in enumerate(value):
                if isinstance(inner, Part):
                    yield from _walk(inner, (*keys, name, index))


@cache
def _kind(part: type[Part], name: str) -> Kind[Any]:
    info = part.model_fields[name]
    nested = (extra for option in get_args(info.annotation) for extra in getattr(option, "__metadata__", ()))
    return next(extra.kind for extra in (*info.metadata, *nested) if isinstance(extra, ValueKind))


def replaced(plan: Plan, keys: Keys, value: Value[Any]) -> Plan:
    """Return the plan with the figure at ``keys`` replaced."""
    changed: Plan = _replaced(plan, keys, value)
    return changed


def _replaced(here: Any, keys: Keys, value: Value[Any]) -> Any:
    if not keys:
        return value
    first, rest = keys[0], keys[1:]
    if isinstance(first, int):
        return tuple(_replaced(item, rest, value) if index == first else item for index, item in enumerate(here))
    return here.model_copy(update={first: _replaced(getattr(here, first), rest, value)})
