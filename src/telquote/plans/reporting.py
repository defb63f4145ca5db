"""From a refusal to a diagnostic: where it stands, what is allowed there, the name that was meant, what to write."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from telquote.language import Message
from telquote.plans.annotations import is_text, keys_at, words_at
from telquote.plans.diagnostics import nearest_name
from telquote.plans.document import Document, Path, Plain
from telquote.plans.kinds import Refusal, allowed_names, described
from telquote.plans.slips import key_slip, seconds_meant
from telquote.plans.synonyms import meant

MOST_NEAREST = 100
"""Problems of a file for which what was meant is looked for: that takes time, and nobody reads thousands."""


def report_errors(document: Document, error: ValidationError, whole: type[BaseModel]) -> None:
    """Report all that Pydantic found wrong with a document as a ``whole``, and what else may explain it."""
    for path, refusal, of_key in _refusals(error, whole):
        report(document, path, refusal, of_key=of_key)


def report_comments(document: Document, whole: type[BaseModel]) -> None:
    """Report texts that lose what stands behind them after ``#``, which may be meant as a part of them."""
    for path, comment in document.comments.items():
        text = document.at(path)
        if isinstance(text, Plain) and text and is_text(path, whole):
            message = Message("the text ends before {comment}: # starts a comment", comment=comment)
            at = document.place(path)
            write = Message("write {text}, or a space after #", text=f'"{text} {comment}"')
            document.report("comment-in-text", message, at, allowed=write, severity="warning")


def report(document: Document, path: Path, refusal: Refusal, *, of_key: bool = False) -> None:
    """Report a refusal of what stands at a path."""
    at, message, allowed = document.place(path, of_key=of_key), refusal.message, refusal.allowed
    nearest = refusal.meant
    if len(document.diagnostics) < MOST_NEAREST:
        names = allowed.parts.get("names") if allowed else None
        known = names if isinstance(names, tuple) else ()
        nearest = nearest or _nearest(refusal, known)
        if refusal.code == "unknown-key" and not nearest and (slip := key_slip(document, path, known)):
            at, message, allowed = slip.at, slip.message, slip.write
        else:
            allowed = _to_write(document, path, refusal) or allowed
    document.report(refusal.code, message, at, allowed=allowed, nearest=nearest)


def _nearest(refusal: Refusal, known: tuple[str, ...]) -> str | None:
    """Return the name that was meant by one that is unknown: a word of the format by its meaning, an id by its look."""
    parts = refusal.message.parts
    found = parts.get("key") or parts.get("name")
    if not found or not known:
        return None
    if refusal.code in ("unknown-key", "not-allowed"):
        return meant(str(found), known)
    return nearest_name(str(found), known)


def _to_write(document: Document, path: Path, refusal: Refusal) -> Message | None:
    """Return what to write where a path says more than the kind of what stands there."""
    raw = document.at(path)
    written = str(raw) if isinstance(raw, str) else ""
    for code, key, said in BY_PATH:
        if code == refusal.code and re.fullmatch(key, str(path[-1]) if path else "") and (write := said(written)):
            return write
    if refusal.code == "not-a-text" and not written and path in document.comments:
        comment = f'"{document.comments[path]}"'
        return Message("# starts a comment: a text with # stands in quotes: {text}", text=comment)
    item = ITEMS.get(str(path[-1])) if path and refusal.code == "wrong-type" and not isinstance(raw, list) else None
    return Message("a list, each item with a dash: {item}", item=item) if item else None


ITEMS = {
    "plans": "- id: start",
    "charges": "- {id: inbound, for: inbound, per_minute: 0.12}",
    "balances": "- {id: package, price: 100, minutes: 500, for: inbound, buy: monthly}",
    "fees": "- {id: rental, price: 20, every: month}",
    "requires": "- {id: contract, en: a contract for a year}",
    "assumptions": "- {id: own-number, en: you keep your number, because: nobody says otherwise}",
    "steps": "- {up_to: 1000, per_minute: 0.12}",
}
"""What an item of each list of parts looks like."""


def _seconds(written: str) -> Message | None:
    seconds = seconds_meant(written)
    return Message("in seconds: {seconds}", seconds=seconds) if seconds else None


def _open_end(written: str) -> Message | None:
    ends = ("inf", ".inf", "infinity", "unlimited", "max", "∞", "-1", "none", "null", "~", "无限", "不限")
    return Message("leave up_to out in the last step") if written.casefold() in ends else None


BY_PATH: tuple[tuple[str, str, Callable[[str], Message | None]], ...] = (
    ("not-a-number", "call_length|seconds|free_seconds|past_seconds", _seconds),
    ("not-a-number", "up_to", _open_end),
    ("out-of-range", "up_to", _open_end),
)
"""What helps where a key says what its figure is: the code of the problem, the key, and what to write."""


def _refusals(error: ValidationError, whole: type[BaseModel]) -> Iterator[tuple[Path, Refusal, bool]]:
    """Yield each of Pydantic's errors as a refusal, the path it is about, and whether it is about the key."""
    for details in error.errors(include_url=False):
        path: Path = details["loc"]
        context: dict[str, Any] = details.get("ctx", {})
        of_key = bool(path) and path[-1] == "[key]"
        path = path[:-1] if of_key else path
        if "refusal" in context:
            refusal: Refusal = context["refusal"]
            yield path, refusal, of_key or refusal.code == "unknown-key"
        elif details["type"] == "extra_forbidden":
            message = Message("the key {key} is unknown here", key=str(path[-1]))
            yield path, Refusal("unknown-key", message, allowed_names(keys_at(path, whole))), True
        elif details["type"] == "missing":
            yield path[:-1], _missing(path, whole), False
        elif details["type"] == "literal_error":
            message = Message("{name} is not allowed here", name=str(details["input"])[:60])
            expected = tuple(re.findall(r"'([^']*)'", context["expected"]))
            yield path, Refusal("not-allowed", message, allowed_names(expected)), of_key
        elif details["type"] == "too_short":
            if details["input"]:  # its items are refused one by one already
                continue
            yield path, Refusal("empty-list", Message("at least one is needed")), False
        else:
            yield path, _wrong_type(details["type"], details["input"]), False


def _missing(path: Path, whole: type[BaseModel]) -> Refusal:
    words = words_at(path, whole)
    if path[-2:] == ("tiers", "mode"):
        message = Message("the mode of the tiers is not stated, and the two modes give different bills")
        return Refusal("tiers-mode", message, allowed_names(words))
    message = Message("the key {key} is missing", key=str(path[-1]))
    if path == ("format",):
        return Refusal("missing-key", message, Message("the first line of a plan file is format: 1"))
    return Refusal("missing-key", message, allowed_names(words) if words else None)


def _wrong_type(kind: str, found: Any) -> Refusal:
    if kind in ("tuple_type", "list_type"):
        return Refusal("wrong-type", Message("a list belongs here, found {found}", found=described(found)))
    return Refusal("wrong-type", Message("a mapping belongs here, found {found}", found=described(found)))
