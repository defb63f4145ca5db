"""What moving a figure changes, in words."""

from collections.abc import Iterator

from telquote.decisions.sensitivity import Change, Finding
from telquote.language import Message
from telquote.output.report import Speaker

_BELOW = Message("up to {value}: {plans}"), Message("below {value}: {plans}")
_ABOVE = Message("from {value}: {plans}"), Message("above {value}: {plans}")


def below_words(found: Finding, say: Speaker) -> str:
    """Return who is the cheapest below the figure as it is now, or under its alternatives where it is no number."""
    if found.others:
        return "; ".join(_alternatives(found, say))
    return "; ".join(_changes(found.below, _BELOW, say)) or _nothing(found, say)


def above_words(found: Finding, say: Speaker) -> str:
    """Return who is the cheapest above the figure as it is now."""
    return "" if found.others else "; ".join(_changes(found.above, _ABOVE, say)) or _nothing(found, say)


def carried_words(found: Finding, say: Speaker) -> str:
    """Return in one line what would change the cheapest; empty where the figure was not moved."""
    if found.others:
        return say("the cheapest {changes}", changes=tuple(_alternatives(found, say)))
    if found.looked_at is None:
        return ""
    changes = (*_changes(found.below, _BELOW, say), *_changes(found.above, _ABOVE, say))
    first, last = found.looked_at
    if not changes:
        return say("no value from {first} to {last} changes the cheapest", first=first, last=last)
    return say("the cheapest {changes} (looked at: {first}–{last})", changes=changes, first=first, last=last)


def _alternatives(found: Finding, say: Speaker) -> Iterator[str]:
    for value, plans in found.others:
        yield say("at {value}: {plans}", value=value, plans=" = ".join(plans) or say("none is offered"))


def _changes(change: Change | None, words: tuple[Message, Message], say: Speaker) -> Iterator[str]:
    while change is not None:
        template = words[0 if change.included else 1].template
        yield say(template, value=change.value, plans=" = ".join(change.cheapest) or say("none is offered"))
        change = change.lost


def _nothing(found: Finding, say: Speaker) -> str:
    return say("never") if found.looked_at else say("no number")
