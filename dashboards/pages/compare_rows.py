"""The regions of 区域对比, one by one: a row of the ranking, a bar, a small chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from common.numbers import POINTS, number
from dashboards.charts.chart import Chart
from dashboards.charts.course import Course, course_of
from dashboards.charts.multiples import Drawn, Multiples, multiples_of
from dashboards.charts.ranking import Bar, ranking_chart
from dashboards.charts.trend import Trend, trend_of
from dashboards.pages.address import indicator_link
from dashboards.pages.frame import Shown
from dashboards.words.comparing import (
    ACTUAL,
    ATTAINMENT,
    CLOSURE,
    DEVIATION,
    MEASURES,
    Comparison,
    measure_text,
)
from dashboards.words.figures import (
    actual_text,
    distance,
    lamp_for,
    rate,
    target_text,
    verdict_marks,
    word_of,
)
from dashboards.words.ranking import Ranked
from indicators.calc import Lamp
from indicators.pages import printed
from indicators.queries.progress import Row


@dataclass(frozen=True)
class CompareRow:
    """A region; `rank` is None where it stands apart, for the `reason`."""

    rank: int | None
    region: str
    url: str
    is_own: bool
    baseline: str
    target: str
    actual: str
    marks: tuple[str, ...]
    value: str
    lamp: Lamp
    word: str
    detail: str
    trend: Trend
    trend_words: str
    reason: str


@dataclass(frozen=True)
class SmallChart:
    region: str
    url: str
    word: str
    lamp: Lamp
    drawn: Drawn


def compare_row(each: Ranked, row: Row, name: str, shown: Shown, by: str) -> CompareRow:
    item, verdict = row.item, row.verdict
    trend = Trend()
    if verdict is not None and verdict.judged_year is not None and item.sense != "composition":
        trend = trend_of(course_of(verdict.case, verdict.regime))
    return CompareRow(
        rank=each.rank,
        region=name,
        url=indicator_link(item.plan_id, item.id, year=shown.year, standing=shown.asked.standing),
        is_own=each.key == shown.plan.region_id,
        baseline=printed(item.baseline),
        target=target_text(item),
        actual=actual_text(row),
        marks=verdict_marks(verdict),
        value=measure_text(row, by),
        lamp=lamp_for(verdict),
        word=word_of(verdict, item.sense),
        detail=distance(verdict),
        trend=trend,
        trend_words=f"{name}历年走势",
        reason=each.reason,
    )


def chart_of_ranking(names: Mapping[str, str], found: Comparison, *, about: str, unit: str) -> Chart | None:
    """None with fewer than two to rank. `about`: year and name of the indicator."""
    bars_or_none = (_bar(each, found.rows[each.key], names[each.key], found.by) for each in found.ranking)
    bars = [bar for bar in bars_or_none if bar is not None]
    if len(bars) < 2:
        return None
    measure = MEASURES[found.by]
    scale = "百分点或%" if found.by == DEVIATION else unit if found.by == ACTUAL else "%"
    return ranking_chart(
        bars, caption=f"{about}：{measure}排名", measure=measure, note=f"{scale}；颜色与文字为评价"
    )


def _bar(each: Ranked, row: Row, name: str, by: str) -> Bar | None:
    verdict = row.verdict
    if each.rank is None or each.value is None or verdict is None:
        return None
    schedule = verdict.schedule if by in (CLOSURE, ATTAINMENT) else None
    return Bar(
        rank=each.rank,
        label=name,
        value=each.value,
        text=measure_text(row, by),
        lamp=lamp_for(verdict).code,
        word=word_of(verdict, row.item.sense),
        expected=schedule,
        expected_text="" if schedule is None else rate(schedule),
    )


def small_charts(
    lines: Sequence[CompareRow], found: Comparison, years: range
) -> tuple[Multiples | None, tuple[SmallChart, ...]]:
    """Rates as they are, amounts as a share of each one's own target: one pair of axes for all."""
    drawn: list[tuple[CompareRow, Course]] = []
    units = set()
    for each, row in zip(found.ranking, lines, strict=True):
        item, verdict = found.rows[each.key].item, found.rows[each.key].verdict
        if verdict is None or verdict.judged_year is None or item.sense == "composition":
            continue
        drawn.append((row, course_of(verdict.case, verdict.regime)))
        units.add(item.unit)
    if not drawn:
        return None, ()
    as_share = not (units <= set(POINTS) or any(not course.goal for _, course in drawn))
    courses = [(row.region, course) for row, course in drawn]
    unit = "、".join(sorted(units))
    multiples = multiples_of(courses, years, unit=unit, as_share=as_share, say=number)
    return multiples, tuple(
        SmallChart(row.region, row.url, row.word, row.lamp, each)
        for (row, _), each in zip(drawn, multiples.drawn, strict=True)
    )
