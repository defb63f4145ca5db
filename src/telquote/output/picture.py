"""Charts as pictures, SVG or PNG. The one place that knows Matplotlib."""

import io
from importlib.util import find_spec
from pathlib import Path
from textwrap import wrap

from telquote.language import Message, cells
from telquote.output.chart import GRID, Chart
from telquote.output.terminal_chart import NoDrawing

SUFFIXES = (".svg", ".png")
NOTE_WIDTH = 110
_LINES = ("-", "--", "-.", ":")


def check_picture() -> None:
    """Raise ``NoDrawing`` where Matplotlib or its Chinese fonts are not installed."""
    if not (find_spec("matplotlib") and find_spec("mplfonts")):
        message = Message("a picture needs Matplotlib and fonts; install them with: pip install 'telquote[picture]'")
        raise NoDrawing(message)


def picture(chart: Chart, suffix: str) -> bytes:
    """Return a chart as the content of an SVG or PNG file, the same for the same chart."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.font_manager import fontManager

    font = _chinese_font()
    fontManager.addfont(font)
    family = next(entry.name for entry in fontManager.ttflist if entry.fname == str(font))
    stream = io.BytesIO()
    with rc_context({"font.family": ["DejaVu Sans", family], "svg.hashsalt": "telquote", "axes.unicode_minus": False}):
        figure = Figure(figsize=(9, 6), layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.subplots()
        for number, curve in enumerate(chart.curves):
            for index, line in enumerate(curve.lines):
                label = curve.label if index == 0 else None
                style = _LINES[number % len(_LINES)]
                axes.plot([x for x, _ in line], [y for _, y in line], style, color=f"C{number}", label=label)
        for mark in chart.marks:
            axes.axvline(mark.at, color="0.6", linewidth=1, linestyle=":", zorder=0)
        axes.set(xlim=(0, GRID), ylim=(0, GRID), xlabel=chart.across, ylabel=chart.upwards, title=chart.title)
        axes.set_xticks([tick.at for tick in chart.x_ticks], [tick.label for tick in chart.x_ticks])
        axes.set_yticks([tick.at for tick in chart.y_ticks], [tick.label for tick in chart.y_ticks])
        axes.legend(loc="upper left")
        notes = (line for note in chart.notes for line in wrap(note, NOTE_WIDTH * len(note) // cells(note)))
        figure.supxlabel("\n".join(notes), fontsize="small")
        kind = suffix.lstrip(".").lower()
        figure.savefig(stream, format=kind, dpi=150, metadata={"Date": None} if kind == "svg" else {"Software": None})
    return stream.getvalue()


def _chinese_font() -> Path:
    """Return the font file that has the Chinese signs."""
    spec = find_spec("mplfonts")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "fonts" / "NotoSansCJKsc-Regular.otf"
