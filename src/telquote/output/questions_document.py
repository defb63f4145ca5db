"""What is not confirmed in JSON: the questions, and what the first plan could cost."""

from typing_extensions import TypedDict

from telquote.decisions.answer import Answer
from telquote.decisions.questions import Question, Reply
from telquote.decisions.unconfirmed import Combination
from telquote.exact import exact_text
from telquote.language import Language
from telquote.output.figure_words import asked


class BothDocument(TypedDict):
    """A text in both languages."""

    zh: str
    en: str


class ReplyDocument(TypedDict):
    """What holds under one answer: with calls as long as ``calls`` says (by the paths of what is taken of the usage).

    ``total`` is the lead's, null where it is not offered; ``less`` is by how much the ``cheapest`` are cheaper.
    """

    value: str | None
    calls: dict[str, str]
    total: str | None
    cheapest: list[str]
    less: str


class QuestionDocument(TypedDict):
    """One question, put to a vendor (null: the buyer knows), ``of`` the figure at a path."""

    vendor: str | None
    asks: str
    of: str
    ask: BothDocument
    taken: str | None
    costs: str
    adds: str
    at: list[ReplyDocument]


class WorstDocument(TypedDict):
    """By how much another plan can be cheaper than the lead at most, and what is otherwise then, by paths."""

    by: str
    plan: str
    at: dict[str, str]


class CouldBeDocument(TypedDict):
    """What the lead can cost over all combinations of what is not confirmed; ``tables`` counts the plans looked at."""

    lowest: str
    highest: str
    combinations: int
    stays: str
    worst: WorstDocument | None
    not_offered_at: int
    one_at_a_time: bool
    tables: int


def could_be_document(answer: Answer) -> CouldBeDocument:
    """Return what the first plan can cost."""
    could = answer.could_be
    worst = could.worst
    return {
        "lowest": exact_text(could.lowest),
        "highest": exact_text(could.highest),
        "combinations": could.combinations,
        "stays": could.stays,
        "worst": worst and {"by": exact_text(worst.by), "plan": worst.plan, "at": _at(answer, worst.at)},
        "not_offered_at": could.not_offered_at,
        "one_at_a_time": could.one_at_a_time,
        "tables": len(answer.spans),
    }


def _at(answer: Answer, at: Combination) -> dict[str, str]:
    figures = answer.totals.figures
    return {figures[figure].first.path: figures[figure].options[option - 1].written for figure, option in at}


def question_documents(answer: Answer) -> list[QuestionDocument]:
    """Return the questions, the one that not asking can cost most first."""
    return [_question(answer, one) for one in answer.questions]


def _question(answer: Answer, question: Question) -> QuestionDocument:
    one = question.assumption
    return {
        "vendor": question.plan and question.plan.partition("/")[0],
        "asks": one.asks,
        "of": one.path,
        "ask": {"zh": _said(question, "zh"), "en": _said(question, "en")},
        "taken": one.value,
        "costs": exact_text(question.costs),
        "adds": exact_text(question.adds),
        "at": [_reply(answer, question, reply) for reply in question.replies],
    }


def _said(question: Question, language: Language) -> str:
    return asked(question.assumption).said(language)


def _reply(answer: Answer, question: Question, reply: Reply) -> ReplyDocument:
    options = answer.totals.figures[question.figure].options
    return {
        "value": question.assumption.value if reply.option == 0 else options[reply.option - 1].written,
        "calls": _at(answer, reply.calls),
        "total": None if reply.total is None else exact_text(reply.total),
        "cheapest": list(reply.cheapest),
        "less": exact_text(reply.less),
    }
