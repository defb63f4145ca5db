"""How many wrong changes of billing and decisions the tests find: a random sample of mutants, made by Cosmic Ray.

    pip install '.[mutation]'
    python benchmarks/mutation.py --sample 150 --jobs 2

Works on clones of the last commit, so that the checkout is left alone. Prints each mutant that no test noticed, and the
share that was found.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
TESTS = [
    "work_spent",
    "claim_forms",
    "scenarios",
    "periods",
    "breakeven_scenarios",
    "steps",
    "volumes",
    "one_place",
    "breakeven",
    "could_be",
    "around",
    "exchange",
    "prices",
    "claims",
    "simulation_properties",
    "equivalences",
    "ranges_properties",
    "payments",
    "advice",
    "call_length_breakeven",
    "docs",
    "golden",
    "unusual_answers",
    "dates",
    "figures_of_plans",
    "work",
    "chart",
    "window",
]
"""Those first that find most in least time; the first that fails ends a run."""

CONFIG = """\
[cosmic-ray]
module-path = ["src/telquote/billing", "src/telquote/decisions"]
timeout = 400.0
excluded-modules = []
test-command = "{python} -m pytest -q -x -p no:cacheprovider {tests}"
[cosmic-ray.distributor]
name = "local"
"""
OF_TYPES = "BitOr"
"""Operators that stand in annotations alone, where every change fails at once: they would flatter the score."""


def main() -> None:
    """Print the survivors and the score."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--sample", type=int, default=150)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--jobs", type=int, default=1)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        clones = [_clone(Path(folder) / f"clone{number}") for number in range(asked.jobs)]
        names = _mutants(clones[0])
        chosen = random.Random(asked.seed).sample(names, min(asked.sample, len(names)))
        print(f"{len(chosen)} of {len(names)} mutants", flush=True)
        with ThreadPoolExecutor(asked.jobs) as pool:
            parts = [chosen[number :: asked.jobs] for number in range(asked.jobs)]
            found = sum(pool.map(_found, clones, parts))
    print(f"{found} of {len(chosen)} found: {100 * found / len(chosen):.0f} %")


def _clone(folder: Path) -> Path:
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    tests = " ".join(f"tests/test_{name}.py" for name in TESTS)
    (folder / "mutation.toml").write_text(CONFIG.format(python=sys.executable, tests=tests), encoding="utf-8")
    _cosmic_ray(folder, "init", "mutation.toml", "session.sqlite")
    return folder


def _cosmic_ray(folder: Path, *arguments: str) -> None:
    variables = {**os.environ, "PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "cosmic_ray.cli", *arguments]
    subprocess.run(command, cwd=folder, env=variables, check=True, stdout=subprocess.DEVNULL)


def _mutants(folder: Path) -> list[str]:
    """Return the names of the mutants, but of those in annotations."""
    from cosmic_ray.work_db import WorkDB, use_db

    with use_db(folder / "session.sqlite", WorkDB.Mode.open) as session:
        return sorted(
            _name(item.mutations[0]) for item in session.work_items if OF_TYPES not in item.mutations[0].operator_name
        )


def _name(mutation: object) -> str:
    place = mutation.module_path, mutation.start_pos, mutation.operator_name, mutation.occurrence  # type: ignore[attr-defined]
    return "{}:{} {} {}".format(*place)


def _found(folder: Path, chosen: list[str]) -> int:
    """Try some mutants in a clone; print those that no test notices, and return how many were noticed."""
    from cosmic_ray.work_db import WorkDB, use_db
    from cosmic_ray.work_item import WorkerOutcome, WorkResult

    skipped = WorkResult(worker_outcome=WorkerOutcome.SKIPPED)
    with use_db(folder / "session.sqlite", WorkDB.Mode.open) as session:
        others = [item.job_id for item in session.work_items if _name(item.mutations[0]) not in chosen]
        session.set_multiple_results(others, skipped)
    _cosmic_ray(folder, "exec", "mutation.toml", "session.sqlite")
    found = 0
    with use_db(folder / "session.sqlite", WorkDB.Mode.open) as session:
        for item, result in session.completed_work_items:
            if result.worker_outcome == WorkerOutcome.SKIPPED:
                continue
            if result.is_killed:
                found += 1
            else:
                print(f"not found: {_name(item.mutations[0])}\n{result.diff}", flush=True)
    return found


if __name__ == "__main__":
    main()
