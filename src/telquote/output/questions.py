"""What is not confirmed: what it is called, how one asks for it, what the answers are, and all of it in JSON."""

from operator import attrgetter
from typing import Annotated, NamedTuple

from typing_extensions import TypedDict

from telquote.decisions.answer import Answer
from telquote.decisions.assumptions import Assumption
from telquote.decisions.questions import Question, Reply
from telquote.decisions.unconfirmed import Combination
from telquote.exact import Exact
from telquote.language import Message, Term, Text, number_text
from telquote.language.measures import Count, Name, Price
from telquote.output.documents import read

Said = Message | Text | Term

_OF_A_MINUTE: dict[str | None, tuple[Term, Message]] = {
    "inbound": (Term("price of a minute"), Message("What does an inbound minute cost?")),
    "callback": (Term("price of a callback minute"), Message("What does a callback minute cost?")),
    "outbound": (Term("price of an outbound minute"), Message("What does an outbound minute cost?")),
}
_LATER = Term("later top-ups"), Message("How much is a later top-up at least?")
_KINDS: dict[str, tuple[Term, Message | None]] = {
    "increment": (Term("rounding"), Message("Is each call rounded up to whole minutes?")),
    "call_length": (Term("call length"), Message("How long is a call on average?")),
    "call_lengths": (Term("call length"), Message("Are all calls about as long?")),
    "per_call": (Term("price of a call"), Message("What does a call cost?")),
    "per_unit": (Term("price of a message"), Message("What does a message cost?")),
    "connect_fee": (Term("connect fee"), None),
    "first": (Term("first top-up"), Message("How much is the first top-up?")),
    "then": _LATER,
    "at_least": _LATER,
    "minimum_term": (Term("minimum term"), Message("How long is the minimum term?")),
    "valid": (Term("validity"), None),
    "percent": (Term("percentage"), None),
    "legs": (Term("billed legs"), None),
    "seats": (Term("how many seats"), Message("How many seats are needed?")),
    "numbers": (Term("how many numbers"), Message("How many numbers are needed?")),
    "channels": (Term("how many channels"), Message("How many channels are needed?")),
    "start": (Term("start of the service"), Message("Does the service start on the first of a month?")),
}
"""What a figure is called and, where it has a question of its own, that question: by service, and by what it is."""


def called(one: Assumption, *, mean_given: bool = False) -> Said:
    """Return what an unconfirmed figure is called; of calls whose mean length is given only their spread is open."""
    if one.short or (one.asks == "call_lengths" and mean_given):
        return one.short or Term("spread of call lengths")
    if one.asks == "per_minute" and one.service in _OF_A_MINUTE:
        return _OF_A_MINUTE[one.service][0]
    if one.asks in _KINDS:
        return _KINDS[one.asks][0]
    if one.asks == "class":
        return Message("calls by {of}", of=one.name.rpartition(".")[2])
    if one.asks == "statement" and isinstance(one.says, (Message, Text)):
        return one.says
    return Message("{figure}", figure=one.name)


def asked(one: Assumption) -> Message | Text:
    """Return the question as one would put it."""
    if one.ask:
        return one.ask
    if one.asks == "per_minute" and one.service in _OF_A_MINUTE:
        return _OF_A_MINUTE[one.service][1]
    if question := _KINDS.get(one.asks, (None, None))[1]:
        return question
    if one.asks == "class":
        return Message("What kind of calls are yours ({of})?", of=one.name.rpartition(".")[2])
    if one.asks == "statement":
        return Message("{statement}: is that so?", statement=called(one))
    return Message("How much is {figure}?", figure=called(one))


def whom(answer: Answer, question: Question) -> Name | Message:
    """Return whom a question is put to."""
    if question.plan is None:
        return Message("Yourself")
    plans = {plan.offer.id: plan for plan in answer.ranking.ranked}
    return Name(plans[question.plan].offer.vendor.name)


WHOLE_MINUTES = "60/60"


def is_yes_or_no(question: Question) -> bool:
    """Tell whether a question about rounding is answered yes or no: between exact and whole minutes alone."""
    one = question.assumption
    return one.asks == "increment" and {one.value, *one.alternatives} == {"exact", WHOLE_MINUTES}


def value_of(answer: Answer, question: Question, reply: Reply) -> object:
    """Return an answer to a question in words, without what it says of the length of calls."""
    one, written = question.assumption, _written(answer, question, reply)
    if is_yes_or_no(question):
        return Message("yes") if written == WHOLE_MINUTES else Message("no")
    if one.asks == "call_length":
        return Count(int(written or 0), "second")
    if one.asks in _ANSWERS:
        taken, other = _ANSWERS[one.asks]
        return other if reply.option else taken
    if one.asks == "increment":
        return Message("exact") if written == "exact" else Message("{increment} s", increment=written)
    return Message("none of those named") if written is None else Price(written, None)


def written_of(answer: Answer, question: Question, reply: Reply) -> object:
    """Return an answer as a plan file writes it."""
    return Term(_written(answer, question, reply) or "")


def _written(answer: Answer, question: Question, reply: Reply) -> str | None:
    options = answer.totals.figures[question.figure].options
    return question.assumption.value if reply.option == 0 else options[reply.option - 1].written


_ANSWERS = {
    "statement": (Message("as taken"), Message("otherwise")),
    "call_lengths": (Message("spread out"), Message("all of the mean length")),
    "start": (Message("on the first of a month"), Message("in the middle of a month")),
}
"""Answers that are no figures: what is taken, and the alternative."""


def is_price(one: Assumption) -> bool:
    """Tell whether a figure is an amount of money."""
    return one.asks in (
        "per_minute",
        "per_call",
        "per_unit",
        "connect_fee",
        "first",
        "then",
        "at_least",
        "price",
        "flat",
    )


class Lengths(NamedTuple):
    """How long calls are taken to be in an answer: their mean seconds, and whether all are as long."""

    seconds: Exact
    alike: bool

    @property
    def listed(self) -> Message:
        """Return it as it stands in a list."""
        if self.alike:
            return Message("calls all of {seconds} s", seconds=number_text(self.seconds))
        return Message("calls of {seconds} s", seconds=number_text(self.seconds))

    @property
    def supposed(self) -> Message:
        """Return it as a supposition."""
        if self.alike:
            return Message("calls all last {seconds} s", seconds=number_text(self.seconds))
        return Message("calls last {seconds} s", seconds=number_text(self.seconds))


def lengths_of(answer: Answer, reply: Reply) -> Lengths | None:
    """Return how long calls are taken to be in an answer, None where that is as taken."""
    chosen = {answer.totals.figures[figure].first.asks: (figure, option) for figure, option in reply.calls}
    if not chosen:
        return None
    usage = answer.totals.usage
    seconds: Exact = usage.length_taken if usage.call_length is None else usage.call_length
    if "call_length" in chosen:
        figure, option = chosen["call_length"]
        seconds = int(answer.totals.figures[figure].options[option - 1].written)
    return Lengths(seconds, "call_lengths" in chosen)


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
    asks: Annotated[str, attrgetter("assumption.asks")]
    of: Annotated[str, attrgetter("assumption.path")]
    ask: BothDocument
    taken: Annotated[str | None, attrgetter("assumption.value")]
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
    worst = answer.could_be.worst
    at_worst = worst and {**worst._asdict(), "at": _at(answer, worst.at)}
    return read(CouldBeDocument, answer.could_be, {"worst": at_worst, "tables": len(answer.spans)})


def _at(answer: Answer, at: Combination) -> dict[str, str]:
    figures = answer.totals.figures
    return {figures[figure].first.path: figures[figure].options[option - 1].written for figure, option in at}


def question_documents(answer: Answer) -> list[QuestionDocument]:
    """Return the questions, the one that not asking can cost most first."""
    return [_question(answer, one) for one in answer.questions]


def _question(answer: Answer, question: Question) -> QuestionDocument:
    words = asked(question.assumption)
    given = {
        "vendor": question.plan and question.plan.partition("/")[0],
        "ask": {"zh": words.said("zh"), "en": words.said("en")},
        "at": [_reply(answer, question, reply) for reply in question.replies],
    }
    return read(QuestionDocument, question, given)


def _reply(answer: Answer, question: Question, reply: Reply) -> ReplyDocument:
    given = {"value": _written(answer, question, reply), "calls": _at(answer, reply.calls)}
    return read(ReplyDocument, reply, given)
