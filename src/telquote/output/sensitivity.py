"""What to ask before signing: one block a question, what each answer costs, and all of it in JSON."""

from collections.abc import Iterator, Sequence

from telquote.decisions.answer import Answer
from telquote.decisions.questions import Question, Reply
from telquote.decisions.sensitivity import Finding
from telquote.language import Language, Message
from telquote.language.measures import Count, Money, MoneySpan, Name, Price, Typed, money_text
from telquote.language.signs import HARD_SPACE
from telquote.output.compare.conclusion import COLUMN
from telquote.output.compare.doubt import steady
from telquote.output.compare.screen import MOST_LINES, currency_words
from telquote.output.documents import Asked, head, read
from telquote.output.layout import laid_out
from telquote.output.questions import (
    CouldBeDocument,
    QuestionDocument,
    asked,
    called,
    could_be_document,
    lengths_of,
    question_documents,
    value_of,
    whom,
)
from telquote.output.report import ACT, BEST, BOLD, CAREFUL, Block, Blocks, Cell, Label, Labels, Report, Speaker, Table
from telquote.output.turns import FindingDocument, found_of, prices_table, turn, turns_of
from telquote.output.usage_words import asked_words
from telquote.plans.catalogue import Catalogue


def sensitivity_report(
    answer: Answer,
    findings: Sequence[Finding],
    language: Language,
    width: int,
    command: tuple[str, ...],
    *,
    everything: bool,
    prices: bool,
) -> Report:
    """Return the questions that fit one screen, or all; ``command`` compares with what was asked."""
    say = Speaker(language)
    speaks = _Questions(answer, findings, say)
    title = say(
        "What to ask before you sign: {asked}",
        asked=asked_words(answer.ranking.usage, answer.ranking.months, currency_words(answer.ranking)),
    )
    end = Labels(list(speaks.conclusion(command)), COLUMN[language])
    table = [prices_table(answer, findings, say)] if prices and findings else []
    shown = len(answer.questions)
    report = Report(title, [*speaks.blocks(shown), *table, end])
    while not everything and shown > 1 and len(laid_out(report, width)) > MOST_LINES:
        shown -= 1
        report = Report(title, [*speaks.blocks(shown), *table, end])
    return report


class _Questions:
    """The questions of one answer in one language."""

    def __init__(self, answer: Answer, findings: Sequence[Finding], say: Speaker) -> None:
        self.answer, self.findings, self.say = answer, findings, say
        self.currency = answer.ranking.currency
        self.plans = {plan.offer.id: plan for plan in answer.ranking.ranked}

    def name(self, plan: str) -> Name:
        return self.plans[plan].offer.name

    def blocks(self, shown: int) -> list[Blocks | Table]:
        """Return the first questions with their answers, and how many more there are."""
        if not self.answer.questions:
            return []
        headings = (self.say("If it is"), self.say(self.answer.lead.offer.name), self.say("Cheapest then"))
        blocks = [self._block(number, one) for number, one in enumerate(self.answer.questions[:shown], 1)]
        rest = self.answer.questions[shown:]
        more = ""
        if rest:
            costs, adds = (max(getattr(one, name) for one in rest) for name in ("costs", "adds"))
            count, money = Count(len(rest), "more question"), money_text(costs or adds, self.currency)
            text = "{count}, adding at most {adds} each: --all"
            if costs:
                text = "{count}, costing at most {costs} each: --all"
            more = self.say(text, count=count, costs=money, adds=money)
        return [Blocks(headings, blocks, more)]

    def _block(self, number: int, question: Question) -> Block:
        heading = self.say("{whom}: {question}", whom=whom(self.answer, question), question=asked(question.assumption))
        rows = [self._row(question, reply) for reply in question.replies]
        turns = [turn(one, self.answer, self.plans) for one in turns_of(found_of(question, self.findings))]
        note = self.say("turns: {turns}", turns=self.say.row(map(self.say, turns))) if turns else ""
        if not note and self._of_several(question):
            note = self.say("asked of every vendor: the answer is taken to hold for all")
        return Block(str(number), heading, rows, note)

    def _of_several(self, question: Question) -> bool:
        """Tell whether what is asked of one vendor moves plans of others, too."""
        moved = self.answer.totals.figures[question.figure].plans
        return question.plan is not None and len({plan.partition("/")[0] for plan in moved if plan in self.plans}) > 1

    def _row(self, question: Question, reply: Reply) -> tuple[Cell, ...]:
        value, lengths = value_of(self.answer, question, reply), lengths_of(self.answer, reply)
        words = Message("{value}", value=value)
        if reply.option == 0 and question.assumption.asks != "statement":
            words = Message("{value} (taken)", value=value)
        if lengths:
            words = Message("{value}, {calls}", value=value, calls=lengths.listed)
        total = "-" if reply.total is None else money_text(reply.total, self.currency)
        return Cell(self.say(words)), Cell(total), self._then(reply)

    def _then(self, reply: Reply) -> Cell:
        if reply.total is not None and not reply.less:
            first = self.say("the cheapest") if reply.option == 0 else self.say("still the cheapest")
            return Cell(first, BEST)
        plan = min(reply.cheapest, key=lambda name: (self.plans[name].first_payment, name), default=None)
        if plan is None:
            return Cell(self.say("no plan can serve this usage"), CAREFUL)
        if reply.total is None:
            return Cell(self.say("cannot serve; {plan} is the cheapest", plan=self.name(plan)), CAREFUL)
        less = money_text(reply.less, self.currency)
        return Cell(self.say("{plan}: {less} less", plan=self.name(plan), less=less), CAREFUL)

    def conclusion(self, command: tuple[str, ...]) -> Iterator[Label]:
        """Yield what the first plan could cost, what does not matter, and what to ask first."""
        if self.answer.open and self.answer.could_be.figures:
            yield Label(
                self.say("Could be"),
                self._could_be().joined(self.say.language, again=True),
                CAREFUL,
                [Cell(self.say(self.answer.lead.offer.name).replace(HARD_SPACE, " "), BEST)],
            )
        moved = [one for one in self.findings if one.assumed and not self._is_asked(one)]
        idle = [self._idle(one) for one in moved if one.looked_at and not (one.below or one.above)]
        if idle:
            yield Label(
                self.say("No matter"), self.say("does not change who is cheapest: {figures}", figures=idle), BOLD
            )
        turning = [one for one in moved if one.below or one.above]
        if turning:
            words = [self._turning(one) for one in turning]
            yield Label(self.say("Turns"), self.say.row(map(self.say, words)), CAREFUL)
        if self.answer.questions:
            yield Label(
                self.say("Ask first"),
                self._ask(self.answer.questions[0], command).joined(self.say.language, again=True),
                ACT,
            )
        else:
            yield Label(self.say("Steady"), self.say(steady(self.answer)), ACT)

    def _is_asked(self, found: Finding) -> bool:
        return any(found_of(question, [found]) for question in self.answer.questions)

    def _could_be(self) -> Message:
        could = self.answer.could_be
        span: object = MoneySpan(could.lowest, could.highest, self.currency)
        if could.lowest == could.highest:
            span = Money(could.lowest, self.currency)
        plan, count = self.answer.lead.offer.name, Count(could.combinations, "combination")
        text = Message("{plan} {span} over all {count}", plan=plan, span=span, count=count)
        if could.one_at_a_time:
            text = Message("{plan} {span}, each figure moved by itself", plan=plan, span=span)
        if could.worst is not None:
            more = Money(could.worst.by, self.currency)
            text = Message("{text}; at worst {more} more than the cheapest", text=text, more=more)
        elif could.not_offered_at and len(self.plans) > 1:
            text = Message("{text}; the cheapest wherever it serves", text=text)
        elif len(self.plans) > 1:
            text = Message("{text}; the cheapest in every case", text=text)
        return Message("{text}; under some it cannot serve", text=text) if could.not_offered_at else text

    def _idle(self, found: Finding) -> Message:
        low, high = (_thousands(text, like=found.now) for text in found.looked_at or ("", ""))
        until = Price(high, self.currency if found.priced else None)
        return Message("{figure} ({low} to {high})", figure=self._figure(found), low=low, high=until)

    def _turning(self, found: Finding) -> Message:
        turns = [self.say(turn(one, self.answer, self.plans)) for one in turns_of(found)]
        return Message("{figure}: {turns}", figure=self._figure(found), turns=self.say.row(turns))

    def _figure(self, found: Finding) -> Message:
        held = [one for name in found.plans for one in self.plans[name].assumptions if one.name == found.name]
        said: object = called(held[0]) if held else found.name
        if self.answer.lead.offer.id not in found.plans:
            vendor = Name(self.plans[found.plans[0]].offer.vendor.name)
            said = Message("{who}: {what}", who=vendor, what=said)
        value = Price(_thousands(found.now), self.currency if found.priced else None)
        if held and held[0].asks in ("then", "at_least"):
            return Message("{figure} of {value}", figure=said, value=value)
        return Message("{figure} {value}", figure=said, value=value)

    def _ask(self, question: Question, command: tuple[str, ...]) -> Message:
        typed = Typed((*command, *self._answering(question)))
        text = "question 1: the answer can add {adds}. Then: {command}"
        if question.costs:
            text = "question 1: not asking can cost {costs}. Then: {command}"
        elif question.unserved:
            text = "question 1: it may not serve at all. Then: {command}"
        costs, adds = Money(question.costs, self.currency), Money(question.adds, self.currency)
        return Message(text, costs=costs, adds=adds, command=typed)

    def _answering(self, question: Question) -> tuple[str, ...]:
        """Return the option that takes the answer."""
        one = question.assumption
        if one.asks in ("call_length", "call_lengths"):
            return ("--call-length", "?")
        if one.of_usage:
            return ("--start", "?") if one.asks == "start" else ("--usage", "?")
        if one.asks == "statement":
            figures = one.options[0].figures
            plan = one.path.partition(":")[0]
            return tuple(part for path, _ in figures for part in ("--assume", f"{plan}:{path}=?"))
        vendor = one.path.partition("/")[0]
        of_vendor = {
            plan: own
            for plan, own in self.answer.totals.figures[question.figure].plans.items()
            if plan.partition("/")[0] == vendor
        }
        selector = vendor if len(of_vendor) > 1 else next(iter(of_vendor))
        names = dict.fromkeys(assumption.name for own in of_vendor.values() for assumption in own)
        return tuple(part for name in names for part in ("--assume", f"{selector}:{name}=?"))


def _thousands(text: str, *, like: str = "") -> str:
    """Return a plain number with its thousands marked, and with no fewer decimals than another but for 0."""
    whole, _, part = text.partition(".")
    if not whole.isdigit():
        return text
    decimals = max(len(part), len(like.partition(".")[2]) if text != "0" else 0)
    return f"{int(whole):,}" + (f".{part:0<{decimals}}" if decimals else "")


class SensitivityDocument(Asked):
    """The answer of ``sensitivity``; ``least_move`` is a share of what the figure is now."""

    lead: str
    cheapest: list[str]
    could_be: CouldBeDocument
    questions: list[QuestionDocument]
    figures: list[FindingDocument]


def sensitivity_document(answer: Answer, findings: Sequence[Finding], catalogue: Catalogue) -> SensitivityDocument:
    """Return the document of ``sensitivity``."""
    ranking = answer.ranking
    given = {
        **head("sensitivity", catalogue, ranking.usage),
        "lead": answer.lead.offer.id,
        "cheapest": [plan.offer.id for plan in ranking.cheapest],
        "could_be": could_be_document(answer),
        "questions": question_documents(answer),
        "figures": findings,
    }
    return read(SensitivityDocument, ranking, given)


def question_rows(document: SensitivityDocument) -> Sequence[dict[str, object]]:
    """Return one row an answer to a question."""
    return [
        {
            "question": number,
            **{key: asked[key] for key in ("vendor", "asks", "of", "taken", "costs", "adds")},
            "ask": asked["ask"]["en"],
            **reply,
        }
        for number, asked in enumerate(document["questions"], 1)
        for reply in asked["at"]
    ]


def sensitivity_rows(document: SensitivityDocument) -> Sequence[dict[str, object]]:
    """Return one row a figure."""
    rows = []
    for found in document["figures"]:
        row: dict[str, object] = {key: found[key] for key in ("figure", "plans", "assumed", "now", "least_move")}
        for side in ("below", "above"):
            change = found[side]
            row[side] = change["exact"] if change else None
            row[f"{side} cheapest"] = change["cheapest"] if change else None
            lost = change and change["lost"]
            row[f"{side} lost"] = lost["exact"] if lost else None
            row[f"{side} lost cheapest"] = lost["cheapest"] if lost else None
        rows.append(row)
    return rows
