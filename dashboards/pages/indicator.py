"""指标: one indicator in one plan, judged as of a year, with all that stands behind the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.urls import reverse

from common.numbers import DASH
from dashboards.charts.chart import Chart
from dashboards.pages.address import (
    PROVISIONAL,
    STANDINGS,
    Asked,
    Choice,
    Kept,
    board_link,
    indicator_link,
    plan_link,
)
from dashboards.pages.choices import standing_choices, year_choices
from dashboards.pages.compare_choices import compare_link
from dashboards.pages.evidence import Pair, inputs_of, reasons_of
from dashboards.pages.facts import Fact, facts_of
from dashboards.pages.kin import KinRow, elsewhere_row, kin_row
from dashboards.pages.moment import Moment, known_notice, latest_year, moment_of
from dashboards.pages.notices import Notice, complaints, out_of_period, provisional_notice
from dashboards.pages.picture import picture_of
from dashboards.pages.places import Place, ancestors_of
from dashboards.pages.record import (
    TargetRow,
    VersionRow,
    YearRow,
    share_label,
    target_rows,
    version_rows,
    year_rows,
)
from dashboards.pages.reports import report_link
from dashboards.queries.people import is_public_only
from dashboards.words.figures import distance, lamp_for, verdict_marks, word_of
from dashboards.words.seriousness import NOT_PUBLISHED
from indicators.calc import RULE_VERSION, Lamp
from indicators.queries.history import Dossier, dossier, elsewhere, plan_indicator_shown, within_reach
from indicators.queries.progress import Judgement
from plans.permissions import can_plan


@dataclass(frozen=True)
class IndicatorPage:
    name: str
    number: str
    group: str
    unit: str
    attribute: str
    department: str
    note: str
    is_local: bool
    local_meaning: str
    region: str
    is_fictional: bool
    ancestors: tuple[Place, ...]
    region_url: str
    plan_title: str
    plan_url: str
    parent: Place | None
    year: int
    report_url: str
    years: tuple[Choice, ...]
    standings: tuple[Choice, ...]
    moment: Moment
    standing_label: str
    notices: tuple[Notice, ...]
    lamp: Lamp
    word: str
    detail: str
    marks: tuple[str, ...]
    facts: tuple[Fact, ...]
    chart: Chart | None
    chart_empty: str
    reasons: tuple[str, ...]
    inputs: tuple[Pair, ...]
    year_rows: tuple[YearRow, ...]
    share_label: str
    is_summed: bool
    has_path: bool
    versions: tuple[VersionRow, ...]
    history_url: str
    targets: tuple[TargetRow, ...]
    parts: tuple[KinRow, ...]
    kin: tuple[KinRow, ...]
    compare_url: str
    editors: tuple[Choice, ...]
    definition: str
    scope_notes: str
    catalogue_name: str
    data_date: datetime | None
    rule_version: str


def indicator_page(*, user: Any, plan_id: int, plan_indicator_id: int, asked: Asked) -> IndicatorPage | None:
    """None where the plan indicator, or the standing, is not for this person's eyes."""
    row = plan_indicator_shown(user, plan_id, plan_indicator_id, asked.known_at)
    if row is None:
        return None
    plan = row.plan
    reached = within_reach(user, plan.region_id)
    if asked.standing == PROVISIONAL and not reached:
        return None
    year = asked.year_within(plan.years, latest_year(plan, asked) or plan.end_year)
    found = dossier(user, row, year=year, standing=asked.standing, known_at=asked.known_at)
    kin = elsewhere(user, row, year=year, known_at=asked.known_at)
    public_only = is_public_only(plan.region)
    here = partial(indicator_link, plan.pk, row.pk)
    return IndicatorPage(
        **_head(found, year, asked.kept),
        **_verdict(found, year, public_only),
        **_record(found, found.verdicts.get(year), asked.kept),
        year=year,
        years=year_choices(plan.years, found.verdicts, year, lambda other: here(year=other, **asked.kept)),
        standings=standing_choices(asked.standing, lambda code: here(year=year, standing=code))
        if reached and found.verdicts and not asked.known_on
        else (),
        moment=moment_of(asked, here(year=year)),
        standing_label=STANDINGS[asked.standing],
        notices=_notices(found, year, asked),
        report_url=report_link(user, plan, year),
        kin=tuple(elsewhere_row(each, year, asked.kept) for each in kin),
        compare_url=_compare_url(found, year, asked) if kin else "",
        editors=_editors(user, found) if asked.known_on is None else (),
        parts=tuple(kin_row(item, verdict, year, asked.kept) for item, verdict in found.parts),
    )


def _head(found: Dossier, year: int, kept: Kept) -> dict[str, Any]:
    item, plan, region = found.item, found.plan, found.region
    above = found.parent
    return {
        "name": item.name,
        "number": item.number,
        "group": item.group,
        "unit": item.unit,
        "attribute": item.attribute,
        "department": item.department,
        "note": item.note,
        "is_local": item.is_local,
        "local_meaning": item.local_meaning,
        "region": region.name,
        "is_fictional": region.is_fictional,
        "ancestors": ancestors_of(region),
        "region_url": board_link(region.code, year=year, plan=plan.pk),
        "plan_title": plan.title,
        "plan_url": plan_link(plan.pk, year=year, **kept),
        "parent": Place(above[1], indicator_link(plan.pk, above[0], year=year, **kept)) if above else None,
        "definition": found.definition,
        "scope_notes": found.scope_notes,
        "catalogue_name": found.indicator_name,
    }


def _verdict(found: Dossier, year: int, public_only: bool) -> dict[str, Any]:
    verdict, item = found.verdicts.get(year), found.item
    return {
        "lamp": lamp_for(verdict),
        "word": word_of(verdict, item.sense),
        "detail": distance(verdict),
        "marks": verdict_marks(verdict),
        "facts": facts_of(item, verdict, found.plan),
        "chart": picture_of(found, verdict, sources=_sources(found, year)),
        "chart_empty": _why_no_chart(verdict, public_only),
        "reasons": reasons_of(verdict, public_only=public_only),
        "inputs": inputs_of(verdict, found) if verdict else (),
        "data_date": verdict.assessed_at if verdict else None,
        "rule_version": verdict.rule_version if verdict else RULE_VERSION,
    }


def _why_no_chart(verdict: Judgement | None, public_only: bool) -> str:
    if verdict is None:
        return "尚未评价，没有可画的数据。"
    return f"{NOT_PUBLISHED}。" if public_only else "尚未报送任何年度的数据。"


def _sources(found: Dossier, year: int) -> str:
    counted = [each for each in found.versions if each.counts and each.year <= year and each.source]
    return "；".join(dict.fromkeys(each.source for each in reversed(counted)))


def _record(found: Dossier, verdict: Judgement | None, kept: Kept) -> dict[str, Any]:
    rows = year_rows(found, kept)
    return {
        "year_rows": rows,
        "share_label": share_label(found),
        "is_summed": found.item.basis == "cumulative" and found.item.sense != "composition",
        "has_path": any(row.expected != DASH or row.schedule != DASH for row in rows),
        "versions": version_rows(found),
        "history_url": reverse("reporting:figure", args=[found.plan.region_id, found.indicator_code]),
        "targets": target_rows(found, verdict),
    }


def _compare_url(found: Dossier, year: int, asked: Asked) -> str:
    """The same indicator in the regions below, or beside where there are none; as of now."""
    kept = {"year": year, "plan": found.plan.pk, "standing": asked.standing}
    return compare_link(found.region.code, indicator=found.indicator_code, **kept)


def _editors(user: Any, found: Dossier) -> tuple[Choice, ...]:
    """What the planner of the region may do about the target; nothing for anybody else."""
    if not can_plan(user, found.region.code):
        return ()
    annual = reverse("indicators:annual_targets", args=[found.plan.pk])
    revise = reverse("indicators:revise_target", args=[found.item.id])
    return (Choice("年度目标", annual), Choice("调整目标", revise))


def _notices(found: Dossier, year: int, asked: Asked) -> tuple[Notice, ...]:
    notices = complaints(asked) + out_of_period(asked, year, found.plan.period)
    if found.is_pending:
        notices.append(Notice("info", "评价待更新：本指标的数据刚有变动，正在重新评价，稍后刷新本页可见。"))
    return (*notices, *provisional_notice(asked), *known_notice(asked))
