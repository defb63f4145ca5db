"""What is said of a command line that cannot be read: what was typed, why it is refused, and what to type."""

import shlex
from collections.abc import Iterator, Sequence
from typing import Any

import typer

from telquote.cli.edge import NOT_ANSWERED, tell
from telquote.cli.kinds import Refused
from telquote.cli.typed import language_typed, values_typed
from telquote.language import Message, Term
from telquote.plans.diagnostics import nearest_name

Said = tuple[Message, str | Message | None]


def refused(error: typer.TyperException, arguments: Sequence[str], commands: Sequence[str]) -> int:
    """Say why a command line is refused, and return the exit status."""
    message, advice = _said(error, arguments, commands)
    tell(message, advice, language_typed())
    return NOT_ANSWERED


def _said(error: Any, arguments: Sequence[str], commands: Sequence[str]) -> Said:
    option = getattr(error, "option_name", None)
    if option is not None and hasattr(error, "possibilities"):
        short = option[1:2] if not option.startswith("--") else ""
        whole = (one for one in arguments if short and one.startswith("-") and one[1:2] != "-" and short in one)
        return _no_option(next(whole, str(option)), error, commands, arguments)
    if option is not None:
        return Message("{option}: needs a value", option=option), f"{error.ctx.command_path} -h" if error.ctx else None
    if getattr(error, "param", None) is not None:
        return _of_parameter(error, arguments)
    if arguments and arguments[0] not in commands:
        nearest = nearest_name(arguments[0], list(commands))
        advice = Message("did you mean {nearest}?", nearest=f"telquote {nearest}") if nearest else "telquote -h"
        return Message("{what}: no such command", what=arguments[0]), advice
    _, bracket, extra = str(error.message).rpartition("(")  # of all that Typer has to say, the words it could not place
    if bracket and arguments:
        return Message("{what}: one name too many", what=extra.rstrip(")")), f"telquote {arguments[0]} -h"
    return Message("{problem}", problem=str(error.message)), None


def _no_option(option: str, error: Any, commands: Sequence[str], typed: Sequence[str]) -> Said:
    """Say that there is no such option: with the one that was meant, else with the page that has them all."""
    context = error.ctx
    problem = Message("{option}: no such option", option=option)
    command = next((one for one in typed if one in commands), None)
    if context.parent is None and command:  # an option of a command, typed before it
        return problem, shlex.join(("telquote", command, *(one for one in typed if one != command)))
    known = [name for param in context.command.params for name in (*param.opts, *param.secondary_opts)]
    nearest = _meant(option.partition("=")[0], [*known, "--help"])
    if not nearest:
        return problem, f"{context.command_path} -h"
    return problem, Message("did you mean {nearest}?", nearest=nearest)


LIKE_ENOUGH = 3, 4
"""How alike an option must be to one that is typed, as a share: a wrong one that is taken answers another question."""


def _meant(sign: str, known: Sequence[str]) -> str | None:
    """Return the options that were meant: with one dash too few, begun and not ended, or misspelt."""
    if f"-{sign}" in known:
        return f"-{sign}"
    bare = sign.lstrip("-")
    begun = [name for name in known if len(bare) > SHORTEST and name.startswith(f"--{bare}")]
    if begun:
        return ", ".join(begun)
    from difflib import SequenceMatcher

    nearest = nearest_name(sign, [name for name in known if name.lstrip("-")[:1] == bare[:1]])
    if nearest is None or len(bare) <= SHORTEST:
        return None
    same, most = LIKE_ENOUGH
    alike = sum(block.size for block in SequenceMatcher(None, bare, nearest.lstrip("-")).get_matching_blocks())
    return nearest if 2 * alike * most >= same * (len(bare) + len(nearest.lstrip("-"))) else None


SHORTEST = 3
"""Letters of an option up to which it is too short to be a misspelt one."""


def _of_parameter(error: Any, arguments: Sequence[str]) -> Said:
    param = error.param
    if not error.message:  # an argument that is missing
        what = param.metavar or str(param.name).upper()
        return Message("{what} is missing", what=Term(what)), f"{error.ctx.command_path} -h" if error.ctx else None
    option, value = _typed(error, arguments)
    if option and value.startswith("--"):
        return Message("{option}: needs a value", option=option), None
    what = f"{option} {value}".strip()
    if not isinstance(error, Refused):
        return Message("{what}: {why}", what=what, why=str(error.message)), None
    advice = error.advice
    if isinstance(advice, str):
        typed = advice.format(option=option).strip()
        advice = typed if option else Message("did you mean {nearest}?", nearest=typed)
    return Message("{what}: {why}", what=what, why=error.why), advice


def _typed(error: Any, arguments: Sequence[str]) -> tuple[str, str]:
    """Return an option as it was typed, and its value; of an argument the value alone."""
    param = error.param
    if param.param_type_name == "argument":
        return "", next(_placed(error, arguments[1:]), "")
    return [(param.opts[-1], ""), *values_typed(param.opts)][-1]  # what is typed last counts


def _placed(error: Any, arguments: Sequence[str]) -> Iterator[str]:
    """Yield the words of a command line that are neither options nor what options take."""
    takes = {name for param in error.ctx.command.params if not getattr(param, "is_flag", True) for name in param.opts}
    for before, argument in zip(("", *arguments), arguments, strict=False):
        if not argument.startswith("-") and before not in takes:
            yield argument
