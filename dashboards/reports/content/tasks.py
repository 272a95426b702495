"""重点任务 as rows of a report."""

from __future__ import annotations

from collections.abc import Sequence

from dashboards.reports.content.shape import TaskLine
from dashboards.words.commitments import Stand
from plans.pages import asked_of, term_of


def task_lines(stands: Sequence[Stand]) -> tuple[TaskLine, ...]:
    return tuple(_line(each) for each in stands)


def _line(stand: Stand) -> TaskLine:
    commitment = stand.commitment
    said = f"{stand.said_year} 年上报" if stand.said_year else ""
    short = "未达到每年的要求" if stand.is_short else ""
    return TaskLine(
        section=commitment.section,
        name=commitment.name,
        asked=asked_of(commitment),
        term=term_of(commitment),
        done=stand.done,
        progress=stand.mark.label,
        department=commitment.department.name if commitment.department else "",
        note="；".join(part for part in (said, short, " ".join(stand.note.split())) if part),
        is_overdue=stand.is_overdue,
    )
