"""The chart of an indicator page, from the stored inputs of its verdict."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from common.numbers import number
from dashboards.charts.chart import Chart
from dashboards.charts.course import Course, course_of
from dashboards.charts.path import path_chart
from dashboards.charts.shares import shares_chart
from dashboards.charts.traces import PathWords
from dashboards.words.figures import interval_text
from indicators.calc.interval import requirement
from indicators.calc.layout import target_level
from indicators.pages import printed
from indicators.queries.history import Dossier
from indicators.queries.progress import Judgement


def picture_of(found: Dossier, verdict: Judgement | None, *, sources: str) -> Chart | None:
    """None where nothing has been reported."""
    if verdict is None or verdict.judged_year is None:
        return None
    base_label = f"{found.item.baseline_year or found.plan.start_year - 1} 基数"
    if found.item.sense == "composition":
        return shares_chart(verdict.case, caption="结构变化", base_label=base_label, source=sources)
    course = course_of(verdict.case, verdict.regime)
    extrapolation = None if verdict.is_final else verdict.extrapolation
    return path_chart(course, _words(found, verdict, course, base_label, sources), extrapolation)


def _words(found: Dossier, verdict: Judgement, course: Course, base_label: str, sources: str) -> PathWords:
    summed = course.summed and not verdict.case.running
    own = {step.year: printed(step.own) for step in course.steps if step.own is not None}
    reached = {
        step.year: interval_text(step.reached, summed=True) if summed else own[step.year]
        for step in course.steps
        if step.reached is not None and step.own is not None
    }
    extrapolated = verdict.extrapolation is not None and not verdict.is_final
    return PathWords(
        caption="累计进度" if course.summed else "路径" if course.stepwise else "走势与目标",
        unit=found.item.unit,
        base_label=base_label,
        base_text=printed(found.item.baseline),
        goal_text=printed(verdict.case.target),
        own=own,
        reached=reached,
        expected={step.year: number(step.expected) for step in course.steps if step.expected is not None},
        source=sources,
        extrapolated_text=number(verdict.extrapolation) if extrapolated else "",
        former=_former(found, verdict),
    )


def _former(found: Dossier, verdict: Judgement) -> tuple[tuple[str, str, Decimal], ...]:
    """Targets of other versions than the one judged by, where they can be drawn on the same axis."""
    drawn = []
    for each in found.targets:
        level = target_level(replace(verdict.case, target=each.figure))
        if each.version == (verdict.target_version or 1) or level is None or not level.is_comparable:
            continue
        bound = requirement(level, verdict.case.sense)[0]
        which = "原" if each.version == 1 else f"第 {each.version} 版"
        if bound is not None:
            drawn.append((f"{which}目标", printed(each.figure), bound))
    return tuple(drawn)
