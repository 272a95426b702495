"""The ranking as bars, best at the top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dashboards.charts.chart import Chart, Table

SIZES = (6, 12, 24, 48)  # bars for which the style sheet has a height of its own
COLOURS = {
    "ok": "var(--ok-fill)",
    "warn": "var(--warn-line)",
    "bad": "var(--bad-fill)",
    "na": "var(--na-fill)",
}
SCHEDULE = "时序进度"


@dataclass(frozen=True)
class Bar:
    """`text` is the value as the table says it, `word` that of the lamp; `expected`, with its text, is where
    the region ought to be by now.
    """

    rank: int
    label: str
    value: Decimal
    text: str
    lamp: str
    word: str
    expected: Decimal | None = None
    expected_text: str = ""


def ranking_chart(bars: Sequence[Bar], *, caption: str, measure: str, note: str) -> Chart:
    expected = [bar for bar in bars if bar.expected is not None]
    size = next((size for size in SIZES if len(bars) <= size), SIZES[-1])
    return Chart(
        id="ranking",
        caption=caption,
        note=note,
        figure={
            "data": [_trace(bars, measure), *([_marks(expected)] if expected else []), _said(bars)],
            "layout": _layout(bars, room=Decimal("0.45")),
            "narrow": {"yaxis": {"tickfont": {"size": 11}}, **_layout(bars, room=Decimal("1.5"), ticks=3)},
        },
        table=_table(bars, measure),
        size=f"bars-{size}",
    )


def _table(bars: Sequence[Bar], measure: str) -> Table:
    scheduled = any(bar.expected_text for bar in bars)
    head = ("地区", "名次", measure, *((SCHEDULE,) if scheduled else ()), "评价")
    rows = tuple(
        (bar.label, str(bar.rank), bar.text, *((bar.expected_text or "—",) if scheduled else ()), bar.word)
        for bar in bars
    )
    return Table(head, rows)


def _trace(bars: Sequence[Bar], measure: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "name": measure,
        "x": [float(bar.value) for bar in bars],
        "y": [_label(bar) for bar in bars],
        "customdata": [f"{bar.text}，{bar.word}" for bar in bars],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {"color": [COLOURS[bar.lamp] for bar in bars]},
        "showlegend": False,
    }


def _said(bars: Sequence[Bar]) -> dict[str, Any]:
    """The words behind each bar, clear of the mark of the schedule too."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [float(max(bar.value, bar.expected or bar.value, Decimal(0))) for bar in bars],
        "y": [_label(bar) for bar in bars],
        "text": [f"　{bar.text}　{bar.word}" for bar in bars],
        "textposition": "middle right",
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _label(bar: Bar) -> str:
    return f"{bar.rank}　{bar.label}"


def _marks(bars: Sequence[Bar]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": SCHEDULE,
        "x": [float(bar.expected) for bar in bars if bar.expected is not None],
        "y": [_label(bar) for bar in bars],
        "customdata": [bar.expected_text for bar in bars],
        "hovertemplate": f"{SCHEDULE} %{{customdata}}<extra></extra>",
        "marker": {"symbol": "line-ns", "size": 26, "line": {"color": "var(--ink)", "width": 2.4}},
        "showlegend": True,
    }


def _layout(bars: Sequence[Bar], *, room: Decimal, ticks: int = 6) -> dict[str, Any]:
    """The axis begins at nought, and leaves room (a part of it) for the words behind the longest bar."""
    values = [value for bar in bars for value in (bar.value, bar.expected) if value is not None]
    low, high = min(*values, Decimal(0)), max(*values, Decimal(0))
    free = (high - low or Decimal(1)) * room
    return {
        "hovermode": "closest",
        "bargap": 0.5,
        "xaxis": {"range": [float(low - (free if low < 0 else 0)), float(high + free)], "nticks": ticks},
        "yaxis": {"type": "category", "autorange": "reversed", "showgrid": False},
    }
