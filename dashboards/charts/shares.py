"""The chart of a composition: the tiers of each year, and those of the target, as stacked bars."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from dashboards.charts.chart import Chart, Table
from indicators.calc import Case, Figure

# The best tier darkest; neighbours stay apart in grey print too.
COLOURS = ("var(--accent)", "#7ba3c9", "#cddcea", "#9fb0bf", "#e3e8ed")
INKS = ("#fff", "var(--ink)", "var(--ink)", "var(--ink)", "var(--ink)")


def shares_chart(case: Case, *, caption: str, base_label: str, source: str = "") -> Chart:
    """Members as per cent of their sum, best tier first."""
    columns = _columns(case, base_label)
    tiers = max(len(figure.members) for _, figure in columns)
    traces = [_tier(place, columns) for place in range(tiers)]
    head = ("年度", "比例", *(f"第 {place + 1} 档（%）" for place in range(tiers)))
    rows = tuple(
        (label, figure.text, *(_text(figure, place) for place in range(tiers))) for label, figure in columns
    )
    layout = {
        "barmode": "stack",
        "xaxis": {"type": "category", "showgrid": False},
        "yaxis": {"range": [0, 100]},
        "legend": {"traceorder": "normal"},
    }
    return Chart(
        id="path",
        caption=caption,
        note="各档占比，%；自最高档起",
        source=source,
        figure={"data": traces, "layout": layout, "narrow": {}},
        table=Table(head, rows),
    )


def _columns(case: Case, base_label: str) -> list[tuple[str, Figure]]:
    named: list[tuple[str, Figure | None]] = [(base_label, case.baseline)]
    named += [(str(year), figure) for year, figure in sorted(case.actuals.items()) if year <= case.as_of]
    named.append((f"{case.end} 目标", case.target))
    return [(label, figure) for label, figure in named if figure is not None and figure.is_ratio]


def _tier(place: int, columns: list[tuple[str, Figure]]) -> dict[str, Any]:
    return {
        "type": "bar",
        "name": f"第 {place + 1} 档",
        "x": [label for label, _ in columns],
        "y": [float(_share(figure, place)) for _, figure in columns],
        "customdata": [_text(figure, place) for _, figure in columns],
        "hovertemplate": "%{customdata}%",
        "marker": {"color": COLOURS[place % len(COLOURS)]},
        "text": [_text(figure, place) for _, figure in columns],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": INKS[place % len(INKS)]},
    }


def _share(figure: Figure, place: int) -> Decimal:
    whole = sum(figure.members, Decimal(0))
    return figure.members[place] * 100 / whole if place < len(figure.members) and whole else Decimal(0)


def _text(figure: Figure, place: int) -> str:
    shown = format(_share(figure, place).quantize(Decimal("0.01")), "f")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
