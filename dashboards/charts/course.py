"""The course of an indicator through its plan: what was reached and what was to be expected, year by year.

Made from the inputs of a stored verdict, so a chart shows exactly what was judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicators.calc import Case, Figure, Interval
from indicators.calc.interval import add, interval_of, requirement
from indicators.calc.layout import target_level

STEPWISE = frozenset({"PATH", "CUM", "BUDGET"})  # regimes that expect something of every year
PLACES = Decimal(1).scaleb(-6)


@dataclass(frozen=True, slots=True)
class Step:
    """`own` is the figure of the year itself, `reached` what is judged: the same, or the sum since the start.
    `expected` is the level or sum that the path or the annual targets give for the year.
    """

    year: int
    own: Figure | None
    reached: Interval | None
    expected: Decimal | None


@dataclass(frozen=True, slots=True)
class Course:
    """`summed`: the target is a sum over the plan period. `stepwise`: there is a path; otherwise `goal` is a
    bound to be kept. `by_annual_targets`: the path is that of the annual targets.
    """

    steps: tuple[Step, ...]
    baseline: Figure | None
    goal: Decimal | None
    summed: bool
    stepwise: bool
    by_annual_targets: bool

    @property
    def start(self) -> Decimal | None:
        """Where the path begins: the exact baseline, or nothing done yet."""
        if self.summed:
            return Decimal(0)
        exact = self.baseline is not None and self.baseline.is_exact
        return self.baseline.value if exact and self.baseline else None

    @property
    def latest(self) -> Step | None:
        """The last year with a figure."""
        reported = [step for step in self.steps if step.reached is not None and step.own is not None]
        return reported[-1] if reported else None


def course_of(case: Case, regime: str | None) -> Course:
    """Of a case whose values are single numbers; shares have no course."""
    level = target_level(case)
    goal = requirement(level, case.sense)[0] if level is not None and level.is_comparable else None
    summed = case.basis == "cumulative"
    reached = _sums(case) if summed and not case.running else _levels(case)
    stepwise = regime in STEPWISE and goal is not None
    annual = _annual(case, summed)
    line = _straight_line(case, goal, summed) if stepwise and goal is not None else {}
    by_annual = bool(annual) and regime is not None
    expected = _joined(line, annual, case.end) if by_annual else line
    return Course(
        steps=tuple(
            Step(year, case.actuals.get(year), reached.get(year), expected.get(year))
            for year in range(case.start, case.end + 1)
        ),
        baseline=None if summed else case.baseline,
        goal=goal,
        summed=summed,
        stepwise=stepwise,
        by_annual_targets=by_annual,
    )


def _levels(case: Case) -> dict[int, Interval]:
    return {year: interval_of(figure, _limits(case)) for year, figure in _reported(case).items()}


def _limits(case: Case) -> tuple[Decimal | None, Decimal | None]:
    """Natural limits are those of one year's figure, so they do not bind a running total."""
    return (None, None) if case.running and case.basis == "cumulative" else case.limits


def _sums(case: Case) -> dict[int, Interval]:
    """Sums from the start on; after a year without a figure a sum is only a lower bound."""
    reported, found, parts, hole = _reported(case), {}, [], False
    for year in range(case.start, min(case.as_of, case.end) + 1):
        if year not in reported:
            hole = True
            continue
        parts.append(interval_of(reported[year], case.limits))
        total = add(parts)
        found[year] = Interval(total.low, None, total.low_open) if hole else total
    return found


def _reported(case: Case) -> dict[int, Figure]:
    until = min(case.as_of, case.end)
    return {
        year: figure
        for year, figure in sorted(case.actuals.items())
        if figure is not None and figure.is_comparable and case.start <= year <= until
    }


def _straight_line(case: Case, goal: Decimal, summed: bool) -> dict[int, Decimal]:
    base = Decimal(0)
    if not summed:
        if case.baseline is None or case.baseline.value is None:
            return {}
        base = case.baseline.value
    rise = goal - base
    found = {
        year: (base + rise * (year - case.start + 1) / case.years).quantize(PLACES)
        for year in range(case.start, case.end)
    }
    return found | {case.end: goal}


def _annual(case: Case, summed: bool) -> dict[int, Decimal]:
    """Annual targets (sums of them for sums) where none is missing up to the last year reported."""
    bounds = {year: _bound(figure, case.sense) for year, figure in case.annual_targets.items()}
    last = max(_reported(case), default=case.start)
    if any(bounds.get(year) is None for year in range(case.start, last + 1)):
        return {}
    found, total = {}, Decimal(0)
    for year in range(case.start, case.end + 1):
        bound = bounds.get(year)
        if bound is None:
            break
        total = total + bound if summed else bound
        found[year] = total
    return found


def _bound(figure: Figure | None, sense: str) -> Decimal | None:
    return requirement(figure, sense)[0] if figure is not None and figure.is_comparable else None


def _joined(line: Mapping[int, Decimal], annual: Mapping[int, Decimal], end: int) -> dict[int, Decimal]:
    """The annual targets as far as they go, and the target itself at the end."""
    return dict(annual) | ({end: line[end]} if end in line else {})
