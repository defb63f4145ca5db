"""Every word for how often something recurs has a length, in one table."""

from typing import get_args

import pytest

from telquote.output.items import BUY, EVERY
from telquote.plans.fees import Fee
from telquote.plans.periods import Buy, Due, Period, by_need, months_in, months_of

LENGTHS = {"day": 1, "month": 1, "monthly": 1, "year": 12, "yearly": 12}
NO_CALENDAR = {"once", "always", "as_needed"}


@pytest.mark.parametrize("word", sorted({*get_args(Period), *get_args(Due), *get_args(Buy)}))
def test_every_word_has_its_months(word: Due | Buy) -> None:
    assert months_of(word) == LENGTHS.get(word)
    assert (months_of(word) is None) == (word in NO_CALENDAR)


def test_what_starts_anew_does_so_by_the_calendar() -> None:
    assert [months_in(word) for word in get_args(Period)] == [1, 12]


def test_what_is_bought_by_need_has_no_calendar() -> None:
    assert [word for word in get_args(Buy) if by_need(word)] == ["always", "as_needed"]


def test_the_words_of_a_fee_are_those_of_the_table() -> None:
    assert get_args(Fee.model_fields["every"].annotation) == get_args(Due)


def test_every_word_is_said_on_screen() -> None:
    assert tuple(BUY) == get_args(Buy)
    assert tuple(EVERY) == get_args(Due)
