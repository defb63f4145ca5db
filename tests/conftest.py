"""How hard the properties are tried, where whole outputs are kept, and what no test may depend on.

The examples of properties are the same in every run. ``--hypothesis-profile=full`` tries more of them, ``sample`` many;
``fresh`` draws others each time, ``thorough`` very many. ``--regenerate`` writes kept outputs anew, to be read before
they are committed.
"""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, settings
from translatable import has_words

from telquote.language import Message
from telquote.language.chinese import CHINESE

_COMMON: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck), "database": None}
settings.register_profile("fast", max_examples=30, derandomize=True, **_COMMON)
settings.register_profile("full", max_examples=250, derandomize=True, **_COMMON)
settings.register_profile("sample", max_examples=2000, derandomize=True, **_COMMON)
settings.register_profile("fresh", max_examples=150, **_COMMON)
settings.register_profile("thorough", max_examples=20_000, **_COMMON)
settings.load_profile("fast")

os.chdir(Path(__file__).parents[1])  # files are named from the root of the checkout, wherever the run was started


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate", action="store_true", help="write kept outputs anew")


@pytest.fixture
def kept(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Return a check that a text is the one kept in a file."""
    regenerate = request.config.getoption("--regenerate")

    def check(file: Path, text: str) -> None:
        if regenerate:
            file.write_text(text, encoding="utf-8", newline="")
        assert file.exists(), f"{file} is not kept yet: run with --regenerate and read it"
        assert text == file.read_bytes().decode()

    return check


@pytest.fixture(scope="session", autouse=True)
def _every_message_has_its_chinese() -> Iterator[None]:
    """Fail where any test made telquote say a sentence that it cannot say in Chinese, wherever its words came from."""
    made: set[str] = set()
    begin = Message.__init__

    def recording(self: Message, template: str, /, **parts: object) -> None:
        if sys._getframe(1).f_globals["__name__"].startswith("telquote"):
            made.add(template)
        begin(self, template, **parts)

    with mock.patch.object(Message, "__init__", recording):
        yield
    assert {text for text in made if text not in CHINESE and has_words(text)} == set()
