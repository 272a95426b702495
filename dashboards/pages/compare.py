"""区域对比: the regions beside or below one, on one indicator, ranked where they may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dashboards.charts.chart import Chart
from dashboards.charts.multiples import Multiples
from dashboards.pages.address import Asked, Choice
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
from dashboards.pages.compare_rows import (
    CompareRow,
    SmallChart,
    chart_of_ranking,
    compare_row,
    small_charts,
)
from dashboards.pages.frame import BoardHead, Ground, Shown, as_all_reach, ground_of, head_of
from dashboards.pages.notices import Notice
from dashboards.pages.reports import report_link
from dashboards.queries.compare import Shared, rows_on, shared_indicators
from dashboards.queries.landscape import children_of, siblings_of
from dashboards.words.comparing import ACTUAL, MEASURES, Comparison, comparison_of, explained
from dashboards.words.figures import data_date_of
from indicators.calc.words import BASIS, SENSE
from plans.queries import plans_of_period

MOST = 8  # names of regions without the indicator that are told


@dataclass(frozen=True, kw_only=True)
class ComparePage(BoardHead):
    """`empty` says why there is nothing to compare, where there is nothing."""

    kept: tuple[tuple[str, object], ...] = ()
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
    report_url: str = ""

    @property
    def scored(self) -> str:
        """What the column beside 实际 shows; nothing where that is 实际 itself, or nobody is ranked."""
        return self.measure if self.ranked and self.measure != MEASURES[ACTUAL] else ""


def compare_page(*, user: Any, code: str, asked: Asked, wanted: Wanted) -> ComparePage | None:
    """None where the region, the plan asked for or the standing is not for this person's eyes."""
    ground = ground_of(user=user, code=code, asked=asked)
    if ground is None:
        return None
    regions, plans, scope = _regions(user, ground, wanted.scope)
    ground, notices = as_all_reach(user, ground) if scope == SIBLINGS else (ground, ())
    chosen = {name: value for name, value in wanted.kept.items() if value}
    head = head_of(ground, tab="compare", address=lambda to, **kept: compare_link(to, **chosen, **kept))
    shown = ground.shown
    if shown is None:
        return ComparePage(**head)
    scopes = choices(SCOPES, tuple(SCOPES), scope, _links(shown, wanted, "scope", SCOPES))
    head |= {"scope": scope, "scopes": scopes, "kept": tuple(shown.kept.items())}
    head["report_url"] = report_link(user, shown.plan, shown.year)
    shared = shared_indicators(user, plans.values())
    indicator = _chosen(shared, wanted.indicator)
    if indicator is None:
        head["notices"] = (*head["notices"], *notices, *_warnings(complaints_about(wanted, shared, ())))
        return ComparePage(**head, **_nothing(shown, scope))
    found = _compared(user, shown, plans, indicator, wanted)
    said = complaints_about(wanted, shared, found.measures)
    head["notices"] = (*head["notices"], *notices, *_warnings(said))
    options = indicator_options(shared, indicator.code)
    return ComparePage(**head, options=options, **_content(shown, wanted, regions, indicator, found))


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


def _compared(
    user: Any, shown: Shown, plans: Mapping[str, Any], chosen: Shared, wanted: Wanted
) -> Comparison:
    """Judged alike: the basis and sense are those of the region's own plan, or of the first where it has
    no such indicator.
    """
    year, standing = shown.year, shown.asked.standing
    by_plan = rows_on(user, {*plans.values(), shown.plan}, chosen.code, year=year, standing=standing)
    rows = {code: by_plan[plan.pk] for code, plan in plans.items() if plan.pk in by_plan}
    like = (by_plan.get(shown.plan.pk) or next(iter(rows.values()))).item
    return comparison_of(rows, like=like, year=year, wanted=wanted.by)


def _content(
    shown: Shown, wanted: Wanted, regions: Sequence[Any], chosen: Shared, found: Comparison
) -> dict[str, Any]:
    names = {region.code: region.name for region in regions}
    rows, by = found.rows, found.by
    lines = [compare_row(each, rows[each.key], names[each.key], shown, by) for each in found.ranking]
    item = next(iter(rows.values())).item
    multiples, small = small_charts(lines, found, shown.plan.years)
    wanted = replace(wanted, indicator=chosen.code)
    return {
        "name": chosen.name,
        "unit": item.unit,
        "basis": f"{BASIS[item.basis]}，{SENSE.get(item.sense, '结构比例')}",
        "by": by if wanted.by else "",
        "measure": MEASURES[by],
        "measures": choices(MEASURES, found.measures, by, _links(shown, wanted, "by", MEASURES)),
        "explained": explained(by, item.sense),
        "ranked": tuple(row for row in lines if row.rank is not None),
        "apart": tuple(row for row in lines if row.rank is None),
        "without": _named([region.name for region in regions if region.code not in rows]),
        "chart": chart_of_ranking(names, found, about=f"{shown.year} 年{chosen.name}", unit=item.unit),
        "multiples": multiples,
        "small": small,
        "data_date": data_date_of(row.verdict for row in rows.values()),
    }


def _named(names: Sequence[str]) -> str:
    return f"{'、'.join(names[:MOST])}等 {len(names)} 个地区" if len(names) > MOST else "、".join(names)


def _links(shown: Shown, wanted: Wanted, changed: str, values: Mapping[str, str]) -> dict[str, str]:
    """For each value of one parameter, the address with the others kept; another scope ranks anew."""
    kept = {**wanted.kept, **shown.kept, **({"by": ""} if changed == "scope" else {})}
    return {value: compare_link(shown.plan.region_id, **{**kept, changed: value}) for value in values}
