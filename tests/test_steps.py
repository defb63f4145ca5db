"""The ends of level steps: all are found, whatever was guessed, and even steps with few looks."""

from fractions import Fraction
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from telquote.decisions.steps import Steps


class Staircase:
    """Costs that rise by 1 after each step, and how often they were looked at."""

    def __init__(self, widths: list[int]) -> None:
        self.ends = [end - 1 for end in accumulate(widths)]
        self.looks: list[int] = []

    def at(self, value: int) -> Fraction:
        self.looks.append(value)
        return Fraction(sum(end < value for end in self.ends))


def found(stairs: Staircase, limit: int, guess: int = 0) -> list[int]:
    steps, value, ends = Steps(), 0, []
    while value <= limit:
        ends.append(steps.level_until(stairs, value, limit, lambda value: guess and value + guess))
        value = ends[-1] + 1
    return ends


@given(st.lists(st.integers(1, 30), min_size=1, max_size=12), st.integers(0, 40), st.integers(0, 5))
def test_every_end_is_found_whatever_is_guessed(widths: list[int], guess: int, short: int) -> None:
    stairs = Staircase(widths)
    limit = max(stairs.ends[-1] - short, 0)
    assert found(stairs, limit, guess) == [*(end for end in stairs.ends if end < limit), limit]
    assert all(0 <= value <= limit for value in stairs.looks)


def test_even_steps_take_three_looks_each_once_their_width_is_known() -> None:
    stairs = Staircase([1000] * 20)
    ends = found(stairs, 15_999)
    assert ends == stairs.ends[:16]
    learnt = stairs.looks.index(4000)
    assert learnt < 50
    assert len(stairs.looks) - learnt <= 3 * 12


def test_steps_of_two_widths_are_found_near_their_mean() -> None:
    """Each 334 is followed by two of 333, as 1,000 minutes in three packages are."""
    stairs = Staircase([334, 333, 333] * 10)
    assert found(stairs, 9_999) == stairs.ends
    learnt = stairs.looks.index(2000)
    assert len(stairs.looks) - learnt <= 4 * 24
