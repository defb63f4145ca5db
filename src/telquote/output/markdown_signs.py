"""How a text is written in Markdown so that it shows as it is: what acts on nothing is named, all else is quoted."""

import re
from collections.abc import Sequence

from telquote.language import loosened

_OPENS = re.compile(r"\d{1,9}[.)](?=\s|$)|[^0-9A-Za-z\x80-\U0010ffff('\"%]")
"""What could open a list, a rule or a heading at the start of a text."""

_ACTS = re.compile(r"[!-/:-@\[-`{-~]")
_ACTS_NOT = frozenset(",;:%/()'\".-?=+")
"""Of the signs of ASCII those that mean nothing within a text."""

_REFERENCES = re.compile(
    r"""
    (?: (?: (?:https?|ftp):// | (?:mailto|xmpp): | www\.)[^\s`|，。；：、（）]*          # addresses
    | [A-Za-z0-9_.+-]*@[A-Za-z0-9_./-]+                                           # people, also by their addresses
    | [A-Za-z0-9_./-]*\#\d+ | GH-\d+                                              # issues
    | (?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,40}                             # commits
    | :[A-Za-z0-9_+-]+:                                                           # pictures by their names
    | \$+                                                                         # mathematics
    )+
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What a page turns into a link, a notice to a person, a picture or a formula, whether quoted or not."""


def plain(text: str) -> str:
    """Return a text as Markdown in which nothing starts a markup, links, or calls anybody."""
    text = loosened(text.strip().replace("\n", " "))
    written, start = [], 0
    for found in _REFERENCES.finditer(text):
        written += [_quoted(text[start : found.start()], first=start == 0), _coded(found[0])]
        start = found.end()
    return "".join((*written, _quoted(text[start:], first=start == 0)))


def _coded(reference: str) -> str:
    """Return what would be turned into something else as code, in which nothing is.

    A dollar sign that touches the backtick behind it would open a formula itself: a space parts them.
    """
    return f"`{reference} `" if reference[-1] == "$" else f"`{reference}`"


def _quoted(text: str, *, first: bool) -> str:
    """Return a piece of a text with a backslash before each sign that may act; ``first``: it starts the text."""
    opens = _OPENS.match(text) if first else None
    before = ""
    if opens:
        sign = opens.end() - 1
        before, text = (
            f"{text[:sign]}\\{text[sign]}" if text[sign] in _PUNCTUATION else text[: sign + 1],
            text[sign + 1 :],
        )
    return before + _ACTS.sub(lambda sign: sign[0] if sign[0] in _ACTS_NOT else f"\\{sign[0]}", text)


_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
"""What a backslash quotes; before anything else it stands for itself."""


def fenced(lines: Sequence[str]) -> str:
    """Return lines that stand as they are, behind a fence that none of them can close."""
    longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join((f"{fence}text", *lines, fence))
