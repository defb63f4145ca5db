"""Signs that keyboards and programs write in the place of those that YAML knows."""

import re

from telquote.language import Message

ODD_SPACES = {"\u00a0": Message("a no-break space (U+00A0)"), "\u3000": Message("a full-width space (U+3000)")}
"""Spaces that part nothing and indent nothing."""

FULL_WIDTH = {
    "：": ":",
    "，": ",",
    "、": ",",
    "；": ",",
    "｛": "{",
    "｝": "}",
    "［": "[",
    "］": "]",
    "－": "-",
    "＃": "#",
}
"""What Chinese keyboards write for the signs that YAML knows."""


def bare(line: str) -> str:
    """Return a line with spaces in the place of what stands in quotes or in a comment."""
    return re.sub(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|(?:^|\s)#.*", lambda found: " " * len(found[0]), line)
