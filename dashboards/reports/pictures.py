"""The pictures of a Word report: PNG with Chinese text, the same bytes for the same content.

matplotlib is heavy and is loaded only where a picture is drawn; its global state (pyplot) is not touched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboards.reports.content import Content, Course
from dashboards.reports.courses import course_title, printed
from indicators.calc import parse_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FONT = Path(__file__).parent / "fonts" / "NotoSansSC-subset.otf"
INK, SOFT, LINE = "#1a2530", "#5a6774", "#d9e0e7"
MET, LAGGING, STALE, GREY, BLUE, PATH = "#1f7049", "#a8241c", "#8f5d05", "#66727d", "#1d4f80", "#8b98a5"
DOTS = 180  # an inch
WIDE = 6.1  # inches: the text of a page
SMALL, LARGE = 9, 10.5

Tell = Callable[[str], None]  # is told, in Chinese, what is being drawn
Draw = Callable[[], bytes]


def pictures_of(content: Content, *, tell: Tell) -> dict[str, bytes]:
    """By name: `counts`, and by their place in the content `course-0` … of what is behind."""
    wanted = _wanted(content)
    found = {}
    for place, (name, draw) in enumerate(wanted.items(), 1):
        tell(f"绘制图表（{place}/{len(wanted)}）")
        found[name] = draw()
    return found


def _wanted(content: Content) -> dict[str, Draw]:
    found: dict[str, Draw] = {"counts": partial(counts_picture, content)} if content.counts else {}
    behind = {line.name for line in content.laggards}
    for place, course in enumerate(content.courses):
        if course.name in behind:
            title = course_title(content, course)
            found[f"course-{place}"] = partial(course_picture, course, title, printed(content, course))
    return found


def counts_picture(content: Content) -> bytes:
    """A bar for each attribute; the words stand in the bar or, where it is short, in the key."""
    counts = content.counts
    figure, axes = _drawing(0.75 + 0.42 * len(counts))
    parts = (
        (content.met, "met", MET), (content.behind, "lagging", LAGGING),
        ("按此前年度", "stale", STALE), ("无法评价", "unassessed", GREY),
    )  # fmt: skip
    begun = [0] * len(counts)
    most = max(each.total for each in counts) or 1
    for label, field, colour in parts:
        sizes = [getattr(each, field) for each in counts]
        if not any(sizes):
            continue
        axes.barh(range(len(counts)), sizes, left=begun, color=colour, height=0.62, label=label)
        for row, size in enumerate(sizes):
            if size:
                text = f"{label} {size}" if size / most > 0.06 + 0.03 * len(label) else str(size)
                _text(
                    axes, begun[row] + size / 2, row, text, color="white", ha="center", va="center_baseline"
                )
        begun = [start + size for start, size in zip(begun, sizes, strict=True)]
    for row, each in enumerate(counts):
        _text(axes, each.total + most * 0.015, row, f"达标率 {each.rate}", color=INK, va="center_baseline")
    axes.set_xlim(0, most * 1.22)
    _rows(axes, [f"{each.label} {each.total} 项" for each in counts])
    _key(axes, columns=4, down=-0.02)
    return _png(figure)


def course_picture(course: Course, title: str, texts: Sequence[str] = ()) -> bytes:
    """Years without a figure are gaps. `texts`: figures as printed, so that bounds are drawn as bounds."""
    figure, axes = _drawing(2.3)
    path = [_float(each) for each in course.path]
    if any(each == each for each in path):
        axes.plot(
            course.years, path, color=PATH, linestyle=(0, (5, 3)), linewidth=1.4, label=course.path_name
        )
    actuals = [_float(each) for each in course.actuals]
    if any(each == each for each in actuals):
        axes.plot(course.years, actuals, color=BLUE, linewidth=2, marker="o", markersize=5, label="实际")
    for year, value, wanted in zip(course.years, course.actuals, course.path, strict=True):
        if value is not None:
            is_under = wanted is not None and wanted > value
            _near(axes, year, float(value), f"{value:f}", BLUE, under=is_under)
    for year, bound, text in _bounds(course, texts):
        up = text[0] in "＞≥>"
        axes.plot([year], [bound], color=BLUE, marker="^" if up else "v", markersize=7, linestyle="none")
        _near(axes, year, bound, text, BLUE)
    axes.set_xticks(list(course.years), [f"{year}" for year in course.years], fontproperties=_font(SMALL))
    axes.set_xlim(course.years[0] - 0.35, course.years[-1] + 0.35)
    axes.margins(y=0.18)
    axes.grid(axis="y", color=LINE, linewidth=0.6)
    for label in axes.get_yticklabels():
        label.set_fontproperties(_font(SMALL))
    axes.tick_params(length=0, colors=SOFT)
    _title(axes, title)
    _key(axes, columns=2, down=-0.11)
    return _png(figure)


def _drawing(height: float) -> tuple[Figure, Any]:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDE, height), dpi=DOTS, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(LINE)
    return figure, axes


@cache
def _font(size: float) -> Any:
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=FONT, size=size)


def _png(figure: Figure) -> bytes:
    """Without the library's name and the moment in it."""
    stream = BytesIO()
    figure.savefig(stream, format="png", dpi=DOTS, metadata={"Software": None})
    return stream.getvalue()


def _rows(axes: Any, labels: Sequence[str]) -> None:
    """Horizontal bars: named at the left, the first on top, without a scale."""
    axes.set_yticks(range(len(labels)), labels, fontproperties=_font(SMALL), color=INK)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_xticks([])
    axes.tick_params(length=0)
    axes.spines["bottom"].set_visible(False)


def _title(axes: Any, text: str) -> None:
    """As it is written: dollars in a name are no formula."""
    axes.set_title(text, fontproperties=_font(LARGE), color=INK, loc="left", parse_math=False)


def _key(axes: Any, *, columns: int, down: float) -> None:
    if axes.get_legend_handles_labels()[0]:
        axes.legend(
            prop=_font(SMALL), ncols=columns, frameon=False, loc="upper left", bbox_to_anchor=(0, down),
            borderaxespad=0, handlelength=1.6,
        )  # fmt: skip


def _text(axes: Any, x: float, y: float, text: str, **style: Any) -> None:
    axes.text(x, y, text, fontproperties=_font(SMALL), **style)


def _near(axes: Any, x: float, y: float, text: str, colour: str, *, under: bool = False) -> None:
    """Over the point; under it where the path runs above."""
    axes.annotate(
        text, (x, y), xytext=(0, -14 if under else 6), textcoords="offset points", ha="center", color=colour,
        fontproperties=_font(SMALL),
    )  # fmt: skip


def _bounds(course: Course, texts: Sequence[str]) -> list[tuple[int, float, str]]:
    """Years whose figure is only a bound: ＞90, ≤5.5."""
    found = []
    for year, value, text in zip(course.years, course.actuals, texts, strict=False):
        if value is None and text and text[0] in "＞≥＜≤><":
            bound = parse_figure(text).value
            if bound is not None:
                found.append((year, float(bound), text))
    return found


def _float(value: Decimal | None) -> float:
    return float("nan") if value is None else float(value)
