"""驾驶舱: a region's plan as of a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dashboards.pages.address import PROVISIONAL, STANDINGS, Asked, Choice, board_link, plan_link
from dashboards.pages.gaps import GapRow, UnassessedRow, gap_row, unassessed_rows
from dashboards.pages.notices import Notice, complaints, out_of_period, pending_notice, provisional_notice
from dashboards.pages.places import RegionSwitch, region_switch
from dashboards.pages.rows import Group, groups_of
from dashboards.pages.sources import SourceRow, sources_of
from dashboards.pages.tabs import board_tabs
from dashboards.queries import people
from dashboards.words.headline import Headline, headline_of
from dashboards.words.seriousness import lagging_rows
from dashboards.words.tally import Strip, Tally, strips_of, tally_of
from indicators.calc import RULE_VERSION
from indicators.queries.history import within_reach
from indicators.queries.progress import Row, judged_years, latest_reported_years, pending_count, rows_of_plan
from plans.queries import neighbourhood, plans_of_region, region_shown

BESIDE = 5
NO_PLAN = "规划发布之后，这里显示其各项指标的进展。可从页首切换到其他地区。"


@dataclass(frozen=True)
class BoardPage:
    """`title` and the rest are empty where the region has no plan in force (`empty` says so)."""

    region: str
    region_code: str
    is_fictional: bool
    switch: RegionSwitch
    year: int | None = None
    title: str = ""
    period: str = ""
    plan_url: str = ""
    tabs: tuple[Choice, ...] = ()
    plans: tuple[Choice, ...] = ()
    years: tuple[Choice, ...] = ()
    standings: tuple[Choice, ...] = ()
    standing_label: str = ""
    notices: tuple[Notice, ...] = ()
    headline: Headline | None = None
    tally: Tally | None = None
    strips: tuple[Strip, ...] = ()
    gaps: tuple[GapRow, ...] = ()
    gap_note: str = ""
    unassessed: tuple[UnassessedRow, ...] = ()
    groups: tuple[Group, ...] = ()
    sources: tuple[SourceRow, ...] = ()
    plan_source: str = ""
    data_date: datetime | None = None
    rule_version: str = RULE_VERSION
    empty: str = ""
    empty_hint: str = ""

    @property
    def is_side_by_side(self) -> bool:
        """Whether gaps and what cannot be judged are of about one length, to stand beside each other."""
        gaps, others = len(self.gaps), len(self.unassessed)
        return 0 < gaps <= BESIDE + 2 * others and 0 < others <= BESIDE + gaps


def board_page(*, user: Any, code: str, asked: Asked) -> BoardPage | None:
    """None where the region, the plan asked for or the standing is not for this person's eyes."""
    region = region_shown(user, code)
    if region is None:
        return None
    reached = within_reach(user, code)
    if asked.standing == PROVISIONAL and not reached:
        return None
    plans = plans_of_region(user, code)
    around = neighbourhood(user, region)
    start: dict[str, Any] = {
        "region": region.name,
        "region_code": code,
        "is_fictional": region.is_fictional,
        "switch": region_switch(around, lambda other: board_link(other, year=asked.year)),
    }
    if not plans and asked.plan is None:
        return BoardPage(
            **start,
            notices=tuple(complaints(asked)),
            empty=f"{region.name}没有已发布的规划",
            empty_hint=NO_PLAN,
        )
    latest = latest_reported_years(plans, "accepted")
    plan = _plan(plans, asked, latest)
    if plan is None:
        return None if asked.plan is not None else BoardPage(**start, **_outside(plans, asked, code))
    years = judged_years(plan.pk)
    year = asked.year_within(plan.years, _default_year(plan, latest, years))
    rows = rows_of_plan(user, plan, year=year, standing=asked.standing)
    return BoardPage(
        **start,
        **_content(
            rows, plan, year, asked, public_only=not region.is_fictional and not people.has_forms(code)
        ),
        plans=_plan_choices(plans, plan, asked),
        years=_year_choices(plan, years, year, asked),
        standings=_standing_choices(plan, year, asked) if reached else (),
        notices=_notices(plan, year, asked, latest),
    )


def _plan(plans: Sequence[Any], asked: Asked, latest: dict[int, int]) -> Any:
    """The plan asked for; else that which covers the year asked for; else that with the latest figures."""
    if asked.plan is not None:
        return next((plan for plan in plans if plan.pk == asked.plan), None)
    if asked.year is not None:
        covering = [plan for plan in plans if asked.year in plan.years]
        return covering[0] if covering else None
    return max(plans, key=lambda plan: (latest.get(plan.pk, 0), -plans.index(plan)))


def _default_year(plan: Any, latest: dict[int, int], years: Sequence[int]) -> int:
    return latest.get(plan.pk) or (years[-1] if years else plan.start_year)


def _outside(plans: Sequence[Any], asked: Asked, code: str) -> dict[str, Any]:
    """The year is in no plan: say so, and offer the plans there are."""
    choices = tuple(Choice(plan.period, board_link(code, plan=plan.pk)) for plan in plans)
    return {
        "notices": tuple(complaints(asked)),
        "plans": choices,
        "empty": f"没有覆盖 {asked.year} 年的规划",
        "empty_hint": "请在页首另选规划期。",
    }


def _content(rows: Sequence[Row], plan: Any, year: int, asked: Asked, *, public_only: bool) -> dict[str, Any]:
    lagging = lagging_rows(rows)
    tally = tally_of(rows, year)
    current = [row for row in lagging if row.verdict is not None and row.verdict.judged_year == year]
    return {
        "year": year,
        "title": plan.title,
        "period": plan.period,
        "tabs": board_tabs(plan.region_id, "", {"year": year, "plan": plan.pk, "standing": asked.standing}),
        "plan_url": plan_link(plan.pk, year=year, standing=asked.standing),
        "standing_label": STANDINGS[asked.standing],
        "headline": headline_of(tally, year, worst=current[0] if current else None, public_only=public_only),
        "tally": tally,
        "strips": strips_of(rows, year),
        "gaps": tuple(gap_row(row, year, asked.standing) for row in lagging),
        "gap_note": _gap_note(len(lagging), len(current)),
        "unassessed": unassessed_rows(rows, year, asked.standing, public_only=public_only),
        "groups": groups_of(rows, year, asked.kept),
        "sources": sources_of(rows),
        "plan_source": plan.source,
        "data_date": max((row.verdict.assessed_at for row in rows if row.verdict), default=None),
    }


def _gap_note(lagging: int, current: int) -> str:
    stale = f"，其中 {lagging - current} 项按此前年度评价" if lagging != current else ""
    return f"先约束性，再按灯色和偏离程度；共 {lagging} 项{stale}"


def _plan_choices(plans: Sequence[Any], current: Any, asked: Asked) -> tuple[Choice, ...]:
    """Periods to choose from; the title where two plans share one. None where there is but one plan."""
    if len(plans) < 2:
        return ()
    periods = [plan.period for plan in plans]
    return tuple(
        Choice(
            plan.period if periods.count(plan.period) == 1 else plan.title,
            board_link(plan.region_id, plan=plan.pk, standing=asked.standing),
            plan.pk == current.pk,
        )
        for plan in sorted(plans, key=lambda plan: plan.start_year)
    )


def _year_choices(plan: Any, years: Sequence[int], current: int, asked: Asked) -> tuple[Choice, ...]:
    """Years without any verdict yet are shown, but cannot be chosen."""
    return tuple(
        Choice(
            str(year),
            board_link(plan.region_id, year=year, plan=plan.pk, standing=asked.standing)
            if year in years
            else "",
            year == current,
        )
        for year in plan.years
    )


def _standing_choices(plan: Any, year: int, asked: Asked) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            label, board_link(plan.region_id, year=year, plan=plan.pk, standing=code), code == asked.standing
        )
        for code, label in STANDINGS.items()
    )


def _notices(plan: Any, year: int, asked: Asked, latest: dict[int, int]) -> tuple[Notice, ...]:
    notices = (
        complaints(asked) + out_of_period(asked, year, plan.period) + pending_notice(pending_count(plan.pk))
    )
    if asked.standing != PROVISIONAL and latest.get(plan.pk) and year > latest[plan.pk]:
        text = f"{year} 年还没有已接收的数据；以下按各指标最近一年的数据评价，不计入达标率。"
        notices.append(Notice("info", text))
    return (*notices, *provisional_notice(asked))
