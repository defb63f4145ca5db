"""Scenario files: a plan, a usage, and the figures that must come out."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from telquote import Usage
from telquote.billing.quote import quote_of
from telquote.billing.refusals import NotOffered
from telquote.billing.simulation import simulate
from telquote.exact import exact_text
from telquote.plans.offers import Held, Offer
from telquote.plans.services import USAGE_FIGURES
from telquote.plans.yaml_tree import read_document
from telquote.usage.file_model import UsageFile
from telquote.usage.reading import stated_usage

SCENARIOS = Path(__file__).parent / "scenarios"
KEYS = {"rule", "shows", "plan", "usage", "months", "assume", "expect", "source", "note"}


@dataclass(frozen=True)
class Scenario:
    """One case. ``plan`` is a plan's id, or the tree of a plan written for the case; ``assume`` sets figures of it.

    ``shows`` are the words of docs/billing.md whose rule it shows.
    """

    name: str
    plan: Any
    usage: Usage
    months: int
    expect: dict[str, str]
    assume: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()


def read_scenarios(file: str) -> list[Scenario]:
    """Return the scenarios of a file; scalars stay text, so no figure passes through a float."""
    document = read_document((SCENARIOS / file).read_text(encoding="utf-8"), file)
    assert not document.diagnostics
    return [_scenario(row) for row in document.tree]


def _scenario(row: dict[str, Any]) -> Scenario:
    assert {"plan", "usage", "expect"} <= set(row) <= KEYS, row
    months = int(row.get("months", 36))
    stated = stated_usage(UsageFile.model_validate(row["usage"]), months)
    assert stated.problems == (), row
    described = " ".join(f"{key}={value}" for key, value in row["usage"].items())
    name = row.get("rule") or f"{row['plan']} {described} {months}m"
    assume = tuple(row.get("assume", ()))
    shows = row.get("shows", ())
    shown = (shows,) if isinstance(shows, str) else tuple(shows)
    return Scenario(name, row["plan"], Usage(**stated.figures), months, row["expect"], assume, shown)


def check(scenario: Scenario, offer: Offer) -> None:
    """Assert that an offer costs what the scenario expects."""
    if scenario.usage.current is not None:
        offer = offer._replace(held=scenario.usage.current.held)
    expect = dict(scenario.expect)
    if reason := expect.pop("not_offered", None):
        with pytest.raises(NotOffered, match=reason):
            simulate(offer, scenario.usage, scenario.months)
        return
    quote = quote_of(simulate(offer, scenario.usage, scenario.months))
    assert {name: getattr(quote, name) for name in expect} == {name: Fraction(value) for name, value in expect.items()}


def naive_usage(usage: Usage, held: Mapping[str, Held] | None = None) -> dict[str, Any]:
    """Return a usage as ``naive`` takes it, of a plan that is held already where that is so."""
    uses: dict[str, Any] = {service: (Fraction(use.quantity), Fraction(use.calls)) for service, use in usage.uses()}
    counts = {"seats": usage.seats or 1, "numbers": usage.numbers or 1, "channels": usage.channels or 1}
    more: dict[str, Any] = {"lengths": usage.call_lengths, "classes": usage.classes, "by_month": usage.by_month}
    more |= {"first_month": usage.first_month or 1, "season": usage.season, "growth": usage.growth}
    if held is not None:
        more["opening"] = {name: (Fraction(one.left), one.months) for name, one in held.items()}
    return {**uses, **counts, **more}


class Kept:
    """A random case as the scenario that would keep it; made only where it is shown."""

    def __init__(
        self, tree: Mapping[str, Any], figures: Mapping[str, Any], months: int, held: Mapping[str, Held] | None = None
    ) -> None:
        self.tree, self.figures, self.months, self.held = tree, figures, months, held

    def __repr__(self) -> str:
        plan = {key: value for key, value in self.tree.items() if key not in ("id", "name")}
        usage = written_usage(self.figures)
        if self.held is not None:
            balances = {
                name: {"left": one.left, **({} if one.months is None else {"months": one.months})}
                for name, one in self.held.items()
            }
            usage["current"] = {"plan": "p", "balances": balances}
        rows = f"- rule: WHAT IT SHOWS\n  plan: {written(plan)}\n  usage: {written(usage)}\n  months: {self.months}"
        return f"a scenario to keep:\n{rows}\n  expect: {{total: BY HAND}}"


def written(value: Any) -> str:
    """Return a tree as YAML writes it in one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {written(one)}" for key, one in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, Fraction) and Fraction(exact_text(value)) != value:
        return str(value)
    return exact_text(value) if isinstance(value, Fraction) else str(value)


def written_usage(figures: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keys of a usage file that say what the figures of a ``Usage`` say."""
    written = {name: value for name, value in figures.items() if name not in ("first_month", "by_month", "growth")}
    if "call_lengths" in figures:
        rows = figures["call_lengths"]
        written["call_lengths"] = [{"seconds": seconds, "calls": calls} for seconds, calls in rows]
    if "first_month" in figures:
        written["start"] = _start(figures["first_month"])
    if "growth" in figures:
        percent, every = figures["growth"]
        written["growth"] = {"percent": percent, "every": "year" if every == 12 else "month"}
    for name, figure in USAGE_FIGURES.items():
        factors = figures.get("by_month", {}).get(figure.service)
        if factors is not None and figures.get(name) is not None:
            written[name] = [figures[name] * factor for factor in factors]
    return written


def _start(share: Fraction) -> str:
    """Return a day of which so much of its month is left."""
    for month in range(1, 13):
        days = monthrange(2026, month)[1]
        if (share * days).denominator == 1:
            return f"2026-{month:02}-{days - int(share * days) + 1:02}"
    raise AssertionError(f"no day of 2026 leaves {share} of its month")
