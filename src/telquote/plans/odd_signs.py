"""Signs that keyboards and programs write in the place of those that YAML knows."""

import re
from collections.abc import Iterator

from telquote.language import Message

NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""Characters that YAML does not allow."""

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

_FULL_WIDTH_KEY = re.compile(r"(?:^|[{,，]|- )\s*[A-Za-z_]+(：)|(，)\s*[A-Za-z_]+\s*[:：]|：?[^#]*\S(｝)\s*$")


def in_the_place_of_plain(line: str) -> Iterator[tuple[str, int]]:
    """Yield each full-width sign of a line that stands where a plain one belongs, and its column from 0."""
    for found in _FULL_WIDTH_KEY.finditer(line):
        group = next(index for index in (1, 2, 3) if found[index])
        yield found[group], found.start(group)
