"""The first page: what telquote answers, what to type, and which plans it reads."""

from telquote.language import Language, Message
from telquote.language.measures import Count, Typed
from telquote.language.signs import HARD_SPACE
from telquote.output.report import Label, Labels, Report, Speaker
from telquote.plans.catalogue import Catalogue
from telquote.plans.folders import SHIPPED

QUESTION = "Which phone plan is cheapest for your calls, and what to ask before you sign?"

_COMMANDS = (
    ("telquote compare --minutes 3000", "which plan, how much, what first"),
    ("telquote sensitivity --minutes 3000", "what to ask before you sign"),
    ("telquote breakeven", "who is cheapest at how many minutes"),
    ("telquote simulate {vendor} --minutes 3000", "one plan, month by month"),
)
COLUMN = 40
"""Where the words of a command begin."""


def welcome_report(catalogue: Catalogue | None, language: Language) -> Report:
    """Return the first page; without a catalogue where its files have errors."""
    say = Speaker(language)
    vendor = next((one.vendor for one in catalogue.vendors), "") if catalogue else "baidu"
    commands = [(f"  {command.format(vendor=vendor)}", say(words)) for command, words in _COMMANDS]
    below = [Label("", say(_plans(catalogue)))]
    below.append(Label("", say("Yours: {command}", command=Typed(("telquote", "new", "vendor", "acme")))))
    other = "中文：--lang zh" if language == "en" else "English: --lang en"
    commands_page = say("All commands: {command}", command=Typed(("telquote", "-h")))
    below.append(Label("", commands_page + HARD_SPACE * 4 + other))
    listed = [Label(command, words, "") for command, words in commands]
    return Report(say(QUESTION), [Labels(listed, COLUMN), Labels(below, 0)])


def _plans(catalogue: Catalogue | None) -> Message:
    if catalogue is None:
        return Message("Plans: their files have errors: {command}", command=Typed(("telquote", "check")))
    offers = catalogue.offers()
    plans, vendors = Count(len(offers), ""), Count(len(catalogue.vendors), "vendor")
    dated = [source.date or "" for vendor in catalogue.vendors for source in vendor.sources.values()]
    dates = [one[:4] for one in dated if one[:4].isdigit()]
    years: object = min(dates) if dates and min(dates) == max(dates) else None
    if dates and years is None:
        years = Message("{first} to {last}", first=min(dates), last=max(dates))
    text = "Plans: {plans} of {vendors} in {folder}"
    if years is not None:
        text = "Plans: {plans} of {vendors} in {folder} ({years})"
        if catalogue.path == SHIPPED:
            text = "Plans: {plans} of {vendors}, those that come with telquote ({years})"
    return Message(text, plans=plans, vendors=vendors, folder=catalogue.path, years=years)
