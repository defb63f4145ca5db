"""What the screens of a break-even share: its contenders by name, and the table of its ranges."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from telquote.decisions.entrants import Entrant, offers_of
from telquote.language import Language, Message, Text, cells, loosened
from telquote.language.measures import Name, money_text
from telquote.language.signs import HARD_SPACE
from telquote.output.breakeven.strip import Contender, cells_of, contenders_of, strip
from telquote.output.compare.screen import general_reason, vendors_or_plans
from telquote.output.report import Cell, Column, Fixed, Speaker

if TYPE_CHECKING:
    from telquote.decisions.breakeven import OfPrice, OfQuantity
    from telquote.plans.offers import Offer

TWO = 2
"""Contenders that are told apart as one and the other, and whose costs have a column each."""

LEAST_COST, LEAST_REST = 13, 40
"""Cells that the costs of a contender take at least, and that the range and the names of plans do."""

BESIDE = 72
"""Columns from which the costs of both contenders are shown."""

FEW = 60
"""Columns below which the scale has two steps instead of five."""

MOST_TIED = 4
"""Contenders of equal cost that are named."""

WIDEST = 500
COLUMN: dict[Language, int] = {"en": 10, "zh": 6}

Costs = Mapping[str, tuple[Fraction | None, Fraction | None]]


def contender_name(entrant: Entrant) -> Name | Text:
    """Return what a contender is called: a plan by its name, a vendor's plans by the vendor's, else as it was typed."""
    offers = entrant.offers
    if len(offers) == 1 and entrant.name != offers[0].vendor.vendor:
        return offers[0].name
    vendors = {offer.vendor.vendor: offer.vendor.name for offer in offers}
    return Name(next(iter(vendors.values()))) if len(vendors) == 1 else Text(en=entrant.name)


def left_out(answer: "OfQuantity | OfPrice", say: Speaker) -> str:
    """Return which plans cannot serve the whole range, and why, those of one reason together."""
    everyone = offers_of((*answer.entrants, *answer.aside))
    alike: dict[str, list[tuple[Offer, Message]]] = {}
    for plan, reason in answer.not_offered:
        alike.setdefault(say(general_reason(reason)), []).append((everyone[plan], reason))
    text, said = "cannot serve all of it: {plans} ({reason})", []
    for general, refused in alike.items():
        plans = list(vendors_or_plans([offer for offer, _ in refused], list(everyone.values())))
        why = say(refused[0][1]) if len(refused) == 1 else general
        said.append(say(text, plans=plans, reason=why))
    return say.row(said)


def steps_of(width: int) -> int:
    """Return into how many steps a scale of so many columns is divided."""
    return 2 if width < FEW else 5


class Ranges:
    """The contenders of one break-even in one language, and what of its ranges stands in cells."""

    def __init__(self, entrants: Sequence[Entrant], currency: str, say: Speaker, width: int) -> None:
        self.say, self.width, self.currency = say, width, currency
        self.names = {entrant.name: contender_name(entrant) for entrant in entrants}
        self.contenders: list[Contender] = []
        self.cells = cells_of(width, say.language) if width < WIDEST else cells_of(80, say.language)

    def strip(
        self, winners: Sequence[Sequence[str]], labels: Sequence[str], here: tuple[Fraction, str] | None
    ) -> Fixed:
        """Return the strip of who wins each cell; ``here`` is how far on it the buyer stands, and the word for it."""
        language = self.say.language
        said = {key: loosened(self.say(name)) for key, name in self.names.items()}
        self.contenders = contenders_of(said, winners, language)
        mark = None if here is None else (min(int(here[0] * self.cells), self.cells - 1), self.say(here[1]))
        return Fixed(strip(winners, self.contenders, labels, language, self.width, mark))

    def columns(self, heading: str) -> list[Column]:
        """Return the columns of the table: of two contenders what each costs, of more what the cheapest does."""
        columns = [Column("span", heading, numeric=True), Column("cheapest", self.say("Cheapest"), prose=True)]
        taken = sum(max(cells(loosened(self.say(name))), LEAST_COST) for name in self.names.values())
        if len(self.names) == TWO and self.width >= BESIDE and taken <= self.width - LEAST_REST:
            return columns + [Column(f"cost:{key}", self.say(name), numeric=True) for key, name in self.names.items()]
        costs = "Total" if self.say.language == "zh" else "Costs"  # 费用 alone is the label of a single plan
        return [*columns, Column("costs", self.say(costs), numeric=True)]

    def row(
        self, span: str, cheapest: Cell, costs: Costs, names: Sequence[str], *, here: bool, whole: bool
    ) -> dict[str, str | Cell]:
        """Return the row of a range, marked where the buyer is in it: who is cheapest, and what each costs there."""
        row: dict[str, str | Cell] = {"span": f"{'> ' if here else ''}{span}".replace(" ", HARD_SPACE)}
        row["cheapest"] = cheapest
        row.update((f"cost:{name}", self._between(costs[name], whole=whole)) for name in self.names)
        row["costs"] = self._between(costs[names[0]] if names else (None, None), whole=whole)
        return row

    def _between(self, costs: tuple[Fraction | None, Fraction | None], *, whole: bool) -> str:
        """Return the costs at both ends of a range, once where they are the same."""
        first, last = ("-" if cost is None else money_text(cost, self.currency, whole=whole) for cost in costs)
        return first if first == last else f"{first}-{last}"

    def cheapest(self, names: Sequence[str], alone: str | None = None) -> Cell:
        """Return the cell of who is cheapest; ``alone`` is what stands for a single winner, else its name."""
        if not names:
            return Cell(self.say("none is offered"))
        if len(names) > 1 and len(self.names) == TWO:
            return Cell(self.say("the same"))
        if len(names) > 1:
            if len(names) > MOST_TIED:
                first = self.say(self.names[names[0]])
                return Cell(self.say("{name} and {count} more, the same", name=first, count=len(names) - 1))
            tie = "＝" if self.say.language == "zh" else f"{HARD_SPACE}={HARD_SPACE}"
            return Cell(tie.join(self.say(self.names[name]) for name in names))
        style = next((one.style for one in self.contenders if one.key == names[0]), "")
        return Cell(alone or self.say(self.names[names[0]]), style)


def all_whole(costs: Sequence[Costs]) -> bool:
    """Tell whether every amount is whole, so that none is shown with decimals."""
    amounts = (cost for one in costs for ends in one.values() for cost in ends if cost is not None)
    return all(amount.denominator == 1 for amount in amounts)
