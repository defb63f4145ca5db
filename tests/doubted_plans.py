"""Random plans of which some figures are assumed, and what each may be instead: off the tree, not off the model."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any, NamedTuple

from hypothesis import strategies as st
from random_plans import offers_from, plain_tree, plan_trees
from rich_plans import replaced

from telquote import Usage
from telquote.billing.quote import quote_of
from telquote.billing.refusals import NotOffered
from telquote.billing.simulation import simulate
from telquote.plans.offers import Offer

Place = tuple[Any, ...]
SHARED = "nobody says how calls are rounded"


class Doubt(NamedTuple):
    """One figure that may be something else: where it stands in which plans, what is taken, and what else it may be."""

    places: tuple[tuple[int, Place], ...]
    taken: str
    others: tuple[str, ...]

    @property
    def of_calls(self) -> bool:
        return not self.places and self.taken in ("180", "spread")


@st.composite
def doubted_plans(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[Doubt]]:
    """Return two or three plans, and what of them is in doubt."""
    trees = draw(st.lists(plan_trees(), min_size=2, max_size=3))
    doubts: list[Doubt] = []
    rounded: list[tuple[int, Place]] = []
    for number in range(len(trees)):
        for index, charge in enumerate(trees[number].get("charges", [])):
            if (
                charge["for"] in ("inbound", "callback", "outbound")
                and "per_call" not in charge
                and draw(st.booleans())
            ):
                place = ("charges", index, "increment")
                trees[number] = replaced(trees[number], place, _assumed("exact", SHARED, ["60/60"]))
                rounded.append((number, place))
        tree = trees[number]
        prices: list[Place] = [
            ("charges", index, "per_minute") for index, one in enumerate(tree.get("charges", [])) if "per_minute" in one
        ] + [("fees", index, "price") for index, one in enumerate(tree.get("fees", [])) if "price" in one]
        asked: bool = draw(st.booleans())
        if prices and asked:
            place = draw(st.sampled_from(prices))
            taken, *others = draw(
                st.lists(st.sampled_from(["0.05", "0.2", "1", "3"]), min_size=2, max_size=3, unique=True)
            )
            trees[number] = replaced(trees[number], place, _assumed(taken, f"of plan {number}", others))
            doubts.append(Doubt(((number, place),), taken, tuple(others)))
    if rounded:
        doubts.append(Doubt(tuple(rounded), "exact", ("60/60",)))
    return trees, doubts


def _assumed(taken: str, because: str, others: Sequence[str]) -> dict[str, Any]:
    return plain_tree({"assumed": taken, "because": because, "or": list(others)})  # type: ignore[no-any-return]


def doubts_of_usage(usage: Usage, trees: Sequence[dict[str, Any]]) -> Iterator[Doubt]:
    """Yield what is taken for granted about a usage of inbound minutes."""
    del trees
    if usage.call_length is None and usage.calls is None:
        yield Doubt((), "180", ("60", "300"))
    yield Doubt((), "spread", ("alike",))
    for unit in ("seats", "numbers", "channels"):
        if getattr(usage, unit) is None:
            yield Doubt((), unit, ("2",))


class Brute:
    """What every plan costs at every combination, each simulated by itself."""

    def __init__(self, trees: Sequence[dict[str, Any]], doubts: Sequence[Doubt], usage: Usage, months: int) -> None:
        self.doubts = list(doubts)
        self._trees, self._usage, self._months = trees, usage, months
        sizes = [range(len(doubt.others) + 1) for doubt in doubts]
        every = {at: self._costs(at) for at in product(*sizes)}
        moving = [
            index
            for index in range(len(doubts))
            if any(costs != every[(*at[:index], 0, *at[index + 1 :])] for at, costs in every.items())
        ]
        self.moving = moving
        still = [index for index in range(len(doubts)) if index not in moving]
        self.costs = {at: costs for at, costs in every.items() if not any(at[index] for index in still)}

    def _costs(self, at: tuple[int, ...]) -> tuple[Fraction | None, ...]:
        trees, usage = list(self._trees), self._usage
        length, alike = Fraction(180), False
        for option, doubt in zip(at, self.doubts, strict=True):
            value = ([doubt.taken, *doubt.others])[option]
            for number, place in doubt.places:
                trees[number] = replaced(trees[number], place, plain_tree(value))
            if not doubt.places and option:
                if doubt.taken == "180":
                    length = Fraction(value)
                    usage = replace(usage, call_length=length)
                elif doubt.taken == "spread":
                    alike = True
                else:
                    two: Any = {doubt.taken: 2}
                    usage = replace(usage, **two)
        if alike:
            given = usage.call_length
            mean = length if given is None else Fraction(given)
            if usage.minutes and usage.calls:
                mean = Fraction(usage.minutes) * 60 / Fraction(usage.calls)
                usage = replace(usage, calls=None)
            usage = replace(usage, call_length=None, call_lengths=((mean, Fraction(1)),))
        return tuple(_cost(offers_from(*trees)[number], usage, self._months) for number in range(len(trees)))


def _cost(offer: Offer, usage: Usage, months: int) -> Fraction | None:
    try:
        return Fraction(quote_of(simulate(offer, usage, months)).total)
    except NotOffered:
        return None
