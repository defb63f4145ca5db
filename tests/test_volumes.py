"""The volumes around a usage: all from the least to twice it, or as many as are told at once."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import pytest
from random_plans import offers_from, plain_tree

from telquote import Usage, compare
from telquote.decisions import volumes as module
from telquote.decisions.ranges import Range
from telquote.plans.offers import Offer

TOGETHER = 40
"""Ranges that are told at most."""


def test_every_tenth_minute_two_are_the_cheapest() -> None:
    """A minute costs 1 with one, ten cost 10 with the other."""
    found = compare(offers(), Usage(minutes=7), months=1).volumes
    assert found is not None
    assert (found.first, found.last) == (0, 100)
    assert told(found.ranges) == cheapest(0, 100)


@pytest.mark.parametrize(("minutes", "first", "last"), [(97, 0, 194), (100, 75, 125), (1000, 938, 1062)])
def test_where_too_many_ranges_lie_around_a_shorter_part_is_looked_at(minutes: int, first: int, last: int) -> None:
    found = compare(offers(), Usage(minutes=minutes), months=1).volumes
    assert found is not None
    assert (found.first, found.last) == (first, last)
    assert told(found.ranges) == cheapest(first, last)
    assert len(found.ranges) <= TOGETHER < len(cheapest(0, max(2 * minutes, 200)))


@pytest.mark.parametrize(("most", "first", "last"), [(200, 94, 96), (400, 90, 100), (1_600, 72, 118), (4_000, 0, 190)])
def test_where_looking_takes_too_long_a_shorter_part_is_looked_at(
    monkeypatch: pytest.MonkeyPatch, most: int, first: int, last: int
) -> None:
    """A look takes 40 months here; a quarter of the volume up and down is tried next, then a quarter of that."""
    monkeypatch.setattr(module, "MOST_MONTHS_SIMULATED", most)
    found = compare(offers(), Usage(minutes=95), months=40).volumes
    assert found is not None
    assert (found.first, found.last) == (first, last)
    assert told(found.ranges) == cheapest(first, last)


def offers() -> list[Offer]:
    block = {"price": "10", "minutes": "10", "round": "up"}
    prices: list[dict[str, Any]] = [{"per_minute": "1"}, {"per_block": block}]
    return offers_from(
        *(plain_tree({"name": "P", "charges": [{"id": "in", "for": "inbound", **price}]}) for price in prices)
    )


def told(ranges: Sequence[Range[int]]) -> list[tuple[int, int, int]]:
    return [(one.first, one.last, len(one.cheapest)) for one in ranges]


def cheapest(first: int, last: int) -> list[tuple[int, int, int]]:
    """Return each range with how many plans are the cheapest in it, value by value."""
    runs = [list(run) for _, run in groupby(range(first, last + 1), key=lambda value: value % 10 == 0)]
    return [(run[0], run[-1], 2 if run[0] % 10 == 0 else 1) for run in runs]
