"""规划: the list of plans, and one plan as printed with its figures and verdicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.urls import reverse

from common.numbers import number
from dashboards.pages.address import (
    Asked,
    Choice,
    Kept,
    board_link,
    plan_link,
)
from dashboards.pages.commitments import Commitments, commitments_section
from dashboards.pages.notices import Notice
from dashboards.pages.places import ancestors_of
from dashboards.pages.plan_frame import PlanHead, about_plan, choices_of, notices_of, open_plan
from dashboards.pages.reports import report_link
from dashboards.pages.rows import Group, groups_of
from dashboards.queries.people import may_plan
from dashboards.words.figures import data_date_of
from dashboards.words.sources import SourceRow, sources_of
from dashboards.words.tally import Strip, strips_of
from indicators.queries.progress import Row, rows_of_plan
from plans.permissions import can_plan
from plans.queries import plan_ids_shown, plan_listing

DRAFT = "本规划为草稿，尚未发布，不参与评价。"


@dataclass(frozen=True)
class PlanLine:
    title: str
    url: str
    board_url: str
    period: str
    state: str
    is_draft: bool
    document_number: str
    issuer: str
    indicators: int


@dataclass(frozen=True)
class RegionPlans:
    name: str
    path: str
    is_fictional: bool
    plans: tuple[PlanLine, ...]


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class PlanListPage:
    regions: tuple[RegionPlans, ...]
    region_options: tuple[Option, ...]
    period_options: tuple[Option, ...]
    total: int
    is_filtered: bool
    all_url: str
    new_url: str


@dataclass(frozen=True)
class ParentPlan:
    """`url` only where the plan is on record and open to the reader."""

    title: str
    url: str


@dataclass(frozen=True)
class Cutoff:
    """A band of deviation from schedule and what it is called."""

    label: str
    bounds: str


@dataclass(frozen=True, kw_only=True)
class PlanPage(PlanHead):
    region_code: str
    period: str
    document_number: str
    issuer: str
    issued_date: date | None
    source: str
    parents: tuple[ParentPlan, ...]
    cutoffs: tuple[Cutoff, ...]
    drafting: tuple[Choice, ...]
    report_url: str
    columns: tuple[int, ...]
    strips: tuple[Strip, ...]
    groups: tuple[Group, ...]
    width: int
    baseline_year: int | None
    has_local: bool
    indicators: int
    commitments: Commitments
    sources: tuple[SourceRow, ...]
    data_date: datetime | None


def plan_list_page(*, user: Any, params: Mapping[str, str]) -> PlanListPage:
    region, period = params.get("region", "").strip(), params.get("period", "").strip()
    start = int(period) if period.isascii() and period.isdigit() and len(period) == 4 else None
    region = region if region.isascii() and region.isdigit() and len(region) == 6 else ""
    listing = plan_listing(user, region=region, start=start)
    return PlanListPage(
        regions=_by_region(listing.plans),
        region_options=tuple(Option(each.code, each.name, each.code == region) for each in listing.regions),
        period_options=tuple(_periods(listing.periods, start)),
        total=len(listing.plans),
        is_filtered=bool(region or start),
        all_url=reverse("dashboards:plans"),
        new_url=reverse("intake:new_plan") if may_plan(user) else "",
    )


def _periods(periods: Sequence[tuple[int, int]], start: int | None) -> list[Option]:
    """One option per starting year: plans of a period begin together."""
    found: dict[int, Option] = {}
    for begin, end in periods:
        found.setdefault(begin, Option(str(begin), f"{begin}—{end}", begin == start))
    return list(found.values())


def _by_region(plans: Sequence[Any]) -> tuple[RegionPlans, ...]:
    found: dict[str, list[Any]] = {}
    for plan in plans:
        found.setdefault(plan.region_id, []).append(plan)
    return tuple(
        RegionPlans(
            name=group[0].region.name,
            path=" › ".join(place.name for place in ancestors_of(group[0].region)),
            is_fictional=group[0].region.is_fictional,
            plans=tuple(_line(plan) for plan in group),
        )
        for group in found.values()
    )


def _line(plan: Any) -> PlanLine:
    draft = plan.state == "draft"
    return PlanLine(
        title=plan.title,
        url=plan_link(plan.pk),
        board_url="" if draft else board_link(plan.region_id, plan=plan.pk),
        period=plan.period,
        state=plan.get_state_display(),
        is_draft=draft,
        document_number=plan.document_number,
        issuer=plan.issuer,
        indicators=plan.indicator_count,
    )


def plan_page(*, user: Any, plan_id: int, asked: Asked) -> PlanPage | None:
    """None where the plan, or the standing, is not for this person's eyes."""
    opened = open_plan(user=user, plan_id=plan_id, asked=asked)
    if opened is None:
        return None
    plan, year = opened.plan, opened.year
    rows = rows_of_plan(user, plan, year=year, standing=asked.standing, known_at=asked.known_at)
    columns = tuple(each for each in plan.years if each <= year)
    return PlanPage(
        **_head(user, plan),
        **_table(rows, year, columns, asked.kept),
        commitments=commitments_section(
            plan.pk, year=year, columns=columns, known_at=asked.known_at, kept=asked.kept
        ),
        **choices_of(opened, tab="", address=partial(plan_link, plan.pk)),
        drafting=_drafting(user, plan),
        columns=columns,
        notices=notices_of(opened, *((Notice("info", DRAFT),) if plan.state == "draft" else ())),
        report_url=report_link(user, plan, year),
    )


def _head(user: Any, plan: Any) -> dict[str, Any]:
    return {
        **about_plan(plan),
        "region_code": plan.region_id,
        "period": plan.period,
        "document_number": plan.document_number,
        "issuer": plan.issuer,
        "issued_date": plan.issued_date,
        "source": plan.source,
        "parents": _parents(user, plan),
        "cutoffs": cutoffs_of(plan),
    }


def _drafting(user: Any, plan: Any) -> tuple[Choice, ...]:
    """What the planner of the region works on beside the table; nothing for anybody else."""
    if not can_plan(user, plan.region_id):
        return ()
    own = {"编辑草稿": "intake:plan_editor"} if plan.state == "draft" else {"规划信息": "intake:plan_facts"}
    pages = {**own, "年度目标": "indicators:annual_targets", "权重": "indicators:weights"}
    return tuple(Choice(label, reverse(name, args=[plan.pk]), False) for label, name in pages.items())


def _parents(user: Any, plan: Any) -> tuple[ParentPlan, ...]:
    """Plans on record first, then titles the document names beside them."""
    on_record = list(plan.parent_plans.all())
    shown = plan_ids_shown(user, [each.pk for each in on_record]) if on_record else set()
    linked = [ParentPlan(each.title, plan_link(each.pk) if each.pk in shown else "") for each in on_record]
    named = {each.title for each in on_record}
    return (*linked, *(ParentPlan(title, "") for title in plan.parent_titles if title not in named))


def cutoffs_of(plan: Any) -> tuple[Cutoff, ...]:
    """The bands in points of deviation from schedule, as the plan sets them."""
    cuts = (plan.cutoff_ahead, plan.cutoff_on_track, plan.cutoff_tolerance, plan.cutoff_serious)
    ahead, level, tolerance, serious = (number(cut).replace("-", "−") for cut in cuts)
    return (
        Cutoff("快于时序进度", f"≥ {ahead}"),
        Cutoff("达到时序进度", f"{level} 至 {ahead}"),
        Cutoff("基本达到（约束性不适用）", f"高于 {tolerance}，低于 {level}"),
        Cutoff("滞后", f"{serious} 至 {tolerance}（约束性：低于 {level}）"),
        Cutoff("严重滞后", f"低于 {serious}，或不进反退"),
    )


def _table(rows: Sequence[Row], year: int, columns: Sequence[int], kept: Kept) -> dict[str, Any]:
    judged = any(row.verdict for row in rows)
    return {
        "strips": strips_of(rows, year) if judged else (),
        "groups": groups_of(rows, year, kept, columns),
        "width": 8 + len(columns),
        "baseline_year": _common({row.item.baseline_year for row in rows if row.item.baseline}),
        "has_local": any(row.item.is_local for row in rows),
        "indicators": len(rows),
        "sources": sources_of(rows),
        "data_date": data_date_of(row.verdict for row in rows),
    }


def _common(years: set[int | None]) -> int | None:
    """The year of all baselines, where they agree."""
    return years.pop() if len(years) == 1 else None
