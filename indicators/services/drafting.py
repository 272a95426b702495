"""The indicator table of a draft plan edited: rows changed, moved and removed, the draft itself given up.

Once a plan is published none of this is possible; targets then change by 目标调整.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, ProtectedError

from accounts.models import User
from audit.services import difference, record
from common.seen import mark_of
from indicators.calc import Figure
from indicators.models import AnnualTarget, Baseline, PlanIndicator
from indicators.models.figures import columns_of
from indicators.queries.planning import last_target, rows_of_plan
from indicators.services.promises import (
    FIELDS,
    LINKS,
    Promise,
    check_promise,
    links_for,
    locked_draft,
    parent_among,
    write_figures,
)
from indicators.services.weights import weight_text
from plans import services as plan_services
from plans.models import Plan

ASIDE = 10_000  # added to positions while they are dealt out anew, so that none is taken twice


class RowMovedError(Exception):
    """Somebody else changed the same row meanwhile; nothing was saved."""


@transaction.atomic
def change_facts(*, plan_id: int, by: User | None, at: datetime, **facts: Any) -> Plan:
    """`change_plan`, which takes the `facts`, but for years that would leave annual targets outside."""
    plan = plan_services.change_plan(plan_id=plan_id, by=by, at=at, **facts)
    outside = AnnualTarget.objects.filter(plan_indicator__plan=plan)
    outside = outside.exclude(year__range=(plan.start_year, plan.end_year)).order_by("year")
    named = outside.values_list("plan_indicator__name", "year")[:5]
    if named:
        told = "、".join(f"“{name}”（{year} 年）" for name, year in named)
        raise plan_services.PlanError(
            f"{told}的年度目标不在规划期 {plan.period} 之内。请先清空它们，再改规划期。"
        )
    return plan


@transaction.atomic
def change_promise(
    *, plan_indicator_id: int, promise: Promise, by: User | None, at: datetime, seen: str = ""
) -> PlanIndicator:
    """The row as it shall be from now on, with its figures. `seen` is the `row_state` its editor was shown.

    The target of a draft is no revision: what was typed before is replaced, the trail keeps both.
    """
    plan, rows = _locked_rows(plan_indicator_id, by)
    row = next(each for each in rows if each.pk == plan_indicator_id)
    old = said_of(row)
    if seen and seen != row_state(row):
        raise RowMovedError("您填写期间，他人改动了这一行，您填的还没有保存。请核对后再保存。")
    above = [each for each in rows if each.position < row.position]
    names = {each.name: each for each in reversed(above)}
    row.parent = parent_among(above, names, promise)
    others = [each for each in rows if each.pk != row.pk]
    check_promise(plan, promise, others, links_for(plan, [promise]))
    for name in FIELDS:
        setattr(row, name, getattr(promise, name))
    row.full_clean(exclude=LINKS, validate_unique=False)
    row.save()
    if _figures_differ(row, promise):
        Baseline.objects.filter(plan_indicator=row).delete()
        row.targets.all().delete()
        write_figures(row, promise, by, at)
    new = next(said_of(each) for each in rows_of_plan(plan) if each.pk == row.pk)
    change = difference(old, new)
    if change["new"]:
        record("plan_indicator.changed", subject=row, by=by, at=at, region_code=plan.region_id, **change)
    return row


@transaction.atomic
def remove_promise(*, plan_indicator_id: int, by: User | None, at: datetime) -> Plan:
    """Take the row out of the draft, with its baseline, target and annual targets."""
    plan, rows = _locked_rows(plan_indicator_id, by)
    row = next(each for each in rows if each.pk == plan_indicator_id)
    parts = [each.name for each in rows if each.parent_id == row.pk]
    if parts:
        raise plan_services.PlanError(
            f"“{row}”下还有其中项：{'、'.join(parts)}。请先移除它们，或改为不属于“{row}”。"
        )
    record("plan_indicator.removed", subject=row, by=by, at=at, region_code=plan.region_id, old=said_of(row))
    row.delete()
    _deal_out(plan, [each.pk for each in rows if each is not row])
    return plan


@transaction.atomic
def move_promise(*, plan_indicator_id: int, is_up: bool, by: User | None, at: datetime) -> Plan:
    """One place up or down among its like, its 其中 rows with it; at the end of the table it stays."""
    plan, rows = _locked_rows(plan_indicator_id, by)
    at_now = next(place for place, each in enumerate(rows) if each.pk == plan_indicator_id)
    likes = [place for place, each in enumerate(rows) if each.parent_id == rows[at_now].parent_id]
    nth = likes.index(at_now)
    if nth == (0 if is_up else len(likes) - 1):
        return plan
    first, second = (likes[nth - 1], at_now) if is_up else (at_now, likes[nth + 1])
    end = _block_end(rows, second)
    order = [*rows[:first], *rows[second:end], *rows[first:second], *rows[end:]]
    _check_parts_follow(order)
    _deal_out(plan, [each.pk for each in order])
    row = rows[at_now]
    record(
        "plan_indicator.moved", subject=row, by=by, at=at, region_code=plan.region_id,
        old=row.position, new=order.index(row) + 1,
    )  # fmt: skip
    return plan


@transaction.atomic
def discard_plan(*, plan_id: int, by: User | None, at: datetime) -> None:
    """Delete a draft plan with everything in it; the trail keeps what its rows said."""
    plan = locked_draft(plan_id, by)
    rows = rows_of_plan(plan)
    for row in rows:
        record(
            "plan_indicator.removed", subject=row, by=by, at=at, region_code=plan.region_id, old=said_of(row)
        )
    try:
        PlanIndicator.objects.filter(plan=plan).update(parent=None)
        PlanIndicator.objects.filter(plan=plan).delete()
        plan_services.discard_draft(plan_id=plan_id, by=by, at=at)
    except ProtectedError as error:
        raise plan_services.PlanError(f"《{plan}》已有报告等记录引用，不能删除。") from error


def row_state(row: PlanIndicator) -> str:
    """Changes whenever the row does, its place apart."""
    return mark_of(sorted(said_of(row).items()))


def said_of(row: PlanIndicator) -> dict[str, Any]:
    """The row as the trail keeps it; `row` with all that it links to, baseline and targets."""
    baseline, target = getattr(row, "baseline", None), last_target(row)
    split = row.split_from
    return {
        "name": row.name,
        "indicator": row.indicator.code,
        "unit": row.unit,
        "number": row.number,
        "group": row.group,
        "parent": row.parent.name if row.parent else "",
        "attribute": row.attribute,
        "is_local": row.is_local,
        "local_meaning": row.local_meaning,
        "own_basis": row.own_basis,
        "own_sense": row.own_sense,
        "every_year": row.every_year,
        "department": row.department.name if row.department else "",
        "weight": weight_text(row.weight),
        "split_from": split.pk if split else None,
        "note": row.note,
        "baseline": baseline.text if baseline else "",
        "baseline_year": baseline.year if baseline else None,
        "target": target.text if target else "",
        "target_year": target.year if target else None,
    }


def _locked_rows(plan_indicator_id: int, by: User | None) -> tuple[Plan, list[PlanIndicator]]:
    """The draft, held, and its rows in order; PlanError where somebody else removed the row."""
    plan_id = PlanIndicator.objects.values_list("plan_id", flat=True).filter(pk=plan_indicator_id).first()
    if plan_id is None:
        raise plan_services.PlanError("这一行已被他人移除。请回到指标表核对。")
    plan = locked_draft(plan_id, by)
    rows = rows_of_plan(plan)
    if plan_indicator_id not in {row.pk for row in rows}:
        raise plan_services.PlanError("这一行已被他人移除。请回到指标表核对。")
    return plan, rows


def _figures_differ(row: PlanIndicator, promise: Promise) -> bool:
    baseline, target = getattr(row, "baseline", None), last_target(row)
    stored = (_columns(baseline), baseline.year if baseline else None, _columns(target))
    wanted_year = (promise.baseline_year or row.plan.start_year - 1) if promise.baseline else None
    wanted = (_columns_of(promise.baseline), wanted_year, _columns_of(promise.target))
    return stored != wanted or bool(target and target.year != promise.target_year)


def _columns(figure_row: Any) -> dict[str, Any] | None:
    return _columns_of(figure_row.figure) if figure_row else None


def _columns_of(figure: Figure | None) -> dict[str, Any] | None:
    """Comparable, however many zeros a number ends in."""
    if figure is None:
        return None
    return {
        name: value.normalize() if isinstance(value, Decimal) else value
        for name, value in columns_of(figure).items()
    }


def _block_end(rows: Sequence[PlanIndicator], start: int) -> int:
    """Behind the row and the 其中 rows that follow it."""
    inside, end = {rows[start].pk}, start + 1
    while end < len(rows) and rows[end].parent_id in inside:
        inside.add(rows[end].pk)
        end += 1
    return end


def _check_parts_follow(order: Sequence[PlanIndicator]) -> None:
    passed: set[int] = set()
    for row in order:
        if row.parent_id is not None and row.parent_id not in passed:
            raise plan_services.PlanError(f"“{row}”是“{row.parent}”的其中项，须排在它之后。")
        passed.add(row.pk)


def _deal_out(plan: Plan, ids: Sequence[int]) -> None:
    """Positions from 1 in this order, without gaps."""
    rows = PlanIndicator.objects.filter(plan=plan)
    rows.update(position=F("position") + ASIDE)
    found = rows.in_bulk(ids)
    for position, pk in enumerate(ids, start=1):
        found[pk].position = position
    PlanIndicator.objects.bulk_update(found.values(), ["position"])
