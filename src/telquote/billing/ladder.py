"""Ladders: prices by steps of what is used, held or spent, each step up to an inclusive bound. One loop serves all."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from telquote.affine import as_whole
from telquote.billing.amounts import is_zero


class Block(NamedTuple):
    """The price of a block, its size in minutes or units, and whether a part of one counts whole (else not at all)."""

    price: Any
    size: Any
    upwards: bool

    def cost(self, units: Any) -> Any:
        """Return what so many units cost."""
        if is_zero(units):
            return 0
        count = -(-units // self.size) if self.upwards else units // self.size
        return count * self.price

    def in_whole(self, size: int, money: int) -> "Block":
        """Return the block with its size and its price in so many parts of one."""
        return self._replace(price=as_whole(self.price, money), size=as_whole(self.size, size))


class Step(NamedTuple):
    """One step: its inclusive upper bound (None: open), the price (or share) of one, blocks, and a flat sum."""

    up_to: Any
    price: Any
    block: Block | None = None
    flat: Any = 0


class Ladder(NamedTuple):
    """Steps that rise, the last one open. ``graduated``: each prices its own, else the one reached prices all."""

    steps: tuple[Step, ...]
    graduated: bool

    def within(self, units: Any, before: Any = 0, reached: Any = None) -> Iterator[tuple[int, Any]]:
        """Yield the steps in which ``units`` lie, by number from 0, and how many lie in each.

        Steps are filled from the first unit on: ``before`` stand before them. Where they are not graduated all lie in
        the step that is ``reached``, by default with them.
        """
        if is_zero(units):
            return
        if not self.graduated:
            total = before + units if reached is None else reached
            yield next((at, units) for at, one in enumerate(self.steps) if one.up_to is None or total <= one.up_to)
            return
        for at, step in enumerate(self.steps):
            if step.up_to is None:
                yield at, units
                return
            room = step.up_to - before
            if not room > 0:
                continue
            if units <= room:
                yield at, units
                return
            yield at, room
            units, before = units - room, step.up_to

    def cost(self, units: Any, before: Any = 0) -> Any:
        """Return what so many cost, with ``before`` of them before."""
        cost: Any = 0
        for at, own in self.within(units, before):
            step = self.steps[at]
            cost += own * step.price
            if step.block:
                cost += step.block.cost(own)
            if not is_zero(step.flat) and own > 0:
                cost += step.flat
        return cost

    def in_whole(self, bound: int, price: int, money: int) -> "Ladder":
        """Return the ladder with bounds, prices, and sums of money in so many parts of one."""
        return Ladder(
            tuple(
                Step(
                    None if one.up_to is None else as_whole(one.up_to, bound),
                    as_whole(one.price, price),
                    one.block and one.block.in_whole(bound, money),
                    as_whole(one.flat, money),
                )
                for one in self.steps
            ),
            self.graduated,
        )
