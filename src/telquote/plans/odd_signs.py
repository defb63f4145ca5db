"""Signs that keyboards and programs write in the place of those that YAML knows."""

import re
from collections.abc import Iterator

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

_FULL_WIDTH_KEY = r"(?:^|[{,，]|- )\s*[A-Za-z_]+(：)|(，)\s*[A-Za-z_]+\s*[:：]|：?[^#]*\S(｝)\s*$"


def bare(line: str) -> str:
    """Return a line with spaces in the place of what stands in quotes or in a comment."""
    return re.sub(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|(?:^|\s)#.*", lambda found: " " * len(found[0]), line)


def in_the_place_of_plain(line: str) -> Iterator[tuple[str, int]]:
    """Yield each full-width sign of a line that stands where a plain one belongs, and its column from 0."""
    for found in re.finditer(_FULL_WIDTH_KEY, bare(line)):
        group = next(index for index in (1, 2, 3) if found[index])
        yield found[group], found.start(group)
