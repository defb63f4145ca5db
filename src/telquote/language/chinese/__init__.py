"""The Chinese of every label, message and word of the program, by its English."""

from telquote.language.chinese.answers import ANSWERS
from telquote.language.chinese.errors import DIAGNOSTICS, ERRORS
from telquote.language.chinese.words import LABELS, TERMS

CHINESE = TERMS | LABELS | ANSWERS | ERRORS | DIAGNOSTICS
