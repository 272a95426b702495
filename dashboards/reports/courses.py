"""What pictures and native charts both say of an indicator's course, beside its numbers."""

from __future__ import annotations

from collections.abc import Sequence

from dashboards.reports.content import Content, Course, IndicatorLine


def course_title(content: Content, course: Course) -> str:
    """城镇新增就业（万人，累计）: with the unit, and said where the years are summed."""
    facts = [each for each in (course.unit, "累计" if is_summed(content, course) else "") if each]
    return f"{course.name}（{'，'.join(facts)}）" if facts else course.name


def is_summed(content: Content, course: Course) -> bool:
    """Whether its figures are sums since the start of the period: its target is printed in 〔〕 or []."""
    line = _line(content, course)
    return line is not None and line.target.text.startswith(("〔", "["))


def printed(content: Content, course: Course) -> Sequence[str]:
    """The figures as the table prints them, by the years of the course; none where years are summed."""
    line = _line(content, course)
    if line is None or is_summed(content, course):
        return ()
    texts = dict(zip(content.years, (each.text for each in line.actuals), strict=True))
    return [texts.get(year, "") for year in course.years]


def _line(content: Content, course: Course) -> IndicatorLine | None:
    return next((each for each in content.indicators if each.name == course.name), None)
