"""What a report says: sentences made from the verdicts, which state what the numbers state, nothing more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from common.numbers import ratio, with_unit
from dashboards.reports.content.shape import RegionLine, TaskLine
from dashboards.reports.facts import Facts, names_of
from dashboards.reports.suggestions import suggestions
from dashboards.words.headline import BRACKETS, headline_of, said_of
from dashboards.words.seriousness import lagging_rows, reason_of, unassessed
from dashboards.words.tally import ATTRIBUTES, ORDER, STALE, Strip, listed, standing_of, strips_of, tally_of
from indicators.calc import Figure
from indicators.pages import printed
from indicators.pages.wording import word_of
from indicators.queries.progress import Row

GREEN = ORDER[: ORDER.index("behind")]
UNREPORTED = "未报"


def paragraphs_of(facts: Facts) -> dict[str, tuple[str, ...]]:
    """By section, in the order of domain.md §8."""
    sections: dict[str, Callable[[Facts], Iterator[str]]] = {
        "overall": _overall, "progress": _progress, "lagging": _lagging, "tasks": _tasks,
        "problems": _problems, "suggestions": suggestions, "regions": _regions,
    }  # fmt: skip
    return {name: tuple(told(facts)) for name, told in sections.items()}


def _overall(facts: Facts) -> Iterator[str]:
    tally = tally_of(facts.rows, facts.year)
    yield headline_of(tally, facts.year, public_only=facts.public_only).text
    if not tally.assessable:
        return
    rate = ratio(tally.met, tally.assessable)
    yield f"可评价的指标 {tally.assessable} 项，{facts.met} {tally.met} 项，达标率 {rate}。"
    strips = strips_of(facts.rows, facts.year)
    if len(strips) > 1:
        yield from (_strip(strip, facts) for strip in strips)
    else:
        yield from filter(None, (strips[0].note,))
    if facts.kind == "midterm":
        yield from _halfway(facts)


def _strip(strip: Strip, facts: Facts) -> str:
    lead = f"{_called(strip.label)} {strip.total} 项"
    if not strip.assessable:
        return f"{lead}，没有可评价的。{strip.note}"
    behind = strip.assessable - strip.met
    rest = f"，{facts.behind} {behind} 项" if behind else ""
    counts = f"可评价 {strip.assessable} 项，{facts.met} {strip.met} 项{rest}"
    return f"{lead}：{counts}，达标率 {ratio(strip.met, strip.assessable)}。{strip.note}"


def _called(label: str) -> str:
    return "未注明属性的指标" if label == ATTRIBUTES["unstated"] else f"{label}指标"


def _halfway(facts: Facts) -> Iterator[str]:
    """What is through, and what the rest of the period must be faster in than the years so far."""
    left = facts.end_year - facts.year
    early = [row for row in facts.rows if standing_of(row, facts.year) == "achieved_early"]
    done = f"已提前达到期末目标的指标 {len(early)} 项" if early else "尚无提前达到期末目标的指标"
    yield f"规划期 {facts.end_year - facts.start_year + 1} 年，尚余 {left} 年；{done}。"
    slow = [row for row in facts.rows if _is_met(row, facts) and _must_quicken(row)]
    if slow:
        yield (
            f"已达标、但余下 {left} 年年均进度须快于此前才能如期完成的指标 {len(slow)} 项：{names_of(slow)}。"
        )


def _must_quicken(row: Row) -> bool:
    verdict = row.verdict
    if verdict is None or verdict.remaining_pace is None or verdict.pace_so_far is None:
        return False
    slower = verdict.pace_so_far < verdict.remaining_pace
    return slower if row.item.sense == "higher" else verdict.pace_so_far > verdict.remaining_pace


def _progress(facts: Facts) -> Iterator[str]:
    met = [row for row in facts.rows if _is_met(row, facts)]
    if not met:
        yield f"没有{facts.met}的指标。"
    for code, label in ATTRIBUTES.items():
        rows = [row for row in met if row.item.attribute == code]
        if rows:
            yield f"{_called(label)}中，{'；'.join(_by_word(rows))}。"
    yield from _remarked(facts)


def _by_word(rows: Sequence[Row]) -> Iterator[str]:
    """控制在目标内 2 项（…、…)."""
    ordered = sorted(rows, key=_place)
    for word, group in groupby(ordered, key=_word):
        named = list(group)
        yield f"{word} {len(named)} 项（{names_of(named)}）"


def _place(row: Row) -> tuple[int, str]:
    return ORDER.index(row.verdict.status) if row.verdict else len(ORDER), _word(row)


def _word(row: Row) -> str:
    return word_of(row.verdict.status, row.item.sense) if row.verdict else ""


def _remarked(facts: Facts) -> Iterator[str]:
    """What a rate of met indicators would hide."""
    worse = [row for row in facts.rows if _is_met(row, facts) and "worse_than_baseline" in _flags(row)]
    if worse:
        yield f"{facts.met}但劣于基数的指标 {len(worse)} 项：{names_of(worse)}。"
    revised = [
        f"{listed([row.item.name])}（由 {_amount(old, row)}调整为 {_amount(row.item.target, row)}）"
        for row in facts.rows
        if (old := _replaced(row, facts)) is not None
    ]
    if revised:
        yield f"规划目标经过调整、按调整后目标评价的指标 {len(revised)} 项：{'、'.join(revised)}。"


def _amount(target: Figure | None, row: Row) -> str:
    text = printed(target).translate(BRACKETS)
    return text if row.item.unit in text else with_unit(text, row.item.unit)


def _replaced(row: Row, facts: Facts) -> Figure | None:
    """The first target, where another one is in force."""
    first = facts.first_targets.get(row.item.id)
    return first if first is not None and first != row.item.target else None


def _is_met(row: Row, facts: Facts) -> bool:
    return standing_of(row, facts.year) in GREEN


def _flags(row: Row) -> tuple[str, ...]:
    return row.verdict.flags if row.verdict else ()


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
    yield f"{facts.behind}的指标 {len(laggards)} 项{of_which}{order}："
    for place, row in enumerate(laggards, 1):
        yield f"{place}．{said_of(row)}{_as_of(row, facts.year)}。"


def _none_behind(facts: Facts) -> str:
    tally = tally_of(facts.rows, facts.year)
    if not tally.assessable and not tally.stale:
        return f"没有可评价的指标，不能列出{facts.behind}指标。"
    if not tally.unassessed:
        return f"没有{facts.behind}的指标。"
    return f"已作评价的指标中没有{facts.behind}的；另有 {tally.unassessed} 项无法评价，不在此列。"


def _as_of(row: Row, year: int) -> str:
    judged = row.verdict.judged_year if row.verdict else None
    return f"（按 {judged} 年数据评价）" if judged not in (None, year) else ""


def _tasks(facts: Facts) -> Iterator[str]:
    tasks = facts.tasks
    if not tasks:
        yield "本规划没有已登记的量化重点任务。"
        return
    yield f"规划列有量化的重点任务 {len(tasks)} 项{_told(facts)}。"
    overdue = [task for task in tasks if task.is_overdue]
    if overdue:
        yield f"到期未完成 {len(overdue)} 项：{'；'.join(map(_overdue, overdue))}。"


def _told(facts: Facts) -> str:
    """：推进中 3 项，已完成 2 项 or what holds of all of them."""
    counts = {word: sum(task.progress == word for task in facts.tasks) for word in _words(facts.tasks)}
    if len(counts) == 1 and UNREPORTED in counts:
        return "，均未找到公开的进展情况" if facts.public_only else "，均未上报进展"
    unreported = "未找到公开进展" if facts.public_only else UNREPORTED
    named = {word: unreported if word == UNREPORTED else word for word in counts}
    return "：" + "，".join(f"{named[word]} {count} 项" for word, count in counts.items())


def _words(tasks: Sequence[TaskLine]) -> list[str]:
    """未报 last."""
    return sorted(dict.fromkeys(task.progress for task in tasks), key=lambda word: word == UNREPORTED)


def _overdue(task: TaskLine) -> str:
    return f"{task.name}（要求 {task.asked}，{task.term}，已完成 {task.done}）"


def _problems(facts: Facts) -> Iterator[str]:
    yield from list(_each_problem(facts)) or [
        f"没有{facts.behind}或无法评价的指标，也没有到期未完成的重点任务。"
    ]


def _each_problem(facts: Facts) -> Iterator[str]:
    """Laggards with the cause that was reported; the numbers stand in the list of what is behind."""
    for label, is_binding in (("约束性", True), ("其他", False)):
        told = [line for line in facts.laggards if (line.attribute == "约束性") is is_binding]
        if told:
            causes = [_because(line.name, line.cause) for line in told]
            sign = "；" if any(line.cause for line in told) else "、"
            yield f"{label}指标 {len(told)} 项{facts.behind}：{sign.join(causes)}。"
    yield from _grey(facts)
    stale = [row for row in facts.rows if standing_of(row, facts.year) == STALE]
    if stale:
        yield f"没有 {facts.year} 年数据、按此前年度评价的指标 {len(stale)} 项：{names_of(stale)}。"
    overdue = [task for task in facts.tasks if task.is_overdue]
    if overdue:
        causes = [_because(task.name, task.note) for task in overdue]
        yield f"重点任务到期未完成 {len(overdue)} 项：{'；'.join(causes)}。"


def _because(name: str, cause: str) -> str:
    return f"{listed([name])}（{cause.rstrip('。；;.')}）" if cause else listed([name])


def _grey(facts: Facts) -> Iterator[str]:
    """What cannot be judged, by reason."""
    grey = unassessed(facts.rows)
    reasons = dict.fromkeys(reason_of(row, public_only=facts.public_only) for row in grey)
    for reason in reasons:
        rows = [row for row in grey if reason_of(row, public_only=facts.public_only) == reason]
        yield f"无法评价的指标 {len(rows)} 项（{reason}）：{names_of(rows)}。"


def _regions(facts: Facts) -> Iterator[str]:
    if not facts.regions:
        return
    assessed = [line for line in facts.regions if line.assessable]
    which = "均" if len(assessed) == len(facts.regions) else f"其中 {len(assessed)} 个"
    yield f"所辖地区中有同期规划的 {len(facts.regions)} 个，{which}有可评价的指标。"
    yield from _ranked(facts.regions)
    clean = [line for line in assessed if not line.lagging]
    if clean:
        yield f"可评价的指标中没有{facts.behind}的地区 {len(clean)} 个：{_places(clean)}。"
    binding = [line for line in facts.regions if line.binding_lagging]
    if binding:
        named = "、".join(f"{line.name}（{line.binding_lagging} 项）" for line in binding)
        yield f"有约束性指标{facts.behind}的地区 {len(binding)} 个：{named}。"
    late = [line for line in facts.regions if "迟报" in line.late or "逾期" in line.late]
    if late:
        told = "、".join(f"{line.name}（{line.late}）" for line in late)
        yield f"填报不及时的地区 {len(late)} 个：{told}。填报是否及时与指标是否达标分别统计。"


def _ranked(regions: Sequence[RegionLine]) -> Iterator[str]:
    """Those directly below, which come first, by 达标率."""
    beside = [line for line in regions if line.parent == regions[0].parent and line.rank is not None]
    if len(beside) > 1:
        best_first = sorted(beside, key=lambda line: (line.rank, line.code))
        told = "、".join(f"{line.name} {line.rate}" for line in best_first)
        yield f"{beside[0].level}地区按达标率由高到低依次为：{told}。"


def _places(lines: Sequence[RegionLine]) -> str:
    return "、".join(line.name for line in lines)
