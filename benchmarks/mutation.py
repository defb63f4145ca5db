"""How many wrong changes of billing and decisions the tests find: a random sample of mutants, made by Cosmic Ray.

    pip install '.[mutation]'
    python benchmarks/mutation.py --sample 150 --jobs 2

Works on clones of the last commit, so that the checkout is left alone. Prints each mutant that no test noticed, and the
share that was found.
"""

import argparse
import os
import random
import shlex
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import Manager
from pathlib import Path
from typing import TYPE_CHECKING

from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec

if TYPE_CHECKING:
    from queue import Queue

ROOT = Path(__file__).parents[1]
FIRST = ["work_spent", "claim_forms", "scenarios", "steps", "volumes", "rows", "assumptions", "warnings", "classes"]
FIRST += ["could_be", "fees"]
"""Those that find most in least time; then come the slow ones, and all others that look at billing and decisions."""
SLOW = [
    "same_answers",
    "could_be.py::test_every_combination",
    "around.py::test_every_volume_around_every_volume",
    "around.py::test_every_whole_volume",
    "window.py::test_a_person_looks_at_twice_what_is_used",
    "work.py::test_findings_that_run_out_are_some_of_all",
    "unusual_answers.py",
    "call_length_breakeven.py",
    "advice.py::test_the_largest_cliff_is_where_brute_force_finds_it",
    "window.py::test_the_strip_shows_who_is_cheapest_at_most_values",
    "ranges_properties.py::test_contests_equal_every_single_value",
]
OTHERS = ["periods", "breakeven_scenarios", "one_place", "breakeven", "around", "exchange", "prices", "claims"]
OTHERS += ["simulation_properties", "equivalences", "ranges_properties", "payments", "advice", "call_length_breakeven"]
OTHERS += [
    "docs",
    "golden",
    "unusual_answers",
    "dates",
    "figures_of_plans",
    "work",
    "chart",
    "window",
    "mistakes",
    "api",
]

CONFIG = """\
[cosmic-ray]
module-path = ["src/telquote/billing", "src/telquote/decisions"]
timeout = 1.0
excluded-modules = []
test-command = ""
[cosmic-ray.distributor]
name = "local"
"""
OF_TYPES = "BitOr"
"""Operators that stand in annotations alone, where every change fails at once: they would flatter the score."""

PATIENCE = 4
"""How many times as long as without a mutant the tests may take before it counts as found: it made them go on."""


def main() -> None:
    """Print the survivors and the score."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--sample", type=int, default=150)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--jobs", type=int, default=1)
    asked = options.parse_args()
    parts = [" ".join(_file(one) for one in part) for part in (FIRST, SLOW, OTHERS)]
    pytest = f"{sys.executable} -m pytest -q -x -p no:cacheprovider"
    line = f"{pytest} {parts[0]} && {pytest} -m slow {parts[1]} && {pytest} {parts[2]}"
    tests = shlex.join(["sh", "-c", line])
    with tempfile.TemporaryDirectory() as folder:
        clones: Queue[Path] = Manager().Queue()
        for number in range(asked.jobs):
            clones.put(_clone(Path(folder) / f"clone{number}"))
        with ProcessPoolExecutor(asked.jobs, initializer=_enter, initargs=(clones,)) as pool:
            seconds = max(pool.map(_seconds, [tests] * asked.jobs))
            mutants = pool.submit(_mutants).result()
            chosen = random.Random(asked.seed).sample(mutants, min(asked.sample, len(mutants)))
            print(f"{len(chosen)} of {len(mutants)} mutants; the tests take {seconds:.0f} s without any", flush=True)
            tried = [pool.submit(mutate_and_test, [one], tests, PATIENCE * seconds) for one in chosen]
            found = 0
            for number, one in enumerate(as_completed(tried), 1):
                result = one.result()
                found += result.is_killed
                if not result.is_killed:
                    print(f"not found, {found} of {number} were:\n{result.diff}", flush=True)
    print(f"{found} of {len(chosen)} found: {100 * found / len(chosen):.0f} %")


def _file(test: str) -> str:
    file, *name = test.split(".py")
    return f"tests/test_{file}.py{''.join(name)}"


def _clone(folder: Path) -> Path:
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    return folder


def _enter(clones: "Queue[Path]") -> None:
    """Work in a clone of one's own."""
    os.chdir(clones.get())
    os.environ |= {"PYTHONPATH": str(Path("src").absolute()), "PYTHONDONTWRITEBYTECODE": "1"}


def _seconds(tests: str) -> float:
    """Return how long the tests take without a mutant; raises where they do not pass."""
    start = time.monotonic()
    subprocess.run(shlex.split(tests), check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - start


def _mutants() -> list[MutationSpec]:
    """Return all mutants in an order that is always the same, but those of annotations."""
    Path("mutation.toml").write_text(CONFIG, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "cosmic_ray.cli", "init", "mutation.toml", "session.sqlite"], check=True)
    with use_db("session.sqlite", WorkDB.Mode.open) as session:
        mutations = [item.mutations[0] for item in session.work_items]
    apart = [one for one in mutations if OF_TYPES not in one.operator_name]
    return sorted(apart, key=lambda one: (str(one.module_path), one.start_pos, one.operator_name, one.occurrence))


if __name__ == "__main__":
    main()
