"""Rows of a plan as the tables of a report: progress, what is behind, what cannot be judged, courses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from common.numbers import DASH, ratio
from dashboards.charts.course import course_of
from dashboards.reports.content.shape import Count, Course, IndicatorLine, LaggardLine, Number, UnassessedLine
from dashboards.words.figures import (
    actual_text,
    distance,
    gap_text,
    in_unit,
    lamp_for,
    pace_text,
    rate,
    target_text,
    word_of,
)
from dashboards.words.seriousness import reason_of, unassessed
from dashboards.words.tally import ATTRIBUTES, Tally, tally_of
from indicators.calc import Figure
from indicators.pages import printed
from indicators.queries.progress import Counted, Item, Row
from indicators.queries.told import Told


def counts_of(rows: Sequence[Row], year: int) -> tuple[Count, ...]:
    """约束性 first; an attribute that no indicator has is left out."""
    groups = {
        label: [row for row in rows if row.item.attribute == code] for code, label in ATTRIBUTES.items()
    }
    return tuple(count_of(label, tally_of(group, year)) for label, group in groups.items() if group)


def count_of(label: str, tally: Tally) -> Count:
    return Count(
        label, tally.total, tally.assessable, tally.met, tally.lagging, tally.stale, tally.unassessed,
        ratio(tally.met, tally.assessable),
    )  # fmt: skip


def indicator_lines(
    rows: Sequence[Row], year: int, years: Sequence[int], first_targets: Mapping[int, Figure]
) -> tuple[IndicatorLine, ...]:
    return tuple(_line(row, year, years, first_targets.get(row.item.id)) for row in rows)


def _line(row: Row, year: int, years: Sequence[int], first_target: Figure | None) -> IndicatorLine:
    item, verdict = row.item, row.verdict
    return IndicatorLine(
        number=item.number,
        group=item.group,
        name=item.name,
        unit=item.unit,
        attribute=ATTRIBUTES[item.attribute],
        is_part=item.parent_id is not None,
        baseline=_number(item.baseline),
        target=_number(item.target),
        actuals=tuple(_reported(row.figures.get(each)) for each in years),
        attainment=_rate(verdict.attainment if verdict else None),
        closure=_rate(verdict.closure if verdict else None),
        schedule=_rate(verdict.schedule if verdict else None),
        word=word_of(verdict, item.sense),
        lamp=lamp_for(verdict).code,
        note="；".join(_remarks(row, year, first_target)),
    )


def _number(figure: Figure | None) -> Number:
    exact = figure is not None and figure.is_exact and figure.kind == "number"
    return Number(printed(figure), figure.value if exact and figure else None)


def _reported(counted: Counted | None) -> Number:
    return Number(DASH) if counted is None else _number(counted.figure)


def _rate(value: Decimal | None) -> Number:
    return Number(rate(value), value)


def _remarks(row: Row, year: int, first_target: Figure | None) -> list[str]:
    """What a reader must know to read the row; figures of the year first."""
    item, verdict, found = row.item, row.verdict, []
    if verdict is not None and verdict.judged_year not in (None, year):
        found.append(f"按 {verdict.judged_year} 年数据评价")
    own = row.figures.get(verdict.judged_year) if verdict and verdict.judged_year else None
    if own is not None and own.is_estimate:
        found.append("预计数")
    if own is not None and own.is_preliminary:
        found.append("初步数")
    flags = verdict.flags if verdict else ()
    found += [text for flag, text in FLAGS.items() if flag in flags]
    if first_target is not None and first_target != item.target:
        found.append(f"原目标{printed(first_target)}")
    if item.is_local and item.local_meaning:
        found.append(f"*{item.local_meaning}")
    return found


FLAGS = {
    "lower_bound": "有缺年，合计为下限",
    "worse_than_baseline": "劣于基数",
    "boundary": "恰好等于目标",
    "baseline_inequality": "基数为不等式",
    "approximate": "含约数",
}


def laggard_lines(
    rows: Sequence[Row], region: str, told: Mapping[tuple[str, int, int], Told]
) -> tuple[LaggardLine, ...]:
    return tuple(_laggard(row, told.get(asked(row, region), Told())) for row in rows)


def asked(row: Row, region: str) -> tuple[str, int, int]:
    """Where the cause of a laggard would be told."""
    year = row.verdict.judged_year if row.verdict else None
    return region, row.item.indicator_id, year or 0


def _laggard(row: Row, told: Told) -> LaggardLine:
    verdict, item = row.verdict, row.item
    assert verdict is not None
    pace = verdict.remaining_pace
    return LaggardLine(
        name=item.name,
        attribute=ATTRIBUTES[item.attribute],
        target=target_text(item).replace("〕 ", "〕"),
        actual=_actual(row),
        gap=gap_text(verdict, item),
        pace=pace_text(pace, item, item.unit),
        pace_so_far=pace_text(verdict.pace_so_far, item, item.unit) if pace is not None else DASH,
        word=word_of(verdict, item.sense),
        detail=distance(verdict),
        cause=_one_line(told.cause),
        measure=_one_line(told.measure),
        department=item.department,
    )


def _actual(row: Row) -> str:
    verdict, text = row.verdict, actual_text(row)
    if verdict is None or verdict.judged_year is None or text == DASH:
        return text
    if not text.startswith("〔"):
        return in_unit(verdict.case.actuals.get(verdict.judged_year), row.item.unit)
    return f"{text}{row.item.unit}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def unassessed_lines(rows: Sequence[Row], *, public_only: bool) -> tuple[UnassessedLine, ...]:
    return tuple(
        UnassessedLine(row.item.name, ATTRIBUTES[row.item.attribute], reason_of(row, public_only=public_only))
        for row in unassessed(rows)
    )


def courses_of(rows: Sequence[Row]) -> tuple[Course, ...]:
    """Of what has a course: neither shares nor what has no figure at all."""
    found = (_course(row) for row in rows if row.verdict is not None and row.item.sense != "composition")
    return tuple(each for each in found if each is not None)


def _course(row: Row) -> Course | None:
    verdict = row.verdict
    assert verdict is not None
    course = course_of(verdict.case, verdict.regime)
    if course.latest is None:
        return None
    return Course(
        name=row.item.name,
        unit=row.item.unit,
        years=tuple(step.year for step in course.steps),
        actuals=tuple(
            step.reached.low if step.reached is not None and step.reached.low == step.reached.high else None
            for step in course.steps
        ),
        path=tuple(step.expected if course.stepwise else course.goal for step in course.steps),
        path_name=_path_name(course.stepwise, course.by_annual_targets, row.item),
    )


def _path_name(stepwise: bool, by_annual_targets: bool, item: Item) -> str:
    if not stepwise:
        return "上限" if item.sense == "lower" else "下限"
    return "年度目标" if by_annual_targets else "时序要求"
