"""Break-evens over a million whole minutes, as whole processes against ``telquote compare --minutes 3000``.

The number of simulations stands beside the million that looking at every single minute would take, for each plan.
Growth is measured with start-up subtracted: twice the range must cost little more than twice the time.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median

from paired import process, ratio, report

ROOT = str(Path(__file__).parents[1])
TELQUOTE = [sys.executable, "-m", "telquote"]
COMPARE = process([*TELQUOTE, "compare", "--minutes", "3000"], ROOT)


def simulations(*arguments: str) -> tuple[int, int]:
    """Return the number of simulations and of ranges of a break-even."""
    run = [*TELQUOTE, "breakeven", *arguments, "--format", "json"]
    answer = json.loads(subprocess.run(run, capture_output=True, cwd=ROOT, check=True).stdout)
    return answer["simulations"], len(answer["ranges"])


def main() -> None:
    """Print the ratios."""
    for names, bound in ((("union400/1800", "union400/3000"), 6.0), (("baidu", "union400"), 3.0)):
        command = process([*TELQUOTE, "breakeven", *names, "--to", "1000000"], ROOT)
        a, b, times = ratio(command, COMPARE, runs=5)
        looked, ranges = simulations(*names, "--to", "1000000")
        detail = f"{a:.2f} s against {b:.2f} s; {ranges} ranges, {looked:,} simulations"
        report(" against ".join(names), times, bound, detail)
    tiny = [*TELQUOTE, "breakeven", "union400/1800", "union400/3000", "--to", "10"]
    growth = []
    for _ in range(5):
        start, _, _ = ratio(process(tiny, ROOT), COMPARE, 1)
        half, whole, _ = ratio(_to("500000"), _to("1000000"), 1)
        growth.append((whole - start) / (half - start))
    report("growth with twice the range", median(growth), 2.2, "start-up subtracted")


def _to(last: str) -> Callable[[], object]:
    return process([*TELQUOTE, "breakeven", "union400/1800", "union400/3000", "--to", last], ROOT)


if __name__ == "__main__":
    main()
