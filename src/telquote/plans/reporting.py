"""From a refusal to a diagnostic: where it stands, what is allowed there, the name that was meant, what to write."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from telquote.language import Message
from telquote.plans.annotations import fits, is_figure, is_text, keys_at, words_at
from telquote.plans.currencies import code_of
from telquote.plans.diagnostics import nearest_name
from telquote.plans.document import Document, Path, Plain
from telquote.plans.examples import example_at, item_of
from telquote.plans.key_slips import key_slip, said_otherwise, whole_of
from telquote.plans.reading import Refusal, allowed_names, described
from telquote.plans.services import SERVICES, in_minutes
from telquote.plans.slips import (
    date_meant,
    flag_meant,
    id_meant,
    increment_meant,
    is_endless,
    is_not_known,
    length_meant,
    number_meant,
    seconds_meant,
    url_meant,
)
from telquote.plans.synonyms import also_called, meant
from telquote.plans.yaml_problems import quoted

MOST_NEAREST = 100
"""Problems of a file for which what was meant is looked for: that takes time, and nobody reads thousands."""


def report_errors(document: Document, error: ValidationError, whole: type[BaseModel]) -> None:
    """Report all that Pydantic found wrong with a document as a ``whole``, and what else may explain it."""
    for path, refusal, of_key in _refusals(error, whole):
        report(document, path, refusal, whole, of_key=of_key)


def report_comments(document: Document, whole: type[BaseModel]) -> None:
    """Report texts that lose what stands behind them after ``#``, which may be meant as a part of them."""
    for path, comment in document.comments.items():
        text = document.at(path)
        if isinstance(text, Plain) and text and is_text(path, whole, ids=True):
            message = Message("the text ends before {comment}: # starts a comment", comment=comment)
            at = document.place(path)
            write = Message("write {text}, or a space after #", text=f'"{text} {comment}"')
            document.report("comment-in-text", message, at, allowed=write)


def report(
    document: Document, path: Path, refusal: Refusal, whole: type[BaseModel] | None = None, *, of_key: bool = False
) -> None:
    """Report a refusal of what stands at a path; ``whole`` is what the file as a whole should be."""
    at, message, allowed = document.place(path, of_key=of_key), refusal.message, refusal.allowed
    nearest: str | None = None
    if len(document.diagnostics) < MOST_NEAREST:
        names = allowed.parts.get("names") if allowed else None
        known = names if isinstance(names, tuple) else ()
        write = said_otherwise(document, path, known) if refusal.code == "unknown-key" else None
        raw = path[-1] if of_key and path else document.at(path)
        if refusal.code in MEANT:
            nearest = MEANT[refusal.code](raw)
        elif not write:
            nearest = _nearest(document, path, refusal, known, whole)
        slip = None
        if refusal.code == "unknown-key" and not nearest and whole and not write:
            slip = key_slip(document, path, known, whole)
        if refusal.code == "unknown-key" and not write:
            write = _with_its_value(document.at(path), nearest, str(path[-1]), known)
            nearest = None if write else nearest
        if write:
            allowed = write
        elif slip:
            at, message, allowed = slip.at, slip.message, slip.write
        else:
            allowed = _to_write(document, path, refusal, whole) or allowed
    document.report(refusal.code, message, at, allowed=allowed, nearest=nearest)


def _with_its_value(value: Any, nearest: str | None, key: str, known: tuple[str, ...]) -> Message | None:
    """Return what to write for a key that is called otherwise, where its value is to be written otherwise, too."""
    if nearest in ("valid", "minimum_term") and isinstance(value, str) and not DURATION_TEXT.fullmatch(value):
        if is_endless(value):
            return Message("leave it out for what never ends")
        length = length_meant(value)
        return Message("write {text}", text=f"{nearest}: {length}") if length else None
    name = next((one for one in also_called(key) if one in known), None) if nearest is None else None
    example = example_at((name,), value) if name else None
    return Message("such as {example}", example=example) if example and not item_of(str(name)) else None


DURATION_TEXT = re.compile(r"\d{1,4} +(day|month|year)s?")


def _nearest(
    document: Document, path: Path, refusal: Refusal, known: tuple[str, ...], whole: type[BaseModel] | None
) -> str | None:
    """Return the name that was meant by one that is unknown: a word of the format by its meaning, an id by its look."""
    parts = refusal.message.parts
    found = parts.get("key") or parts.get("name")
    if not found or not known:
        return None
    if refusal.code == "not-allowed":
        return meant(str(found), known)
    if refusal.code != "unknown-key":
        return nearest_name(str(found), known) if refusal.code.startswith("unknown") else None
    value = document.at(path)
    around = document.at(path[:-1])
    free = [one for one in known if not (isinstance(around, dict) and one in around)]
    fitting = free if whole is None else [one for one in free if fits(value, (*path[:-1], one), whole)]
    service = around.get("for") if isinstance(around, dict) else None
    named = str(service).partition(" ")[0]
    if named in SERVICES and not in_minutes(named):
        fitting = [one for one in fitting if one not in ("per_minute", "per_call")]
    return meant(str(found), fitting)


def _to_write(document: Document, path: Path, refusal: Refusal, whole: type[BaseModel] | None) -> Message | None:
    """Return what to write where a path says more than the kind of what stands there."""
    raw = document.at(path)
    raw = document.at(path[:-1]) if raw is None and path and isinstance(path[-1], int) else raw
    written = str(raw) if isinstance(raw, str) else ""
    key = next((str(step) for step in reversed(path) if not isinstance(step, int)), "")
    for code, keys, said in BY_PATH:
        if code == refusal.code and re.fullmatch(keys, key) and (write := said(written)):
            return write
    if refusal.code == "not-a-duration" and is_endless(raw):
        return Message("leave it out for what never ends")
    if refusal.code == "not-a-number":
        known = is_figure(path, whole) and is_not_known(raw) if whole else False
        typed = Plain(whole_of(document, path)) if isinstance(raw, Plain) else raw
        return number_meant(typed) or (Message("a figure that no source gives is written unknown") if known else None)
    if refusal.code == "not-a-text" and not written and path in document.comments:
        comment = f'"{document.comments[path]}"'
        return Message("# starts a comment: a text with # stands in quotes: {text}", text=comment)
    return _example(path, refusal, raw, whole)


def _example(path: Path, refusal: Refusal, raw: Any, whole: type[BaseModel] | None) -> Message | None:
    """Return an example of what belongs at a path, where something of another shape stands there, or less."""
    if refusal.code not in ("wrong-type", "missing-key") or refusal.allowed is not None or whole is None:
        return None
    if path[:1] in (("classes",), ("current",)):
        return Message("such as {example}", example=str(example_at(path[:1])))
    key = next((str(step) for step in reversed(path) if not isinstance(step, int)), "")
    if refusal.code == "wrong-type" and isinstance(raw, str) and raw in ("no", "none", "false", "0"):
        return Message("leave {key} out", key=key)
    if refusal.code == "wrong-type" and isinstance(raw, str) and is_text((*path, 0), whole):
        return Message("in brackets: {text}", text=f"{key}: [{quoted(raw) if ',' in raw else raw}]")
    item = item_of(key) if not isinstance(raw, list) and refusal.code == "wrong-type" else None
    if item:
        return Message("a list, each item with a dash: {item}", item=item)
    example = example_at(path, raw) if fits({}, path, whole) and not item_of(key) else None
    return Message("such as {example}", example=example) if example else None


def _seconds(written: str) -> Message | None:
    seconds = seconds_meant(written)
    return Message("in seconds: {seconds}", seconds=seconds) if seconds else None


def _of_a_class(written: str) -> Message | None:
    """Return what to write where a service is named with the class of its calls: ``outbound landline``."""
    first, _, rest = written.partition(" ")
    service = next((one for one in (first, *also_called(first)) if one in SERVICES), None)
    if not rest or service is None:
        return None
    return Message("such as {example}", example=f"for: {service}, when: {{origin: {rest.replace(' ', '-')}}}")


def _open_end(written: str) -> Message | None:
    ends = ("inf", ".inf", "infinity", "unlimited", "max", "∞", "-1", "none", "null", "~", "无限", "不限")
    return Message("leave up_to out in the last step") if written.casefold() in ends else None


def _all(written: str) -> Message | None:
    return Message("leave for out to serve all") if written.casefold() in ("all", "any", "everything", "*") else None


def _increment(written: str) -> Message | None:
    increment = increment_meant(written)
    text = "rounding is of amounts of money; how calls are rounded is {example}"
    return Message(text, example=f"increment: {increment}") if increment else None


MEANT: dict[str, Callable[[Any], str | None]] = {
    "not-a-duration": length_meant,
    "not-an-increment": increment_meant,
    "not-an-id": id_meant,
    "not-a-date": date_meant,
    "not-a-currency": code_of,
    "not-a-flag": flag_meant,
    "not-a-url": url_meant,
}
"""What a text means, where it is none of its kind, by the code of the problem."""


BY_PATH: tuple[tuple[str, str, Callable[[str], Message | None]], ...] = (
    ("not-a-number", "call_length|seconds|free_seconds|past_seconds", _seconds),
    ("not-allowed", "for", _all),
    ("not-allowed", "for", _of_a_class),
    ("wrong-type", "rounding", _increment),
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
            found = details["input"]
            name = str(found)[:60] if isinstance(found, str) and found else described(found)
            message = Message("{name} is not allowed here", name=name)
            if found == "":
                message = Message("a word belongs here, found {found}", found=name)
            expected = tuple(re.findall(r"'([^']*)'", context["expected"]))
            yield path, Refusal("not-allowed", message, allowed_names(expected)), of_key
        elif details["type"] == "too_short":
            if details["input"]:  # its items are refused one by one already
                continue
            yield path, Refusal("empty-list", Message("at least one is needed")), False
        else:
            is_list = details["type"] in ("tuple_type", "list_type")
            text = "a list belongs here, found {found}" if is_list else "a mapping belongs here, found {found}"
            yield path, Refusal("wrong-type", Message(text, found=described(details["input"]))), False


def _missing(path: Path, whole: type[BaseModel]) -> Refusal:
    words = words_at(path, whole)
    if path[-2:] == ("tiers", "mode"):
        message = Message("the mode of the tiers is not stated, and the two modes give different bills")
        return Refusal("tiers-mode", message, allowed_names(words))
    message = Message("the key {key} is missing", key=str(path[-1]))
    if path == ("format",):
        return Refusal("missing-key", message, Message("the first line of a plan file is format: 1"))
    return Refusal("missing-key", message, allowed_names(words) if words else None)
