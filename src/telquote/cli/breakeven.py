"""``telquote breakeven``."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from telquote.cli.edge import NOT_ANSWERED, Stop
from telquote.cli.options import AnswerOptions, By, MoneyOptions, PlansOptions, UsageOptions, complete_plan, number
from telquote.language import Message

if TYPE_CHECKING:
    from telquote.billing.quote import Criterion
    from telquote.decisions.contest import Contest, Entrant
    from telquote.decisions.price_walk import Price
    from telquote.decisions.prices import PriceContest
    from telquote.output.report import Drawing
    from telquote.plans.catalogue import Catalogue
    from telquote.usage.profile import Usage

_RANGE = "Range"


def breakeven(
    contenders: Annotated[
        list[str],
        typer.Argument(
            metavar="CONTENDER CONTENDER...",
            help="vendor (its cheapest plan at each value), vendor/plan or a glob.",
            autocompletion=complete_plan,
        ),
    ],
    use: UsageOptions,
    files: PlansOptions,
    money: MoneyOptions,
    how: AnswerOptions,
    over: Annotated[
        str,
        typer.Option(
            "--over",
            metavar="QUANTITY",
            help="minutes, calls, callback-minutes, callback-calls, outbound-minutes, sms, missed-callbacks, "
            "voicemails, months, seats, numbers, channels, or the path of a price.",
            rich_help_panel=_RANGE,
        ),
    ] = "minutes",
    first: Annotated[
        Any,
        typer.Option("--from", parser=number, metavar="N", help="Where the range begins.", rich_help_panel=_RANGE),
    ] = None,
    last: Annotated[
        Any,
        typer.Option(
            "--to",
            parser=number,
            metavar="N",
            help="Where it ends; else where nothing changes any more, or at three times a price.",
            rich_help_panel=_RANGE,
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Show every range, and which plan stands for a vendor where.")
    ] = False,
    chart: Annotated[
        bool, typer.Option("--chart", help="Draw the cost curves; -o FILE.svg or FILE.png makes a picture of them.")
    ] = False,
    need: Annotated[
        list[str] | None, typer.Option("--need", metavar="FEATURE", help="Only plans with this feature; repeat.")
    ] = None,
    refuse: Annotated[
        list[str] | None, typer.Option("--refuse", metavar="REQUIREMENT", help="No plan that requires this; repeat.")
    ] = None,
    by: Annotated[By, typer.Option("--by", help="What to compare.")] = By.total,
) -> None:
    """Find exactly where the cheapest of some contenders changes."""
    from telquote.cli.answer import Answer
    from telquote.cli.contenders import entrants_of, figure_of, quantity_of, whole
    from telquote.cli.options import Format
    from telquote.cli.question import usage_over
    from telquote.decisions.contest import hold
    from telquote.decisions.price_walk import Price
    from telquote.output.breakeven import breakeven_document, breakeven_report, breakeven_rows

    _check_drawing(how, chart=chart)
    usage = usage_over(use, over)
    catalogue, entrants = entrants_of(files, money, usage, contenders, need or (), refuse or ())
    varied = figure_of(entrants, over) if ":" in over else quantity_of(over, usage)
    if isinstance(varied, Price):
        _over_price(catalogue, entrants, usage, varied, use.months, by.value, (first, last), how, chart=chart)
        return
    answer = hold(
        entrants,
        usage,
        varied,
        months=use.months,
        by=by.value,
        first=whole(first),
        last=whole(last),
        standing=everything or how.format is Format.json,
    )
    Answer(
        report=lambda _: breakeven_report(
            answer, catalogue.path, how.language, everything=everything, drawing=_drawing(answer, how, chart=chart)
        ),
        document=lambda: breakeven_document(answer, catalogue),
        rows=breakeven_rows,
        picture=lambda suffix: _picture(answer, how, suffix),
    ).write(how)


def _over_price(
    catalogue: "Catalogue",
    entrants: "list[Entrant]",
    usage: "Usage",
    price: "Price",
    months: int,
    by: "Criterion",
    ends: tuple[Any, Any],
    how: AnswerOptions,
    *,
    chart: bool,
) -> None:
    from fractions import Fraction

    from telquote.cli.answer import Answer
    from telquote.decisions.prices import hold_price
    from telquote.output.prices import price_document, price_report, price_rows

    first, last = (None if end is None else Fraction(end) for end in ends)
    answer = hold_price(entrants, usage, price, months=months, by=by, first=first, last=last)
    Answer(
        report=lambda _: price_report(answer, catalogue.path, how.language, _drawing(answer, how, chart=chart)),
        document=lambda: price_document(answer, catalogue),
        rows=price_rows,
        picture=lambda suffix: _picture(answer, how, suffix),
    ).write(how)


def _check_drawing(how: AnswerOptions, *, chart: bool) -> None:
    """Refuse what cannot be drawn before anything is computed."""
    from telquote.cli.answer import picture_suffix
    from telquote.cli.options import Format

    if chart and how.format in (Format.json, Format.csv):
        raise Stop(NOT_ANSWERED, Message("error: --chart draws in tables and Markdown, not in {form}", form=how.format))
    if picture_suffix(how):
        from telquote.output.picture import check_picture

        check_picture()
    elif chart:
        from telquote.output.terminal_chart import check_terminal_chart

        check_terminal_chart()


def _drawing(answer: "Contest | PriceContest", how: AnswerOptions, *, chart: bool) -> "Drawing | None":
    if not chart:
        return None
    from telquote.output.chart import chart_of
    from telquote.output.report import Speaker
    from telquote.output.terminal_chart import chart_drawing

    return chart_drawing(chart_of(answer, how.language), Speaker(how.language))


def _picture(answer: "Contest | PriceContest", how: AnswerOptions, suffix: str) -> bytes:
    from telquote.output.chart import chart_of
    from telquote.output.picture import picture

    return picture(chart_of(answer, how.language), suffix)
