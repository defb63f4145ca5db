"""Which phone vendor is cheapest for your calls, and from which volume does that change?

>>> from telquote import Usage, compare, load_plans
>>> [plan.offer.id for plan in compare(load_plans(), Usage(minutes=3000)).cheapest]
['baidu/lixianbao']
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from telquote import errors
    from telquote.api import breakeven, compare, load_plans, load_usage, sensitivity, simulate
    from telquote.usage.profile import Usage

__version__ = "0.1.0"
__all__ = [
    "Usage",
    "__version__",
    "breakeven",
    "compare",
    "errors",
    "load_plans",
    "load_usage",
    "sensitivity",
    "simulate",
]

_HOMES = {"Usage": "telquote.usage.profile", "errors": ""}


def __getattr__(name: str) -> Any:
    """Import a public name where it is first used, so that ``telquote --version`` stays quick."""
    if name not in __all__:
        raise AttributeError(f"module 'telquote' has no attribute {name!r}")
    from importlib import import_module

    home = _HOMES.get(name, "telquote.api")
    return getattr(import_module(home), name) if home else import_module(f"telquote.{name}")


def __dir__() -> list[str]:
    return sorted(__all__)
