"""What is wrong where a bracket or a quote opens, and something else than its end follows."""

import re

from telquote.language import Message
from telquote.plans.line_slips import Explained, Trouble, place_at


def never_closed(line: int, column: int, sign: str) -> Explained:
    """Return what is said of a bracket that is open to the end."""
    message = Message("the {sign} that opens here is never closed", sign=sign)
    close = {"{": "}", "[": "]"}.get(sign, sign)
    return Explained(message, Message("end it with {close}", close=close), place_at(line, column))


def in_brackets(trouble: Trouble) -> Explained | None:
    """Find what is wrong within brackets: one that is never closed, a comment that takes its end, a comma too few."""
    if "flow" not in trouble.context:
        return None
    line, column = _open_bracket(trouble)
    opened = trouble.line_of(line)[column : column + 1]
    for number in range(line, trouble.line + 1):
        comment = re.search(r"\s(#)", trouble.line_of(number)[column + 1 if number == line else 0 :])
        if comment and re.search("[}\\]]", trouble.line_of(number)[comment.start() :]):
            start = comment.start(1) + (column + 1 if number == line else 0)
            message = Message("# starts a comment, and the rest of the line is a part of it")
            write = Message("a text with # stands in quotes")
            return Explained(message, write, place_at(number, start))
    indent = len(trouble.text) - len(trouble.text.lstrip())
    outside = indent <= len(trouble.line_of(line)) - len(trouble.line_of(line).lstrip())
    if (trouble.line > line and outside) or trouble.sign in "}]":  # or nothing is left to close it
        return never_closed(line, column, opened)
    if trouble.text[: trouble.column + 1].rstrip(" }]").endswith("?"):
        return Explained(
            Message("a question mark alone is no value"),
            Message("a figure that no source gives is written unknown"),
            place_at(trouble.line, trouble.text.rindex("?", 0, trouble.column + 1)),
        )
    message = Message("a comma is missing before this, or the text around it needs quotes")
    word = re.search(r"[^\s,{\[]+$", trouble.text[: trouble.column]) if trouble.sign == ":" else None
    start = word.start() if word else trouble.column
    write = Message("within brackets, entries are parted by commas")
    return Explained(message, write, place_at(trouble.line, start, trouble.column - start))


def _open_bracket(trouble: Trouble) -> tuple[int, int]:
    """Return where the bracket opens that is still open where the trouble began."""
    line, column = trouble.began
    if trouble.line_of(line)[column : column + 1] in ("{", "["):
        return trouble.began
    closed = 0
    for number in range(line, -1, -1):
        text = trouble.line_of(number)[: column if number == line else None]
        for at in range(len(text) - 1, -1, -1):
            closed += (text[at] in "}]") - (text[at] in "{[")
            if closed < 0:
                return number, at
    return trouble.began


def quote_before(trouble: Trouble, quote: str) -> Explained | None:
    """Find the line above in which a quote opens that only this line closes."""
    for number in range(trouble.line - 1, -1, -1):
        text = trouble.line_of(number)
        if text.count(quote) % 2:
            message = Message("the quote {quote} that opens here is never closed", quote=quote)
            write = Message("end the text with the same quote")
            return Explained(message, write, place_at(number, text.rindex(quote)))
    return None
