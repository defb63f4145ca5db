"""The problems of plan files: as text, as a JSON document, and as annotations of a change."""

from collections import Counter
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Annotated
from urllib.parse import quote

from typing_extensions import TypedDict

from telquote.environment import OF_A_PIPE
from telquote.language import Language, Message, cells
from telquote.language.measures import Count
from telquote.language.signs import HARD_SPACE, JOINER, WIDE_SPACE, escaped, hidden_signs, visible
from telquote.output.documents import Head, head, read
from telquote.output.lines import wrapped
from telquote.output.report import PlainSpeaker, Speaker
from telquote.plans.diagnostics import Diagnostic, Position

_LEAST_EXCERPT = 30
_MOST_LINES = 12
"""Lines named where a problem repeats."""


class DiagnosticDocument(TypedDict):
    """One problem of one file; line and column count from 1."""

    code: str
    severity: str
    file: str
    line: Annotated[int | None, attrgetter("position.line")]
    column: Annotated[int | None, attrgetter("position.column")]
    message: str
    excerpt: str
    allowed: str | None
    nearest: str | None


class CheckDocument(Head):
    """The answer of ``check``."""

    files: int
    plans: int
    errors: int
    warnings: int
    advice: int
    diagnostics: list[DiagnosticDocument]


def diagnostics_text(diagnostics: Sequence[Diagnostic], language: Language, width: int = OF_A_PIPE) -> str:
    """Return diagnostics for a person, in lines for a width: one paragraph each, what repeats in a file told once."""
    say = PlainSpeaker(language)
    shown, more = _cut(diagnostics)
    told: dict[object, list[Diagnostic]] = {}
    for number, one in enumerate(_once(shown)):
        said = (one.file, one.code, one.message.said("en"), _mend(one)) if one.position else number
        told.setdefault(said, []).append(one)
    paragraphs = [_paragraph(same, say, width) for same in told.values()]
    paragraphs += [say("{file}: {count} more", file=file, count=count) for file, count in more.items()]
    return "".join(visible(line) + "\n" for paragraph in paragraphs for line in paragraph.split("\n"))


def _once(diagnostics: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield diagnostics, each long list of what is allowed with the first of a file alone."""
    told: set[object] = set()
    for one in diagnostics:
        names = one.allowed.parts.get("names") if one.allowed is not None else None
        if not isinstance(names, tuple) or len(names) <= FEW_NAMES or one.nearest:
            yield one
            continue
        yield one if (one.file, names) not in told else one._replace(allowed=Message("allowed: as above"))
        told.add((one.file, names))


MOST_OF_A_FILE = 100
"""Problems of one file that are shown; a JSON document has all."""


def _cut(diagnostics: Sequence[Diagnostic]) -> tuple[list[Diagnostic], dict[str, int]]:
    """Return what is shown, and how much more there is of which file."""
    shown: list[Diagnostic] = []
    of_file: Counter[str] = Counter()
    for one in diagnostics:
        of_file[one.file] += 1
        if of_file[one.file] <= MOST_OF_A_FILE or one.severity == "advice":
            shown.append(one)
    errors = Counter(one.file for one in diagnostics if one.severity != "advice")
    return shown, {file: count - MOST_OF_A_FILE for file, count in errors.items() if count > MOST_OF_A_FILE}


def summary_text(diagnostics: Sequence[Diagnostic], files: int, plans: int, language: Language) -> str:
    """Return the last line of ``check``: how many plans there are, or how many errors in how many of the files."""
    say = PlainSpeaker(language)
    wrong = [one.file for one in diagnostics if one.severity == "error"]
    if not wrong:
        warned = sum(one.severity == "warning" for one in diagnostics)
        text = Message("{plans} in {files}, no errors", plans=Count(plans, "plan"), files=Count(files, "file"))
        if warned:
            text = Message("{text}, {warnings}", text=text, warnings=Count(warned, "warning"))
        return say(text) + "\n"
    errors, of = Count(len(wrong), "error"), len(set(wrong))
    return say("{errors} in {wrong} of {files}", errors=errors, wrong=of, files=Count(files, "file")) + "\n"


def _mend(diagnostic: Diagnostic) -> Message | None:
    """Return what to write: the nearest name, else what is allowed."""
    nearest, allowed = diagnostic.nearest, diagnostic.allowed
    names = allowed.parts["names"] if allowed is not None and allowed.template == "{names}" else None
    if isinstance(names, tuple):
        allowed = Message("allowed: {names}", names=names)
    if not nearest:
        return allowed
    meant = Message("did you mean {nearest}?", nearest=nearest)
    if isinstance(names, tuple) and 1 < len(names) <= FEW_NAMES:
        return Message("{question} {asked}", question=meant, asked=allowed)
    return meant


FEW_NAMES = 8
"""Names that are allowed, up to which all are told beside the one that was meant."""


def _paragraph(same: Sequence[Diagnostic], say: Speaker, width: int) -> str:
    diagnostic = same[0]
    severity = say(diagnostic.severity)
    lines = [f"{visible(diagnostic.place)}: {severity}[{diagnostic.code}]: {say(diagnostic.message)}"]
    if diagnostic.position and diagnostic.excerpt.strip():
        lines += _excerpt(diagnostic, diagnostic.position, width)
    others = list(dict.fromkeys(one.position.line for one in same[1:] if one.position))
    if others:
        more = len(others) - _MOST_LINES
        named = tuple(f"{line:,}" for line in others[:_MOST_LINES])
        text = "also in line {lines}" if len(others) == 1 else "also in lines {lines}"
        text = "also in lines {lines} and {more} more" if more > 0 else text
        lines += ["  " + line for line in wrapped(say(text, lines=named, more=more), width - 2)]
    if mend := _mend(diagnostic):
        advice = say("  help: {advice}", advice=mend).strip()
        lines += ["  " + line for line in wrapped(advice, width - 2)]
    return "\n".join(lines)


def _excerpt(diagnostic: Diagnostic, at: Position, width: int) -> list[str]:
    line, number, length, column = diagnostic.excerpt, at.line, at.length, at.column - diagnostic.excerpt_at
    room = max(width - len(str(number)) - 4, _LEAST_EXCERPT)
    start = max(0, column - 1 - room // 2) if cells(line) > room else 0
    shown = line[start : start + room].replace("\t", " ")
    place = column - 1 - start
    left = CUT if start else ""
    while True:
        right = CUT if start + len(shown) < len(line) else ""
        before, after = left + _seen(shown[:place])[len(left) :], _seen(shown[place + length :]) + right
        found = _seen(shown[place : place + length]) or " "
        if cells(before + found + after) <= room or not shown:
            break
        shown = shown[:-1]
    margin = " " * len(str(number))
    return [f" {number} | {before}{found}{after}", f" {margin} | {' ' * cells(before)}{'^' * max(1, cells(found))}"]


CUT = "…"
"""Stands where a line goes on."""


def _seen(text: str) -> str:
    """Return a piece of a line with every sign that is not seen as an escape, also those that hold our own lines."""
    return "".join(escaped(char) if char in (JOINER, HARD_SPACE, WIDE_SPACE) else char for char in visible(text))


def check_document(diagnostics: Sequence[Diagnostic], files: int, plans: int) -> CheckDocument:
    """Return the document of ``check``."""
    given = {
        **head("check"),
        "files": files,
        "plans": plans,
        "errors": sum(one.severity == "error" for one in diagnostics),
        "warnings": sum(one.severity == "warning" for one in diagnostics),
        "advice": sum(one.severity == "advice" for one in diagnostics),
        "diagnostics": [
            read(DiagnosticDocument, one, {} if one.position else {"line": None, "column": None}) for one in diagnostics
        ],
    }
    return read(CheckDocument, None, given)


def github_text(diagnostics: Sequence[Diagnostic]) -> str:
    """Return diagnostics as workflow commands that GitHub shows beside the lines of a change."""
    shown, more = _cut(diagnostics)
    wrong = {one.file for one in diagnostics if one.severity == "error"}
    rest = (
        f"::{'error' if file in wrong else 'warning'} file={_property(file)}::{count:,} more problems\n"
        for file, count in more.items()
    )
    return "".join([*(_annotation(one) + "\n" for one in shown), *rest])


def _annotation(diagnostic: Diagnostic) -> str:
    advised = diagnostic.severity == "advice"
    title = f"{diagnostic.code} {diagnostic.file}" if advised else diagnostic.code
    properties = {"title": title} if advised else {"file": diagnostic.file, "title": title}
    if diagnostic.position:
        properties |= {"line": str(diagnostic.position.line), "col": str(diagnostic.position.column)}
    parts = [diagnostic.message.said("en")]
    if mend := _mend(diagnostic):
        parts.append(mend.said("en"))
    fields = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    level = "notice" if diagnostic.severity == "advice" else diagnostic.severity
    return f"::{level} {fields}::{_escaped('; '.join(parts))}"


def _escaped(text: str) -> str:
    """Return a message as the data of a workflow command."""
    return visible(text.replace("\r", " ").replace("\n", " ")).replace("%", "%25")


def _property(text: str) -> str:
    """Return a value as a property of a workflow command: printable ASCII and letters, all else by its bytes."""
    hidden = set(hidden_signs(text, ours=""))
    text = "".join(
        quote(char, safe="", errors="surrogateescape") if at in hidden or char in "%:," else char
        for at, char in enumerate(text)
    )
    return text.replace("##[", "%23#[").replace("##vso[", "%23#vso[")
