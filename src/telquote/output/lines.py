"""Text into lines of a width, by the rules of each script; widths are those of terminal cells.

A line is broken at spaces and between full-width signs, but before no sign that closes and after none that opens, and
never inside a number with its unit or what is held together by joiners.
"""

from collections.abc import Iterator

from telquote.language import cells, loosened
from telquote.language.signs import HARD_SPACE, JOINER, JOINS

CLOSING = "，。；：、？！）％”’》"
OPENING = "（“‘《"
BEFORE_NUMBERS = "共付多至约第"
"""Chinese signs that stay with a number that follows."""

SHORT = 8
"""Cells of a last line below which it takes the last part of the line before."""

PARTING = "，；：、"
LEAST = 4


def wrapped(text: str, width: int, indent: int = 0) -> list[str]:
    """Return a text in lines of at most ``width`` cells, each but the first with ``indent`` spaces before it.

    The first line is taken to stand behind what is as wide as the indent. What cannot be broken and is wider than the
    room has a line of its own, at the left edge.
    """
    room = max(width - indent, LEAST)
    lines: list[str] = [""]
    for number, (gap, piece) in enumerate(_fitting(list(_pieces(text)), room, width)):
        before = lines[-1]
        if number == 0 and indent and cells(loosened(piece)) > room:
            lines.append(piece)
            continue
        joined = before + gap + piece if before else piece
        if before and cells(loosened(joined)) > room:
            lines.append(piece)
        else:
            lines[-1] = joined
    lines = [loosened(line) for line in _evened(lines, room)]
    return [lines[0], *((" " * indent if cells(line) <= room else "") + line for line in lines[1:])]


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield what is never broken, each with the space before it."""
    if text.isascii():
        yield from _words(text)
        return
    gap, start = "", 0
    for at, char in enumerate(text):
        after = text[at + 1 : at + 2]
        if char == " " and ((text[start:at] == "month" and after.isdigit()) or (after and after in CLOSING)):
            continue
        if char == " ":
            if at > start:
                yield gap, text[start:at]
                gap = ""
            gap, start = " " if at else "", at + 1
        elif at > start and _parts(text[at - 1], char):
            yield gap, text[start:at]
            gap, start = "", at
    if start < len(text):
        yield gap, text[start:]


def _words(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words of a text without any full-width sign; a month stays with its number."""
    gap, kept = "", ""
    for word in text.split(" "):
        if kept == "month" and word[:1].isdigit():
            kept = f"{kept} {word}"
            continue
        if kept:
            yield gap, kept
            gap = " "
        kept = word
    if kept:
        yield gap, kept


def _parts(before: str, after: str) -> bool:
    """Tell whether a line may be broken between two signs."""
    joined = before in JOINS or HARD_SPACE in (before, after) or after in JOINS
    if joined or (before.isascii() and after.isascii()):
        return False
    wide = (cells(before) == 2, cells(after) == 2)
    if not any(wide) or cells(after) == 0 or after in CLOSING or before in OPENING:
        return False
    if after.isdigit():
        return before not in BEFORE_NUMBERS
    return not (before.isdigit() and after not in OPENING)


def _fitting(pieces: list[tuple[str, str]], room: int, width: int) -> Iterator[tuple[str, str]]:
    """Yield pieces, with those of several words that are wider than any line broken after all."""
    for gap, piece in pieces:
        if cells(loosened(piece)) <= max(room, width) or not (HARD_SPACE in piece or JOINER in piece):
            yield gap, piece
            continue
        for number, (inner_gap, inner) in enumerate(_pieces(loosened(piece))):
            yield inner_gap if number else gap, inner


def _evened(lines: list[str], room: int) -> list[str]:
    """Return lines whose last is not left with a few signs, where the line before has a part to give."""
    if len(lines) < 2 or cells(loosened(lines[-1])) >= SHORT:
        return lines
    before, last = lines[-2:]
    at = max(before[:-1].rfind(sign) for sign in PARTING) + 1
    while at and before[at : at + 1] in CLOSING and at < len(before):
        at += 1
    part = before[at:].lstrip(" ")
    gap = " " if part[-1:].isascii() and last[:1].isascii() else ""  # no word is broken but at a space
    if at == 0 or not part or cells(loosened(part + gap + last)) > room:
        return lines
    return [*lines[:-2], before[:at], part + gap + last]


def padded(text: str, width: int, *, right: bool = False) -> str:
    """Return a text with spaces up to a width, before it where it is to stand at the right."""
    fill = " " * max(width - cells(text), 0)
    return fill + text if right else text + fill
