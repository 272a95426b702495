"""What a list of 重点任务 can be narrowed by."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboards.pages.narrowing import Question
from dashboards.words.commitments import EVERY_MARK, OVERDUE, Stand, reported_of
from plans.pages import term_of

NONE = "none"


def questions_of(stands: Sequence[Stand]) -> tuple[Question[Stand], ...]:
    """Marks in their own order, years rising, the rest as the plan prints them. Without any report there is
    nothing to ask about progress.
    """
    reported = reported_of(stands) > 0
    marks = {mark.code: mark.label for mark in EVERY_MARK}
    return (
        Question("progress", "进展", lambda each: (each.mark.code,), marks, is_asked=reported),
        Question("overdue", "到期", _overdue, {"1": OVERDUE}, always=True, is_asked=reported),
        _question("department", "责任单位", _department, stands),
        _question("due", "时限", _due, sorted(stands, key=_due)),
        _question("section", "专栏", _section, stands),
    )


def _question(
    name: str, label: str, of: Callable[[Stand], tuple[str, str]], stands: Sequence[Stand]
) -> Question[Stand]:
    """`of` gives a row's value and what it is called."""
    return Question(name, label, lambda each: of(each)[:1], dict(of(each) for each in stands))


def _overdue(stand: Stand) -> tuple[str, ...]:
    return ("1",) if stand.is_overdue else ()


def _department(stand: Stand) -> tuple[str, str]:
    department = stand.commitment.department
    return (department.name, department.name) if department else (NONE, "未登记")


def _due(stand: Stand) -> tuple[str, str]:
    commitment = stand.commitment
    if commitment.is_per_year:
        return "yearly", "每年"
    return (str(commitment.due_year) if commitment.due_year else "period"), term_of(commitment)


def _section(stand: Stand) -> tuple[str, str]:
    section = stand.commitment.section
    return (section, section) if section else (NONE, "未列专栏")
