"""Every typical mistake ends with one error, what to type where something would do, and nothing on stdout."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from command import ROOT, Ended, telquote
from mistakes import MISTAKES

LINES = MISTAKES.splitlines()
SHAPES = {
    "en": (r"(\S+\.yaml(:\d+:\d+)?: error\[[a-z-]+\]: |error: )\S", "  help: "),
    "zh": (r"(\S+\.yaml(:\d+:\d+)?: 错误\[[a-z-]+\]: |错误：)\S", "  提示："),
}
"""How the first line begins, a place in a file before it where there is one, and how advice does."""


def said(line: str, language: str, folder: Path) -> Ended:
    """Run a command line where there is nothing but the inputs of the tests."""
    if not (folder / "tests").exists():
        (folder / "tests").symlink_to(ROOT / "tests", target_is_directory=True)
    return telquote(*shlex.split(line), cwd=folder, LANG=f"{language}_XX.UTF-8", LC_ALL="")


def test_there_are_enough_of_them() -> None:
    assert len(LINES) == len(set(LINES)) >= 40


@pytest.mark.parametrize("language", ["en", pytest.param("zh", marks=pytest.mark.slow)])
@pytest.mark.parametrize("line", LINES)
def test_a_mistake_has_one_error_and_at_most_one_help(line: str, language: str, tmp_path: Path) -> None:
    ended = said(line, language, tmp_path)
    shape, advice = SHAPES[language]
    assert [one.name for one in tmp_path.iterdir()] == ["tests"]
    if ended.stdout:  # what check finds is its answer
        assert re.match(shape, ended.stdout)
        assert (ended.status, ended.stderr) == (2 if "file-unreadable" in ended.stdout else 1, "")
        return
    assert (ended.status, ended.stdout) == (2, "")
    first, *rest = ended.stderr.splitlines()
    assert re.match(shape, first)
    assert sum(one.startswith(advice) for one in rest) <= 1
    assert all(re.match(r"  | \d+ \| ", one) for one in rest)
    assert "should not" not in ended.stderr


def test_what_is_said_of_each_is_kept(tmp_path: Path, kept: Callable[[Path, str], None]) -> None:
    blocks = []
    for line in LINES:
        told = [(ended.stdout + ended.stderr).rstrip("\n") for ended in (said(line, lang, tmp_path) for lang in SHAPES)]
        blocks.append("\n".join((f"$ telquote {line}", *told)))
    kept(Path(__file__).parent / "golden" / "mistakes.txt", "\n\n".join(blocks) + "\n")
