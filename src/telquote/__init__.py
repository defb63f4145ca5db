"""Which phone vendor is cheapest for your calls, and from which volume does that change?

>>> from telquote import Usage, compare, load_plans
>>> [plan.offer.id for plan in compare(load_plans(), Usage(minutes=3000)).cheapest]
['baidu/lixianbao']
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from telquote.billing.simulation import simulate
    from telquote.decisions.comparison import compare
    from telquote.plans.catalogue import load_plans
    from telquote.usage.profile import Usage

__version__ = "0.1.0"
__all__ = ["Usage", "__version__", "compare", "load_plans", "simulate"]

_HOMES = {
    "Usage": "telquote.usage.profile",
    "compare": "telquote.decisions.comparison",
    "load_plans": "telquote.plans.catalogue",
    "simulate": "telquote.billing.simulation",
}


def __getattr__(name: str) -> Any:
    """Import a public name where it is first used, so that ``telquote --version`` stays quick."""
    if name not in _HOMES:
        raise AttributeError(f"module 'telquote' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
