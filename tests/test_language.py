"""Both languages say everything, with the same figures in it."""

import ast
import string

import pytest
from translatable import SOURCE, has_words, translatable_texts

from telquote.billing.criteria import CRITERIA
from telquote.environment import LOCALES
from telquote.language import Message, Term, Text, cells, preferred_language
from telquote.language.chinese import CHINESE
from telquote.language.signs import visible
from telquote.plans.folders import SHIPPED
from telquote.plans.services import CALL_SERVICES, SERVICES, USAGE_FIGURES

TEXTS = translatable_texts()


def figures(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_text_of_the_program_has_its_chinese() -> None:
    assert {text: place for text, place in TEXTS.items() if text not in CHINESE and has_words(text)} == {}


def test_every_word_inside_sentences_has_its_chinese() -> None:
    words = {
        *SERVICES,
        *CRITERIA,
        *(figure.words for figure in USAGE_FIGURES.values()),
        SHIPPED,
        "minutes",
        "units",
        "error",
        "once",
        "month",
        "year",
    }
    assert words - set(CHINESE) == set()


def test_no_translation_is_left_over() -> None:
    literals = {
        node.value
        for file in SOURCE.rglob("*.py")
        if "chinese" not in file.parts
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    made = {f"{service} use" for service in CALL_SERVICES}
    assert set(CHINESE) - literals - made == set()


@pytest.mark.parametrize("english", CHINESE)
def test_both_languages_hold_the_same_figures(english: str) -> None:
    assert figures(CHINESE[english]) == figures(english)


def test_text_falls_back_to_the_language_there_is() -> None:
    assert Text(zh="套餐").said("en") == "套餐"
    assert Text(zh="套餐", en="plan").said("zh") == "套餐"


def test_figures_in_messages_are_neither_markup_nor_templates() -> None:
    message = Message("found {name}", name="{0} [red]\x1b[31m")
    assert message.said("en") == "found {0} [red]\\u001b[31m"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LC_MESSAGES": "zh_TW", "LANG": "de_DE"}, "zh"),
    ],
)
def test_locale_chooses_the_language(
    environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in LOCALES:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert preferred_language() == language


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("套餐", 4), ("e\u0301", 1), ("（", 2)])
def test_cells_count_full_width_characters_twice(text: str, width: int) -> None:
    assert cells(text) == width


SHOWN = [
    "می\u200cخواهم",
    "क्\u200dष",
    "👨\u200d👩\u200d👧",
    "☎\ufe0f",
    "1\ufe0f\u20e3",
    "🙂\u200d↔\ufe0f",
    "‼\ufe0f",
    "\U0001fae8",
]
SHOWN += ["\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "လျှော့စျေး", "ก็่ำ", "e\u0301\u0302"]
SHOWN += ["ᠬᠠᠷ\u180eᠠ", "\u0600", "一\u3000二"]


@pytest.mark.parametrize("text", SHOWN)
def test_what_a_script_or_an_emoji_needs_is_shown(text: str) -> None:
    assert visible(text) == text


HIDDEN = [
    "a\u200db",
    "a\u200cb",
    "x\ufe0f",
    "\u3164",
    "\u2800",
    "a\u180e",
    "\u0301",
    "a" + "\u0301" * 5,
    "a\U000e0061",
    "\ue000",
]
HIDDEN += ["##[error]", "##vso[task]", "::error::", "中文::x"]


@pytest.mark.parametrize("text", HIDDEN)
def test_what_hides_or_commands_is_written_out(text: str) -> None:
    shown = visible(text)
    assert "\\u" in shown
    assert visible(shown) == shown


@pytest.mark.parametrize("text", ["\x1b[31m", "a\rb", "\u202eabc", "\x00"])
def test_nothing_that_moves_the_cursor_or_hides_text_passes(text: str) -> None:
    assert visible(text).isprintable()


def test_signs_of_a_template_without_words_are_chinese_and_those_of_a_text_stay() -> None:
    told = Message("{name} ({count}): {rest}", name="a", count="b", rest="{c} (d)")
    assert (told.said("en"), told.said("zh")) == ("a (b): {c} (d)", "a（b）：{c} (d)")
    assert Term("{1} (2)").said("zh") == "{1} (2)"
    assert Message("a word ({count})", count="b").said("zh") == "a word (b)"
