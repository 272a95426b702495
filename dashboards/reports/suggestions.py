"""下一步建议: only what follows from the data. Who has to reach which pace, go back within which target, or
report what.
"""

from __future__ import annotations

from collections.abc import Iterator

from common.numbers import DASH
from dashboards.reports.content.shape import LaggardLine
from dashboards.reports.facts import Facts
from dashboards.words.headline import must_text
from dashboards.words.seriousness import lagging_rows
from dashboards.words.tally import STALE, listed, standing_of
from indicators.queries.progress import Row

Demand = tuple[str, str]  # department, what it has to do


def suggestions(facts: Facts) -> Iterator[str]:
    """By department, in the order of what is most serious."""
    by_department: dict[str, list[str]] = {}
    for department, demand in _demands(facts):
        by_department.setdefault(department, []).append(demand)
    if len(by_department) > 1:
        for place, (department, demands) in enumerate(by_department.items(), 1):
            who = department or "责任部门未登记的"
            yield f"{place}．{who}：{'；'.join(demands)}。"
        return
    for department, demands in by_department.items():
        if len(demands) == 1:
            yield f"{department}：{demands[0]}。" if department else f"{demands[0]}。"
            return
        if department:
            yield f"以下各项由{department}负责："
        yield from (f"{place}．{demand}。" for place, demand in enumerate(demands, 1))


def _demands(facts: Facts) -> Iterator[Demand]:
    if not facts.is_final:
        yield from _to_reach(facts)
    yield from _tasks_due(facts)
    yield from _to_report(facts)


def _to_reach(facts: Facts) -> Iterator[Demand]:
    for row, line in zip(lagging_rows(facts.rows), facts.laggards, strict=True):
        demand = must_text(row) or _to_return(row, line)
        if demand:
            space = " " if demand[0].isdigit() else ""
            measure = line.measure.rstrip("。；;.")
            known = f"（已报措施：{measure}）" if measure else ""
            yield line.department, f"{listed([line.name])}{space}{demand}{known}"


def _to_return(row: Row, line: LaggardLine) -> str:
    """What has left its target and has no pace to it."""
    if line.gap == DASH:
        return ""
    if line.gap.startswith("余"):
        return f"须控制在目标 {line.target}之内，{line.gap}"
    verb = "回升到" if row.item.sense == "higher" else "降回"
    return f"须{verb}目标 {line.target}，现{line.gap}"


def _tasks_due(facts: Facts) -> Iterator[Demand]:
    for task in facts.tasks:
        if task.is_overdue:
            yield (
                task.department,
                f"补齐到期未完成的重点任务“{task.name}”（要求 {task.asked}，已完成 {task.done}）",
            )


def _to_report(facts: Facts) -> Iterator[Demand]:
    yield from _missing_figures(facts)
    if facts.public_only:
        return
    for department, lines in _by_department([each for each in facts.laggards if _is_unexplained(each)]):
        names = listed([line.name for line in lines])
        lacking = {
            "原因": any(not line.cause for line in lines),
            "措施": any(not line.measure for line in lines),
        }
        what = "和".join(word for word, is_lacking in lacking.items() if is_lacking)
        yield department, f"补充说明{names}未{facts.met}的{what}"
    unreported: dict[str, int] = {}
    for task in facts.tasks:
        if task.progress == "未报":
            unreported[task.department] = unreported.get(task.department, 0) + 1
    yield from ((department, f"补报 {count} 项重点任务的进展") for department, count in unreported.items())


def _missing_figures(facts: Facts) -> Iterator[Demand]:
    """Published figures are nobody's to report; which ones are missing has been said under the problems."""
    missing = [row for row in facts.rows if standing_of(row, facts.year) in ("no_data", STALE)]
    if facts.public_only:
        if missing:
            yield "", f"继续查找上述 {len(missing)} 项指标 {facts.year} 年的公开数据"
        return
    by_department: dict[str, list[str]] = {}
    for row in missing:
        by_department.setdefault(row.item.department, []).append(row.item.name)
    for department, names in by_department.items():
        yield department, f"补报{listed(names)} {facts.year} 年的数据"


def _is_unexplained(line: LaggardLine) -> bool:
    return not line.cause or not line.measure


def _by_department(lines: list[LaggardLine]) -> Iterator[tuple[str, list[LaggardLine]]]:
    for department in dict.fromkeys(line.department for line in lines):
        yield department, [line for line in lines if line.department == department]
