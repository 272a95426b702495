"""规划编辑: a draft plan as it will be published, with what there is to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from indicators.models import PlanIndicator
from indicators.models.catalogue import BASES, SENSES
from indicators.queries.planning import last_target
from indicators.services.weights import weight_text
from intake.pages.editor_remarks import (
    Remark,
    has_words,
    lacks_target,
    obstacles,
    remarks_on,
    why_not_judged,
)
from plans.models import Commitment, Plan


@dataclass(frozen=True, kw_only=True)
class EditedPlan:
    """What every page of the editor starts with."""

    plan_id: int
    title: str
    region: str
    period: str
    state: str
    is_draft: bool
    is_fictional: bool


@dataclass(frozen=True)
class Line:
    """`warning`: why the row cannot be judged as it stands."""

    id: int
    number: str
    group: str
    name: str
    unit: str
    parent: str
    is_local: bool
    attribute: str
    baseline: str
    baseline_year: int | None
    target: str
    target_year: int | None
    warning: str
    entry: str
    reading: str
    department: str
    weight: str
    split_from: str
    note: str
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class Task:
    """A commitment."""

    id: int
    section: str
    name: str
    quantity: str
    unit: str
    due_year: int | None
    department: str


@dataclass(frozen=True, kw_only=True)
class EditorPage(EditedPlan):
    document_number: str
    issuer: str
    issued_date: date | None
    source: str
    parents: tuple[str, ...]
    cutoffs: str
    lines: tuple[Line, ...]
    tasks: tuple[Task, ...]
    obstacles: tuple[Remark, ...]
    remarks: tuple[Remark, ...]


def about(plan: Plan) -> dict[str, object]:
    """The fields of EditedPlan."""
    return {
        "plan_id": plan.pk,
        "title": plan.title,
        "region": plan.region.name,
        "period": plan.period,
        "state": plan.get_state_display(),
        "is_draft": plan.state == Plan.State.DRAFT,
        "is_fictional": plan.region.is_fictional,
    }


def edited_plan(plan: Plan) -> EditedPlan:
    return EditedPlan(**about(plan))  # type: ignore[arg-type]


def editor_page(
    plan: Plan, rows: Sequence[PlanIndicator], commitments: Sequence[Commitment], parents: Sequence[Plan]
) -> EditorPage:
    """`rows` as `rows_of_plan` gives them."""
    named = [f"{each.region}：{each}" for each in parents]
    return EditorPage(
        **about(plan),  # type: ignore[arg-type]
        document_number=plan.document_number,
        issuer=plan.issuer,
        issued_date=plan.issued_date,
        source=plan.source,
        parents=(*named, *plan.parent_titles),
        cutoffs=_cutoffs(plan),
        lines=tuple(_line(row, rows) for row in rows),
        tasks=tuple(_task(each) for each in commitments),
        obstacles=obstacles(rows),
        remarks=remarks_on(plan, rows),
    )


def _cutoffs(plan: Plan) -> str:
    cuts = (plan.cutoff_ahead, plan.cutoff_on_track, plan.cutoff_tolerance, plan.cutoff_serious)
    return "、".join(format(cut.normalize(), "f").replace("-", "−") for cut in cuts)


def _line(row: PlanIndicator, rows: Sequence[PlanIndicator]) -> Line:
    baseline, target, split = getattr(row, "baseline", None), last_target(row), row.split_from
    likes = [each.pk for each in rows if each.parent_id == row.parent_id]
    return Line(
        id=row.pk,
        number=row.number,
        group=row.group,
        name=row.name,
        unit=row.unit,
        parent=row.parent.name if row.parent else "",
        is_local=row.is_local,
        attribute=row.attribute,
        baseline=baseline.text if baseline else "",
        baseline_year=baseline.year if baseline else None,
        target=target.text if target else "",
        target_year=target.year if target else None,
        warning=_warning(row),
        entry="" if row.indicator.name == row.name else row.indicator.name,
        reading=_reading(row),
        department=row.department.name if row.department else "",
        weight=weight_text(row.weight),
        split_from=f"{split.plan.region}“{split.name}”" if split else "",
        note=row.note,
        is_first=likes[0] == row.pk,
        is_last=likes[-1] == row.pk,
    )


def _warning(row: PlanIndicator) -> str:
    if lacks_target(row):
        return "没有目标，无法评价"
    if has_words(row):
        return "文字目标，无法评价"
    return why_not_judged(row)


def _reading(row: PlanIndicator) -> str:
    """How the row is judged."""
    said = [dict(BASES)[row.effective_basis], dict(SENSES)[row.effective_sense]]
    return "，".join([*said, "每年都须达到"] if row.every_year else said)


def _task(each: Commitment) -> Task:
    printed = each.text or ("" if each.quantity is None else format(each.quantity.normalize(), "f"))
    return Task(
        id=each.pk,
        section=each.section,
        name=each.name,
        quantity=f"每年 {printed}" if each.is_per_year and printed else printed,
        unit=each.unit,
        due_year=each.due_year,
        department=each.department.name if each.department else "",
    )
