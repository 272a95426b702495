"""What stands in the way of publishing a draft plan, and what should be looked at before: in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from common.numbers import number
from indicators.calc.index import FULL
from indicators.calc.revised import why_unusable
from indicators.models import PlanIndicator
from indicators.queries.planning import course_of, last_target
from plans.models import Plan

NOTHING = ("blank", "missing")


@dataclass(frozen=True)
class Spot:
    """A row that a remark is about."""

    id: int
    name: str


@dataclass(frozen=True)
class Remark:
    text: str
    spots: tuple[Spot, ...] = ()


def obstacles(rows: Sequence[PlanIndicator]) -> tuple[Remark, ...]:
    """What must be put right first."""
    return () if rows else (Remark("还没有指标。请先录入或粘贴指标表。"),)


def remarks_on(plan: Plan, rows: Sequence[PlanIndicator]) -> tuple[Remark, ...]:
    """What is only told; `rows` as `rows_of_plan` gives them."""
    found = [
        _those(rows, lacks_target, "{count} 项没有目标，发布后只能“无法评价”"),
        _those(rows, has_words, "{count} 项目标是文字，发布后只能“无法评价”，待以后给出数值"),
        *_unusable(rows),
        _those(rows, lambda row: _is_astray(row, rows), "{count} 项其中项没有紧排在所属的指标之后"),
        _those(rows, lambda row: _is_other_year(row, plan), f"{{count}} 项的目标年份不是 {plan.end_year} 年"),
        _unassigned(rows),
        _weights(rows),
        _facts(plan),
    ]
    return tuple(each for each in found if each is not None)


def lacks_target(row: PlanIndicator) -> bool:
    target = last_target(row)
    return target is None or target.kind in NOTHING


def has_words(row: PlanIndicator) -> bool:
    target = last_target(row)
    return target is not None and target.kind == "words"


def why_not_judged(row: PlanIndicator) -> str:
    """Why no year could be judged by the row's target; empty where it can, or where there is none."""
    target = last_target(row)
    if target is None or target.kind in (*NOTHING, "words"):
        return ""
    return why_unusable(target.figure, course_of(row))


def _those(
    rows: Sequence[PlanIndicator], applies: Callable[[PlanIndicator], bool], said: str
) -> Remark | None:
    spots = tuple(Spot(row.pk, row.name) for row in rows if applies(row))
    return Remark(said.format(count=len(spots)), spots) if spots else None


def _unusable(rows: Sequence[PlanIndicator]) -> list[Remark]:
    found = [(row, why_not_judged(row)) for row in rows]
    return [Remark(why.rstrip("。"), (Spot(row.pk, row.name),)) for row, why in found if why]


def _is_astray(row: PlanIndicator, rows: Sequence[PlanIndicator]) -> bool:
    """Between the row and the one it is a part of stand rows that are no parts of it."""
    if row.parent_id is None:
        return False
    family = {row.parent_id}
    for each in rows:
        if each.position <= _position(rows, row.parent_id):
            continue
        if each.pk == row.pk:
            return False
        if each.parent_id not in family:
            return True
        family.add(each.pk)
    return False


def _position(rows: Sequence[PlanIndicator], pk: int) -> int:
    return next(row.position for row in rows if row.pk == pk)


def _is_other_year(row: PlanIndicator, plan: Plan) -> bool:
    target = last_target(row)
    return target is not None and target.year != plan.end_year


def _unassigned(rows: Sequence[PlanIndicator]) -> Remark | None:
    said = "项没有责任单位，发布后在不分部门的填报单中填报"
    found = _those(rows, lambda row: row.department_id is None, "{count} " + said)
    return Remark(f"全部 {len(rows)} {said}") if found and len(found.spots) == len(rows) > 1 else found


def _weights(rows: Sequence[PlanIndicator]) -> Remark | None:
    weights = [row.weight for row in rows if row.weight is not None]
    if not weights:
        return None
    total = sum(weights, Decimal(0))
    return (
        None if total == FULL else Remark(f"权重合计 {number(total, 3)}，不是 100；照样计算，并在页面上注明")
    )


def _facts(plan: Plan) -> Remark | None:
    lacking = [
        label
        for label, value in (
            ("文号", plan.document_number), ("发布机关", plan.issuer), ("发布日期", plan.issued_date),
        )
        if not value
    ]  # fmt: skip
    return Remark(f"规划信息中没有{'、'.join(lacking)}，发布以后也可以补") if lacking else None
