"""What each search strategy buys: questions with a strategy switched off, against the same with all of them.

The answers agree with and without; a strategy whose every ratio is near 1 buys nothing and should go. It is CPU time of
this process, so that what else runs does not count.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from statistics import median
from typing import Any
from unittest import mock

from telquote import Usage, compare, load_plans
from telquote.affine import Affine
from telquote.billing import ladder, tariff
from telquote.billing.refusals import Unknown
from telquote.decisions import price_walk, race
from telquote.decisions.breakeven import breakeven
from telquote.decisions.curves import PlanCurve
from telquote.decisions.entrants import Entrant
from telquote.decisions.price_walk import Price, PriceWalk
from telquote.decisions.quantities import volume
from telquote.decisions.race import CheapestOf, Race
from telquote.decisions.sensitivity import sensitivity
from telquote.decisions.steps import Steps
from telquote.plans.figure_paths import figures
from telquote.plans.selection import matching

PLANS = load_plans().offers()
CN = load_plans("plans/gallery/cn").offers()
RUNS = 3


def entrants(*names: str) -> list[Entrant]:
    """Return contenders of the shipped plans."""
    return [Entrant(name, matching(PLANS, name)) for name in names]


def over_minutes(last: int, *names: str) -> Callable[[], object]:
    """Return the question who is cheapest at how many minutes."""
    usage = Usage()

    def ask() -> object:
        answer = breakeven(entrants(*names), usage, volume(usage, "minutes"), months=36, last=last, standing=False)
        return answer.ranges

    return ask


def over_a_price() -> object:
    """Return who is cheapest at which inbound price of Baidu."""
    (offer,) = matching(PLANS, "baidu")
    (figure,) = (one for one in figures(offer.plan) if one.path == "inbound")
    price = Price("inbound", {offer.id: figure})
    return breakeven(entrants("baidu", "union400"), Usage(minutes=30_000), price, months=36).ranges


QUESTIONS: dict[str, Callable[[], object]] = {
    "compare 3,000": lambda: compare(PLANS, Usage(minutes=3000)).volumes,
    "compare 3,000, CN": lambda: compare(CN, Usage(minutes=3000)).volumes,
    "to 6,000": over_minutes(6_000, "baidu", "union400"),
    "to 100,000": over_minutes(100_000, "baidu", "union400", "yunqia"),
    "two to 300,000": over_minutes(300_000, "union400/1800", "union400/3000"),
    "to 1,000,000": over_minutes(1_000_000, "baidu", "union400"),
    "over a price": over_a_price,
    "sensitivity": lambda: sensitivity(compare(PLANS, Usage(minutes=3000), volumes=False), prices=True),
}


@contextmanager
def without_never_falls() -> Iterator[None]:
    """Look at every change of a decision, as if any cost could fall."""
    with mock.patch.object(PlanCurve, "_cost_never_falls", return_value=False):
        yield


@contextmanager
def without_looks_ahead() -> Iterator[None]:
    """Follow each step of a leader."""
    with mock.patch.object(Race, "_ahead", lambda _self, _leader, end, _far: end):
        yield


@contextmanager
def without_level_steps() -> Iterator[None]:
    """Find the end of a level step by the simulation of a straight line, and not by comparing costs."""
    with mock.patch.object(Steps, "level_until", lambda _self, _curve, value, _limit, _runs_out: value):
        yield


@contextmanager
def without_guesses() -> Iterator[None]:
    """Look for the end of a level step without a guess where it is."""
    find = Steps.level_until

    def level_until(self: Steps, curve: Any, value: int, limit: int, runs_out: Any) -> int:  # noqa: ARG001
        self._first_end, self._count, self._even = None, 0, False
        return find(self, curve, value, limit, lambda _: 0)

    with mock.patch.object(Steps, "level_until", level_until):
        yield


@contextmanager
def without_one_tariff() -> Iterator[None]:
    """Make terms and tariff anew for every volume."""
    with mock.patch.object(PlanCurve, "_tariff_of_every_volume", return_value=None):
        yield


@contextmanager
def without_floors() -> Iterator[None]:
    """Look at every plan of a contender at every value."""
    with mock.patch.object(CheapestOf, "_least", return_value=0):
        yield


@contextmanager
def without_price_bounds() -> Iterator[None]:
    """Follow every change of a decision along a price."""
    with mock.patch.object(PriceWalk, "_ahead", return_value=None):
        yield


@contextmanager
def without_whole_numbers() -> Iterator[None]:
    """Bill with fractions."""

    def kept(number: Any, scale: int) -> Any:  # noqa: ARG001
        if isinstance(number, Affine):
            return Affine(Fraction(number.value), Fraction(number.slope), number.stretch)
        return number if isinstance(number, Unknown) else Fraction(number)

    with (
        mock.patch.object(tariff, "lcm", return_value=1),
        mock.patch.object(tariff, "as_whole", kept),
        mock.patch.object(ladder, "as_whole", kept),
    ):
        yield


def with_constant(module: Any, name: str, value: int) -> Callable[[], Any]:
    """Return what sets a constant of a module to another value."""
    return lambda: mock.patch.object(module, name, value)


STRATEGIES: dict[str, Callable[[], Any]] = {
    "whole numbers": without_whole_numbers,
    "never falls": without_never_falls,
    "looks ahead": without_looks_ahead,
    "level steps": without_level_steps,
    "guesses of steps": without_guesses,
    "one tariff": without_one_tariff,
    "floors of plans": without_floors,
    "bounds of prices": without_price_bounds,
    "MANY_STEPS 1": with_constant(race, "MANY_STEPS", 1),
    "MANY_STEPS 12": with_constant(race, "MANY_STEPS", 12),
    "WORTHWHILE 2": with_constant(price_walk, "WORTHWHILE", 2),
    "WORTHWHILE 16": with_constant(price_walk, "WORTHWHILE", 16),
}
TOO_LONG = 5
"""Seconds after which a question without a strategy is not asked again."""


def seconds(ask: Callable[[], object]) -> tuple[float, object]:
    """Return the CPU time that a question takes, and its answer."""
    start = time.process_time()
    answer = ask()
    return time.process_time() - start, answer


def main() -> None:
    """Print a row a strategy, a column a question: how many times as long it takes without."""
    print(f"{'':18}" + "".join(f"{name:>18}" for name in QUESTIONS))
    print(
        f"{'with all, s':18}"
        + "".join(f"{median(seconds(ask)[0] for _ in range(RUNS)):>18.3f}" for ask in QUESTIONS.values())
    )
    for name, off in STRATEGIES.items():
        cells = []
        for ask in QUESTIONS.values():
            ratios = []
            for _ in range(RUNS):
                whole, expected = seconds(ask)
                with off():
                    taken, answer = seconds(ask)
                assert agree(answer, expected), name
                ratios.append(taken / whole)
                if taken > TOO_LONG:
                    break
            cells.append(f"{median(ratios):>18.2f}")
        print(f"{name:18}" + "".join(cells), flush=True)


def agree(answer: Any, expected: Any) -> bool:
    """Tell whether two answers name the same winners wherever both have looked: some look less far without."""
    if not (hasattr(expected, "ranges") or (expected and hasattr(expected[0], "closed"))):
        return bool(answer == expected)
    found, known = (getattr(one, "ranges", one) for one in (answer, expected))
    first, last = max(found[0].first, known[0].first), min(found[-1].last, known[-1].last)
    values = {min(max(one.first, first), last) for one in (*found, *known)}
    return all(_winners(found, value) == _winners(known, value) for value in values)


def _winners(ranges: Any, value: Any) -> Any:
    return next(one.cheapest for one in ranges if one.holds(value))


if __name__ == "__main__":
    main()
