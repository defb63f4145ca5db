"""Whole commands as a user runs them: stdout, stderr and exit status apart, in a pipe or in a terminal."""

import os
import pty
import re
import struct
import subprocess
import sys
from dataclasses import dataclass
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

ESCAPE = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
ROOT = Path(__file__).parents[1]


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
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LC_", "LANG", "TELQUOTE", "NO_COLOR"))
    }
    return {**kept, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "PYTHONHASHSEED": "random", **more}


def telquote(*arguments: str, cwd: Path = ROOT, **variables: str) -> Ended:
    """Run a command in a pipe."""
    ended = subprocess.run(
        [sys.executable, "-m", "telquote", *arguments],
        capture_output=True,
        cwd=cwd,
        env=environment(**variables),
        check=False,
    )
    return Ended(ended.returncode, ended.stdout.decode("utf-8"), ended.stderr.decode("utf-8"))


def telquote_in_terminal(*arguments: str, width: int, cwd: Path = ROOT, **variables: str) -> Ended:
    """Run a command whose stdout is a terminal of a width."""
    outer, inner = pty.openpty()
    ioctl(inner, TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "telquote", *arguments],
        stdin=inner,
        stdout=inner,
        stderr=subprocess.PIPE,
        cwd=cwd,
        env=environment(**variables),
    )
    os.close(inner)
    chunks = []
    while True:
        try:
            chunk = os.read(outer, 65536)
        except OSError:  # the terminal's other side is closed
            break
        if not chunk:
            break
        chunks.append(chunk)
    assert process.stderr is not None
    errors = process.stderr.read().decode("utf-8")
    process.stderr.close()
    os.close(outer)
    return Ended(process.wait(), b"".join(chunks).decode("utf-8"), errors)
