"""The path chart: baseline, path, figures with bounds drawn as bounds, target, extrapolation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from dashboards.charts.chart import Chart, Table
from dashboards.charts.course import Course, Step
from indicators.calc import Interval

ACCENT, SOFT, QUIET, ALARM, SURFACE = (
    f"var(--{name})" for name in ("accent", "line", "line-strong", "bad", "surface")
)
EXTRAPOLATED = "推算，非评价"
ROOM = Decimal("0.16")  # of the span, left free above and below
WHISKER = Decimal("0.13")  # of the span: how long the open side of a bound is drawn


@dataclass(frozen=True)
class PathWords:
    """The texts of the chart; values as printed, by year."""

    caption: str
    unit: str
    base_label: str
    base_text: str
    goal_text: str
    own: dict[int, str]
    reached: dict[int, str]
    expected: dict[int, str]
    source: str = ""
    extrapolated_text: str = ""


@dataclass(frozen=True)
class Scale:
    """The range of the vertical axis, and the length that stands for an open end on it."""

    low: Decimal
    high: Decimal
    whisker: Decimal = field(default=Decimal(0))


def path_chart(course: Course, words: PathWords, extrapolation: Decimal | None) -> Chart:
    """`extrapolation` is the value at the end year if things go on as they have so far."""
    labels = labels_of(course, words)
    scale = scale_of(course, extrapolation)
    traces = [
        *_flows(course, words, labels),
        *_expected(course, words, labels),
        *_extrapolated(course, words, labels, extrapolation),
        *_actual(course, words, labels),
        *_bounds(course, words, labels, scale),
        *_goal(course, words, labels),
    ]
    return Chart(
        id="path",
        caption=words.caption,
        note=_note(course, words, extrapolation),
        source=words.source,
        figure={"data": traces, "layout": _layout(labels, scale), "narrow": NARROW},
        table=_table(course, words, labels),
    )


NARROW = {
    "xaxis": {"tickfont": {"size": 10}},
    "yaxis": {"tickfont": {"size": 10}},
    "legend": {"font": {"size": 10}},
}


def labels_of(course: Course, words: PathWords) -> list[str]:
    """The baseline year (where it is drawn) and the years of the plan."""
    years = [str(step.year) for step in course.steps]
    years[-1] = f"{years[-1]} 目标"
    return years if course.start is None or course.summed else [words.base_label, *years]


def scale_of(course: Course, extrapolation: Decimal | None) -> Scale:
    known = [course.start, course.goal, extrapolation]
    for step in course.steps:
        ends = [step.reached.low, step.reached.high] if step.reached else []
        known += [step.expected, *(ends if _is_point(step.reached) else [_near_end(step)])]
    values = [value for value in known if value is not None] or [Decimal(0)]
    low, high = min(values), max(values)
    span = high - low or abs(high) / 5 or Decimal(1)
    bottom = low if course.summed and low == 0 else low - span * ROOM
    return Scale(bottom, high + span * (ROOM + ROOM / 2), span * WHISKER)


def _near_end(step: Step) -> Decimal | None:
    """The end of a bound that was printed."""
    if step.reached is None:
        return None
    return step.reached.high if _opens_down(step) else step.reached.low


def _opens_down(step: Step) -> bool:
    low_unknown = step.reached is not None and step.reached.low is None
    return low_unknown or (step.own is not None and step.own.op in ("<", "<="))


def _is_point(reached: Interval | None) -> bool:
    return reached is not None and reached.is_point


def _label(course: Course, labels: Sequence[str], step: Step) -> str:
    return labels[len(labels) - len(course.steps) + course.steps.index(step)]


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _line(name: str, points: list[tuple[str, Decimal | None, str]], **style: Any) -> dict[str, Any]:
    """A trace through the points; the third of each is what the pointer is told."""
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": [label for label, _, _ in points],
        "y": [_number(value) for _, value, _ in points],
        "customdata": [text for _, _, text in points],
        "hovertemplate": "%{customdata}",
        **style,
    }


def _flows(course: Course, words: PathWords, labels: Sequence[str]) -> list[dict[str, Any]]:
    """What each year added to a sum."""
    exact = [step for step in course.steps if step.own is not None and step.own.is_exact]
    if not course.summed or words.own == words.reached or not exact:
        return []
    points = [
        (_label(course, labels, step), step.own and step.own.value, words.own[step.year]) for step in exact
    ]
    bars = _line("当年", points, marker={"color": SOFT}, width=0.34)
    return [{**bars, "type": "bar", "mode": None}]


def _expected(course: Course, words: PathWords, labels: Sequence[str]) -> list[dict[str, Any]]:
    points = [
        (_label(course, labels, step), step.expected, words.expected[step.year])
        for step in course.steps
        if step.expected is not None
    ]
    if course.start is not None and not course.summed and course.stepwise:
        points.insert(0, (labels[0], course.start, words.base_text))
    if not points:
        return []
    name = "年度目标" if course.by_annual_targets else "直线路径"
    return [_line(name, points, line={"color": QUIET, "dash": "dash", "width": 1.6})]


def _extrapolated(
    course: Course, words: PathWords, labels: Sequence[str], extrapolation: Decimal | None
) -> list[dict[str, Any]]:
    latest = course.latest
    if extrapolation is None or latest is None or latest.reached is None or not latest.reached.is_point:
        return []
    begin = (_label(course, labels, latest), latest.reached.low, words.reached[latest.year])
    end = (labels[-1], extrapolation, words.extrapolated_text)
    style = {"line": {"color": ACCENT, "dash": "dot", "width": 1.6}}
    return [_line(EXTRAPOLATED, [begin, end], **style)]


def _actual(course: Course, words: PathWords, labels: Sequence[str]) -> list[dict[str, Any]]:
    """Exact figures; a year without one, or with a bound, breaks the line."""
    points: list[tuple[str, Decimal | None, str]] = []
    if course.start is not None and not course.summed:
        points.append((labels[0], course.start, words.base_text))
    hollow = len(points)
    for step in course.steps:
        value = step.reached.low if step.reached is not None and step.reached.is_point else None
        points.append((_label(course, labels, step), value, words.reached.get(step.year, "")))
    if all(value is None for _, value, _ in points[hollow:]):
        points = points[:hollow]
    if not points:
        return []
    style = {
        "mode": "lines+markers+text",
        "text": [text if value is not None else "" for _, value, text in points],
        "textposition": _label_side(course),
        "textfont": {"color": ACCENT},
        "cliponaxis": False,
        "connectgaps": False,
        "line": {"color": ACCENT, "width": 3},
        "marker": {
            "size": 9,
            "color": [SURFACE] * hollow + [ACCENT] * (len(points) - hollow),
            "line": {"color": ACCENT, "width": 2},
        },
    }
    return [_line("累计" if course.summed else "实际", points, **style)]


def _label_side(course: Course) -> str:
    """Off the path, and to the side where the line itself is not: below right of a rising one."""
    below = _runs_below(course)
    start = course.start
    if not course.stepwise or start is None or course.goal is None:
        return "bottom center" if below else "top center"
    rising = course.goal >= start
    return f"{'bottom' if below else 'top'} {'right' if rising == below else 'left'}"


def _runs_below(course: Course) -> bool:
    """Whether the labels have more room below the line than above it."""
    latest = course.latest
    if latest is None or latest.reached is None or latest.reached.low is None:
        return True
    line = latest.expected if latest.expected is not None else course.goal
    return line is None or latest.reached.low <= line


def _bounds(course: Course, words: PathWords, labels: Sequence[str], scale: Scale) -> list[dict[str, Any]]:
    """Inequalities: a bar at the printed end, a whisker with an arrow towards the open one."""
    found = []
    for step in course.steps:
        near = _near_end(step)
        if step.reached is None or step.reached.is_point or near is None:
            continue
        down = _opens_down(step)
        far = near - scale.whisker if down else near + scale.whisker
        label, text = _label(course, labels, step), words.reached[step.year]
        style = {
            "mode": "lines+markers+text",
            "legendgroup": "bounds",
            "showlegend": not found,
            "text": [text, ""],
            "textposition": "top center" if down else "bottom center",
            "textfont": {"color": ACCENT},
            "cliponaxis": False,
            "line": {"color": ACCENT, "width": 2},
            "marker": {
                "symbol": ["line-ew", "triangle-down" if down else "triangle-up"],
                "size": [18, 9],
                "color": ACCENT,
                "line": {"color": ACCENT, "width": [3, 0]},
            },
        }
        found.append(
            _line("不等式（箭头指向未知的一侧）", [(label, near, text), (label, far, text)], **style)
        )
    return found


def _goal(course: Course, words: PathWords, labels: Sequence[str]) -> list[dict[str, Any]]:
    """A mark at the end year where there is a path, else a line across all years to be kept to."""
    if course.goal is None:
        return []
    text = f"目标 {words.goal_text}"
    if not course.stepwise:
        points = [(label, course.goal, words.goal_text) for label in labels]
        style = {
            "mode": "lines+text",
            "text": [""] * (len(points) - 1) + [text],
            "textposition": "top left",
            "textfont": {"color": ALARM},
            "line": {"color": ALARM, "dash": "dot", "width": 2},
        }
        return [_line("目标", points, **style)]
    style = {
        "mode": "markers+text",
        "text": [text],
        "textposition": "top center",
        "textfont": {"color": ALARM},
        "cliponaxis": False,
        "marker": {"symbol": "line-ew", "size": 26, "color": ALARM, "line": {"color": ALARM, "width": 3}},
    }
    return [_line("目标", [(labels[-1], course.goal, words.goal_text)], **style)]


def _layout(labels: Sequence[str], scale: Scale) -> dict[str, Any]:
    return {
        "xaxis": {
            "type": "category",
            "categoryorder": "array",
            "categoryarray": list(labels),
            "range": [-0.4, len(labels) - 0.55],
            "showgrid": False,
        },
        "yaxis": {"range": [_number(scale.low), _number(scale.high)]},
    }


def _note(course: Course, words: PathWords, extrapolation: Decimal | None) -> str:
    path = "年度目标" if course.by_annual_targets else "直线路径"
    parts = [words.unit, f"虚线为{path}" if course.stepwise or course.by_annual_targets else ""]
    parts += ["点线为按此前速度的推算，非评价" if extrapolation is not None else ""]
    return "；".join(part for part in parts if part)


def _table(course: Course, words: PathWords, labels: Sequence[str]) -> Table:
    """The rows of the picture in words."""
    flows = course.summed and words.own != words.reached
    reached = "累计" if course.summed else "实际"
    expected = "年度目标" if course.by_annual_targets else "直线路径" if course.stepwise else "目标"
    unit = f"（{words.unit}）" if words.unit else ""
    head = ("年度", *((f"当年{unit}",) if flows else ()), f"{reached}{unit}", f"{expected}{unit}")
    rows = []
    if len(labels) > len(course.steps):
        rows.append((labels[0], *(("—",) if flows else ()), words.base_text, "—"))
    for step in course.steps:
        awaited = (
            words.expected.get(step.year, "—")
            if course.stepwise or course.by_annual_targets
            else words.goal_text
        )
        own = (words.own.get(step.year, "—"),) if flows else ()
        rows.append((_label(course, labels, step), *own, words.reached.get(step.year, "—"), awaited))
    if words.extrapolated_text:
        rows.append(
            (
                f"{course.steps[-1].year} {EXTRAPOLATED}",
                *(("—",) if flows else ()),
                words.extrapolated_text,
                "—",
            )
        )
    return Table(head, tuple(rows))
