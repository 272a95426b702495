"""What came back with the grid of annual targets, and what is told under a row of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.timezone import localtime

from indicators.calc import Figure
from indicators.calc.annual import Course
from indicators.calc.annual_sense import concerns
from indicators.models import AnnualTarget, PlanIndicator

Place = tuple[int, int]  # plan indicator id, year


@dataclass(frozen=True)
class CameBack:
    """What was typed and not saved: by cell the text, its figure or what is wrong with it, and the annual
    target that its editor had been shown.
    """

    typed: Mapping[Place, str] = field(default_factory=dict)
    figures: Mapping[Place, Figure | None] = field(default_factory=dict)
    errors: Mapping[Place, str] = field(default_factory=dict)
    seen: Mapping[Place, int | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Remark:
    """Under a row. kind: error, conflict, warning."""

    kind: str
    label: str
    text: str


def remarks_of(
    row: PlanIndicator,
    course: Course,
    stored: Mapping[int, AnnualTarget],
    figures: Mapping[int, Figure],
    came_back: CameBack,
) -> tuple[Remark, ...]:
    """Doubts only where everything could be read."""
    wrong = _errors(row, came_back)
    doubts = [] if wrong else [Remark("warning", "请核对", each) for each in concerns(course, figures)]
    return (*wrong, *_conflicts(row, stored, came_back), *doubts)


def _errors(row: PlanIndicator, came_back: CameBack) -> list[Remark]:
    return [
        Remark("error", f"{year} 年", message)
        for (row_id, year), message in sorted(came_back.errors.items())
        if row_id == row.pk
    ]


def _conflicts(row: PlanIndicator, stored: Mapping[int, AnnualTarget], came_back: CameBack) -> list[Remark]:
    """Cells that no longer hold what their editor had been shown: both texts are told."""
    found = []
    for (row_id, year), text in sorted(came_back.typed.items()):
        now = stored.get(year)
        if row_id != row.pk or came_back.seen.get((row_id, year)) == (now.pk if now else None):
            continue
        theirs = f"{_by(now)}改为“{now.text}”" if now else "别人取消了这一年的目标"
        mine = f"您填的是“{text}”" if text else "您要取消"
        found.append(
            Remark("conflict", f"{year} 年已被他人修改", f"{theirs}；{mine}。核对后再保存，即以格内的为准。")
        )
    return found


def _by(target: AnnualTarget) -> str:
    who, at = target.entered_by.name if target.entered_by else "系统", localtime(target.entered_at)
    return f"{who}于 {at.month} 月 {at.day} 日 {at:%H:%M} "
