"""What is used and billed: the services, the figures that count them, and what else a usage counts.

These tables are the one place for each of them. What follows from them (options, usage files, ``--over``, words) is
held to them by ``tests/test_one_place.py``.
"""

from typing import Literal, NamedTuple, get_args

CallService = Literal["inbound", "callback", "outbound"]
Event = Literal["missed_callback", "voicemail"]
Service = Literal["inbound", "callback", "outbound", "sms", "missed_callback", "voicemail"]

CALL_SERVICES: tuple[CallService, ...] = get_args(CallService)
"""Services counted in minutes; each is made of calls."""

EVENTS: tuple[Event, ...] = get_args(Event)
"""Side events, counted in units: charged where a plan says so, never a reason to leave a plan out."""

SERVICES: tuple[Service, ...] = get_args(Service)
"""Every service and side event; the order in which charges are billed and balances drawn."""


def in_minutes(service: str) -> bool:
    """Tell whether a service is counted in minutes (else in units)."""
    return service in CALL_SERVICES


class UsageFigure(NamedTuple):
    """A figure of a usage: the service that it counts, what one of it is, and how it is called as it varies."""

    service: Service
    unit: str
    words: str

    @property
    def of_calls(self) -> bool:
        """Tell whether it counts calls or their minutes."""
        return in_minutes(self.service)


USAGE_FIGURES: dict[str, UsageFigure] = {
    "minutes": UsageFigure("inbound", "minute", "inbound minutes a month"),
    "calls": UsageFigure("inbound", "call", "inbound calls a month"),
    "callback_minutes": UsageFigure("callback", "minute", "callback minutes a month"),
    "callback_calls": UsageFigure("callback", "callback", "callback calls a month"),
    "outbound_minutes": UsageFigure("outbound", "minute", "outbound minutes a month"),
    "sms": UsageFigure("sms", "message", "text messages a month"),
    "missed_callbacks": UsageFigure("missed_callback", "missed callback", "missed callbacks a month"),
    "voicemails": UsageFigure("voicemail", "voicemail", "voicemails a month"),
}
"""The figures of a usage by their names in usage files, options and ``Usage``; of a service its amount comes first."""


class Counts(NamedTuple):
    """The figures that count a service: its ``amount`` in minutes or units, and its ``calls``, if a usage has them."""

    amount: str
    calls: str | None
    unit: str


def _counts(service: Service) -> Counts:
    amount, *calls = (name for name, figure in USAGE_FIGURES.items() if figure.service == service)
    return Counts(amount, calls[0] if calls else None, USAGE_FIGURES[amount].unit)


COUNTED_BY: dict[Service, Counts] = {service: _counts(service) for service in SERVICES}
"""By which figures each service is counted."""

MINUTES_AND_CALLS = tuple((one.amount, one.calls) for one in COUNTED_BY.values() if one.calls is not None)
"""The figures that count the minutes and the calls of one service."""

BilledPer = Literal["account", "seat", "number", "channel"]
"""What a price is for one of."""

HELD: dict[BilledPer, str] = {"seat": "seats", "number": "numbers", "channel": "channels"}
"""The figures of a usage that count what is held, by what one is called."""
