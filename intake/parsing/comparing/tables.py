"""Tables against one another: the same row printed twice, and the same year in two tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from indicators.calc import Figure
from indicators.calc.interval import interval_of
from intake.parsing.likeness import bare, same
from intake.parsing.measures import convertible, equal
from intake.parsing.reading import Conflict, IndicatorRead, Repeat, Stated

APART = 1500  # signs between two tables rather than two rows of one


def duplicates_joined(rows: Sequence[IndicatorRead]) -> list[IndicatorRead]:
    """A row that another table prints again with the same figures (an annex) is a repeat of the first."""
    kept: list[IndicatorRead] = []
    for row in rows:
        at = next((at for at, one in enumerate(kept) if _twice(one, row)), None)
        if at is None or row.target is None:
            kept.append(row)
            continue
        repeat = Repeat(row.target, row.quote, row.place, agrees=True)
        kept[at] = replace(kept[at], repeats=(*kept[at].repeats, repeat))
    return kept


def tables_compared(rows: Sequence[IndicatorRead]) -> list[Conflict]:
    """What one table measured and another takes as its baseline; two targets of one indicator."""
    return [*_baselines(rows), *_targets(rows)]


def _twice(one: IndicatorRead, row: IndicatorRead) -> bool:
    return (
        _one_name(one, row)
        and abs(one.place.start - row.place.start) > APART
        and _same_figure(one.target, row.target)
        and (_same_figure(one.baseline, row.baseline) or not (one.baseline and row.baseline))
    )


def _one_name(one: IndicatorRead, row: IndicatorRead) -> bool:
    return (
        one.period == row.period
        and bare(one.name) == bare(row.name)
        and one.parent == row.parent
        and convertible(one.unit, row.unit)
    )


def _same_figure(one: Stated | None, other: Stated | None) -> bool:
    if one is None or other is None:
        return one is other
    return (
        one.year == other.year
        and equal(one.figure, "", other.figure, "")
        and one.figure.op == other.figure.op
    )


def _targets(rows: Sequence[IndicatorRead]) -> Iterable[Conflict]:
    for at, one in enumerate(rows):
        for row in rows[at + 1 :]:
            if not _one_name(one, row) or abs(one.place.start - row.place.start) <= APART:
                continue
            if (
                one.target
                and row.target
                and not equal(one.target.figure, one.unit, row.target.figure, row.unit)
            ):
                message = (
                    f"“{row.name}”：第 {one.place.line} 行的表中目标为“{one.target.figure.text}”，"
                    f"第 {row.place.line} 行的表中为“{row.target.figure.text}”，请核对后确定。"
                )
                yield Conflict("tables_differ", message, row.name, (one.place, row.place))


def _baselines(rows: Sequence[IndicatorRead]) -> Iterable[Conflict]:
    for earlier in rows:
        for later in rows:
            if earlier.period[1] >= later.period[1] or not same(earlier.name, later.name):
                continue
            if earlier.actual and later.baseline and _contradict(earlier, later):
                yield _baseline_conflict(earlier, later)


def _contradict(earlier: IndicatorRead, later: IndicatorRead) -> bool:
    """Both give a figure of one year, and these cannot both be true: 3.27 and ＜4 can."""
    actual, baseline = earlier.actual, later.baseline
    if actual is None or baseline is None or actual.year != baseline.year or not actual.year:
        return False
    if actual.figure.cumulative != baseline.figure.cumulative or not convertible(earlier.unit, later.unit):
        return False
    if not (actual.figure.is_reported and baseline.figure.is_reported):
        return False
    if equal(actual.figure, earlier.unit, baseline.figure, later.unit):
        return False
    return not (_allows(actual.figure, baseline.figure) or _allows(baseline.figure, actual.figure))


def _allows(bound: Figure, figure: Figure) -> bool:
    """Whether an inequality or a range may hold of the other figure."""
    if not (bound.is_comparable and figure.is_comparable) or bound.is_exact:
        return False
    return not figure.is_exact or figure.value is None or interval_of(bound).contains(figure.value)


def _baseline_conflict(earlier: IndicatorRead, later: IndicatorRead) -> Conflict:
    actual, baseline = earlier.actual, later.baseline
    assert actual is not None
    assert baseline is not None
    copied = later.target is not None and baseline.figure.value == later.target.figure.value
    message = (
        f"“{later.name}”：{actual.year} 年的数值在第 {earlier.place.line} 行的表中为“{actual.figure.text}”，"
        f"在第 {later.place.line} 行的表中作为基数为“{baseline.figure.text}”，不一致，请核对。"
    )
    if copied:
        message += "基数与目标相同，可能误填了目标值。"
    return Conflict("baseline_differs", message, later.name, (earlier.place, later.place))
