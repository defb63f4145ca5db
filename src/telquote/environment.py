"""What the environment says: how wide the place of an answer is, in which language, and where plan files are.

Every variable that telquote reads is read here, and here alone. One that is empty is not set.
"""

import os
import shutil

LEAST, MOST = 20, 500
"""Widths that ``COLUMNS`` may ask for."""

OF_A_PIPE = 100

PLANS = "TELQUOTE_PLANS"
"""Names a folder of plan files."""

LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")


def width_of(*, terminal: bool) -> int:
    """Return the columns to lay an answer out for: ``COLUMNS``, else those of the terminal, else of a pipe 100."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isascii() and asked.isdigit() and LEAST <= int(asked) <= MOST:
        return int(asked)
    if not terminal:
        return OF_A_PIPE
    try:
        columns = os.get_terminal_size().columns
    except (OSError, ValueError):
        columns = shutil.get_terminal_size().columns
    return columns if columns >= LEAST else 80


def plans_folder() -> str | None:
    """Return the folder of plan files that ``TELQUOTE_PLANS`` names."""
    return os.environ.get(PLANS) or None


def is_plain() -> bool:
    """Tell whether a terminal shows no colours: ``NO_COLOR`` is set, or ``TERM`` is ``dumb``."""
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"


def locale() -> str:
    """Return the locale of messages: of ``LC_ALL``, ``LC_MESSAGES`` and ``LANG`` the first that is set."""
    return next((found for name in LOCALES if (found := os.environ.get(name))), "")


def completes() -> bool:
    """Tell whether a shell asks for a completion."""
    return any(name.startswith("_") and name.endswith("_COMPLETE") for name in os.environ)
