"""Whole commands as a user runs them: stdout, stderr and exit status apart, in a pipe or in a terminal.

Most run in this process, which gives the same output in a tenth of the time; what is about processes (signals, pipes,
disks, modules that are missing) starts one.
"""

import contextlib
import io
import os
import pty
import re
import struct
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ
from unittest import mock

from telquote.cli.app import run

ESCAPE = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
ROOT = Path(__file__).parents[1]
DROPPED = ("LC_", "LANG", "TELQUOTE", "NO_COLOR", "FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS", "COLUMNS", "LINES")
"""How the names of variables begin that would change what a command prints."""


@dataclass(frozen=True)
class Ended:
    """How a command ended. In a terminal, ``stdout`` still holds the terminal's escapes."""

    status: int
    stdout: str
    stderr: str

    @property
    def plain(self) -> str:
        """Return stdout without escapes and carriage returns."""
        return ESCAPE.sub("", self.stdout).replace("\r\n", "\n")


def environment(**more: str) -> dict[str, str]:
    """Return the variables of a command: nothing of what the shell at hand would have it print."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(DROPPED)}
    return {**kept, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "PYTHONHASHSEED": "random", **more}


class _Stream(io.TextIOWrapper):
    """What a command writes, as text of UTF-8; ``terminal`` tells it that a person reads along."""

    def __init__(self, *, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="", write_through=True)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def text(self) -> str:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode("utf-8")


def telquote(*arguments: str, cwd: Path = ROOT, **variables: str) -> Ended:
    """Run a command in a pipe, in this process."""
    return _in_this_process(arguments, cwd, {"COLUMNS": "80", **variables}, terminal=False)


def telquote_in_terminal(*arguments: str, width: int, cwd: Path = ROOT, **variables: str) -> Ended:
    """Run a command whose stdout is a terminal of a width, in this process."""
    return _in_this_process(arguments, cwd, {"COLUMNS": str(width), **variables}, terminal=True)


def _in_this_process(arguments: tuple[str, ...], cwd: Path, variables: Mapping[str, str], *, terminal: bool) -> Ended:
    out, errors = _Stream(terminal=terminal), _Stream()
    with (
        contextlib.chdir(cwd),
        mock.patch.dict(os.environ, environment(**variables), clear=True),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(errors),
    ):
        status = run(arguments)
    return Ended(status, out.text(), errors.text())


def telquote_process(*arguments: str, cwd: Path = ROOT, **variables: str) -> Ended:
    """Run a command in a pipe, as a process of its own."""
    ended = subprocess.run(
        [sys.executable, "-m", "telquote", *arguments],
        capture_output=True,
        cwd=cwd,
        env=environment(**variables),
        check=False,
        timeout=60,
    )
    return Ended(ended.returncode, ended.stdout.decode("utf-8"), ended.stderr.decode("utf-8"))


def telquote_in_real_terminal(*arguments: str, width: int, **variables: str) -> Ended:
    """Run a command as a process of its own whose stdout is a terminal of a width."""
    outer, inner = pty.openpty()
    ioctl(inner, TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    run = [sys.executable, "-m", "telquote", *arguments]
    chunks = []
    with subprocess.Popen(
        run, stdin=inner, stdout=inner, stderr=subprocess.PIPE, cwd=ROOT, env=environment(**variables)
    ) as process:
        os.close(inner)
        with contextlib.suppress(OSError):  # the terminal's other side is closed
            while chunk := os.read(outer, 65536):
                chunks.append(chunk)
        os.close(outer)
        assert process.stderr is not None
        errors = process.stderr.read().decode("utf-8")
    return Ended(process.returncode, b"".join(chunks).decode("utf-8"), errors)


@contextlib.contextmanager
def started(code: str) -> Iterator[subprocess.Popen[bytes]]:
    """Start Python code as a process that can be interrupted, however the tests were started; it never outlives them.

    A shell starts what runs in the background with interrupts ignored, and every child inherits that.
    """
    heeding = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
    command = [sys.executable, "-c", heeding + code]
    process = subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()
