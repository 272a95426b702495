"""区域对比: the regions beside or below one, on one indicator, ranked where they may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from common.numbers import POINTS, number
from dashboards.charts.chart import Chart
from dashboards.charts.course import Course, course_of
from dashboards.charts.multiples import Drawn, Multiples, multiples_of
from dashboards.charts.ranking import Bar, ranking_chart
from dashboards.charts.trend import Trend, trend_of
from dashboards.pages.address import ACCEPTED, PROVISIONAL, Asked, Choice, indicator_link
from dashboards.pages.compare_choices import (
    CHILDREN,
    SCOPES,
    SIBLINGS,
    OptionGroup,
    Wanted,
    choices,
    compare_link,
    complaints_about,
    indicator_options,
)
from dashboards.pages.frame import Ground, Shown, ground_of, head_of
from dashboards.pages.notices import Notice
from dashboards.pages.places import RegionSwitch
from dashboards.queries.compare import Shared, rows_on, shared_indicators
from dashboards.queries.landscape import children_of, plans_of_period, siblings_of
from dashboards.words.comparing import (
    ACTUAL,
    ATTAINMENT,
    CLOSURE,
    DEVIATION,
    MEASURES,
    explained,
    measure_text,
    measures_of,
    ranking_of,
    usual_measures,
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
from indicators.calc import RULE_VERSION, Lamp
from indicators.calc.words import BASIS, SENSE
from indicators.pages import printed
from indicators.queries.history import within_reach
from indicators.queries.progress import Row

MOST = 8  # names of regions without the indicator that are told
ONLY_ACCEPTED = "同级地区只提供已接收的数据，本页按“已接收”显示。"


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


@dataclass(frozen=True)
class ComparePage:
    """`empty` says why there is nothing to compare, where there is nothing."""

    region: str
    region_code: str
    is_fictional: bool
    switch: RegionSwitch
    notices: tuple[Notice, ...]
    plans: tuple[Choice, ...] = ()
    tabs: tuple[Choice, ...] = ()
    years: tuple[Choice, ...] = ()
    standings: tuple[Choice, ...] = ()
    year: int = 0
    title: str = ""
    period: str = ""
    kept: tuple[tuple[str, object], ...] = ()
    standing_label: str = ""
    scope: str = ""
    scopes: tuple[Choice, ...] = ()
    options: tuple[OptionGroup, ...] = ()
    by: str = ""
    measures: tuple[Choice, ...] = ()
    measure: str = ""
    name: str = ""
    unit: str = ""
    basis: str = ""
    explained: str = ""
    ranked: tuple[CompareRow, ...] = ()
    apart: tuple[CompareRow, ...] = ()
    without: str = ""
    chart: Chart | None = None
    multiples: Multiples | None = None
    small: tuple[SmallChart, ...] = ()
    data_date: datetime | None = None
    rule_version: str = RULE_VERSION
    report_url: str = ""
    empty: str = ""
    empty_hint: str = ""


@dataclass(frozen=True)
class Compared:
    """The rows by region, ranked by one measure."""

    shared: Shared
    rows: Mapping[str, Row]
    ranking: Sequence[Ranked]
    by: str
    measures: tuple[str, ...]

    @property
    def unit(self) -> str:
        return next(iter(self.rows.values())).item.unit


def compare_page(*, user: Any, code: str, asked: Asked, wanted: Wanted) -> ComparePage | None:
    """None where the region, the plan asked for or the standing is not for this person's eyes."""
    ground = ground_of(user=user, code=code, asked=asked)
    if ground is None:
        return None
    regions, plans, scope = _regions(user, ground, wanted.scope)
    ground, notices = _as_far_as_all_reach(user, ground, scope)
    chosen = {name: value for name, value in wanted.kept.items() if value}
    head = head_of(ground, tab="compare", address=lambda to, **kept: compare_link(to, **chosen, **kept))
    shown = ground.shown
    if shown is None:
        return ComparePage(**head)
    scopes = choices(SCOPES, tuple(SCOPES), scope, _links(shown, wanted, "scope", SCOPES))
    head |= {"scope": scope, "scopes": scopes, "kept": tuple(shown.kept.items())}
    shared = shared_indicators(user, plans.values())
    indicator = _chosen(shared, wanted.indicator)
    if indicator is None:
        head["notices"] = (*head["notices"], *notices, *_warnings(complaints_about(wanted, shared, ())))
        return ComparePage(**head, **_nothing(shown, scope))
    compared = _compared(user, shown, plans, indicator, wanted)
    said = complaints_about(wanted, shared, compared.measures)
    head["notices"] = (*head["notices"], *notices, *_warnings(said))
    options = indicator_options(shared, indicator.code)
    return ComparePage(**head, options=options, **_content(shown, wanted, regions, compared))


def _as_far_as_all_reach(user: Any, ground: Ground, scope: str) -> tuple[Ground, tuple[Notice, ...]]:
    """Submitted figures of siblings follow the grants: without those, all are judged by accepted ones."""
    region, shown = ground.region, ground.shown
    if scope == CHILDREN or shown is None or within_reach(user, region.parent_id or region.code):
        return ground, ()
    told = (Notice("info", ONLY_ACCEPTED),) if shown.asked.standing == PROVISIONAL else ()
    asked = replace(shown.asked, standing=ACCEPTED)
    return replace(ground, reached=False, asked=asked, shown=replace(shown, asked=asked)), told


def _warnings(said: Sequence[str]) -> tuple[Notice, ...]:
    return tuple(Notice("warning", text) for text in said)


def _nothing(shown: Shown, scope: str) -> dict[str, Any]:
    """Two regions at least are needed."""
    others = SCOPES[scope]
    hint = f"至少两个{others}的 {shown.plan.period} 规划有同一指标时，这里可以对比。"
    return {"empty": f"没有可对比的{others}", "empty_hint": hint}


def _regions(user: Any, ground: Ground, scope: str) -> tuple[list[Any], dict[str, Any], str]:
    """Those compared, their plans of the same years, and the scope: below, where plans are there."""
    if ground.shown is None:
        return [], {}, SIBLINGS
    plan = ground.shown.plan
    years = {"start_year": plan.start_year, "end_year": plan.end_year}
    if scope != SIBLINGS:
        below = children_of(user, ground.region)
        plans = plans_of_period(user, below, **years)
        if plans or scope == CHILDREN:
            return below, plans, CHILDREN
    beside = siblings_of(user, ground.region)
    return beside, plans_of_period(user, beside, **years) | {ground.region.code: plan}, SIBLINGS


def _chosen(shared: Sequence[Shared], code: str) -> Shared | None:
    """The indicator asked for; else the one that most regions have."""
    asked = next((each for each in shared if each.code == code), None)
    return asked or max(shared, key=lambda each: each.plans, default=None)


def _compared(user: Any, shown: Shown, plans: Mapping[str, Any], chosen: Shared, wanted: Wanted) -> Compared:
    """Judged alike: the basis and sense are those of the region's own plan, or of the first where it has
    no such indicator.
    """
    year, standing = shown.year, shown.asked.standing
    by_plan = rows_on(user, {*plans.values(), shown.plan}, chosen.code, year=year, standing=standing)
    rows = {code: by_plan[plan.pk] for code, plan in plans.items() if plan.pk in by_plan}
    like = (by_plan.get(shown.plan.pk) or next(iter(rows.values()))).item
    measures = measures_of(rows, like=like, year=year)
    by = wanted.by if wanted.by in measures else (measures or usual_measures(rows))[0]
    ranking = ranking_of(rows, like=like, year=year, by=by)
    return Compared(chosen, rows, ranking, by, measures)


def _content(shown: Shown, wanted: Wanted, regions: Sequence[Any], compared: Compared) -> dict[str, Any]:
    names = {region.code: region.name for region in regions}
    rows, by = compared.rows, compared.by
    lines = [_row(each, rows[each.key], names[each.key], shown, by) for each in compared.ranking]
    item = next(iter(rows.values())).item
    multiples, small = _small(shown, lines, compared)
    wanted = replace(wanted, indicator=compared.shared.code)
    return {
        "name": compared.shared.name,
        "unit": compared.unit,
        "basis": f"{BASIS[item.basis]}，{SENSE.get(item.sense, '结构比例')}",
        "by": by if wanted.by else "",
        "measure": MEASURES[by],
        "measures": choices(MEASURES, compared.measures, by, _links(shown, wanted, "by", MEASURES)),
        "explained": explained(by, item.sense),
        "ranked": tuple(row for row in lines if row.rank is not None),
        "apart": tuple(row for row in lines if row.rank is None),
        "without": _named([region.name for region in regions if region.code not in rows]),
        "chart": _chart(shown, names, compared),
        "multiples": multiples,
        "small": small,
        "data_date": max((row.verdict.assessed_at for row in rows.values() if row.verdict), default=None),
    }


def _named(names: Sequence[str]) -> str:
    return f"{'、'.join(names[:MOST])}等 {len(names)} 个地区" if len(names) > MOST else "、".join(names)


def _row(each: Ranked, row: Row, name: str, shown: Shown, by: str) -> CompareRow:
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


def _chart(shown: Shown, names: Mapping[str, str], compared: Compared) -> Chart | None:
    """None with fewer than two to rank."""
    found = (_bar(each, compared.rows[each.key], names[each.key], compared.by) for each in compared.ranking)
    bars = [bar for bar in found if bar is not None]
    if len(bars) < 2:
        return None
    measure = MEASURES[compared.by]
    caption = f"{shown.year} 年{compared.shared.name}：{measure}排名"
    unit = "百分点或%" if compared.by == DEVIATION else compared.unit if compared.by == ACTUAL else "%"
    return ranking_chart(bars, caption=caption, measure=measure, note=f"{unit}；颜色与文字为评价")


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


def _small(
    shown: Shown, lines: Sequence[CompareRow], compared: Compared
) -> tuple[Multiples | None, tuple[SmallChart, ...]]:
    """Rates as they are, amounts as a share of each one's own target: one pair of axes for all."""
    drawn: list[tuple[CompareRow, Course]] = []
    units = set()
    for each, row in zip(compared.ranking, lines, strict=True):
        item, verdict = compared.rows[each.key].item, compared.rows[each.key].verdict
        if verdict is None or verdict.judged_year is None or item.sense == "composition":
            continue
        drawn.append((row, course_of(verdict.case, verdict.regime)))
        units.add(item.unit)
    if not drawn:
        return None, ()
    as_share = not (units <= set(POINTS) or any(not course.goal for _, course in drawn))
    courses = [(row.region, course) for row, course in drawn]
    unit = "、".join(sorted(units))
    multiples = multiples_of(courses, shown.plan.years, unit=unit, as_share=as_share, say=number)
    return multiples, tuple(
        SmallChart(row.region, row.url, row.word, row.lamp, each)
        for (row, _), each in zip(drawn, multiples.drawn, strict=True)
    )


def _links(shown: Shown, wanted: Wanted, changed: str, values: Mapping[str, str]) -> dict[str, str]:
    """For each value of one parameter, the address with the others kept; another scope ranks anew."""
    kept = {**wanted.kept, **shown.kept, **({"by": ""} if changed == "scope" else {})}
    return {value: compare_link(shown.plan.region_id, **{**kept, changed: value}) for value in values}
