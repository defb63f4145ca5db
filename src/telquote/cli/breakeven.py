"""``telquote breakeven``."""

from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any

from telquote.cli.kinds import number
from telquote.cli.options import (
    AnswerOptions,
    MoneyOptions,
    Need,
    PlansOptions,
    Ranked,
    Refuse,
    Several,
    UsageOptions,
    option,
    plans_argument,
)
from telquote.language import Message, MessageError

if TYPE_CHECKING:
    from telquote.decisions.breakeven import OfPrice, OfQuantity
    from telquote.output.breakeven.screen import Draw
    from telquote.output.chart import View
    from telquote.plans.catalogue import Catalogue
    from telquote.usage.profile import Usage


def _ranged(name: str, say: str, metavar: str = "N", parser: Any = number) -> Any:
    return option(name, say=say, group="The range", metavar=metavar, parser=parser)


def breakeven(
    use: UsageOptions,
    files: PlansOptions,
    money: MoneyOptions,
    how: AnswerOptions,
    contenders: Annotated[
        Several,
        plans_argument("[CONTENDER]...", "vendors (the cheapest plan of each), plans or globs; else all vendors"),
    ] = None,
    over: Annotated[
        str,
        _ranged(
            "--over",
            "minutes, calls, call-length, callback-minutes, callback-calls, outbound-minutes, sms, "
            "missed-callbacks, voicemails, months, seats, numbers, channels, or the path of a price; else minutes",
            "QUANTITY",
            None,
        ),
    ] = "minutes",
    first: Annotated[Any, _ranged("--from", "where the range begins")] = None,
    last: Annotated[Any, _ranged("--to", "where it ends; else twice what is used, or past the changes")] = None,
    everything: Annotated[bool, option("--all", say="every range")] = False,
    chart: Annotated[bool, option("--chart", say="draw what each costs; -o FILE.svg or FILE.png: a picture")] = False,
    need: Need = None,
    refuse: Refuse = None,
    by: Ranked = "total",
) -> None:
    """Who is cheapest at how many minutes, exactly, and from where on for good."""
    from telquote.cli.contenders import entrants_of, quantity_of, whole
    from telquote.cli.question import no_usage, placing, usage_is_given, usage_over
    from telquote.decisions.breakeven import breakeven as breakeven_of
    from telquote.decisions.over_path import figure_of
    from telquote.decisions.price_walk import Price

    _check_drawing(how, chart=chart)
    usage = usage_over(use, over)
    catalogue, entrants = entrants_of(files, money, usage, contenders or (), need or (), refuse or ())
    varied = figure_of(entrants, over) if ":" in over else quantity_of(over, usage)
    if not usage_is_given(use) and (isinstance(varied, Price) or over == "months"):
        raise no_usage()
    asked: dict[str, Any] = {"months": use.months, "by": by, "open_to_all": not contenders}
    with placing(usage):
        if isinstance(varied, Price):
            low, high = (None if end is None else Fraction(end) for end in (first, last))
            of_price = breakeven_of(entrants, usage, varied, first=low, last=high, **asked)
        else:
            here = _used(usage, over)
            of_quantity = breakeven_of(
                entrants,
                usage,
                varied,
                first=whole(first),
                last=whole(last),
                standing=how.format == "json",
                reach=2 * (here or 0),
                **asked,
            )
    if isinstance(varied, Price):
        _write_of_price(of_price, catalogue, how, chart=chart)
        return
    named = over if varied.of_usage and over != "call-length" else "minutes"
    volume = None if usage_is_given(use) else f"--{named}"
    _write_of_quantity(of_quantity, catalogue, how, here, volume, everything=everything, chart=chart)


def _write_of_quantity(
    answer: "OfQuantity",
    catalogue: "Catalogue",
    how: AnswerOptions,
    here: int | None,
    volume: str | None,
    *,
    everything: bool,
    chart: bool,
) -> None:
    """Write the answer; the buyer is ``here``, and where no usage was given the option ``volume`` is still to give."""
    from telquote.cli.answer import Answer
    from telquote.cli.typed import the_same
    from telquote.decisions.window import window_of
    from telquote.output.breakeven.conclusion import Asked
    from telquote.output.breakeven.document import breakeven_document, breakeven_rows
    from telquote.output.breakeven.screen import breakeven_report, breakeven_view

    window = window_of(answer, here)
    middle = str((window.first + window.last) // 2)
    ask = the_same("sensitivity", over_too=False) + (() if volume is None else (volume, middle))
    asked = Asked(here, everything, ask)
    Answer(
        report=lambda width: breakeven_report(answer, window, how.language, width, asked, _drawer(answer, how, chart)),
        document=lambda: breakeven_document(answer, catalogue),
        rows=breakeven_rows,
        picture=lambda suffix: _picture(answer, breakeven_view(answer, window, how.language, asked), how, suffix),
    ).write(how)


def _used(usage: "Usage", over: str) -> int | None:
    """Return how much of the quantity the buyer uses; None where that is not said, or no whole number."""
    if over == "months":
        return None
    given = getattr(usage, over.replace("-", "_"), None)
    return int(given) if given and given == int(given) else None


def _write_of_price(answer: "OfPrice", catalogue: "Catalogue", how: AnswerOptions, *, chart: bool) -> None:
    from telquote.cli.answer import Answer
    from telquote.cli.typed import the_same
    from telquote.output.breakeven.price_screen import price_report, price_view
    from telquote.output.breakeven.prices import price_document, price_rows

    ask = the_same("sensitivity", over_too=False)
    Answer(
        report=lambda width: price_report(answer, how.language, width, ask, _drawer(answer, how, chart)),
        document=lambda: price_document(answer, catalogue),
        rows=price_rows,
        picture=lambda suffix: _picture(answer, price_view(answer, how.language), how, suffix),
    ).write(how)


def _check_drawing(how: AnswerOptions, *, chart: bool) -> None:
    """Refuse what cannot be drawn before anything is computed."""
    from telquote.cli.answer import picture_suffix

    if chart and how.format in ("json", "csv"):
        raise MessageError(Message("--chart: draws in tables and Markdown, not in {form}", form=how.format))
    if picture_suffix(how):
        from telquote.output.picture import check_picture

        check_picture()
    elif chart:
        from telquote.output.terminal_chart import check_terminal_chart

        check_terminal_chart()


def _drawer(answer: "OfQuantity | OfPrice", how: AnswerOptions, chart: bool) -> "Draw | None":
    """Return what draws the curves of an answer in text, where that is asked for."""
    if not chart:
        return None
    from telquote.output.chart import chart_of
    from telquote.output.report import Speaker
    from telquote.output.terminal_chart import chart_drawing

    return lambda view: chart_drawing(chart_of(answer, view, how.language), Speaker(how.language))


def _picture(answer: "OfQuantity | OfPrice", view: "View", how: AnswerOptions, suffix: str) -> bytes:
    from telquote.output.chart import chart_of
    from telquote.output.picture import picture

    return picture(chart_of(answer, view, how.language), suffix)
