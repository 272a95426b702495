"""权重: a plan's indicators with the weight of each, as typed or stored, and what they come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from common.numbers import number
from indicators.calc.index import FULL
from indicators.models import PlanIndicator
from indicators.services.weights import weight_text
from plans.models import Plan


@dataclass(frozen=True)
class Line:
    id: int
    number: str
    group: str
    name: str
    unit: str
    is_part: bool
    attribute: str
    text: str
    stored: str
    error: str
    is_changed: bool


@dataclass(frozen=True)
class WeightsPage:
    """`total`: of the weights as they are saved; `is_hundred` and `count` likewise."""

    plan_id: int
    title: str
    region: str
    state: str
    is_fictional: bool
    lines: tuple[Line, ...]
    total: str
    is_hundred: bool
    count: int
    wrong: tuple[Line, ...]


def weights_page(
    plan: Plan,
    rows: Sequence[PlanIndicator],
    texts: Mapping[int, str] | None = None,
    errors: Mapping[int, str] | None = None,
) -> WeightsPage:
    """With what was typed over what is stored, and what is wrong with it."""
    lines = tuple(_line(row, texts or {}, errors or {}) for row in rows)
    weights = [row.weight for row in rows if row.weight is not None]
    total = sum(weights, Decimal(0))
    return WeightsPage(
        plan_id=plan.pk,
        title=plan.title,
        region=plan.region.name,
        state=plan.get_state_display(),
        is_fictional=plan.region.is_fictional,
        lines=lines,
        total=number(total, 3),
        is_hundred=total == FULL,
        count=len(weights),
        wrong=tuple(line for line in lines if line.error),
    )


def _line(row: PlanIndicator, texts: Mapping[int, str], errors: Mapping[int, str]) -> Line:
    stored = weight_text(row.weight)
    return Line(
        id=row.pk,
        number=row.number,
        group=row.group,
        name=row.name,
        unit=row.unit,
        is_part=row.parent_id is not None,
        attribute=row.attribute,
        text=texts.get(row.pk, stored),
        stored=stored,
        error=errors.get(row.pk, ""),
        is_changed=row.pk in texts,
    )
