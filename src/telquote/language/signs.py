"""Which signs of a text are shown as they are: those that a reader sees and that act on nothing.

What is allowed is named, by general category; whatever else there is in Unicode is written out as an escape.
"""

import re
from unicodedata import category, combining

JOINER, HARD_SPACE = "\u2060", "\u00a0"
"""What stands between two signs, or for a space, where no line may be broken (Unicode's own signs for that)."""

WIDE_SPACE = "\u3000"
"""The space of a full-width script; it moves nothing."""

SHOWN = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po"))
SHOWN |= frozenset(("Sm", "Sc", "Sk", "So"))
"""General categories of letters, numbers, punctuation and symbols."""

MARKS = frozenset(("Mn", "Mc", "Me"))
MOST_MARKS, MOST_SIGNS = 4, 8
"""Marks set above or below a letter, and signs of any kind that follow it; more would write over other lines."""

SEEN_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2\U000110bd\U000110cd")
"""Signs that Unicode counts to those that format a text, and that are seen."""

NEWER = re.compile("[\U0001f000-\U0001faff\U00020000-\U0003fffd]")
"""Where Unicode puts new symbols and ideographs, which this version of Python may not know yet."""

BLANK = "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\U0001d159"
IGNORABLE = "\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufff8"
IGNORABLE += "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
"""Signs that show nothing: letters that are blank, and Unicode's Default_Ignorable_Code_Point."""

BLANKS = f"[{BLANK}{IGNORABLE}]"

NON_JOINER, ZERO_WIDTH_JOINER = "\u200c", "\u200d"
JOINING = (
    "[\u0600-\u0dff\u0f00-\u109f\u1780-\u18af\u1b00-\u1bff\ua840-\ua87f\ua8e0-\ua8ff\ufb50-\ufdff\ufe70-\ufefe"
    "\U00011000-\U000117ff]"
)
"""Signs of the scripts whose letters join: Arabic and its kin, Mongolian, those of India and of its neighbours."""

STYLES = "\ufe0e\ufe0f"
"""What follows a symbol that is set as text, or in colour."""

MONGOLIAN = "\u180b\u180c\u180d\u180e\u180f"
"""What chooses the shape of a Mongolian letter, or parts a vowel from its word."""

FLAG = "\U0001f3f4"
"""What signs that are not seen make the flag of a region of."""

VIRAMA = 9
"""The combining class of the sign that takes the vowel from a letter."""

_COMMANDS = re.compile(r"##(?=\[|vso\[)|(?<![!-~])::")
"""What a build server takes for a command to itself, wherever it stands and where a line may start."""


def visible(text: str) -> str:
    """Return a text with each sign that shows nothing, or that could act on what shows it, written out as an escape."""
    if hidden := set(hidden_signs(text)):
        text = "".join(escaped(char) if at in hidden else char for at, char in enumerate(text))
    return (
        _COMMANDS.sub(lambda found: escaped(found[0][0]) + found[0][1:], text) if "##" in text or "::" in text else text
    )


def escaped(char: str) -> str:
    """Return a sign as an escape that says which it is."""
    return f"\\u{ord(char):04x}"


LEAST_SET = 9
"""The greatest combining class of signs that join a letter's own shape; greater ones are set above or below it."""

_PLAIN = (
    "[ -~\u00a1-\u00ac\u00ae-\u02ff\u0391-\u03a1\u03a3-\u0482\u2010-\u2027\u20a0-\u20bf\u2190-\u23fa\u2500-\u2775"
    "\u3000-\u3029\u3041-\u3096\u30a1-\u30ff\u4e00-\u9fff\uff01-\uff60]*"
)
"""Texts of signs that are shown in any case, which is quickly seen."""


def hidden_signs(text: str, ours: str = JOINER + HARD_SPACE) -> list[int]:
    """Return where signs stand that are not shown as they are; ``ours`` are taken for shown."""
    if (text.isascii() and text.isprintable()) or re.fullmatch(_PLAIN, text):
        return []
    signs = [(at, char) for at, char in enumerate(text) if char not in ours]
    plain = "".join(char for _, char in signs)
    found = []
    marks = signs_after = MOST_SIGNS
    for number, (at, char) in enumerate(signs):
        kind = category(char)
        if kind in MARKS:
            signs_after += 1
            marks += combining(char) > LEAST_SET
        elif char not in JOINS:
            marks = signs_after = 0
        many = kind in MARKS and (marks > MOST_MARKS or signs_after > MOST_SIGNS)
        if many or not _is_shown(plain, number, char, kind):
            found.append(at)
    return found


def is_blank(char: str) -> bool:
    """Tell whether a sign shows nothing though it may be a letter."""
    return bool(re.match(BLANKS, char))


JOINS = frozenset((JOINER, NON_JOINER, ZERO_WIDTH_JOINER, *STYLES))


def _is_shown(text: str, at: int, char: str, kind: str) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if char in (" ", WIDE_SPACE) or char in SEEN_FORMATS or (kind == "Cn" and NEWER.match(char)):
        return True
    if char in MONGOLIAN or "\U000e0020" <= char <= "\U000e007f":
        return before != "" and _is_shaped(before, char)
    if char in (NON_JOINER, ZERO_WIDTH_JOINER):
        joins = re.match(JOINING, before) and (re.match(JOINING, after) or combining(before) == VIRAMA)
        return bool(joins) or (char == ZERO_WIDTH_JOINER and _is_symbol(before) and _is_symbol(after))
    if char in STYLES:
        styled = _is_symbol(before) or (not before.isascii() and category(before)[0] in "PS")
        return bool(before) and (styled or (before in "#*0123456789" and after == "\u20e3"))
    return (kind in SHOWN or kind in MARKS) and not is_blank(char)


def _is_shaped(before: str, char: str) -> bool:
    """Tell whether a sign that is not seen itself shapes the one before it: a Mongolian letter, or a flag."""
    if char in MONGOLIAN:
        return "\u1820" <= before <= "\u18aa" or before in MONGOLIAN
    return before == FLAG or "\U000e0020" <= before <= "\U000e007e"


def _is_symbol(char: str) -> bool:
    return char != "" and (category(char) in ("So", "Sk", "Sm", "Cn") or char in STYLES)
