"""How far a figure of a plan can be moved so that a plan file could still state it."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from telquote.plans.figure_paths import Figure, figures, replaced
from telquote.plans.figures import Value
from telquote.plans.part import Part
from telquote.plans.plan import Plan
from telquote.plans.plan_rules import Clashes, broken_plan_rules
from telquote.work import spend


class Bound(NamedTuple):
    """An end of a range of numbers, and whether it belongs to the range."""

    at: Fraction
    included: bool


class Allowed(NamedTuple):
    """The numbers that a file allows for a figure; None where there is no end."""

    least: Bound | None
    most: Bound | None


def allowed_span(plan: Plan, figure: Figure) -> Allowed:
    """Return the numbers from the figure as it is now down and up that the rules of plan files allow.

    The rules hold a figure against others of the same part and against 0, so it is enough to look at those and between
    them.
    """
    spend(WALK_TICKS * _size(plan))
    amount: Any = figure.value.amount
    now = Fraction(amount)
    schema = figure.kind.schema
    beside: list[Any] = [one.value.amount for one in figures(plan) if one.item == figure.item]
    numbers = [amount for amount in beside if hasattr(amount, "as_integer_ratio")]
    ends = [schema[key] for key in ("minimum", "exclusiveMinimum", "maximum") if key in schema]
    marks = sorted({Fraction(number) for number in (0, *numbers, *ends)})
    down = _end(plan, figure, now, [mark for mark in reversed(marks) if mark < now], -1)
    return Allowed(down, _end(plan, figure, now, [mark for mark in marks if mark > now], 1))


def _end(plan: Plan, figure: Figure, start: Fraction, marks: Sequence[Fraction], sign: int) -> Bound | None:
    """Return where, going from ``start`` past some marks, the rules no longer hold."""
    reached = start
    for mark in marks:
        if not _stands(plan, figure, (reached + mark) / 2):
            return Bound(reached, True)
        if not _stands(plan, figure, mark):
            return Bound(mark, False)
        reached = mark
    return None if _stands(plan, figure, reached + sign) else Bound(reached, True)


PART_TICKS, WALK_TICKS = 4, 16
"""Ticks of work for each charge, step, fee and balance: to see whether a price could stand, to find what bounds it."""


def _size(plan: Plan) -> int:
    charges = sum(1 + (len(one.tiers.steps) if one.tiers else 0) for one in plan.charges)
    return charges + len(plan.fees) + len(plan.balances)


def _stands(plan: Plan, figure: Figure, amount: Fraction) -> bool:
    """Tell whether a plan file could state an amount for the figure."""
    schema = figure.kind.schema
    if amount < schema.get("minimum", amount) or amount > schema.get("maximum", amount):
        return False
    if "exclusiveMinimum" in schema and amount <= schema["exclusiveMinimum"]:
        return False
    spend(PART_TICKS * _size(plan))
    changed = replaced(plan, figure.keys, Value(amount))
    return not any(list(part.broken()) for part in _parts_on_the_way(changed, figure)) and not list(
        broken_plan_rules(changed, Clashes())
    )


def _parts_on_the_way(plan: Plan, figure: Figure) -> Iterator[Part]:
    here: Any = plan
    for key in figure.keys:
        if isinstance(here, Part):
            yield here
        here = here[key] if isinstance(key, int) else getattr(here, key)
