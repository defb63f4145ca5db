"""``telquote compare --minutes 3000`` as a whole process against the bare libraries doing as much.

The baseline, ``bare_compare.py``, is Typer, Rich and PyYAML alone: the same three files, a table of the same size.
"""

import sys
from pathlib import Path

from paired import peak_memory, process, ratio, report

BARE = Path(__file__).with_name("bare_compare.py")
ROOT = str(Path(__file__).parents[1])
ASK = ["compare", "--minutes", "3000"]


def main() -> None:
    """Print the ratios of time and memory."""
    ours = [sys.executable, "-m", "telquote", *ASK]
    theirs = [sys.executable, str(BARE), *ASK[1:]]
    a, b, times = ratio(process(ours, ROOT), process(theirs, ROOT), runs=15)
    report("start-up, time", times, 1.4, f"{a * 1000:.0f} ms against {b * 1000:.0f} ms")
    memory, least = peak_memory(ours, ROOT), peak_memory(theirs, ROOT)
    report("start-up, peak memory", memory / least, 1.3, f"{memory} kB against {least} kB")


if __name__ == "__main__":
    main()
