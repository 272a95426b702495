"""Cases in, verdicts out: a thin wrapper that lays cases out as columns and reads the verdicts back."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from indicators.calc.case import Case, Verdict
from indicators.calc.columns import EXPECTED_BY, Nullable, VerdictColumns
from indicators.calc.engine import judge
from indicators.calc.figure import Figure
from indicators.calc.fixed_point import round_half_up, shifted, trimmed
from indicators.calc.interval import Interval
from indicators.calc.layout import GROWTH, PLACES, laid_out, places_of, target_level
from indicators.calc.status import FLAG_LIST, REASON_LIST, REGIME_LIST, STATUS_LIST

HUNDREDTHS = 2


def assess(cases: Sequence[Case]) -> list[Verdict]:
    """Judge the cases, in their order."""
    if not cases:
        return []
    targets = [target_level(case) for case in cases]
    places = [places_of(case, target) for case, target in zip(cases, targets, strict=True)]
    verdicts = judge(laid_out(cases, targets, places))
    return [_verdict(verdicts, row, case, targets[row], places[row]) for row, case in enumerate(cases)]


def _verdict(found: VerdictColumns, row: int, case: Case, target: Figure | None, places: int) -> Verdict:
    def percent(column: Nullable) -> Decimal | None:
        return _decimal(column, row, HUNDREDTHS)

    def amount(column: Nullable) -> Decimal | None:
        return _decimal(column, row, places)

    def rounded(column: Nullable) -> Decimal | None:
        value = _decimal(column, row, places)
        return value if places == PLACES or value is None else trimmed(round_half_up(value, PLACES))

    year = int(found.year[row]) or None
    bits = int(found.flags[row])
    return Verdict(
        status=STATUS_LIST[found.status[row]].code,
        attainment=percent(found.attainment),
        closure=percent(found.closure),
        schedule=percent(found.schedule),
        gap=amount(found.gap),
        deviation=percent(found.deviation),
        flags=tuple(flag for place, flag in enumerate(FLAG_LIST) if bits >> place & 1),
        regime=REGIME_LIST[found.regime[row]],
        judged_year=year,
        final=bool(found.final[row]),
        remaining_pace=rounded(found.remaining_pace),
        pace_so_far=rounded(found.pace_so_far),
        margin=amount(found.margin),
        extrapolation=rounded(found.extrapolation),
        actual=_actual(found, row, case, year, places),
        target_level=None if target is None or not target.is_comparable else _bound(target, case.sense),
        reason=_reason(REASON_LIST[found.reason[row]], target),
        expected_by=EXPECTED_BY[found.expected_by[row]],
    )


def _bound(target: Figure, sense: str) -> Decimal | None:
    return target.upper if target.kind == "range" and sense == "lower" else target.value


def _reason(found: str | None, target: Figure | None) -> str | None:
    """A target that is not there may be there in words, or in a form that does not fit."""
    if found != "target_missing" or target is None or target.kind in ("missing", "blank"):
        return found
    if target.kind == "words":
        return "target_in_words"
    return "target_level_unknown" if target.kind in GROWTH else "target_not_comparable"


def _actual(
    found: VerdictColumns, row: int, case: Case, year: int | None, places: int
) -> Interval | tuple[Decimal, ...] | None:
    if year is None:
        return None
    if case.sense == "composition":
        figure = case.actuals.get(year)
        return figure.members if figure is not None else None
    low, high = _decimal(found.low, row, places), _decimal(found.high, row, places)
    low_open, high_open = bool(found.low_open[row]), bool(found.high_open[row])
    return Interval(low, high, low_open and low is not None, high_open and high is not None)


def _decimal(column: Nullable, row: int, places: int) -> Decimal | None:
    if not column.known[row]:
        return None
    return trimmed(shifted(int(column.value[row]), places))
