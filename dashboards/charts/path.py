"""The path chart: baseline, path, figures with bounds drawn as bounds, target, extrapolation."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from dashboards.charts import traces
from dashboards.charts.chart import Chart, Table
from dashboards.charts.course import Course
from dashboards.charts.scale import Scale, as_number, label_of, labels_of, scale_of
from dashboards.charts.traces import PathWords

NARROW = {
    "xaxis": {"tickfont": {"size": 10}},
    "yaxis": {"tickfont": {"size": 10}},
    "legend": {"font": {"size": 10}},
}


def path_chart(course: Course, words: PathWords, extrapolation: Decimal | None) -> Chart:
    """`extrapolation` is the value at the end year if things go on as they have so far."""
    labels = labels_of(course, words.base_label)
    scale = scale_of(course, extrapolation, [level for _, _, level in words.former])
    drawn = [
        *traces.flows(course, words, labels),
        *traces.expected(course, words, labels),
        *traces.extrapolated(course, words, labels, extrapolation),
        *traces.actual(course, words, labels),
        *traces.bounds(course, words, labels, scale),
        *traces.former(words, labels),
        *traces.goal(course, words, labels, extrapolation),
    ]
    return Chart(
        id="path",
        caption=words.caption,
        note=_note(course, words, extrapolation),
        source=words.source,
        figure={"data": drawn, "layout": _layout(labels, scale), "narrow": NARROW},
        table=_table(course, words, labels),
    )


def _layout(labels: Sequence[str], scale: Scale) -> dict[str, Any]:
    return {
        "xaxis": {
            "type": "category",
            "categoryorder": "array",
            "categoryarray": list(labels),
            "range": [-0.4, len(labels) - 0.55],
            "showgrid": False,
        },
        "yaxis": {"range": [as_number(scale.low), as_number(scale.high)]},
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
        rows.append((label_of(course, labels, step), *own, words.reached.get(step.year, "—"), awaited))
    if words.extrapolated_text:
        rows.append(
            (
                f"{course.steps[-1].year} {traces.EXTRAPOLATED}",
                *(("—",) if flows else ()),
                words.extrapolated_text,
                "—",
            )
        )
    blank = ("—",) * (len(head) - 2)
    rows += [(name, *blank, text) for name, text, _ in words.former]
    return Table(head, tuple(rows))
