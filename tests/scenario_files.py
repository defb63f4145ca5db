"""Scenario files: a plan, a usage, and the figures that must come out."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from telquote import Usage, simulate
from telquote.billing.quote import quote_of
from telquote.billing.terms import NotOffered
from telquote.plans.document import read_document
from telquote.plans.model import Plan
from telquote.usage.files import UsageFile, figures_of

SCENARIOS = Path(__file__).parent / "scenarios"


@dataclass(frozen=True)
class Scenario:
    """One case. ``plan`` is a plan's id, or the tree of a plan written for the case; ``assume`` sets figures of it."""

    name: str
    plan: Any
    usage: Usage
    months: int
    expect: dict[str, str]
    assume: tuple[str, ...] = ()


def read_scenarios(file: str) -> list[Scenario]:
    """Return the scenarios of a file; scalars stay text, so no figure passes through a float."""
    document = read_document((SCENARIOS / file).read_text(encoding="utf-8"), file)
    assert not document.diagnostics
    return [_scenario(row) for row in document.tree]


def _scenario(row: dict[str, Any]) -> Scenario:
    figures = figures_of(UsageFile.model_validate(row["usage"]))
    described = " ".join(f"{key}={value}" for key, value in row["usage"].items())
    months = int(row.get("months", 36))
    name = row.get("rule") or f"{row['plan']} {described} {months}m"
    assume = tuple(row.get("assume", ()))
    return Scenario(name, row["plan"], Usage(**figures), months, row["expect"], assume)


def check(scenario: Scenario, plan: Plan) -> None:
    """Assert that a plan costs what the scenario expects."""
    expect = dict(scenario.expect)
    if reason := expect.pop("not_offered", None):
        with pytest.raises(NotOffered, match=reason):
            simulate(plan, scenario.usage, scenario.months)
        return
    quote = quote_of(simulate(plan, scenario.usage, scenario.months))
    assert {name: getattr(quote, name) for name in expect} == {name: Fraction(value) for name, value in expect.items()}
