"""Scenario files: a plan, a usage, and the figures that must come out."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from telquote.usage.profile import Usage

SCENARIOS = Path(__file__).parent / "scenarios"


@dataclass(frozen=True)
class Scenario:
    plan: str
    usage: Usage
    months: int
    expect: dict[str, str]
    name: str


def read_scenarios(file: str) -> list[Scenario]:
    """Return the scenarios of a file; every scalar is read as text, so no figure passes through a float."""
    rows = yaml.load((SCENARIOS / file).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return [_scenario(row) for row in rows]


def _scenario(row: dict[str, Any]) -> Scenario:
    figures: dict[str, Any] = {key: Fraction(value) for key, value in row["usage"].items()}
    usage = Usage(**figures)
    described = " ".join(f"{key}={value}" for key, value in row["usage"].items())
    months = int(row.get("months", 36))
    return Scenario(row["plan"], usage, months, row["expect"], f"{row['plan']} {described} {months}m")
