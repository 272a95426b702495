"""The traces of a path chart, each a function of the course and its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dashboards.charts.course import Course
from dashboards.charts.scale import Scale, as_number, label_of, near_end, opens_down

ACCENT, SOFT, QUIET, ALARM, SURFACE = (
    f"var(--{name})" for name in ("accent", "line", "line-strong", "bad", "surface")
)
QUIET_INK = "var(--ink-3)"
EXTRAPOLATED = "推算，非评价"


@dataclass(frozen=True)
class PathWords:
    """The texts of the chart; values as printed, by year. `former`: targets of other versions: what they
    are called, as printed, and their level.
    """

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
    former: tuple[tuple[str, str, Decimal], ...] = ()


def _line(name: str, points: Sequence[tuple[str, Decimal | None, str]], **style: Any) -> dict[str, Any]:
    """A trace through the points; the third of each is what the pointer is told."""
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": [label for label, _, _ in points],
        "y": [as_number(value) for _, value, _ in points],
        "customdata": [text for _, _, text in points],
        "hovertemplate": "%{customdata}",
        **style,
    }


def flows(course: Course, words: PathWords, labels: Sequence[str]) -> list[dict[str, Any]]:
    """What each year added to a sum."""
    points = [
        (label_of(course, labels, step), step.own.value, words.own[step.year])
        for step in course.steps
        if step.own is not None and step.own.is_exact
    ]
    if not course.summed or words.own == words.reached or not points:
        return []
    bars = _line("当年", points, marker={"color": SOFT}, width=0.34)
    del bars["mode"]
    return [{**bars, "type": "bar"}]


def expected(course: Course, words: PathWords, labels: Sequence[str]) -> list[dict[str, Any]]:
    points = [
        (label_of(course, labels, step), step.expected, words.expected[step.year])
        for step in course.steps
        if step.expected is not None
    ]
    if course.start is not None and not course.summed and course.stepwise:
        points.insert(0, (labels[0], course.start, words.base_text))
    if not points:
        return []
    name = "年度目标" if course.by_annual_targets else "直线路径"
    return [_line(name, points, line={"color": QUIET, "dash": "dash", "width": 1.6})]


def extrapolated(
    course: Course, words: PathWords, labels: Sequence[str], extrapolation: Decimal | None
) -> list[dict[str, Any]]:
    latest = course.latest
    if extrapolation is None or latest is None or latest.reached is None or not latest.reached.is_point:
        return []
    begin = (label_of(course, labels, latest), latest.reached.low, words.reached[latest.year])
    end = (labels[-1], extrapolation, words.extrapolated_text)
    style = {"line": {"color": ACCENT, "dash": "dot", "width": 1.6}}
    return [_line(EXTRAPOLATED, [begin, end], **style)]


def actual(course: Course, words: PathWords, labels: Sequence[str]) -> list[dict[str, Any]]:
    """Exact figures; a year without one, or with a bound, breaks the line."""
    points: list[tuple[str, Decimal | None, str]] = []
    if course.start is not None and not course.summed:
        points.append((labels[0], course.start, words.base_text))
    hollow = len(points)
    for step in course.steps:
        value = step.reached.low if step.reached is not None and step.reached.is_point else None
        points.append((label_of(course, labels, step), value, words.reached.get(step.year, "")))
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


def bounds(course: Course, words: PathWords, labels: Sequence[str], scale: Scale) -> list[dict[str, Any]]:
    """Inequalities: a bar at the printed end, a whisker with an arrow towards the open one."""
    found: list[dict[str, Any]] = []
    for step in course.steps:
        near = near_end(step)
        if step.reached is None or step.reached.is_point or near is None:
            continue
        down = opens_down(step)
        far = near - scale.whisker if down else near + scale.whisker
        label, text = label_of(course, labels, step), words.reached[step.year]
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


def goal(
    course: Course, words: PathWords, labels: Sequence[str], extrapolation: Decimal | None
) -> list[dict[str, Any]]:
    """A mark at the end year where there is a path, else a line across all years to be kept to."""
    if course.goal is None:
        return []
    if not course.stepwise:
        return [_kept_line(course.goal, words, labels)]
    ends = [end for end in (extrapolation, near_end(course.steps[-1])) if end is not None]
    crowded = any(end > course.goal for end in ends)
    style: dict[str, Any] = {
        "mode": "markers+text",
        "text": [f"目标 {words.goal_text}"],
        "textposition": "bottom center" if crowded else "top center",
        "textfont": {"color": ALARM},
        "cliponaxis": False,
        "marker": {"symbol": "line-ew", "size": 26, "color": ALARM, "line": {"color": ALARM, "width": 3}},
    }
    return [_line("目标", [(labels[-1], course.goal, words.goal_text)], **style)]


def former(words: PathWords, labels: Sequence[str]) -> list[dict[str, Any]]:
    """Targets of other versions at the end year, quieter than the one that was judged by."""
    return [
        _line(
            name,
            [(labels[-1], level, text)],
            mode="markers+text",
            text=[f"{name} {text}"],
            textposition="middle left",
            textfont={"color": QUIET_INK},
            cliponaxis=False,
            showlegend=False,
            marker={"symbol": "line-ew", "size": 26, "color": QUIET, "line": {"color": QUIET, "width": 2}},
        )
        for name, text, level in words.former
    ]


def _kept_line(bound: Decimal, words: PathWords, labels: Sequence[str]) -> dict[str, Any]:
    """The marker is not seen: it keeps the label off the line."""
    return _line(
        "目标",
        [(label, bound, words.goal_text) for label in labels],
        mode="lines+markers+text",
        marker={"size": 12, "opacity": 0},
        text=[""] * (len(labels) - 1) + [f"目标 {words.goal_text}"],
        textposition="top left",
        textfont={"color": ALARM},
        line={"color": ALARM, "dash": "dot", "width": 2},
    )
