"""What diagnostics there are: the code of each, how grave it is, and what it means.

A code never changes its meaning. One that is used and not listed is a type error, and one that is listed and never
given fails the tests; ``docs/diagnostics.md`` is made of this table.
"""

from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "advice"]

# fmt: off
Code = Literal[
    "file-unreadable", "file-too-large", "no-plan-files", "passed-over", "not-utf8", "empty-file", "usage-file",
    "plan-file", "yaml-syntax", "yaml-character", "yaml-documents", "yaml-key", "yaml-alias", "yaml-tag",
    "yaml-too-deep", "yaml-too-many-values", "control-character", "invisible-character", "comment-in-text",
    "dash-in-text", "unused-anchor", "unknown-format", "unknown-key", "missing-key", "duplicate-key", "not-allowed",
    "wrong-type", "empty-list", "out-of-range", "too-large", "not-a-number", "not-a-flag", "not-a-text", "not-a-date",
    "not-a-duration", "not-a-currency", "not-a-url", "not-an-id", "not-an-increment", "dated-order", "duplicate-id",
    "duplicate-vendor", "unknown-source", "unknown-figure", "unknown-charge", "unknown-counter", "unknown-currency",
    "unknown-name", "charge-price", "charge-unit", "charge-meter", "charge-rounding", "block-size", "step-price",
    "tiers-mode", "tiers-open", "tiers-overlap", "tiers-flat", "counter-counts", "balance-content", "balance-price",
    "balance-buy", "balance-unit", "balance-per", "balance-extends", "balance-rollover", "top-up", "fee-price",
    "fee-per", "fee-months", "fee-refundable", "limit", "never-serves", "no-effect", "usage", "not-looked-at",
    "never-cheapest", "price-cliff", "expires-unused", "unserved-class", "no-increment", "no-tax", "sources-disagree",
    "old-source",
]
# fmt: on
"""In order: files and their text, YAML, the format, its kinds, names, parts, the usage, and what is advice."""


class Meaning(NamedTuple):
    """What a diagnostic means whatever the file, and how grave it is."""

    text: str
    severity: Severity = "error"


MEANINGS: dict[Code, Meaning] = {
    "file-unreadable": Meaning("A file or folder cannot be opened or read: the message says why."),
    "file-too-large": Meaning("A file is larger than any plan or usage file needs to be, and was not read."),
    "no-plan-files": Meaning("A folder holds no plan file: one ends in `.yaml` or `.yml`."),
    "passed-over": Meaning("A file of the folder was not read, for plan files end in `.yaml` or `.yml`.", "warning"),
    "not-utf8": Meaning("A file is no UTF-8 text; the message says what it seems to be, where that can be told."),
    "empty-file": Meaning("A file holds nothing."),
    "usage-file": Meaning("A usage file stands where a plan file belongs: it is given with `--usage`."),
    "plan-file": Meaning("A plan file stands where another file belongs: it is given with `--plans`."),
    "yaml-syntax": Meaning("The text is no YAML: what is wrong is said of what was typed, with what to write."),
    "yaml-character": Meaning("YAML does not allow this character."),
    "yaml-documents": Meaning("A second YAML document stands in the file; one file describes one vendor."),
    "yaml-key": Meaning("A list or a mapping stands where a key belongs."),
    "yaml-alias": Meaning("An alias names an anchor that stands nowhere before it."),
    "yaml-tag": Meaning("A YAML tag stands before a value; none means anything in these files."),
    "yaml-too-deep": Meaning("Lists and mappings stand within each other deeper than any file needs."),
    "yaml-too-many-values": Meaning("The file, with its aliases followed, holds more values than any file needs."),
    "control-character": Meaning("A text holds a character that controls a screen or that nobody can see."),
    "invisible-character": Meaning("A text holds a character that counts as a letter and may show nothing.", "warning"),
    "comment-in-text": Meaning(
        "A text ends before `#`, which starts a comment and may be meant as a part of it.", "warning"
    ),
    "dash-in-text": Meaning("A line that looks like an item of a list goes on with the text above it.", "warning"),
    "unused-anchor": Meaning(
        "A text starts with `&`, which names an anchor that nothing uses: it may be text.", "warning"
    ),
    "unknown-format": Meaning("The file is of a format that this version does not read."),
    "unknown-key": Meaning("A key means nothing where it stands; those that do are listed, the nearest first."),
    "missing-key": Meaning("A key is missing that must be there."),
    "duplicate-key": Meaning("A key stands twice in one mapping."),
    "not-allowed": Meaning("One of a few words belongs here, and another stands here."),
    "wrong-type": Meaning("A list, a mapping or a single value stands where one of the others belongs."),
    "empty-list": Meaning("A list is empty that needs one entry at least."),
    "out-of-range": Meaning("A number, or how many there are of something, is outside what is allowed."),
    "too-large": Meaning("Defaults with many entries, taken by many plans, would make a short file a huge one."),
    "not-a-number": Meaning("A plain number belongs here, without thousands marks, units and quotes."),
    "not-a-flag": Meaning("`true` or `false` belongs here."),
    "not-a-text": Meaning("A text belongs here, in one language or as `{zh: …, en: …}`."),
    "not-a-date": Meaning("A day such as `2026-11-22` belongs here, for sources also a month, a year or `undated`."),
    "not-a-duration": Meaning("A length of time such as `36 months` belongs here."),
    "not-a-currency": Meaning("The three letters of a currency code belong here."),
    "not-a-url": Meaning("A web address that starts with `http://` or `https://` belongs here."),
    "not-an-id": Meaning("An id belongs here: letters from a to z, digits, dots, dashes and underscores."),
    "not-an-increment": Meaning("A billing increment such as `60/60` belongs here, or `exact`."),
    "dated-order": Meaning("The values of a figure that changed do not follow each other by the day they hold from."),
    "duplicate-id": Meaning("An id stands twice where it must name one thing."),
    "duplicate-vendor": Meaning("Two files describe a vendor of the same id."),
    "unknown-source": Meaning("A source is named that the file does not list."),
    "unknown-figure": Meaning("A path names no figure of the plan."),
    "unknown-charge": Meaning("A counter counts a charge that the plan does not have."),
    "unknown-counter": Meaning("Tiers go by a counter that the plan does not have."),
    "unknown-currency": Meaning(
        "A well-formed currency code is none of ISO 4217; figures are taken as they are.", "warning"
    ),
    "unknown-name": Meaning("A usage file names a plan or a balance that there is not."),
    "charge-price": Meaning("A charge has no price, or more than one of the keys that state it."),
    "charge-unit": Meaning("A key of a charge does not fit the unit in which its service is counted."),
    "charge-meter": Meaning("Two charges price the same use on one meter, and nothing says which is due."),
    "charge-rounding": Meaning("The amount of a single call is to be rounded where it is not known."),
    "block-size": Meaning("A block needs one size, in minutes or in units."),
    "step-price": Meaning("A step of tiers needs one price, or a flat amount."),
    "tiers-mode": Meaning("Tiers do not say whether each step prices its own or the step reached prices all."),
    "tiers-open": Meaning("Steps need a bound each but the last, which has none."),
    "tiers-overlap": Meaning("The bounds of steps do not rise."),
    "tiers-flat": Meaning("A flat amount of a step has no single bill that it would join."),
    "counter-counts": Meaning("A counter and the tiers that go by it do not fit each other."),
    "balance-content": Meaning("A balance holds money, minutes or units, or is an account: exactly one of them."),
    "balance-price": Meaning("The price of a balance does not fit what else it states."),
    "balance-buy": Meaning("When a balance is bought does not fit what it holds or costs."),
    "balance-unit": Meaning("A balance is to serve what is not counted in its unit."),
    "balance-per": Meaning("An account that is topped up is one for all, and not one for each seat or number."),
    "balance-extends": Meaning("A balance is to extend a validity that it does not have."),
    "balance-rollover": Meaning("A balance is to carry over what is left, and has no period or a validity of its own."),
    "top-up": Meaning("Later payments into an account come in lumps or from a least one up: exactly one of both."),
    "fee-price": Meaning("A fee has a price or bands: exactly one of them."),
    "fee-per": Meaning("A key of a fee needs one that is charged for each seat, number or channel."),
    "fee-months": Meaning("The months in which a fee is due do not fit each other, or how often it is due."),
    "fee-refundable": Meaning("A fee is to be paid back that is paid more than once."),
    "limit": Meaning("A limit limits nothing, or leaves nothing."),
    "never-serves": Meaning("A plan, or a charge that balances alone serve, can serve no use at all."),
    "no-effect": Meaning("What is stated changes no figure and is shown nowhere; the message says why.", "warning"),
    "usage": Meaning("Figures of a usage contradict each other, or cannot be."),
    "not-looked-at": Meaning("The work that is allowed was spent before every vendor was looked at.", "warning"),
    "never-cheapest": Meaning("A plan is nowhere the cheapest of its vendor's plans that sell as much.", "advice"),
    "price-cliff": Meaning("At some value one more costs less in all, by the amount that is said.", "advice"),
    "expires-unused": Meaning(
        "At the usage that was given, some of what is paid for expires before it is used.", "advice"
    ),
    "unserved-class": Meaning("A balance serves a class of use that no price names.", "advice"),
    "no-increment": Meaning(
        "A price of a minute states no billing increment, so minutes are billed exactly.", "advice"
    ),
    "no-tax": Meaning("The file does not say whether its prices hold tax.", "advice"),
    "sources-disagree": Meaning("Another source gives another value for a figure.", "advice"),
    "old-source": Meaning("Figures come from a source that is older than what was asked for.", "advice"),
}
