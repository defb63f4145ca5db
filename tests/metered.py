"""What a question takes in work."""

from collections.abc import Callable
from typing import Any, NamedTuple

from telquote import work


class Spent(NamedTuple):
    """An answer, the ticks that it took, and whether it is whole."""

    answer: Any
    ticks: int
    whole: bool


def spent(ask: Callable[[], Any]) -> Spent:
    """Ask under a meter of its own; none is left behind."""
    meter = work.start()
    try:
        answer = ask()
    finally:
        work.stop()
    return Spent(answer, work.TICKS * meter.limit - meter.left, not meter.ran_out)
