"""What the environment says of the place an answer is shown: how wide it is."""

import os
import shutil
from collections.abc import Mapping

LEAST, MOST = 20, 500
"""Widths that ``COLUMNS`` may ask for."""

OF_A_PIPE = 100


def width_of(*, terminal: bool, environment: Mapping[str, str] = os.environ) -> int:
    """Return the columns to lay an answer out for: ``COLUMNS``, else those of the terminal, else of a pipe 100."""
    asked = environment.get("COLUMNS", "")
    if asked.isascii() and asked.isdigit() and LEAST <= int(asked) <= MOST:
        return int(asked)
    if not terminal:
        return OF_A_PIPE
    try:
        columns = os.get_terminal_size().columns
    except (OSError, ValueError):
        columns = shutil.get_terminal_size().columns
    return columns if columns >= LEAST else 80
