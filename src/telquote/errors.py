"""Every error of what telquote is given. ``message`` says it in English and Chinese, ``str()`` in English."""

from telquote.billing.refusals import NotOffered
from telquote.decisions.comparison import CannotCompare
from telquote.decisions.entrants import NoBreakeven
from telquote.language import MessageError, TelquoteError
from telquote.plans.diagnostics import PlanFilesError
from telquote.plans.selection import UnknownName
from telquote.usage.pattern import UsageError


class BadArgument(MessageError):
    """An argument that is none of what the function takes."""


__all__ = [
    "BadArgument",
    "CannotCompare",
    "NoBreakeven",
    "NotOffered",
    "PlanFilesError",
    "TelquoteError",
    "UnknownName",
    "UsageError",
]
