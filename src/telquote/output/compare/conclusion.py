"""What is said of a ranking below its table: who is cheapest, how far that holds, what to ask first; an action last."""

from telquote.decisions.answer import Answer
from telquote.language import Message, cells, loosened
from telquote.language.measures import Typed
from telquote.output.compare.cost import CostLines
from telquote.output.compare.doubt import DoubtLines
from telquote.output.compare.reach import ReachLines
from telquote.output.layout import WIDEST
from telquote.output.report import DIM, Label, Labels, Speaker

COLUMN = {"en": 11, "zh": 6}
"""Where the sentences start: behind the longest label and two spaces."""

Pointer = tuple[str, ...]
"""A command to type, by its arguments."""


def conclusion(answer: Answer, say: Speaker, width: int, ask: Pointer, follow: Pointer) -> Labels:
    """Return the sentences; ``ask`` is the command that says what else to ask, ``follow`` the one that shows months."""
    items = [
        *CostLines(answer, say).about_cost(),
        *ReachLines(answer, say).about_reach(),
        *DoubtLines(answer, say).about_doubt(),
    ]
    room = min(width, WIDEST) - COLUMN[say.language]
    if answer.open:
        long = Message("What else to ask: {command}", command=Typed(ask))
        short = Message("What else to ask: {command}", command=Typed(ask[:2]))
    else:
        long = Message("Month by month: {command}", command=Typed(follow))
        short = Message("Month by month: {command}", command=Typed(follow[:3]))
    fits = cells(loosened(say(long))) <= room
    pointer = long if fits else Message("{text} with the same options", text=short)
    return Labels([*items, Label("", say(pointer), DIM)], COLUMN[say.language])
