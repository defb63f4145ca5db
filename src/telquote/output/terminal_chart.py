"""Charts in text, readable without colour. The one place that knows plotext."""

from collections.abc import Sequence

from telquote.language import Message, MessageError
from telquote.output.chart import GRID, Chart
from telquote.output.report import Drawing, Speaker

MARKERS = "ox+*#@%&"
HEIGHT = 22
LEAST_WIDTH = 40
MOST_WIDTH = 120


class NoDrawing(MessageError):
    """What draws charts is not installed, or cannot draw this one."""


def check_terminal_chart() -> None:
    """Raise ``NoDrawing`` where plotext is not installed."""
    try:
        import plotext  # noqa: F401
    except ImportError:
        message = Message("--chart needs plotext; install it with: pip install 'telquote[chart]'")
        raise NoDrawing(message) from None


def chart_drawing(chart: Chart, say: Speaker) -> Drawing:
    """Return a chart as a part of a report."""
    legend = "   ".join(f"{sign} {curve.label}" for sign, curve in zip(signs(chart), chart.curves, strict=True))
    axes = say("upwards: {cost}; across: {quantity}", cost=chart.upwards, quantity=chart.across)
    marks = (say("│ where the cheapest changes"),) if chart.marks else ()
    captions = (
        "   ".join((legend, *marks)),
        say("where curves meet, the sign of the one named later is shown"),
        axes,
        *chart.notes,
    )
    return Drawing(say("Cost curves"), lambda width: chart_text(chart, width), captions)


def chart_text(chart: Chart, width: int) -> Sequence[str]:
    """Return a chart as lines of at most ``width`` columns, its curves told apart by their signs."""
    import plotext

    plotext.clear_figure()
    plotext.theme("clear")
    plotext.plot_size(max(LEAST_WIDTH, min(width, MOST_WIDTH)), HEIGHT)
    plotext.xlim(0, GRID)
    plotext.ylim(0, GRID)
    for mark in chart.marks:
        plotext.vertical_line(mark.at)
    for curve, sign in zip(chart.curves, signs(chart), strict=True):
        for line in curve.lines:
            plotext.plot([x for x, _ in line], [y for _, y in line], marker=sign)
    plotext.xticks([tick.at for tick in chart.x_ticks], [tick.label for tick in chart.x_ticks])
    plotext.yticks([tick.at for tick in chart.y_ticks], [tick.label for tick in chart.y_ticks])
    lines: list[str] = plotext.uncolorize(plotext.build()).splitlines()
    return [line.rstrip() for line in lines]


def signs(chart: Chart) -> list[str]:
    """Return the sign of each curve."""
    return [MARKERS[number % len(MARKERS)] for number in range(len(chart.curves))]
