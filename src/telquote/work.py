"""One meter of work: a counter and no clock, so that an answer is the same on every machine.

It belongs to a command, which sets it; a call from Python has none unless it is given one. Work is counted in ticks
where it is done: one is about what it takes to bill one entry of a ledger, and so many are a step.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LEAST = 2_000_000
"""Steps that one command may take ..."""

FOR_A_PLAN = 1_000
"""... and for each plan compared, so that any number of plans can be ranked."""


TICKS = 10
"""Ticks of a step."""


class OutOfWork(Exception):
    """The steps are spent. What is known so far is an answer, if not the whole one."""


class Meter:
    """How many ticks are ``left`` of ``limit`` steps; ``ran_out``: some part of the answer was cut short."""

    __slots__ = ("left", "limit", "ran_out")

    def __init__(self, limit: int = LEAST) -> None:
        self.limit, self.left = limit, TICKS * limit
        self.ran_out = False

    def spend(self, ticks: int) -> None:
        """Count ticks; raises ``OutOfWork`` where they are more than are left."""
        self.left -= ticks
        if self.left < 0:
            raise OutOfWork

    def allow(self, plans: int) -> None:
        """Allow what so many plans may take."""
        more = FOR_A_PLAN * plans - self.limit
        if more > 0:
            self.limit += more
            self.left += TICKS * more


_meter: ContextVar[Meter | None] = ContextVar("meter", default=None)


def start(limit: int = LEAST) -> Meter:
    """Set a new meter, and return it."""
    meter = Meter(limit)
    _meter.set(meter)
    return meter


def stop() -> None:
    """Take the meter away: what follows is not bounded."""
    _meter.set(None)


def meter() -> Meter | None:
    """Return the meter that is set."""
    return _meter.get()


def spend(ticks: int) -> None:
    """Count ticks, where there is a meter; raises ``OutOfWork``."""
    meter = _meter.get()
    if meter is not None:
        meter.spend(ticks)


def is_complete() -> bool:
    """Tell whether all that the command looked for was found before its steps were spent."""
    meter = _meter.get()
    return meter is None or not meter.ran_out


class Part:
    """A part of an answer: ``whole`` until its steps were spent."""

    __slots__ = ("whole",)

    def __init__(self) -> None:
        self.whole = True


@contextmanager
def part(share: int = 1, of: int = 1) -> Iterator[Part]:
    """Let a part of an answer take a share of the work that is left; where they do not do, it ends there.

    What it has by then stands; ``whole`` tells whether that is all of it.
    """
    meter, one = _meter.get(), Part()
    if meter is None:
        yield one
        return
    mine = meter.left * share // of
    kept, meter.left = meter.left - mine, mine
    try:
        yield one
    except OutOfWork:
        one.whole, meter.ran_out = False, True
    finally:
        meter.left = max(meter.left, 0) + kept
