"""Why a text is no YAML, in words of what was typed: where the trouble began, what stands there, what to write."""

import re
from collections.abc import Callable, Sequence

from telquote.language import Message
from telquote.plans.bracket_slips import in_brackets, never_closed, quote_before
from telquote.plans.diagnostics import Position
from telquote.plans.line_slips import Explained, Mark, Trouble, joined, of_full_width, place_at
from telquote.plans.odd_signs import FULL_WIDTH, ODD_SPACES, bare


def explained(lines: Sequence[str], problem: str, mark: Mark | None, context: str, began: Mark | None) -> Explained:
    """Return what is wrong with a text that YAML cannot read."""
    noticed = mark or began
    if noticed is None:
        return Explained(Message("this cannot be read as YAML"), None, Position(1, 1))
    start = (began.line, began.column) if began else (noticed.line, noticed.column)
    trouble = Trouble(lines, problem, noticed.line, noticed.column, context, start)
    found = next((one for rule in RULES if (one := rule(trouble))), None)
    if found is None:
        write = Message("look for a quote or bracket that is not closed, and for lines that start in another column")
        return Explained(Message("this cannot be read as YAML"), write, place_at(noticed.line, noticed.column))
    return found


def no_key(lines: Sequence[str]) -> Explained | None:
    """Return why a file that is one text has no keys, where a sign in its first line tells."""
    first = next((number for number, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")), 0)
    trouble = Trouble(lines, "", first, 0, "while scanning a simple key", (first, 0))
    found = _full_width(trouble) or _no_space(trouble)
    return found if found and found.write != KEY_ENDS else None


def _tab(trouble: Trouble) -> Explained | None:
    blank = len(trouble.text) - len(trouble.text.lstrip())
    column = trouble.text.find("\t", 0, blank) if "\t" in trouble.text[:blank] else trouble.column
    if trouble.text[column : column + 1] != "\t":
        return None
    first = column < blank
    message = Message("a tab stands at the start of the line" if first else "a tab stands where a space belongs")
    return Explained(message, Message("indent with spaces"), place_at(trouble.line, column))


def _value_from(text: str, column: int) -> str:
    """Return the value that begins at a column: to the end of the line, or of what it is within braces."""
    rest = re.split(r"\s#", text[column:])[0].rstrip()
    within = text[:column].count("{") > text[:column].count("}") or text[:column].count("[") > text[:column].count("]")
    return re.split("[,}\\]]", rest)[0].rstrip() if within else rest


def quoted(text: str) -> str:
    """Return a text in quotes."""
    return f"'{text}'" if '"' in text or "\\" in text else f'"{text}"'


def _sign_at_start(trouble: Trouble) -> Explained | None:
    line, column = trouble.began if "alias" in trouble.context or "anchor" in trouble.context else trouble[2:4]
    text = trouble.line_of(line)
    sign = text[column : column + 1]
    if "directive" in trouble.context:
        column, sign = text.find("%"), "%"
    elif not sign or sign not in "@`%*&,":
        return None
    if sign == "," and text[:column].rstrip().endswith(("}", "]", '"', "'")):
        return Explained(Message("a comma parts nothing here"), Message("delete it"), place_at(line, column))
    value = _value_from(text, column) or sign
    if sign == "%" and re.fullmatch(r"%[\d.]+", value):
        write = Message("a percent is a plain number: {number}", number=value[1:])
    else:
        write = Message("write {text}", text=quoted(value))
    message = Message("a text that starts with {sign} must stand in quotes", sign=sign or "%")
    return Explained(message, write, place_at(line, column, len(value)))


def _open_quote(trouble: Trouble) -> Explained | None:
    if "quoted scalar" not in trouble.context:
        return None
    line, column = trouble.began
    quote = trouble.line_of(line)[column : column + 1]
    if re.search("escape|hexdecimal|hexadecimal", trouble.problem):
        message = Message("within double quotes a backslash starts an escape, and this is none")
        return Explained(message, Message("use single quotes"), place_at(trouble.line, trouble.column))
    message = Message("the quote {quote} that opens here is never closed", quote=quote)
    return Explained(message, Message("end the text with the same quote"), place_at(line, column))


def _dash(trouble: Trouble) -> Explained | None:
    before = next((n for n in range(trouble.line - 1, -1, -1) if trouble.line_of(n).strip()), trouble.line)
    for line in (trouble.line, before):
        match = re.match(r"( *)-([^\s\-\d].*)", trouble.line_of(line))
        if match and ":" in match[2]:
            write = Message("write {text}", text=f"- {match[2].strip()}")
            return Explained(Message("no space after the dash (-)"), write, place_at(line, len(match[1])))
    return None


def _odd_start(trouble: Trouble) -> Explained | None:
    """Find a line that starts with what other languages have for a comment, or programs for a hyphen."""
    above = next((n for n in range(trouble.line - 1, -1, -1) if trouble.line_of(n).strip()), trouble.line)
    for number in (above, trouble.line):
        odd = re.match(r"(\s*)([–—•·]|//|;)\s*\S", trouble.line_of(number))
        if odd:
            hyphen = odd[2] not in ("//", ";")
            message = Message("{sign} starts no line of a file", sign=odd[2])
            write = Message("an item starts with a hyphen and a space: -" if hyphen else "a comment starts with #")
            return Explained(message, write, place_at(number, len(odd[1])))
    return None


def _colon_in_text(trouble: Trouble) -> Explained | None:
    if "mapping values" not in trouble.problem:
        return None
    if trouble.text.rstrip().endswith("}") and trouble.text.count("}") > trouble.text.count("{"):
        column = len(trouble.text) - len(trouble.text.lstrip(" -"))
        write = Message("write {text}", text=f"{trouble.text[:column].lstrip()}{{{trouble.text[column:].strip()}")
        return Explained(
            Message("a {sign} is missing before the first key", sign="{"), write, place_at(trouble.line, column)
        )
    match = re.match(r"( *(?:- +)*[^\s:#\[{'\"][^:]*: +)(\S.*)", trouble.text)
    if match and trouble.column >= len(match[1]):
        return _colon_in_value(trouble, len(match[1]), re.split(r"\s#", match[2])[0].rstrip())
    above = next((n for n in range(trouble.line - 1, -1, -1) if trouble.line_of(n).strip()), trouble.line)
    if alike := joined(trouble.lines, above):
        return alike
    column = len(trouble.text) - len(trouble.text.lstrip())
    message = Message("this line is indented under one that has a value already")
    write = Message("lines that belong together start in the same column")
    return Explained(message, write, place_at(trouble.line, column, len(trouble.text.strip())))


def _colon_in_value(trouble: Trouble, column: int, value: str) -> Explained:
    """Return what is wrong with a value that holds a colon: it holds other keys, or is a text without quotes."""
    if re.match(r"[^,{}\[\]]+(?:, *[A-Za-z_]+: )", value):
        start = len(trouble.text) - len(trouble.text.lstrip(" -"))
        whole = f"{trouble.text[:start].lstrip()}{{{trouble.text[start:].strip()}}}"
        message = Message("several keys in one line stand in braces")
        return Explained(message, Message("write {text}", text=whole), place_at(trouble.line, start))
    if two := re.match(r"\S+ ([A-Za-z_]+): ", value):
        at = place_at(trouble.line, column + two.start(1), len(two[1]))
        return Explained(Message("a key starts on a line of its own"), None, at)
    message = Message("a text that holds a colon and a space must stand in quotes")
    return Explained(message, Message("write {text}", text=quoted(value)), place_at(trouble.line, column))


def _full_width(trouble: Trouble) -> Explained | None:
    """Find a full-width sign, or an odd space, between where a piece began and where it could go no further."""
    line, column = trouble.began
    last = trouble.line if line == trouble.line or "flow" in trouble.context else line
    for number in range(line, min(last, line + 50) + 1):
        text = bare(trouble.line_of(number))
        first = column if number == line else 0
        for at in range(first, len(text)):
            sign = text[at]
            if sign in ODD_SPACES:
                after = Message("{space} after the colon", space=ODD_SPACES[sign])
                message = after if text[:at].endswith(":") else ODD_SPACES[sign]
                return Explained(message, Message("use a plain space"), place_at(number, at))
            if sign in FULL_WIDTH:
                return of_full_width(sign, place_at(number, at))
    return None


def _no_space(trouble: Trouble) -> Explained | None:
    if "simple key" not in trouble.context:
        return None
    line, column = trouble.began
    text = trouble.line_of(line)[column:].rstrip()
    match = re.match(r"([A-Za-z_][\w-]*):(?!//)(\S.*)", text)
    if match:
        write = Message("write {text}", text=f"{match[1]}: {match[2]}")
        return Explained(Message("no space after the colon"), write, place_at(line, column, len(match[1]) + 1))
    if text[:1] in ("{", "["):
        return never_closed(line, column, text[:1])
    message = Message("no colon after {text}", text=text[:60])
    return Explained(message, KEY_ENDS, place_at(line, column, len(text)))


KEY_ENDS = Message("a key ends with a colon and a space")


def _after_a_quote(trouble: Trouble) -> Explained | None:
    """Find a text that begins with a quotation mark and goes on after the next one."""
    before = trouble.text[: trouble.column].rstrip()
    quote = before[-1:]
    if quote not in ("'", '"') or not quote:
        return None
    column = before.find(quote)
    if column == len(before) - 1:
        return None
    value = _value_from(trouble.text, column) if trouble.text[:column].count("{") else trouble.text[column:].rstrip()
    write = Message("write {text}", text=f'"{value}"' if quote == "'" else f"'{value}'")
    message = Message("a text that begins with a quotation mark ends with the next one")
    return Explained(message, write, place_at(trouble.line, column, len(value)))


def _other_column(trouble: Trouble) -> Explained | None:
    if trouble.sign and trouble.sign in "}]":
        return Explained(
            Message("nothing is open that {sign} could close", sign=trouble.sign), None, place_at(*trouble[2:4])
        )
    if not re.search("expected key|block end|'-' indicator", trouble.problem):
        return None
    before = trouble.text[: trouble.column].strip()
    if before.endswith(("'", '"')) and (found := quote_before(trouble, before[-1])):
        return found
    if before:
        message = Message("this cannot follow what stands before it in the line")
        return Explained(message, None, place_at(trouble.line, trouble.column))
    if trouble.sign in ("-", "{", ":"):
        what = {
            "-": Message("an item of a list cannot stand among keys"),
            "{": Message("an item of a list has a dash before it: - {brace}", brace="{"),
            ":": Message("a key is missing before the colon"),
        }
        return Explained(what[trouble.sign], None, place_at(trouble.line, trouble.column))
    message = Message("this line starts in another column than the lines it belongs to")
    write = Message("lines that belong together start in the same column")
    return Explained(
        message, write, place_at(trouble.line, trouble.column, len(trouble.text[trouble.column :].rstrip()))
    )


def _list_beside_a_key(trouble: Trouble) -> Explained | None:
    if "sequence entries" not in trouble.problem:
        return None
    message = Message("a dash starts an item of a list, and cannot stand behind a key")
    write = Message("write the items on lines of their own below the key, or in brackets: [a, b]")
    return Explained(message, write, place_at(*trouble[2:4]))


def _block_text(trouble: Trouble) -> Explained | None:
    if "block scalar" not in trouble.context:
        return None
    line, column = trouble.began
    value = trouble.line_of(line)[column:].rstrip()
    message = Message("a text that starts with {sign} must stand in quotes", sign=value[:1])
    return Explained(message, Message("write {text}", text=quoted(value)), place_at(line, column, len(value)))


def _nothing(trouble: Trouble) -> Explained | None:
    if "node content" not in trouble.problem:
        return None
    message = Message("a value is missing here") if not trouble.sign else Message("a value is missing before this sign")
    return Explained(message, None, place_at(*trouble[2:4]))


RULES: tuple[Callable[[Trouble], Explained | None], ...] = (
    _tab,
    _open_quote,
    _block_text,
    _full_width,
    _no_space,
    in_brackets,
    _odd_start,
    _dash,
    _colon_in_text,
    _list_beside_a_key,
    _sign_at_start,
    _after_a_quote,
    _other_column,
    _nothing,
)
"""What may be wrong, the surest first."""
