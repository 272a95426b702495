"""Bringing the project's fixtures in through the services; repeatable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from indicators.calc import Figure
from indicators.calc.units import converted
from indicators.fixture_files import (
    FixtureError,
    PlanFile,
    read_actuals,
    read_date,
    read_figure,
    read_json,
    read_plan,
)
from indicators.models import Actual, Indicator, IndicatorAlias
from indicators.services.figures import Reported, record_published
from indicators.services.promises import Promise, add_promises, publish_plan
from plans.models import Plan
from plans.services import close, create_plan
from regions.models import Region

SYSTEM_SOURCE = "规划文件所附完成情况表"


@transaction.atomic
def load_catalogue(path: Path) -> int:
    """Insert or update the indicators of the catalogue; returns how many it holds."""
    entries = read_json(path)
    for entry in entries:
        _load_indicator(entry, path.name)
    by_code = {indicator.code: indicator for indicator in Indicator.objects.all()}
    for entry in entries:
        parent = entry.get("parent")
        if parent and parent not in by_code:
            raise FixtureError(f"{path.name}：{entry['code']} 的上级 {parent} 不在目录中。")
        Indicator.objects.filter(code=entry["code"]).update(parent=by_code[parent] if parent else None)
    return len(entries)


def _load_indicator(entry: Mapping[str, Any], name: str) -> None:
    missing = [key for key in ("code", "name", "basis", "sense", "definition") if not entry.get(key)]
    if missing:
        raise FixtureError(f"{name}：{entry.get('code') or entry.get('name')} 缺少 {'、'.join(missing)}。")
    low, high = (
        None if entry.get(key) is None else Decimal(entry[key]) for key in ("limit_low", "limit_high")
    )
    indicator, _ = Indicator.objects.update_or_create(
        code=entry["code"],
        defaults={
            "name": entry["name"],
            "unit": entry.get("unit") or "",
            "domain": entry["domain"],
            "definition": entry["definition"],
            "scope_notes": entry.get("scope_notes") or "",
            "basis": entry["basis"],
            "sense": entry["sense"],
            "is_additive": bool(entry.get("additive")),
            "decimals": entry.get("decimals", 2),
            "limit_low": low,
            "limit_high": high,
            **{key: Decimal(entry[key]) for key in ("jump_notice", "jump_warning") if entry.get(key)},
        },
    )
    for alias in entry.get("aliases", ()):
        IndicatorAlias.objects.update_or_create(name=alias, defaults={"indicator": indicator})


@transaction.atomic
def load_plan(path: Path, *, at: datetime) -> bool:
    """Bring one plan in, with the results printed beside it; False where it is there already."""
    file = read_plan(path)
    head = file.head
    if not Region.objects.filter(pk=head["region"]).exists():
        raise FixtureError(f"{file.name}：没有代码为“{head['region']}”的地区。")
    if Plan.objects.filter(
        region=head["region"], title=head["title"], start_year=head["start_year"]
    ).exists():
        return False
    plan = create_plan(
        region_id=head["region"],
        title=head["title"],
        start_year=head["start_year"],
        end_year=head["end_year"],
        by=None,
        at=at,
        issued_date=read_date(head.get("issued_date"), file.name),
        document_number=head.get("document_number") or "",
        issuer=head.get("issuer") or "",
        parent_titles=head.get("parent_titles") or [],
        source=head.get("source") or "",
    )
    catalogue = {indicator.code: indicator for indicator in Indicator.objects.all()}
    promises = [_promise(row, file, catalogue) for row in file.rows]
    add_promises(plan_id=plan.pk, promises=promises, by=None, at=at)
    publish_plan(plan_id=plan.pk, by=None, at=at)
    if head["state"] == Plan.State.CLOSED:
        close(plan_id=plan.pk, by=None, at=at)
    results = [_result(row, file, catalogue) for row in file.rows]
    record_published(figures=[result for result in results if result is not None], at=at)
    return True


def _indicator(row: Mapping[str, Any], file: PlanFile, catalogue: Mapping[str, Indicator]) -> Indicator:
    if row["indicator"] not in catalogue:
        raise FixtureError(f"{file.where(row)}：指标目录中没有 {row['indicator']}。")
    return catalogue[row["indicator"]]


def _promise(row: Mapping[str, Any], file: PlanFile, catalogue: Mapping[str, Indicator]) -> Promise:
    where, indicator = file.where(row), _indicator(row, file, catalogue)
    return Promise(
        indicator_id=indicator.pk,
        name=row["name"],
        unit=row.get("unit") or "",
        target=read_figure(row.get("target"), where),
        target_year=row["target_year"],
        baseline=read_figure(row.get("baseline"), where),
        baseline_year=row.get("baseline_year"),
        number=row.get("number") or "",
        group=row.get("group") or "",
        parent=row.get("parent") or "",
        attribute=row.get("attribute") or "unstated",
        is_local=bool(row.get("local")),
        local_meaning=row.get("local_meaning") or "",
        own_basis=row.get("basis") or "",
        own_sense=row.get("sense") or "",
        every_year=bool(row.get("every_year")),
        note=row.get("note") or "",
    )


def _result(row: Mapping[str, Any], file: PlanFile, catalogue: Mapping[str, Indicator]) -> Reported | None:
    figure = read_figure(row.get("actual"), file.where(row))
    if figure is None:
        return None
    indicator = _indicator(row, file, catalogue)
    return Reported(
        region_id=file.head["region"],
        indicator_id=indicator.pk,
        year=row["target_year"],
        figure=_in_unit(figure, row.get("unit") or "", indicator),
        since_year=row.get("actual_since_year"),
        source=SYSTEM_SOURCE,
        note=row.get("note") or "",
    )


def _in_unit(figure: Figure, unit: str, indicator: Indicator) -> Figure:
    """In the catalogue's unit; where that differs, the text keeps the published unit."""
    found = converted(figure, unit, indicator.unit)
    return found if found.value == figure.value else replace(found, text=f"{figure.text}{unit}")


@transaction.atomic
def load_actuals(path: Path, *, at: datetime) -> int:
    """Bring published figures in; those whose place already holds a figure are left alone."""
    catalogue = {indicator.code: indicator for indicator in Indicator.objects.all()}
    taken = set(Actual.objects.values_list("region_id", "indicator__code", "year"))
    entries = []
    for found in read_actuals(path):
        if found.indicator not in catalogue:
            raise FixtureError(f"{path.name}：指标目录中没有 {found.indicator}。")
        if (found.region, found.indicator, found.year) in taken:
            continue
        indicator = catalogue[found.indicator]
        entries.append(
            Reported(
                region_id=found.region,
                indicator_id=indicator.pk,
                year=found.year,
                figure=_in_unit(found.figure, found.unit, indicator),
                is_estimate=found.is_estimate,
                source=found.source,
                scope=found.scope,
                since_year=found.since_year,
            )
        )
    record_published(figures=entries, at=at)
    return len(entries)
