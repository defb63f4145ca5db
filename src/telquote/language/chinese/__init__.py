"""The Chinese of every label, message and word of the program, by its English."""

import re

from telquote.language.chinese.answers import ANSWERS
from telquote.language.chinese.errors import ERRORS
from telquote.language.chinese.files import FILES
from telquote.language.chinese.help import HELP
from telquote.language.chinese.offers import OFFERS
from telquote.language.chinese.screen import SCREEN
from telquote.language.chinese.words import COUNTED, CURRENCIES, WORDS
from telquote.language.chinese.written import WRITTEN

__all__ = ["CHINESE", "COUNTED", "CURRENCIES", "with_chinese_signs"]

_TOGETHER = {
    word: "\u2060".join(word) + "\u2060"
    for word in ("单位：", "首月付", "升至", "增到", "详见：", "另一家", "其余最低")
}
"""Words that no line breaks, and that stay with what follows them."""


def _together(text: str) -> str:
    for word, joined in _TOGETHER.items():
        text = text.replace(word + "{", joined + "{")
    return text


CHINESE = (
    WORDS
    | {english: _together(text) for english, text in SCREEN.items()}
    | ANSWERS
    | ERRORS
    | FILES
    | HELP
    | OFFERS
    | WRITTEN
)

_SIGNS = {": ": "：", "; ": "；", ", ": "，", " (": "（", ")": "）", " [": "［", "]": "］"}


def with_chinese_signs(template: str) -> str:
    """Return a template that holds figures and no word with the signs of Chinese; any other text stays."""
    if "{" not in template or any(map(str.isalpha, re.sub(r"{\w*}", "", template))):
        return template
    for sign, wide in _SIGNS.items():
        template = template.replace(sign, wide)
    return template
