"""YAML text into a document, or what is wrong with its form. The one place that knows YAML.

Scalars keep their text: ``0.10``, ``1:30``, ``010``, ``no`` and dates mean nothing special, and ``<<`` is a key like
any other.
"""

import re
from typing import Any
from unicodedata import category

import yaml
from yaml.reader import Reader

from telquote.codes import Code
from telquote.language import Message
from telquote.language.signs import MARKS, MOST_MARKS, hidden_signs, is_blank
from telquote.plans.diagnostics import Position
from telquote.plans.document import Document, Mapping, Plain, Sequence, Span, position_of

MAX_DEPTH = 40
MAX_NODES = 250_000

_CLOSE_COMMENT = re.compile(r"[ \t]+#[^\s#!-].*")
_NOT_YAML = Reader.NON_PRINTABLE
BYTE_ORDER_MARK = "\ufeff"
"""What libyaml takes at the start of a text alone, and other loaders everywhere."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Refused(Exception):
    """The text cannot be read any further."""

    def __init__(self, code: Code, message: Message, event: Any) -> None:
        super().__init__(code)
        self.code, self.message, self.span = code, message, (event.start_mark, event.end_mark)


def read_document(text: str, file: str) -> Document:
    """Read one YAML text. Never raises: whatever is wrong is in ``diagnostics``."""
    document = Document(file, text)
    if _report_characters(document):
        return document
    try:
        document.tree = _tree(document)
    except _Refused as refused:
        document.report(refused.code, refused.message, position_of(refused.span))
    except yaml.MarkedYAMLError as error:
        from telquote.plans.line_slips import others_alike
        from telquote.plans.yaml_problems import explained

        found = explained(
            document.lines, error.problem or "", error.problem_mark, error.context or "", error.context_mark
        )
        document.report("yaml-syntax", found.message, found.at, allowed=found.write)
        for other in others_alike(document.lines, found):
            if other.at != found.at:
                document.report("yaml-syntax", other.message, other.at, allowed=other.write)
    return document


def _report_characters(document: Document) -> bool:
    """Report what YAML does not allow, by its place in the text: the loader may count bytes; tell whether it is so."""
    if not _NOT_YAML.search(document.text) and BYTE_ORDER_MARK not in document.text:
        return False
    for number, line in enumerate(document.lines, start=1):
        for column, char in enumerate(line, start=1):
            if _NOT_YAML.match(char) or char == BYTE_ORDER_MARK:
                message = Message("a character that YAML does not allow: {char}", char=code_point(char))
                document.report("yaml-character", message, Position(number, column), allowed=DELETE_IT)
    return bool(document.diagnostics)


DELETE_IT = Message("delete it")


def _acts(char: str) -> bool:
    """Tell whether a sign that is not shown acts on the text around it: it controls, formats or parts lines."""
    return category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def code_point(char: str) -> str:
    """Return a character as Unicode names it, by its number."""
    return f"U+{ord(char):04X}"


def _tree(document: Document) -> Any:
    try:
        return _Builder(document).build(_LOADER)
    except yaml.MarkedYAMLError as error:
        # libyaml looks ahead and may refuse deep nesting before it has told of any; the other loader tells as it goes.
        if "nesting" not in (error.problem or ""):
            raise
    document.diagnostics.clear()
    return _Builder(document).build(yaml.SafeLoader)


class _Builder:
    """Builds the tree from parse events, without recursion, so that no text can exhaust the stack."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.stack: list[Mapping | Sequence] = []
        self.keys: list[tuple[str, Span] | None] = []
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.opened: list[tuple[str | None, int, Any]] = []
        self.unused: dict[str, Any] = {}
        self.nodes = 0
        self.root: Any = None
        text = document.text
        self.comments = (
            {n for n, line in enumerate(document.lines) if _CLOSE_COMMENT.search(line)} if "#" in text else ()
        )

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
        for name, where in self.unused.items():
            message = Message("the anchor &{name} is used nowhere", name=name)
            write = Message("a text that starts with {sign} must stand in quotes", sign="&")
            at = position_of((where.start_mark, where.end_mark))
            self.document.report("unused-anchor", message, at, allowed=write)
        return self.root

    def _look_for_dashes(self, event: Any) -> None:
        """Report lines that go on with a text though they look like items of a list."""
        for number in range(event.start_mark.line + 1, event.end_mark.line + 1):
            line = self.document.line(number + 1)
            if line.lstrip().startswith("- "):
                at = Position(number + 1, len(line) - len(line.lstrip()) + 1)
                message = Message("this line goes on with the text above it, and is no item of a list")
                write = Message("lines that belong together start in the same column")
                self.document.report("dash-in-text", message, at, allowed=write)

    def _look_for_thousands(self, sequence: Sequence) -> None:
        """Report figures of a list that a comma without a space parts, where others are parted by comma and space."""
        pairs = list(zip(sequence.values_at, sequence.values_at[1:], strict=False))
        gaps = [after[0].column - before[1].column if after[0].line == before[1].line else 2 for before, after in pairs]
        if len(set(gaps)) < 2 or 1 not in gaps:
            return
        for number, gap in enumerate(gaps):
            whole = f"{sequence[number]},{sequence[number + 1]}"
            if gap == 1 and re.fullmatch(r"\d{1,3},\d+", whole):
                message = Message("within brackets {text} is two numbers", text=whole)
                write = Message("{plain} or {decimal}", plain=whole.replace(",", ""), decimal=whole.replace(",", "."))
                if whole.startswith("0"):
                    write = Message("the decimal sign is a point: {number}", number=whole.replace(",", "."))
                self.document.report("not-a-number", message, position_of(sequence.values_at[number]), allowed=write)

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
        if not (text.isascii() and text.isprintable()):
            text = self._seen(text, event)
        value = text if event.style else Plain(text)
        if self.comments and not event.style and event.end_mark.line in self.comments:
            self._keep_comment(event)
        if self.stack and isinstance(self.stack[-1], Mapping) and self.keys[-1] is None:
            self.keys[-1] = (str(text), (event.start_mark, event.end_mark))
            return
        if event.anchor:
            self.anchors[event.anchor] = (value, 1)
            self.unused[event.anchor] = event
        if not event.style and event.start_mark.line != event.end_mark.line:
            self._look_for_dashes(event)
        self._add(value, (event.start_mark, event.end_mark))

    def _seen(self, text: str, event: Any) -> str:
        """Report the signs of a text that nobody sees, each once, and return the text without those that act."""
        hidden = [at for at in hidden_signs(text, ours="\n") if category(text[at]) != "Zs"]
        for char in dict.fromkeys(text[at] for at in hidden):
            at, name = self._where(char, event), code_point(char)
            if _acts(char):
                message = Message("a control or invisible character: {char}", char=name)
                self.document.report("control-character", message, at, allowed=DELETE_IT)
                continue
            message = Message("a character that may show nothing: {char}", char=name)
            if category(char) in MARKS and not is_blank(char):
                message = Message("more than {most} marks on one letter", most=MOST_MARKS)
            self.document.report("invisible-character", message, at, allowed=DELETE_IT)
        return "".join(char for at, char in enumerate(text) if at not in hidden or not _acts(char))

    def _where(self, char: str, event: Any) -> Position:
        """Return where a sign of a scalar stands; the scalar's own place where it is written as an escape."""
        for number in range(event.start_mark.line, event.end_mark.line + 1):
            column = self.document.line(number + 1).find(
                char, event.start_mark.column if number == event.start_mark.line else 0
            )
            if column >= 0:
                return Position(number + 1, column + 1)
        return position_of((event.start_mark, event.end_mark))

    def _keep_comment(self, event: Any) -> None:
        """Remember what follows a text after ``#`` without a space, for that may be meant as a part of it."""
        rest = _CLOSE_COMMENT.match(self.document.line(event.end_mark.line + 1), event.end_mark.column)
        if rest:
            path = tuple(
                len(one) if isinstance(one, Sequence) else key[0] if key else ""
                for one, key in zip(self.stack, self.keys, strict=True)
            )
            self.document.comments[path] = rest[0].strip()

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
        if isinstance(container, Sequence) and len(container) > 1:
            self._look_for_thousands(container)
        # A block ends where the next thing begins; a caret under its first character says enough.
        end = event.end_mark if event.end_mark.line == opening.start_mark.line else opening.start_mark
        self._add(container, (opening.start_mark, end))

    def _alias(self, event: Any) -> None:
        if event.anchor not in self.anchors:
            raise _Refused("yaml-alias", Message("the alias *{name} names no anchor", name=event.anchor), event)
        if self.stack and isinstance(self.stack[-1], Mapping) and self.keys[-1] is None:
            raise _Refused("yaml-key", Message("a key must be a single word or text"), event)
        value, nodes = self.anchors[event.anchor]
        self.unused.pop(event.anchor, None)
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
            self.document.report("duplicate-key", message, position_of(key_span))
            return
        parent[key] = value
        parent.keys_at[key] = key_span
        parent.values_at[key] = span
