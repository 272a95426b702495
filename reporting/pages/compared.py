"""What a figure is held against: last year, the sum of the regions below, the year's own target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from common.numbers import DASH, POINTS, difference, signed
from indicators.calc import Figure, Interval, Sat, sat
from indicators.calc.interval import add, interval_of
from indicators.calc.units import converted
from indicators.models import PlanIndicator
from indicators.models.figures import trimmed
from indicators.pages import printed


@dataclass(frozen=True)
class Against:
    """`other` is the figure compared with and `change` how far this one is from it; `missing` names whose
    figure the sum lacks; `is_short`: the year's target is certainly not met.
    """

    label: str
    other: str = ""
    change: str = ""
    missing: str = ""
    is_short: bool = False


def against_last_year(now: Figure | None, before: Figure | None, unit: str) -> Against | None:
    change = change_of(now, before, unit)
    return None if change == DASH else Against("上年", change=change)


def against_children(
    now: Figure | None, children: Mapping[str, Figure | None], unit: str, goal: str
) -> Against | None:
    """`children`: figures of the regions below by name, in the catalogue's unit; shown in `goal`."""
    if now is None or not now.is_comparable or not children:
        return None
    reported = [each for each in children.values() if each is not None and each.is_comparable]
    if any(each.cumulative != now.cumulative for each in reported):
        return None
    own = interval_of(converted(now, unit, goal))
    total = add(interval_of(converted(each, unit, goal)) for each in reported)
    missing = [name for name, each in children.items() if each is None or not each.is_comparable]
    return Against(
        "下级合计",
        other=str(_tidy(total)) if reported else "",
        change=_between(own, total, goal) if reported else "",
        missing="、".join(missing),
    )


def against_annual_target(now: Figure | None, plan_row: PlanIndicator | None, year: int) -> Against | None:
    """Of the year itself, where the plan has one; a total since the plan began is no figure of one year."""
    if now is None or plan_row is None or now.cumulative:
        return None
    target = next((each.figure for each in plan_row.annual_targets.all() if each.year == year), None)
    if target is None:
        return None
    shown = converted(now, plan_row.indicator.unit, plan_row.unit)
    missed = not now.is_ratio and sat(interval_of(shown), target, plan_row.effective_sense) is Sat.NO
    return Against(
        "年度目标",
        other=printed(target),
        change=_distance(shown, target, plan_row.unit),
        is_short=missed,
    )


def change_of(now: Figure | None, before: Figure | None, unit: str) -> str:
    """Against last year: of a rate in percentage points, else in per cent; only between exact numbers."""
    if now is None or before is None or not (now.is_exact and before.is_exact):
        return DASH
    new, old = now.value, before.value
    if new is None or old is None:
        return DASH
    if unit in POINTS:
        return f"{signed(new - old)} {POINTS[unit]}" if new != old else "持平"
    if new == old:
        return "持平"
    return DASH if old == 0 else f"{signed((new - old) / abs(old) * 100, 1)}%"


def _distance(now: Figure, other: Figure, unit: str) -> str:
    """How far an exact number is from another, or from the number of a bound; empty where it says nothing."""
    if not now.is_exact or now.value is None or other.value is None or other.upper is not None:
        return ""
    return _signed(now.value - other.value, unit)


def _tidy(total: Interval) -> Interval:
    """Without the idle zeros of a conversion."""
    low, high = (None if end is None else trimmed(end) for end in (total.low, total.high))
    return replace(total, low=low, high=high)


def _between(own: Interval, total: Interval, unit: str) -> str:
    if own.low is None or total.low is None or not (own.is_point and total.is_point):
        return ""
    return _signed(own.low - total.low, unit)


def _signed(away: Decimal, unit: str) -> str:
    return "一致" if away == 0 else f"{'+' if away > 0 else '−'}{difference(abs(away), unit)}"
