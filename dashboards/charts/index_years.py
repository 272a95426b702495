"""The chart of a 综合指数 by year: points reached, what was missed, and the weight that was not assessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dashboards.charts.chart import Chart, Table


@dataclass(frozen=True)
class IndexYear:
    """A year's numbers, and as they are shown: points, unassessed weight, over the assessed weight."""

    year: int
    points: Decimal
    unassessed: Decimal
    texts: tuple[str, str, str]


def index_chart(years: Sequence[IndexYear], *, full: Decimal) -> Chart:
    """`full` is the sum of the weights, the most there can be."""
    labels = [str(each.year) for each in years]
    reached, unassessed = [each.texts[0] for each in years], [each.texts[1] for each in years]
    shown = {
        "text": reached,
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": "#fff"},
    }
    traces = [
        _bars("得分", labels, [each.points for each in years], reached, "var(--accent)") | shown,
        _bars(
            "无法评价的权重", labels, [each.unassessed for each in years], unassessed, "var(--line-strong)"
        ),
    ]
    layout = {
        "barmode": "stack",
        "bargap": 0.45,
        "xaxis": {"type": "category", "showgrid": False},
        "yaxis": {"range": [min(0.0, *(float(each.points) for each in years)), float(full)]},
    }
    return Chart(
        id="index-years",
        caption="历年指数",
        note=f"满分 {full.normalize():f}",
        figure={"data": traces, "layout": layout, "narrow": {}},
        table=Table(
            ("年度", "得分", "无法评价的权重", "仅按可评价权重折算"),
            tuple((str(each.year), *each.texts) for each in years),
        ),
        size="small",
    )


def _bars(
    name: str, labels: Sequence[str], values: Sequence[Decimal], texts: Sequence[str], colour: str
) -> dict[str, Any]:
    return {
        "type": "bar",
        "name": name,
        "x": list(labels),
        "y": [float(value) for value in values],
        "customdata": list(texts),
        "hovertemplate": "%{customdata}",
        "marker": {"color": colour},
    }
