"""The services that are used and billed, in the order in which balances serve them."""

from typing import Literal, get_args

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
