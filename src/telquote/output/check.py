"""The problems of plan files: as text, as a JSON document, and as annotations of a change."""

from collections.abc import Sequence

from typing_extensions import TypedDict

from telquote.language import Language, cells, visible
from telquote.output.documents import head
from telquote.output.report import PlainSpeaker, Speaker
from telquote.plans.diagnostics import Diagnostic

_WINDOW = 100
"""Most characters of a line that an excerpt shows."""


class DiagnosticDocument(TypedDict):
    """One problem of one file; line and column count from 1."""

    code: str
    severity: str
    file: str
    line: int | None
    column: int | None
    message: str
    excerpt: str
    allowed: str | None
    nearest: str | None


class CheckDocument(TypedDict):
    """The answer of ``check``."""

    schema: str
    telquote: str
    files: int
    plans: int
    errors: int
    advice: int
    diagnostics: list[DiagnosticDocument]


def diagnostics_text(diagnostics: Sequence[Diagnostic], language: Language) -> str:
    """Return diagnostics for a person, one paragraph each."""
    say = PlainSpeaker(language)
    return "".join(_paragraph(one, say) + "\n" for one in diagnostics)


def _place(diagnostic: Diagnostic) -> str:
    place = visible(diagnostic.file)
    return f"{place}:{diagnostic.position.line}:{diagnostic.position.column}" if diagnostic.position else place


def _paragraph(diagnostic: Diagnostic, say: Speaker) -> str:
    severity = say(diagnostic.severity)
    lines = [f"{_place(diagnostic)}: {severity}[{diagnostic.code}]: {say(diagnostic.message)}"]
    if diagnostic.position and diagnostic.excerpt.strip():
        lines += _excerpt(
            diagnostic.excerpt, diagnostic.position.column, diagnostic.position.length, diagnostic.position.line
        )
    if diagnostic.allowed:
        lines.append(f"  = {say(diagnostic.allowed)}")
    if diagnostic.nearest:
        lines.append("  = " + say("did you mean {nearest}?", nearest=diagnostic.nearest))
    return "\n".join(lines)


def _excerpt(line: str, column: int, length: int, number: int) -> list[str]:
    start = max(0, column - 1 - _WINDOW // 2) if len(line) > _WINDOW else 0
    shown = line[start : start + _WINDOW].replace("\t", " ")
    before = visible(shown[: column - 1 - start])
    found = visible(shown[column - 1 - start : column - 1 - start + length]) or " "
    after = visible(shown[column - 1 - start + length :])
    margin = " " * len(str(number))
    return [f" {number} | {before}{found}{after}", f" {margin} | {' ' * cells(before)}{'^' * max(1, cells(found))}"]


def check_document(diagnostics: Sequence[Diagnostic], files: int, plans: int) -> CheckDocument:
    """Return the document of ``check``."""
    return {
        **head("check"),  # type: ignore[typeddict-item]  # mypy cannot see through the shared first keys
        "files": files,
        "plans": plans,
        "errors": sum(one.severity == "error" for one in diagnostics),
        "advice": sum(one.severity == "advice" for one in diagnostics),
        "diagnostics": [_document(one) for one in diagnostics],
    }


def _document(diagnostic: Diagnostic) -> DiagnosticDocument:
    position = diagnostic.position
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "file": diagnostic.file,
        "line": position.line if position else None,
        "column": position.column if position else None,
        "message": diagnostic.message.said("en"),
        "excerpt": diagnostic.excerpt,
        "allowed": diagnostic.allowed.said("en") if diagnostic.allowed else None,
        "nearest": diagnostic.nearest,
    }


def github_text(diagnostics: Sequence[Diagnostic]) -> str:
    """Return diagnostics as workflow commands that GitHub shows beside the lines of a change."""
    return "".join(_annotation(one) + "\n" for one in diagnostics)


def _annotation(diagnostic: Diagnostic) -> str:
    advised = diagnostic.severity == "advice"
    title = f"{diagnostic.code} {diagnostic.file}" if advised else diagnostic.code
    properties = {"title": title} if advised else {"file": diagnostic.file, "title": title}
    if diagnostic.position:
        properties |= {"line": str(diagnostic.position.line), "col": str(diagnostic.position.column)}
    parts = [diagnostic.message.said("en")]
    if diagnostic.allowed:
        parts.append(diagnostic.allowed.said("en"))
    if diagnostic.nearest:
        parts.append(f"did you mean {diagnostic.nearest}?")
    fields = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in properties.items())
    level = "notice" if diagnostic.severity == "advice" else diagnostic.severity
    return f"::{level} {fields}::{_escaped('; '.join(parts))}"


def _escaped(text: str, more: str = "") -> str:
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text
