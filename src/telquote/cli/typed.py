"""The command lines that an answer tells to type: what was asked, for another command."""

import sys
from collections.abc import Iterator, Sequence

from telquote.cli.kinds import word_of
from telquote.language import LANGUAGES, Language, preferred_language

_OF_OUTPUT = {
    "--top": 1,
    "--long": 0,
    "-q": 0,
    "--quiet": 0,
    "--format": 1,
    "-o": 1,
    "--output": 1,
    "--lang": 1,
    "--all": 0,
}
_OF_OUTPUT |= {"--prices": 0, "--max-total": 1, "--expect-cheapest": 1, "--strict": 0}
"""Options that say how an answer is shown or judged, by how many values they take: another command is not told them."""

_OF_RANGE = {"--over": 1, "--from": 1, "--to": 1, "--chart": 0}
"""Options of a break-even alone."""

_OF_PLANS = {"--plan": 1, "--need": 1, "--refuse": 1, "--by": 1}
"""Options that choose plans."""


def the_same(command: str, *, over_too: bool = True) -> tuple[str, ...]:
    """Return another command over the same plans and usage as the one that runs; of a break-even without its range."""
    dropped = _OF_OUTPUT if over_too else _OF_OUTPUT | _OF_RANGE
    return ("telquote", command, *_kept(dropped, words=over_too))


def of_one_plan(command: str, plan: str) -> tuple[str, ...]:
    """Return another command about one plan over the same usage."""
    return ("telquote", command, plan, *_kept(_OF_OUTPUT | _OF_PLANS, words=False))


def of_plan_files() -> tuple[str, ...]:
    """Return the options of the running command that say which plan files are read, and how."""
    dropped = _OF_OUTPUT | _OF_PLANS | {"--features": 0, "--gallery": 0}
    return tuple(_kept(dropped, words=False))


def running() -> str:
    """Return the name of the command that runs."""
    return next(iter(_running), "compare")


def language_typed() -> Language:
    """Return the language that the command line asks for, whether or not it can be read; else the system's."""
    asked = next((word_of(value) for _, value in values_typed(["--lang"])), "")
    return next((one for one in LANGUAGES if one == asked), preferred_language())


def values_typed(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield under which of its names an option is typed, and with which value, each time that it is."""
    for at, argument in enumerate(_running):
        name, equals, value = argument.partition("=")
        if name in names:
            yield name, value if equals else next(iter(_running[at + 1 : at + 2]), "")


_running: list[str] = sys.argv[1:]


def runs(arguments: Sequence[str]) -> None:
    """Remember the command line that runs."""
    _running[:] = arguments


def _kept(dropped: dict[str, int], *, words: bool) -> list[str]:
    """Return what stands behind the command that runs without options that are dropped; words of its own if wanted."""
    kept: list[str] = []
    skipped, value_of_option = 0, False
    for argument in _running[1:]:
        name, equals, _ = argument.partition("=")
        if skipped:
            skipped -= 1
        elif name in dropped:
            skipped = 0 if equals else dropped[name]
        elif argument[:2] in ("-q", "-o") and not argument.startswith("--"):
            skipped = 1 if argument in ("-o", "-qo") else 0
        elif argument.startswith("-") and not argument[1:2].isdigit():
            kept.append(argument)
            value_of_option = not equals
            continue
        elif words or value_of_option:
            kept.append(argument)
        value_of_option = False
    return kept
