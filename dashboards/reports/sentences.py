"""What a report says: sentences made from the verdicts, which state what the numbers state, nothing more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from common.numbers import DASH, ratio
from dashboards.reports.content.shape import LaggardLine, RegionLine, TaskLine
from dashboards.words.headline import headline_of, lagging_word, said_of
from dashboards.words.seriousness import lagging_rows, reason_of, unassessed
from dashboards.words.tally import ATTRIBUTES, ORDER, STALE, standing_of, strips_of, tally_of
from indicators.pages.wording import word_of
from indicators.queries.progress import Row

GREEN = ORDER[: ORDER.index("behind")]


@dataclass(frozen=True)
class Facts:
    """`rows` of the plan as of `year`; tables that have been made of them, and of what stands beside them."""

    rows: Sequence[Row]
    year: int
    end_year: int
    public_only: bool
    laggards: Sequence[LaggardLine] = ()
    tasks: Sequence[TaskLine] = ()
    regions: Sequence[RegionLine] = ()

    @property
    def is_final(self) -> bool:
        return self.year >= self.end_year


def paragraphs_of(facts: Facts) -> dict[str, tuple[str, ...]]:
    """By section, in the order of domain.md §8."""
    sections: dict[str, Callable[[Facts], Iterator[str]]] = {
        "overall": _overall, "progress": _progress, "lagging": _lagging, "tasks": _tasks,
        "problems": _problems, "suggestions": _suggestions, "regions": _regions,
    }  # fmt: skip
    return {name: tuple(told(facts)) for name, told in sections.items()}


def _overall(facts: Facts) -> Iterator[str]:
    tally = tally_of(facts.rows, facts.year)
    yield headline_of(tally, facts.year, public_only=facts.public_only).text
    if not tally.assessable:
        return
    rate = ratio(tally.met, tally.assessable)
    yield f"可评价的指标 {tally.assessable} 项，达标 {tally.met} 项，达标率 {rate}。"
    for strip in strips_of(facts.rows, facts.year):
        behind = strip.assessable - strip.met
        rate = f"，达标率 {ratio(strip.met, strip.assessable)}" if strip.assessable else ""
        counts = f"可评价 {strip.assessable} 项，达标 {strip.met} 项，{_behind(facts)} {behind} 项{rate}"
        yield f"{strip.label}指标 {strip.total} 项：{counts}。{strip.note}"


def _behind(facts: Facts) -> str:
    return lagging_word(tally_of(facts.rows, facts.year))


def _progress(facts: Facts) -> Iterator[str]:
    for code, label in ATTRIBUTES.items():
        rows = [row for row in facts.rows if row.item.attribute == code]
        standing = {row.item.id: standing_of(row, facts.year) for row in rows}
        met = [row for row in rows if standing[row.item.id] in GREEN]
        if met:
            yield f"{label}指标中，{'；'.join(_by_word(met))}。"
    yield from _remarked(facts)


def _by_word(rows: Sequence[Row]) -> Iterator[str]:
    """控制在目标内 2 项（…、…)."""
    ordered = sorted(rows, key=_place)
    for word, group in groupby(ordered, key=_word):
        named = list(group)
        yield f"{word} {len(named)} 项（{_names(named)}）"


def _place(row: Row) -> tuple[int, str]:
    return ORDER.index(row.verdict.status) if row.verdict else len(ORDER), _word(row)


def _word(row: Row) -> str:
    return word_of(row.verdict.status, row.item.sense) if row.verdict else ""


def _remarked(facts: Facts) -> Iterator[str]:
    """What a rate of met indicators would hide."""
    worse = [row for row in facts.rows if _is_met(row, facts) and "worse_than_baseline" in _flags(row)]
    if worse:
        yield f"达标但劣于基数的指标 {len(worse)} 项：{_names(worse)}。"
    revised = [row for row in facts.rows if row.item.target_versions > 1]
    if revised:
        yield f"规划目标经过调整、按调整后目标评价的指标 {len(revised)} 项：{_names(revised)}。"


def _is_met(row: Row, facts: Facts) -> bool:
    return standing_of(row, facts.year) in GREEN


def _flags(row: Row) -> tuple[str, ...]:
    return row.verdict.flags if row.verdict else ()


def _names(rows: Sequence[Row]) -> str:
    return "、".join(row.item.name for row in rows)


def _lagging(facts: Facts) -> Iterator[str]:
    laggards = lagging_rows(facts.rows)
    if not laggards:
        yield _none_behind(facts)
        return
    binding = sum(row.item.attribute == "binding" for row in laggards)
    stale = sum(standing_of(row, facts.year) == STALE for row in laggards)
    of_which = f"，其中约束性 {binding} 项" if binding else ""
    of_which += f"，按此前年度评价、不计入达标率的 {stale} 项" if stale else ""
    order = "，先列约束性，再按严重程度排列" if len(laggards) > 1 else ""
    yield f"{_behind(facts)}的指标 {len(laggards)} 项{of_which}{order}："
    for place, row in enumerate(laggards, 1):
        yield f"{place}．{said_of(row)}{_as_of(row, facts.year)}。"


def _none_behind(facts: Facts) -> str:
    tally = tally_of(facts.rows, facts.year)
    if not tally.assessable and not tally.stale:
        return "没有可评价的指标，不能列出滞后指标。"
    grey = f"；另有 {tally.unassessed} 项无法评价，不在此列" if tally.unassessed else ""
    return f"已作评价的指标中没有{_behind(facts)}的{grey}。"


def _as_of(row: Row, year: int) -> str:
    judged = row.verdict.judged_year if row.verdict else None
    return f"（按 {judged} 年数据评价）" if judged not in (None, year) else ""


def _tasks(facts: Facts) -> Iterator[str]:
    tasks = facts.tasks
    if not tasks:
        yield "规划没有在本系统登记量化的重点任务。"
        return
    counts = {word: sum(task.progress == word for task in tasks) for word in _words(tasks)}
    told = "，".join(f"{word} {count} 项" for word, count in counts.items())
    yield f"规划列有量化的重点任务 {len(tasks)} 项：{told}。"
    overdue = [task for task in tasks if task.is_overdue]
    if overdue:
        yield f"到期未完成 {len(overdue)} 项：{'；'.join(map(_overdue, overdue))}。"


def _words(tasks: Sequence[TaskLine]) -> list[str]:
    """未报 last."""
    return sorted(dict.fromkeys(task.progress for task in tasks), key=lambda word: word == "未报")


def _overdue(task: TaskLine) -> str:
    return f"{task.name}（要求 {task.asked}，{task.term}，已完成 {task.done}）"


def _problems(facts: Facts) -> Iterator[str]:
    yield from list(_each_problem(facts)) or [
        "没有滞后、突破目标或无法评价的指标，也没有到期未完成的重点任务。"
    ]


def _each_problem(facts: Facts) -> Iterator[str]:
    laggards = lagging_rows(facts.rows)
    binding = [row for row in laggards if row.item.attribute == "binding"]
    others = [row for row in laggards if row.item.attribute != "binding"]
    if binding:
        yield f"约束性指标 {len(binding)} 项{_behind(facts)}：{_names(binding)}。"
    if others:
        yield f"其他指标 {len(others)} 项{_behind(facts)}：{_names(others)}。"
    yield from _grey(facts)
    stale = [row for row in facts.rows if standing_of(row, facts.year) == STALE]
    if stale:
        yield f"没有 {facts.year} 年数据、按此前年度评价的指标 {len(stale)} 项：{_names(stale)}。"
    overdue = [task for task in facts.tasks if task.is_overdue]
    if overdue:
        yield f"重点任务到期未完成 {len(overdue)} 项：{'、'.join(task.name for task in overdue)}。"


def _grey(facts: Facts) -> Iterator[str]:
    """What cannot be judged, by reason."""
    grey = unassessed(facts.rows)
    reasons = dict.fromkeys(reason_of(row, public_only=facts.public_only) for row in grey)
    for reason in reasons:
        rows = [row for row in grey if reason_of(row, public_only=facts.public_only) == reason]
        yield f"无法评价的指标 {len(rows)} 项（{reason}）：{_names(rows)}。"


def _suggestions(facts: Facts) -> Iterator[str]:
    """Only what follows from the data: whose pace must rise to what, who has to report or explain what."""
    paced = [line for line in facts.laggards if line.pace != DASH]
    if paced and not facts.is_final:
        yield f"按期达到目标所需的年均进度：{'；'.join(map(_paced, paced))}。"
    bounds = [line for line in facts.laggards if line.pace == DASH and line.gap != DASH]
    if bounds and not facts.is_final:
        yield f"使下列指标回到目标之内：{'；'.join(f'{line.name}（{line.gap}）' for line in bounds)}。"
    unexplained = [line for line in facts.laggards if not line.cause or not line.measure]
    if unexplained and not facts.public_only:
        named = "、".join(map(_with_department, unexplained))
        yield f"补充说明原因或措施的指标 {len(unexplained)} 项：{named}。"
    missing = [row for row in facts.rows if standing_of(row, facts.year) in ("no_data", STALE)]
    if missing:
        whence = "继续查找" if facts.public_only else "补报"
        yield f"{whence} {facts.year} 年数据的指标 {len(missing)} 项：{_names(missing)}。"
    unreported = [task for task in facts.tasks if task.progress == "未报"]
    if unreported and not facts.public_only:
        yield f"补报进展的重点任务 {len(unreported)} 项。"


def _paced(line: LaggardLine) -> str:
    """失业保险参保人数 5.8 万人（此前 2.68 万人，社会保险处）."""
    before = f"此前 {line.pace_so_far}" if line.pace_so_far != DASH else ""
    beside = "，".join(part for part in (before, line.department) if part)
    return f"{line.name} {line.pace}" + (f"（{beside}）" if beside else "")


def _with_department(line: LaggardLine) -> str:
    return f"{line.name}（{line.department}）" if line.department else line.name


def _regions(facts: Facts) -> Iterator[str]:
    if not facts.regions:
        return
    assessed = [line for line in facts.regions if line.assessable]
    yield f"所辖地区中有同期规划的 {len(facts.regions)} 个，其中 {len(assessed)} 个有可评价的指标。"
    clean = [line for line in assessed if not line.lagging]
    if clean:
        yield f"可评价的指标中没有{_behind(facts)}的地区 {len(clean)} 个：{_places(clean)}。"
    binding = [line for line in facts.regions if line.binding_lagging]
    if binding:
        named = "、".join(f"{line.name}（{line.binding_lagging} 项）" for line in binding)
        yield f"有约束性指标{_behind(facts)}的地区 {len(binding)} 个：{named}。"
    late = [line for line in facts.regions if "迟报" in line.late or "逾期" in line.late]
    if late:
        told = "、".join(f"{line.name}（{line.late}）" for line in late)
        yield f"填报不及时的地区 {len(late)} 个：{told}。填报是否及时与指标是否达标分别统计。"


def _places(lines: Sequence[RegionLine]) -> str:
    return "、".join(line.name for line in lines)
