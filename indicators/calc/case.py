"""One case to be judged, and the verdict on it: values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from indicators.calc.figure import Figure
from indicators.calc.interval import Interval, Limits
from indicators.calc.status import Attribute, Lamp, lamp_of

RULE_VERSION = "2026.1"

Basis = Literal["cumulative", "level", "annual"]
Sense = Literal["higher", "lower", "composition"]


@dataclass(frozen=True, slots=True)
class Cutoffs:
    """The bands of a plan, in percentage points of deviation from schedule."""

    ahead: Decimal = Decimal(5)
    on_track: Decimal = Decimal(0)
    tolerance: Decimal = Decimal(-5)
    serious: Decimal = Decimal(-30)

    def __post_init__(self) -> None:
        if not self.ahead >= self.on_track >= self.tolerance >= self.serious:
            raise ValueError("分档界限须从高到低：快于 ≥ 达到 ≥ 容差 ≥ 严重滞后。")


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a verdict depends on. Years outside start…min(as_of, end) are not looked at.

    `running`: the actuals are totals since `start` (looked at for cumulative only). `limits` are the
    natural limits of one year's figure. `broken_years`: years from which the figures follow a new
    definition (口径变化).
    """

    basis: Basis
    sense: Sense
    target: Figure | None
    start: int
    end: int
    as_of: int
    actuals: Mapping[int, Figure | None]
    attribute: Attribute = "unstated"
    baseline: Figure | None = None
    running: bool = False
    every_year: bool = False
    annual_targets: Mapping[int, Figure | None] = field(default_factory=dict)
    limits: Limits = (None, None)
    cutoffs: Cutoffs = Cutoffs()
    provisional_years: frozenset[int] = frozenset()
    broken_years: frozenset[int] = frozenset()

    @property
    def years(self) -> int:
        """N, the length of the plan."""
        return self.end - self.start + 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement on a case.

    attainment, closure, schedule and deviation are per cent (deviation: percentage points where there is a
    schedule), rounded half-up to two places. gap and margin are exact, paces and extrapolation rounded
    half-up to six places, all in the indicator's unit. `reason` is a code of status.REASONS and explains a
    grey status. `expected_by` tells what the expected share or bound of year y came from: annual_targets,
    straight_line, or straight_line_incomplete (annual targets exist, but one that was needed is missing).
    """

    status: str
    attainment: Decimal | None
    closure: Decimal | None
    schedule: Decimal | None
    gap: Decimal | None
    deviation: Decimal | None
    flags: tuple[str, ...]
    regime: str | None
    judged_year: int | None
    final: bool
    remaining_pace: Decimal | None
    pace_so_far: Decimal | None
    margin: Decimal | None
    extrapolation: Decimal | None
    actual: Interval | tuple[Decimal, ...] | None
    target_level: Decimal | None
    reason: str | None
    expected_by: str | None
    rule_version: str = RULE_VERSION

    def lamp(self, attribute: Attribute) -> Lamp:
        return lamp_of(self.status, attribute)
