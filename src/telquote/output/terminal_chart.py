"""Charts in text, readable without colour. The one place that knows plotext."""

from collections.abc import Sequence

from telquote.language import Message, MessageError
from telquote.output.chart import GRID, Chart
from telquote.output.report import Drawing, Speaker

MARKERS = "ox+*#@%&"
TIE = "="
HEIGHT = 18
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
    signs = [f"{sign} {curve.label}" for sign, curve in zip(signs_of(chart), chart.curves, strict=True)]
    here = [say("│ {word}", word=chart.here.label)] if chart.here else []
    axes = say("upwards: {cost}; across: {quantity}; below: who is cheapest", cost=chart.upwards, quantity=chart.across)
    captions = ("   ".join((*signs, say("{tie} the same", tie=TIE), *here)), axes, *chart.notes)
    return Drawing(chart.title, lambda width: chart_text(chart, width), captions)


def chart_text(chart: Chart, width: int) -> Sequence[str]:
    """Return a chart as lines of at most ``width`` columns, its curves told apart by their signs.

    Its last line says by those signs who is cheapest; where curves meet, the sign of the one named later is shown.
    """
    import plotext

    plotext.clear_figure()
    plotext.theme("clear")
    plotext.limit_size(False, False)
    plotext.plot_size(max(LEAST_WIDTH, min(width, MOST_WIDTH)), HEIGHT)
    plotext.xlim(0, GRID)
    plotext.ylim(0, GRID)
    if chart.here:
        plotext.vertical_line(chart.here.at)
    for curve, sign in zip(chart.curves, signs_of(chart), strict=True):
        for line in curve.lines:
            plotext.plot([x for x, _ in line], [y for _, y in line], marker=sign)
    plotext.xticks([tick.at for tick in chart.x_ticks], [tick.label for tick in chart.x_ticks])
    plotext.yticks([tick.at for tick in chart.y_ticks], [tick.label for tick in chart.y_ticks])
    lines: list[str] = plotext.uncolorize(plotext.build()).splitlines()
    left, right = lines[0].index("┌") + 1, lines[0].index("┐")
    return [line.rstrip() for line in (*lines, " " * left + _winners(chart, right - left))]


def _winners(chart: Chart, columns: int) -> str:
    """Return who is cheapest over most of each column."""
    signs, found = signs_of(chart), []
    for column in range(columns):
        low, high = GRID * column / columns, GRID * (column + 1) / columns
        shade = max(chart.shades, key=lambda one: min(one.last, high) - max(one.first, low))
        found.append(TIE if shade.curve is None else signs[shade.curve])
    return "".join(found)


def signs_of(chart: Chart) -> list[str]:
    """Return the sign of each curve."""
    return [MARKERS[number % len(MARKERS)] for number in range(len(chart.curves))]
