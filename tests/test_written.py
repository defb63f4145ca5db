"""Whatever a beginner writes is told where it stands, by name, with what to write: in plan, usage and rate files."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from command import ROOT, Ended, telquote
from written import PLAN, PLANS, RATES, USAGES, Written

FILES = {"plan": PLANS, "usage": USAGES, "rates": RATES}
ROWS = [(kind, row) for kind, rows in FILES.items() for row in rows]
IDS = [f"{kind}-{row.line}-{row.typed.strip()[:40]}" for kind, row in ROWS]


def ended(kind: str, row: Written, folder: Path, language: str = "en") -> Ended:
    """Run the command that reads a file with one line replaced by what is typed."""
    lines = {"plan": PLAN, "usage": "minutes: 3000\n\n", "rates": "USD: 7.1\n"}[kind].splitlines()
    lines[row.line - 1] = row.typed
    (folder / f"{kind}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    if kind == "plan":
        return telquote("check", "plan.yaml", "--lang", language, cwd=folder)
    shipped = str(ROOT / "plans")
    own = {
        "usage": ["--usage", "usage.yaml"],
        "rates": ["--minutes", "3000", "--currency", "CNY", "--fx", "rates.yaml"],
    }
    return telquote("compare", "--plans", shipped, *own[kind], "--lang", language, cwd=folder)


@pytest.mark.parametrize(("kind", "row"), ROWS, ids=IDS)
def test_what_is_written_is_told_where_it_stands(kind: str, row: Written, tmp_path: Path) -> None:
    one = ended(kind, row, tmp_path)
    told = one.stdout + one.stderr
    if not row.at:
        assert one.status == 0
        assert f"{kind}.yaml:" not in told
        return
    assert told.startswith(f"{kind}.yaml:{row.at}: "), told
    unwrapped = re.sub(r"\n +", " ", told)
    assert all(re.search(part, unwrapped) for part in row.says.split("|")), told
    assert one.status == (0 if "warning[" in told else 1 if kind == "plan" else 2)


def test_what_is_said_is_kept(tmp_path: Path, kept: Callable[[Path, str], None]) -> None:
    blocks = []
    for kind, row in ROWS:
        if row.at:
            both = [ended(kind, row, tmp_path, language) for language in ("en", "zh")]
            blocks.append("\n".join((one.stdout + one.stderr).rstrip("\n") for one in both))
    kept(Path(__file__).parent / "golden" / "written.txt", "\n\n".join(blocks) + "\n")
