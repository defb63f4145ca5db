"""Paired timing: A and B in turn, and the median of their ratios, so that a drifting machine hurts neither."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from statistics import median


def ratio(a: Callable[[], object], b: Callable[[], object], runs: int) -> tuple[float, float, float]:
    """Return the median seconds of ``a`` and ``b`` and the median of a/b, over ``runs`` pairs after one warm-up."""
    pairs = [(_seconds(a), _seconds(b)) for _ in range(runs + 1)][1:]
    return median(x for x, _ in pairs), median(y for _, y in pairs), median(x / y for x, y in pairs)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


AS_INSTALLED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""The environment of the measured processes: installing compiles a package, so none is to compile itself anew."""


def process(command: Sequence[str], cwd: str | None = None) -> Callable[[], object]:
    """Return a whole process as work; its output is thrown away."""
    return lambda: subprocess.run(command, stdout=subprocess.DEVNULL, cwd=cwd, check=True, env=AS_INSTALLED)


def peak_memory(command: Sequence[str], cwd: str | None = None) -> int:
    """Return the peak resident memory of a whole process, in kilobytes."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=cwd, env=AS_INSTALLED)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{command} ended with {child.returncode}")
    return usage.ru_maxrss


def report(name: str, found: float, bound: float, detail: str) -> None:
    """Print one line: the ratio, its bound, and what was measured."""
    verdict = "within" if found <= bound else "OVER"
    print(f"{name:28} {found:6.2f}  {verdict} {bound}  ({detail})")
