"""The edge of the program: where errors become messages and statuses, and answers reach stdout or a file."""

import inspect
import os
import sys
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, NoReturn

from telquote.cli.options import language_of
from telquote.environment import width_of
from telquote.files import Unwritable, reason_of, write_whole
from telquote.language import Language, Message, MessageError
from telquote.language.signs import visible
from telquote.work import OutOfWork, meter

ANSWERED, GATE_FAILED, NOT_ANSWERED, INTERRUPTED, CLOSED_PIPE = 0, 1, 2, 130, 141
"""Exit statuses."""


class Stop(Exception):
    """The command ends without an answer; ``messages`` go to stderr."""

    def __init__(self, *messages: Message) -> None:
        super().__init__(*messages)
        self.messages = messages


def edge(command: Callable[..., int | None]) -> Callable[..., None]:
    """Make a function a command that ends with the right status and a message, whatever happens in it.

    A parameter whose type is a group of options (a dataclass) becomes one option for each of the group's fields.
    """
    signature = inspect.signature(command)
    groups: dict[str, Any] = {
        name: one.annotation for name, one in signature.parameters.items() if is_dataclass(one.annotation)
    }

    def at_edge(**given: Any) -> None:
        language = language_of(given.get("lang"))
        for name, group in groups.items():
            given[name] = group(**{field.name: given.pop(field.name) for field in fields(group)})
        try:
            status = command(**given)
        except KeyboardInterrupt:
            _leave(INTERRUPTED)
        except BrokenPipeError:
            _leave(CLOSED_PIPE)
        except Exception as error:  # noqa: BLE001 - the last boundary: whatever is raised ends as a message
            _leave(reported(error, language))
        else:
            _leave(status or ANSWERED)

    parameters = [
        one for name in signature.parameters for one in _expanded(signature.parameters[name], groups.get(name))
    ]
    at_edge.__doc__ = command.__doc__
    at_edge.__name__ = command.__name__
    at_edge.__annotations__ = {one.name: one.annotation for one in parameters}
    at_edge.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    return at_edge


def _expanded(parameter: inspect.Parameter, group: Any) -> list[inspect.Parameter]:
    if group is None:
        return [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)]
    return [
        inspect.Parameter(field.name, inspect.Parameter.KEYWORD_ONLY, default=field.default, annotation=field.type)
        for field in fields(group)
    ]


def reported(error: Exception, language: Language) -> int:
    """Say what went wrong, and return the exit status."""
    from telquote.plans.diagnostics import PlanFilesError

    if isinstance(error, Stop):
        for said in error.messages:
            note(said, language)
    elif isinstance(error, PlanFilesError) and error.missing:
        (problem,) = error.diagnostics
        tell(Message("{file}: {problem}", file=problem.file, problem=problem.message), error.advice, language)
    elif isinstance(error, PlanFilesError):
        from telquote.output.check import diagnostics_text

        width = width_of(terminal=sys.stderr.isatty())
        _say(diagnostics_text(error.diagnostics, language, width).rstrip("\n"))
    elif isinstance(error, OutOfWork):
        limit = meter()
        text = "this takes more work than telquote does for one answer ({limit} steps)"
        message = Message(text, limit=limit.limit if limit else 0)
        tell(message, Message("shorten --to or --months, or leave out a plan"), language)
    elif isinstance(error, MessageError):
        tell(error.message, error.advice, language)
    else:
        text = "telquote failed in a way it should not ({problem}); please report it"
        tell(Message(text, problem=f"{type(error).__name__}: {error}"), None, language)
    return NOT_ANSWERED


def _leave(status: int) -> NoReturn:
    """End the process with a status of its own, past anything that would turn it into another."""
    fails = False
    try:
        sys.stdout.flush()
    except OSError as error:
        status = CLOSED_PIPE if isinstance(error, BrokenPipeError) else status or NOT_ANSWERED
        fails = True
    if fails or status == CLOSED_PIPE:
        # The interpreter flushes stdout once more on its way out; let that go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise SystemExit(status)


def tell(message: Message, advice: Message | str | None, language: Language) -> None:
    """Say an error on stderr, and what to do."""
    note(Message("error: {problem}", problem=message), language)
    if advice is not None:
        note(Message("  help: {advice}", advice=advice), language)


def note(message: Message, language: Language) -> None:
    """Say something beside the answer, on stderr."""
    _say(visible(message.said(language)))


def _say(text: str) -> None:
    """Write a line on stderr; where that cannot be, the status says it alone."""
    try:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - what is left in the stream goes nowhere


def write(answer: str | bytes, output: str | None, *, new: bool = False) -> None:
    """Write an answer to stdout (text alone), or to a file whole or not at all; ``new``: only where there is none.

    Raises ``MessageError`` where it cannot be written.
    """
    if isinstance(answer, str) and (output is None or output == "-"):
        _write_stdout(answer)
        return
    assert output is not None
    try:
        write_whole(answer.encode() if isinstance(answer, str) else answer, Path(output), new=new)
    except Unwritable as error:
        raise MessageError(Message("{file}: {problem}", file=output, problem=error.message)) from None


def write_page(text: str) -> None:
    """Write what is no command's answer to stdout; where nobody reads it, the process ends."""
    try:
        _write_stdout(text)
    except BrokenPipeError:
        _leave(CLOSED_PIPE)


def _write_stdout(text: str) -> None:
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure and (sys.stdout.encoding or "").lower().replace("-", "") != "utf8":
        reconfigure(errors="replace")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise MessageError(Message("the answer cannot be written: {reason}", reason=reason_of(error))) from None
