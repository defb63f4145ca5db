"""A usage in words."""

from telquote.language import Term, listed, number_text
from telquote.output.report import Speaker
from telquote.plans.services import in_minutes
from telquote.usage.profile import Usage


def usage_words(usage: Usage, say: Speaker, *, without: str | None = None) -> str:
    """Return a usage in words, for example ``3,000 minutes of inbound``; one service can be left out."""
    words = [
        say(
            "{quantity} minutes of {service}" if in_minutes(service) else "{quantity} {service}",
            quantity=use.quantity,
            service=Term(service),
        )
        for service, use in usage.uses()
        if use.quantity and service != without
    ]
    text = listed(words, say.language) or say("no usage")
    if usage.call_length is not None:
        text = say("{usage}, in calls of {seconds} seconds on average", usage=text, seconds=usage.call_length)
    if usage.by_month:
        text = say("{usage}, as the mean of the months compared", usage=text)
    if usage.season is not None:
        text = say("{usage}, with a season of twelve months", usage=text)
    if usage.growth is not None:
        every = Term("year" if usage.growth.every > 1 else "month")
        text = say("{usage}, growing by {percent}% each {every}", usage=text, percent=usage.growth.percent, every=every)
    for service, classed in usage.classes.items():
        for of, shares in classed.items():
            parts = [f"{name} {number_text(share * 100)}%" for name, share in shares.items()]
            text = say("{usage}; {of} of {service}: {parts}", usage=text, of=of, service=Term(service), parts=parts)
    if usage.seats is not None:
        text = say("{usage}, for {seats} seats", usage=text, seats=usage.seats)
    if usage.numbers is not None:
        text = say("{usage}, for {numbers} numbers", usage=text, numbers=usage.numbers)
    if usage.channels is not None:
        text = say("{usage}, for {channels} channels", usage=text, channels=usage.channels)
    return text
