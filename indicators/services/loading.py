"""Bringing the project's fixtures in through the services; repeatable."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction

from indicators.calc.units import split_unit
from indicators.fixture_files import (
    PlanFile,
    check_once,
    read_actuals,
    read_date,
    read_figure,
    read_json,
    read_number,
    read_plan,
)
from indicators.models import Actual, Indicator, IndicatorAlias
from indicators.queries.catalogue import kept_by_hand
from indicators.services.completed import SYSTEM_SOURCE, complete_plan, in_catalogue_unit
from indicators.services.figures import Reported, record_published
from indicators.services.promises import Promise, add_promises
from indicators.services.publishing import publish_plan
from plans.models import Plan
from plans.services import PlanError, Pledge, add_commitments, create_plan
from regions.fixture_files import FixtureError
from regions.models import Region


@transaction.atomic
def load_catalogue(path: Path) -> int:
    """Insert or update the indicators of the catalogue; returns how many it holds. What somebody added or
    changed on its pages stays as they left it.
    """
    entries = read_json(path)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise FixtureError(f"{path.name} 应是指标对象的数组。")
    check_once([str(entry.get("code")) for entry in entries], path.name)
    total, kept = len(entries), kept_by_hand()
    entries = [entry for entry in entries if str(entry.get("code")) not in kept]
    for entry in entries:
        _load_indicator(entry, path.name, kept)
    by_code = {indicator.code: indicator for indicator in Indicator.objects.all()}
    for entry in entries:
        parent = _related(entry, "parent", "上级", by_code, path.name)
        stock = _related(entry, "adds_to", "存量", by_code, path.name)
        Indicator.objects.filter(code=entry["code"]).update(parent=parent, adds_to=stock)
    return total


def _related(
    entry: Mapping[str, Any], key: str, label: str, by_code: Mapping[str, Indicator], name: str
) -> Indicator | None:
    """Another indicator of the catalogue that this one names: its 其中 parent, the stock it adds to."""
    code = entry.get(key)
    if code and str(code) not in by_code:
        raise FixtureError(f"{name}：{entry['code']} 的{label} {code} 不在目录中。")
    return by_code[str(code)] if code else None


def _load_indicator(entry: Mapping[str, Any], name: str, kept: Collection[str]) -> None:
    where = f"{name}：{entry.get('code') or entry.get('name')}"
    needed = ("code", "name", "domain", "basis", "sense", "definition")
    missing = [key for key in needed if not entry.get(key) or not isinstance(entry[key], str)]
    if missing:
        raise FixtureError(f"{where} 缺少 {'、'.join(missing)}，或不是文字。")
    indicator = Indicator.objects.filter(code=entry["code"]).first() or Indicator(code=entry["code"])
    for key in ("name", "domain", "definition", "basis", "sense"):
        setattr(indicator, key, entry[key])
    indicator.unit, indicator.scope_notes = entry.get("unit") or "", entry.get("scope_notes") or ""
    indicator.is_additive = bool(entry.get("additive"))
    indicator.decimals = entry.get("decimals", 2)
    for key in ("limit_low", "limit_high"):
        given = entry.get(key)
        setattr(indicator, key, None if given is None else read_number(given, f"{where} {key}"))
    for key in ("jump_notice", "jump_warning"):
        if entry.get(key):
            setattr(indicator, key, read_number(entry[key], f"{where} {key}"))
    with told_of(where):
        indicator.full_clean(exclude=["parent", "adds_to"])
    indicator.save()
    _load_aliases(indicator, entry.get("aliases", ()), where, kept)


def _load_aliases(indicator: Indicator, aliases: Any, where: str, kept: Collection[str]) -> None:
    if not isinstance(aliases, list | tuple) or not all(isinstance(alias, str) for alias in aliases):
        raise FixtureError(f"{where}：aliases 应是文字的数组。")
    elsewhere = IndicatorAlias.objects.filter(name__in=aliases, indicator__code__in=kept)
    taken = set(elsewhere.values_list("name", flat=True))
    for alias in aliases:
        if alias not in taken:
            IndicatorAlias.objects.update_or_create(name=alias, defaults={"indicator": indicator})


@contextmanager
def told_of(where: str) -> Iterator[None]:
    """What the record refuses, as a complaint about the place in the file."""
    try:
        yield
    except ValidationError as error:
        said = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        words = (
            "".join(texts) if name == NON_FIELD_ERRORS else f"{name} {''.join(texts)}"
            for name, texts in said.items()
        )
        raise FixtureError(f"{where}：{'；'.join(words)}") from None
    except PlanError as error:
        raise FixtureError(f"{where}：{error}") from None


@transaction.atomic
def load_plan(path: Path, *, at: datetime) -> bool:
    """Bring one plan in, with its commitments and the results printed beside it; False where it is there
    already, which then still gets the commitments that it lacks.
    """
    file = read_plan(path)
    head = file.head
    if not Region.objects.filter(pk=head["region"]).exists():
        raise FixtureError(f"{file.name}：没有代码为“{head['region']}”的地区。")
    plan = Plan.objects.filter(
        region=head["region"], title=head["title"], start_year=head["start_year"]
    ).first()
    with told_of(file.name):
        if plan is None:
            _bring_in(file, at)
        else:
            _add_commitments(plan, file, at)
    return plan is None


def _bring_in(file: PlanFile, at: datetime) -> None:
    head = file.head
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
    _add_commitments(plan, file, at)
    results = [result for row in file.rows if (result := _result(row, file, catalogue)) is not None]
    if head["state"] == Plan.State.CLOSED:
        complete_plan(plan_id=plan.pk, results=results, by=None, at=at)
    else:
        publish_plan(plan_id=plan.pk, by=None, at=at)
        record_published(figures=results, at=at)


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


def _add_commitments(plan: Plan, file: PlanFile, at: datetime) -> None:
    """Those the plan does not have yet."""
    there = set(plan.commitments.values_list("section", "name"))
    pledges = [_pledge(row, file) for row in file.commitments]
    missing = [pledge for pledge in pledges if (pledge.section, pledge.name) not in there]
    if missing:
        add_commitments(plan_id=plan.pk, pledges=missing, by=None, at=at)


def _pledge(row: Mapping[str, Any], file: PlanFile) -> Pledge:
    quantity = row.get("quantity")
    return Pledge(
        name=row["name"],
        section=row.get("section") or "",
        op=row["op"],
        quantity=None if quantity is None else read_number(quantity, file.where(row)),
        unit=row.get("unit") or "",
        text=row.get("text") or "",
        is_per_year=bool(row.get("per_year")),
        due_year=row.get("due_year"),
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
        figure=in_catalogue_unit(figure, row.get("unit") or "", indicator),
        since_year=row.get("actual_since_year"),
        source=SYSTEM_SOURCE,
        note=row.get("note") or "",
    )


@transaction.atomic
def load_actuals(path: Path, *, at: datetime) -> int:
    """Bring published figures in; those whose place already holds a figure are left alone."""
    catalogue = {indicator.code: indicator for indicator in Indicator.objects.all()}
    regions = set(Region.objects.values_list("code", flat=True))
    taken = set(Actual.objects.values_list("region_id", "indicator__code", "year"))
    seen: set[tuple[str, str, int]] = set()
    entries = []
    for found in read_actuals(path):
        if found.indicator not in catalogue:
            raise FixtureError(f"{path.name}：指标目录中没有 {found.indicator}。")
        if found.region not in regions:
            raise FixtureError(f"{path.name}：没有代码为“{found.region}”的地区。")
        place = (found.region, found.indicator, found.year)
        if place in seen:
            raise FixtureError(f"{path.name}：{found.region} {found.indicator} {found.year} 年的数据重复。")
        seen.add(place)
        if place in taken:
            continue
        indicator = catalogue[found.indicator]
        if split_unit(found.unit)[0] != split_unit(indicator.unit)[0]:
            raise FixtureError(
                f"{path.name}：{found.region} {found.indicator} {found.year} 年的单位“{found.unit}”"
                f"不能换算成目录中的“{indicator.unit}”。"
            )
        entries.append(
            Reported(
                region_id=found.region,
                indicator_id=indicator.pk,
                year=found.year,
                figure=in_catalogue_unit(found.figure, found.unit, indicator),
                is_estimate=found.is_estimate,
                source=found.source,
                scope=found.scope,
                since_year=found.since_year,
            )
        )
    with told_of(path.name):
        record_published(figures=entries, at=at)
    return len(entries)
