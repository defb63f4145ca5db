"""Charts as pictures, SVG or PNG. The one place that knows Matplotlib."""

import io
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from telquote.language import Message
from telquote.language.signs import visible
from telquote.output.chart import GRID, Chart, Tick
from telquote.output.lines import wrapped
from telquote.output.terminal_chart import NoDrawing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

TITLE_WIDTH, NOTE_WIDTH = 80, 110
"""Cells of a line of the title, and of the notes."""

COLOURS = ("#1a7f37", "#0b62c4", "#a626a4", "#0e7c86", "#9a6700")
"""Green, blue, magenta, cyan and yellow as the terminal has them, dark enough to be read on white."""

_LINES = ("-", "--", "-.", ":")
_SHADE = "1f"
"""How dense a shade is, as the last two digits of its colour."""

_LEFT = 1 / 100
"""Where words begin, as a share of the width."""

_TICK, _APART = GRID * 985 // 1000, GRID * 7 // 100
"""How far down the ticks of changes reach, and how far apart their labels are at least."""


def check_picture() -> None:
    """Raise ``NoDrawing`` where Matplotlib or its Chinese fonts are not installed."""
    if not (find_spec("matplotlib") and find_spec("mplfonts")):
        message = Message("a picture needs Matplotlib and fonts; install them with: pip install 'telquote[picture]'")
        raise NoDrawing(message)


def picture(chart: Chart, suffix: str) -> bytes:
    """Return a chart as the content of an SVG or PNG file, the same for the same chart."""
    import logging
    import warnings

    warnings.simplefilter("ignore")  # a sign that no font has is drawn as a box
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # where it keeps its caches is nobody's concern
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.font_manager import fontManager

    font = _chinese_font()
    fontManager.addfont(font)
    family = next(entry.name for entry in fontManager.ttflist if entry.fname == str(font))
    stream = io.BytesIO()
    fonts: dict[Any, Any] = {
        "font.family": ["DejaVu Sans", family],
        "axes.unicode_minus": False,
        "text.parse_math": False,
    }
    with rc_context({**fonts, "svg.hashsalt": "telquote", "svg.fonttype": "none"}):
        figure = Figure(figsize=(9, 6), layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.subplots()
        _draw(axes, chart)
        figure.suptitle(_wrapped(chart.title, TITLE_WIDTH), x=_LEFT, ha="left")
        notes = "\n".join(_wrapped(note, NOTE_WIDTH) for note in (chart.question, chart.taken, *chart.notes) if note)
        figure.supxlabel(notes, fontsize="small", x=_LEFT, ha="left")
        kind = suffix.lstrip(".").lower()
        figure.savefig(stream, format=kind, dpi=150, metadata={"Date": None} if kind == "svg" else {"Software": None})
    return stream.getvalue()


def _draw(axes: "Axes", chart: Chart) -> None:
    """Draw shades, changes, the buyer's place and the curves."""
    for shade in chart.shades:
        if shade.curve is not None:
            axes.axvspan(shade.first, shade.last, color=_colour(shade.curve) + _SHADE, linewidth=0)
    for number, curve in enumerate(chart.curves):
        style = _LINES[number % len(_LINES)]
        for index, line in enumerate(curve.lines):
            # Matplotlib takes a name that begins with _ for one that nobody is to see.
            label = None if index else f" {curve.label}" if curve.label.startswith("_") else curve.label
            axes.plot([x for x, _ in line], [y for _, y in line], style, color=_colour(number), label=label)
    axes.vlines([tick.at for tick in chart.changes], _TICK, GRID, color="0.2", linewidth=1)
    for tick in _apart(chart.changes):
        axes.annotate(tick.label, (tick.at, GRID), (0, 3), textcoords="offset points", ha="center", fontsize="x-small")
    if chart.here:
        axes.axvline(chart.here.at, color="0.2", linewidth=1)
        axes.annotate(chart.here.label, (chart.here.at, 0), (4, 6), textcoords="offset points")
    axes.set(xlim=(0, GRID), ylim=(0, GRID), xlabel=chart.across, ylabel=chart.upwards)
    axes.set_xticks([tick.at for tick in chart.x_ticks], [tick.label for tick in chart.x_ticks])
    axes.set_yticks([tick.at for tick in chart.y_ticks], [tick.label for tick in chart.y_ticks])
    axes.legend(loc="upper left", framealpha=1)


def _apart(ticks: "Sequence[Tick]") -> list[Tick]:
    """Return the ticks whose labels do not run into each other."""
    kept: list[Tick] = []
    for tick in ticks:
        if not kept or tick.at - kept[-1].at >= _APART:
            kept.append(tick)
    return kept


def _colour(number: int) -> str:
    return COLOURS[number % len(COLOURS)]


def _wrapped(text: str, width: int) -> str:
    return "\n".join(wrapped(visible(text), width))


def _chinese_font() -> Path:
    """Return the font file that has the Chinese signs."""
    spec = find_spec("mplfonts")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "fonts" / "NotoSansCJKsc-Regular.otf"
