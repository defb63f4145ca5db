"""YAML text into plain maps, lists and strings that remember where they stand. The one place that knows YAML.

Scalars keep their text: ``0.10``, ``1:30``, ``010``, ``no`` and dates mean nothing special, and ``<<`` is a key like
any other. What is written without quotes is a ``Plain`` string, because only such a string can be a number.
"""

import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from telquote.language import Message, is_harmless
from telquote.plans.diagnostics import Diagnostic, Position

MAX_DEPTH = 40
MAX_NODES = 250_000
MOST_EXCERPT = 400
"""Characters of a line that are kept with a problem."""

_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Path: TypeAlias = tuple[str | int, ...]
Span: TypeAlias = tuple[Any, Any]
"""The YAML marks at which a piece of text starts and ends."""


class Plain(str):
    """A scalar written without quotes."""

    __slots__ = ()


class Mapping(dict[str, Any]):
    """A YAML mapping; ``keys_at`` and ``values_at`` hold the span of each key and value."""

    __slots__ = ("keys_at", "values_at")

    def __init__(self) -> None:
        super().__init__()
        self.keys_at: dict[str, Span] = {}
        self.values_at: dict[str, Span] = {}


class Sequence(list[Any]):
    """A YAML sequence; ``values_at`` holds the span of each item."""

    __slots__ = ("values_at",)

    def __init__(self) -> None:
        super().__init__()
        self.values_at: list[Span] = []


@dataclass(slots=True)
class Document:
    """One YAML file as read: its tree (None where there is none to use), and what was wrong with its form."""

    file: str
    text: str
    tree: Any = None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    lines: list[str] | None = None

    def report(self, code: str, message: Message, span: Span | None, **more: Any) -> None:
        """Add a problem that stands at ``span``."""
        position = _position(span) if span else Position(1, 1)
        excerpt, start = self.excerpt(position)
        self.diagnostics.append(Diagnostic(code, message, self.file, position, excerpt, start, **more))

    def excerpt(self, position: Position) -> tuple[str, int]:
        """Return the line of a place, of a very long one what is around it, and where in the line that starts."""
        line = self.line(position.line)
        start = max(0, position.column - 1 - MOST_EXCERPT // 2) if len(line) > MOST_EXCERPT else 0
        return line[start : start + MOST_EXCERPT], start

    def line(self, number: int) -> str:
        """Return one line of the text, counted from 1; empty past the end."""
        if self.lines is None:
            self.lines = _LINE_BREAK.split(self.text)
        return self.lines[number - 1] if number <= len(self.lines) else ""

    def span(self, path: Path, *, of_key: bool = False) -> Span | None:
        """Return where the value (or key) at ``path`` stands; the nearest thing around it where it stands nowhere."""
        here, found = self.tree, None
        for index, step in enumerate(path):
            if isinstance(here, Mapping) and step in here:
                last = index == len(path) - 1
                found = here.keys_at[str(step)] if of_key and last else here.values_at[str(step)]
            elif isinstance(here, Sequence) and isinstance(step, int) and step < len(here):
                found = here.values_at[step]
            else:
                break
            here = here[step]
        return found


def _position(span: Span) -> Position:
    start, end = span
    length = end.column - start.column if end.line == start.line else 1
    return Position(start.line + 1, start.column + 1, max(1, length))


class _Refused(Exception):
    """The text cannot be read any further."""

    def __init__(self, code: str, message: Message, event: Any) -> None:
        super().__init__(code)
        self.code, self.message, self.span = code, message, (event.start_mark, event.end_mark)


def read_document(text: str, file: str) -> Document:
    """Read one YAML text. Never raises: whatever is wrong is in ``diagnostics``."""
    document = Document(file, text)
    try:
        document.tree = _tree(document)
    except _Refused as refused:
        document.report(refused.code, refused.message, refused.span)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = Message("not valid YAML: {problem}", problem=error.problem or error.context or "")
        document.report("yaml-syntax", problem, (mark, mark) if mark else None)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        message = Message("a character that YAML does not allow: {char}", char=f"U+{ord(_one(error.character)):04X}")
        at = Position(line, error.position - text.rfind("\n", 0, error.position))
        document.diagnostics.append(Diagnostic("yaml-character", message, file, at, *document.excerpt(at)))
    return document


def _tree(document: Document) -> Any:
    try:
        return _Builder(document).build(_LOADER)
    except yaml.MarkedYAMLError as error:
        # libyaml looks ahead and may refuse deep nesting before it has told of any; the other loader tells as it goes.
        if "nesting" not in (error.problem or ""):
            raise
    document.diagnostics.clear()
    return _Builder(document).build(yaml.SafeLoader)


def _one(character: Any) -> str:
    return chr(character) if isinstance(character, int) else str(character)[:1] or "\0"


class _Builder:
    """Builds the tree from parse events, without recursion, so that no text can exhaust the stack."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.stack: list[Mapping | Sequence] = []
        self.keys: list[tuple[str, Span] | None] = []
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.opened: list[tuple[str | None, int, Any]] = []
        self.nodes = 0
        self.root: Any = None

    def build(self, loader: Any) -> Any:
        """Return the root of the one document in the text."""
        documents = 0
        for event in yaml.parse(self.document.text, Loader=loader):
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._scalar(event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._open(Mapping() if kind is yaml.MappingStartEvent else Sequence(), event)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._close(event)
            elif kind is yaml.AliasEvent:
                self._alias(event)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise _Refused("yaml-documents", Message("a second YAML document in one file"), event)
        return self.root

    def _count(self, nodes: int, event: Any) -> None:
        self.nodes += nodes
        if self.nodes > MAX_NODES:
            message = Message("more than {limit} values, aliases followed", limit=MAX_NODES)
            raise _Refused("yaml-too-many-values", message, event)

    def _scalar(self, event: Any) -> None:
        self._count(1, event)
        text = event.value
        if event.tag is not None:
            raise _Refused("yaml-tag", Message("the tag {tag} means nothing here", tag=event.tag), event)
        if not text.isprintable() and not all(char == "\n" or is_harmless(char) for char in text):
            span = (event.start_mark, event.end_mark)
            message = Message("a control or invisible character in a text: {text}", text=text[:60])
            self.document.report("control-character", message, span)
            text = "".join(char for char in text if char == "\n" or is_harmless(char))
        value = text if event.style else Plain(text)
        if self.stack and isinstance(self.stack[-1], Mapping) and self.keys[-1] is None:
            self.keys[-1] = (str(text), (event.start_mark, event.end_mark))
            return
        if event.anchor:
            self.anchors[event.anchor] = (value, 1)
        self._add(value, (event.start_mark, event.end_mark))

    def _open(self, container: Mapping | Sequence, event: Any) -> None:
        self._count(1, event)
        if event.tag is not None:
            raise _Refused("yaml-tag", Message("the tag {tag} means nothing here", tag=event.tag), event)
        if len(self.stack) >= MAX_DEPTH:
            raise _Refused("yaml-too-deep", Message("nested deeper than {limit} levels", limit=MAX_DEPTH), event)
        if self.stack and isinstance(self.stack[-1], Mapping) and self.keys[-1] is None:
            raise _Refused("yaml-key", Message("a key must be a single word or text"), event)
        self.stack.append(container)
        self.keys.append(None)
        self.opened.append((event.anchor, self.nodes, event))

    def _close(self, event: Any) -> None:
        container = self.stack.pop()
        self.keys.pop()
        anchor, nodes_before, opening = self.opened.pop()
        if anchor:
            self.anchors[anchor] = (container, self.nodes - nodes_before + 1)
        # A block ends where the next thing begins; a caret under its first character says enough.
        end = event.end_mark if event.end_mark.line == opening.start_mark.line else opening.start_mark
        self._add(container, (opening.start_mark, end))

    def _alias(self, event: Any) -> None:
        if event.anchor not in self.anchors:
            raise _Refused("yaml-alias", Message("the alias *{name} names no anchor", name=event.anchor), event)
        if self.stack and isinstance(self.stack[-1], Mapping) and self.keys[-1] is None:
            raise _Refused("yaml-key", Message("a key must be a single word or text"), event)
        value, nodes = self.anchors[event.anchor]
        self._count(nodes, event)
        self._add(value, (event.start_mark, event.end_mark))

    def _add(self, value: Any, span: Span) -> None:
        if not self.stack:
            self.root = value
            return
        parent = self.stack[-1]
        if isinstance(parent, Sequence):
            parent.append(value)
            parent.values_at.append(span)
            return
        entry = self.keys[-1]
        assert entry is not None
        self.keys[-1] = None
        key, key_span = entry
        if key in parent:
            first = parent.keys_at[key][0].line + 1
            message = Message("the key {key} stands twice; it first stands in line {line}", key=key, line=first)
            self.document.report("duplicate-key", message, key_span)
            return
        parent[key] = value
        parent.keys_at[key] = key_span
        parent.values_at[key] = span
