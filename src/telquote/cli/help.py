"""Help pages: how a command is typed, what it says, two examples, and its options in the order of need."""

import sys
from collections.abc import Iterator
from typing import Any

from typer.core import TyperCommand, TyperGroup

from telquote.cli.edge import write_page
from telquote.cli.options import GROUPS
from telquote.cli.typed import language_typed
from telquote.environment import width_of
from telquote.language import Language, Message, MessageError, translated
from telquote.output.lines import padded, wrapped

WIDEST = 100
COLUMN = 25
"""Where the words of an option begin."""


EXAMPLES = {
    "compare": (
        "telquote compare --minutes 3000",
        "telquote compare --minutes 3000 --callback-minutes 500 --refuse number-with-4",
    ),
    "breakeven": (
        "telquote breakeven baidu union400 --minutes 3000",
        "telquote breakeven baidu union400 --minutes 3000 --over baidu/lixianbao:inbound",
    ),
    "sensitivity": ("telquote sensitivity --minutes 3000", "telquote sensitivity --minutes 3000 --all"),
    "simulate": ("telquote simulate baidu --minutes 3000", "telquote simulate union400/1800 --minutes 3000 --all"),
    "list": ("telquote list", "telquote list --gallery"),
    "show": ("telquote show baidu", "telquote show union400/3000 --format json"),
    "check": ("telquote check plans", "telquote check --advice --minutes 3000"),
    "new": ("telquote new vendor acme -o plans/acme.yaml", "telquote new usage -o usage.yaml"),
}

NEED_USAGE = ("compare", "sensitivity", "simulate")
"""Commands that are typed with a usage."""


COMPLETION = {
    "--install-completion": "complete names in this shell",
    "--show-completion": "show what completes them",
}
"""Options that Typer adds."""


class Command(TyperCommand):
    """A command with a help page of ours."""

    def get_help(self, ctx: Any) -> str:
        """Write the help page of the command, and end there."""
        write_page("\n".join(_command_page(self, language_typed(), _width())) + "\n")
        ctx.exit()
        return ""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read a command line; raises ``MessageError`` for an option that is given twice or empty."""
        if not ctx.resilient_parsing:
            _check_given(*self.make_parser(ctx).parse_args(args=list(args))[::2])
        return super().parse_args(ctx, args)


def _check_given(values: dict[str, Any], order: list[Any]) -> None:
    """Refuse an option that is given twice, of which one would count, and one that is empty, which is none."""
    for param in order:
        option = param.opts[-1] if param.param_type_name == "option" else ""
        given = values.get(param.name)
        if option and any(str(one).startswith("--") for one in (given if isinstance(given, list) else [given])):
            raise MessageError(Message("{option}: needs a value", option=option))
        if option and not param.multiple and not param.is_flag and order.count(param) > 1:
            raise MessageError(Message("{option}: given twice", option=option))
        if "" in (given if isinstance(given, (list, tuple)) else [given]):
            raise MessageError(Message("{option}: empty", option=option or "''"))


class Group(TyperGroup):
    """The application, with a help page of ours."""

    def get_help(self, ctx: Any) -> str:
        """Write the help page that names the commands, and end there."""
        write_page("\n".join(_group_page(self, language_typed(), _width())) + "\n")
        ctx.exit()
        return ""


def _width() -> int:
    return min(width_of(terminal=sys.stdout.isatty()), WIDEST)


def _command_page(command: TyperCommand, language: Language, width: int) -> Iterator[str]:
    name = str(command.name)
    arguments: list[Any] = [param for param in command.params if param.param_type_name == "argument"]
    metavars = [translated(str(param.metavar), language) for param in arguments]
    yield " ".join(["telquote", name, *metavars, *(["--minutes N"] if name in NEED_USAGE else [])])
    yield ""
    yield from wrapped(translated(str(command.help), language), width)
    yield ""
    yield from (f"  {example}" for example in EXAMPLES[name])
    yield ""
    for param, metavar in zip(arguments, metavars, strict=True):
        yield from _entry(metavar.strip("[]."), translated(str(param.help), language), width)
    options: dict[str, list[Any]] = {}
    for param in command.params:
        if panel := getattr(param, "rich_help_panel", None):
            options.setdefault(panel, []).append(param)
    for group in sorted(options, key=GROUPS.index):
        yield ""
        yield from wrapped(translated(group, language), width)
        for param in options[group]:
            yield from _option(param, param.help, language, width)


def _option(param: Any, words: str, language: Language, width: int) -> Iterator[str]:
    """Yield the names of an option, the short one first, and its words."""
    names = ", ".join(sorted(param.opts, key=len))
    name = f"{names} {param.metavar}" if param.metavar else names
    yield from _entry(name, translated(words, language), width)


def _entry(name: str, words: str, width: int) -> Iterator[str]:
    """Yield a name and its words beside it, below it where it is too long."""
    room, head = COLUMN, f"  {name}"
    if len(head) > COLUMN - 2:
        yield head
        head = ""
    first, *rest = wrapped(words, width, room)
    yield padded(head, room) + first
    yield from rest


def _group_page(group: TyperGroup, language: Language, width: int) -> Iterator[str]:
    from telquote.output.welcome import QUESTION

    yield translated("telquote COMMAND ...", language)
    yield ""
    yield from wrapped(translated(QUESTION, language), width)
    yield ""
    yield from (f"  {EXAMPLES[name][0]}" for name in ("compare", "breakeven"))
    yield ""
    yield translated("Commands (each has -h)", language)
    for name, command in group.commands.items():
        yield from _entry(name, translated(str(command.help), language), width)
    yield ""
    yield translated("Options", language)
    for param in group.params:
        if words := COMPLETION.get(param.opts[0], getattr(param, "help", None)):
            yield from _option(param, words, language, width)
