"""What is doubtful about the rows of a draft, and what keeps a row from being taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from indicators.calc.inputs import figure_of
from indicators.calc.units import split_unit
from indicators.models import Indicator
from indicators.models.catalogue import BASES, SENSES
from intake.parsing.measures import convertible
from plans.models import DraftRow, PlanDraft

Period = tuple[int, int]
LIMITS = {
    "name": ("指标名称", 80),
    "unit": ("单位", 20),
    "group": ("类别", 40),
    "number": ("序号", 10),
    "note": ("备注", 300),
}
FIGURES = {"baseline": "基数", "target": "目标", "actual": "完成"}
LONGEST_FIGURE = 200
YEARS = range(1950, 2101)
TASK_LIMITS = {"name": ("名称", 120), "unit": ("单位", 20), "section": ("专栏或章节", 80)}


@dataclass(frozen=True)
class Judged:
    """A row with what speaks against it: `doubts` are for a person to weigh, `faults` to be put right."""

    row: DraftRow
    indicator: Indicator | None
    doubts: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        return not (self.doubts or self.faults)

    @property
    def is_new(self) -> bool:
        """It adds an indicator to the catalogue."""
        return self.row.entry.get("how") == "new" and self.indicator is None


def period_of(row: DraftRow) -> Period:
    return row.entry["start_year"], row.entry["end_year"]


def is_task(row: DraftRow) -> bool:
    return row.kind == DraftRow.Kind.COMMITMENT


def judged_rows(draft: PlanDraft, rows: Sequence[DraftRow]) -> list[Judged]:
    """In the order given."""
    known = entries_of(rows)
    names = {row.entry["name"] for row in rows if row.entry.get("how") == "new" and row.pk not in known}
    taken = set(Indicator.objects.filter(name__in=names).values_list("name", flat=True)) if names else set()
    twice = _twice(rows, known)
    about = rows_in_conflict(draft.conflicts, rows)
    found = []
    for row in rows:
        conflicts = [each for each, there in zip(draft.conflicts, about, strict=True) if row in there]
        said = _read_doubts(row, conflicts)
        if is_task(row):
            found.append(Judged(row, None, said, task_faults(row.entry)))
            continue
        indicator = known.get(row.pk)
        faults = [*indicator_faults(row.entry, indicator, taken), *twice.get(row.pk, ())]
        doubts = [*said, *_unproven(row), *_unsure(row.entry, indicator)]
        found.append(Judged(row, indicator, tuple(doubts), tuple(faults)))
    return found


def entries_of(rows: Sequence[DraftRow]) -> dict[int, Indicator]:
    """By row, its entry of the catalogue. One proposed as new has got one where another plan has brought the
    same name meanwhile, in a unit that can be converted.
    """
    codes = {row.entry["code"] for row in rows if row.entry.get("code")}
    names = {row.entry["name"] for row in rows if row.entry.get("how") == "new"}
    entries = list(Indicator.objects.filter(Q(code__in=codes) | Q(name__in=names)))
    by_code, by_name = {each.code: each for each in entries}, {each.name: each for each in entries}
    found = {}
    for row in rows:
        if row.entry.get("how") == "new":
            entry = by_name.get(row.entry["name"])
            entry = entry if entry and convertible(row.entry["unit"], entry.unit) else None
        else:
            entry = by_code.get(row.entry.get("code", ""))
        if entry:
            found[row.pk] = entry
    return found


def _read_doubts(row: DraftRow, conflicts: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """What the reader said of it, and which statements differ."""
    said = [doubt["message"] for doubt in row.as_read.get("doubts", ())]
    return tuple(dict.fromkeys([*said, *(each["message"] for each in conflicts)]))


def rows_in_conflict(
    conflicts: Sequence[Mapping[str, Any]], rows: Sequence[DraftRow]
) -> list[list[DraftRow]]:
    """By conflict, the rows it is about: those that stand where it points, else those of its name."""
    found = []
    for conflict in conflicts:
        there = [row for row in rows if _stands_in(row, conflict["places"])]
        found.append(there or [row for row in rows if row.as_read.get("name") == conflict["name"] != ""])
    return found


def _stands_in(row: DraftRow, places: Sequence[Mapping[str, Any]]) -> bool:
    place = row.as_read.get("place")
    return bool(place) and any(
        each["start"] < place["end"] and place["start"] < each["end"] for each in places
    )


def _unproven(row: DraftRow) -> Sequence[str]:
    """Guesses about a new indicator that ask to be looked at, until somebody has edited the row."""
    is_as_read = row.entry == row.as_read.get("entry")
    return row.as_read.get("unsure", ()) if row.entry["how"] == "new" and is_as_read else ()


def _unsure(entry: Mapping[str, Any], indicator: Indicator | None) -> Iterable[str]:
    if indicator and split_unit(entry["unit"])[0] != split_unit(indicator.unit)[0]:
        yield (
            f"单位“{entry['unit'] or '无'}”与目录指标“{indicator}”的“{indicator.unit or '无'}”不同，"
            "采用后按同一数量计"
        )
    target = figure_of(entry["target"])
    if target is None:
        yield "没有读到目标值"
    elif target.kind == "words":
        yield f"目标“{target.text}”只有文字，将一直无法评价，直到给出数值"
    elif indicator and entry["basis"] == "cumulative" and target.kind == "number" and not target.cumulative:
        yield f"目录指标按规划期累计，而目标“{target.text}”没有累计标记；如果是每年的数，请把口径改为“当年”"


def _twice(rows: Sequence[DraftRow], known: Mapping[int, Indicator]) -> dict[int, list[str]]:
    """An indicator stands once in a plan."""
    first: dict[tuple[Any, ...], DraftRow] = {}
    found: dict[int, list[str]] = {}
    for row in rows:
        if is_task(row):
            key: tuple[Any, ...] = ("task", row.entry.get("section", ""), row.entry["name"])
        else:
            entry = known.get(row.pk)
            key = (*period_of(row), entry.code if entry else f"new {row.entry['name']}")
        if row.state == DraftRow.State.LEFT_OUT or (not is_task(row) and not row.entry["how"]):
            continue
        former = first.setdefault(key, row)
        if former is not row:
            found[row.pk] = [f"与“{former}”（第 {former.position} 行）是同一项，只能采用其中一行"]
    return found


def task_faults(entry: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(_too_long(entry, TASK_LIMITS))


def indicator_faults(
    entry: Mapping[str, Any], indicator: Indicator | None, taken: Iterable[str] = ()
) -> list[str]:
    """What has to be put right before the row can stand in a plan."""
    faults = [*_too_long(entry, LIMITS), *_figure_faults(entry)]
    if not entry["how"]:
        faults.append("还没有选定目录指标")
    elif entry["how"] == "new" and indicator is None:
        faults += _new_faults(entry, taken)
    elif indicator is None:
        faults.append("选定的目录指标已不存在，请重新选择")
    elif not convertible(entry["unit"], indicator.unit):
        faults.append(
            f"单位“{entry['unit'] or '无'}”不能换算成目录指标“{indicator}”的“{indicator.unit or '无'}”；"
            "请改正单位、改选目录指标，或作为新指标"
        )
    return faults


def _new_faults(entry: Mapping[str, Any], taken: Iterable[str]) -> Iterable[str]:
    if entry["name"] in taken:
        yield f"目录中已有“{entry['name']}”，而单位不能换算；请改正单位，或改用能区别的名称"
    for name, label, choices in (("basis", "口径", BASES), ("sense", "方向", SENSES)):
        if entry[name] not in dict(choices):
            yield f"新指标还没有选定{label}"
    for name, label in (("definition", "定义"), ("domain", "领域")):
        if not entry[name].strip():
            yield f"新指标还没有填写{label}"


def _too_long(entry: Mapping[str, Any], limits: Mapping[str, tuple[str, int]]) -> Iterable[str]:
    if not entry.get("name", "").strip():
        yield "没有名称"
    for name, (label, most) in limits.items():
        if len(entry.get(name) or "") > most:
            yield f"{label}超过 {most} 个字"


def _figure_faults(entry: Mapping[str, Any]) -> Iterable[str]:
    for name, label in FIGURES.items():
        figure = entry.get(name)
        if figure and len(figure["text"]) > LONGEST_FIGURE:
            yield f"{label}超过 {LONGEST_FIGURE} 个字"
        if figure and figure["year"] and figure["year"] not in YEARS:
            yield f"{label}的年份 {figure['year']} 不在 {YEARS[0]} 至 {YEARS[-1]} 之间"


def periods_of(draft: PlanDraft, rows: Iterable[DraftRow]) -> list[Period]:
    """The plan's own period first, then the completed ones, the latest first."""
    own = own_period(draft)
    others = {period_of(row) for row in rows if not is_task(row)}
    return ([own] if own else []) + sorted(others - {own}, reverse=True)


def own_period(draft: PlanDraft) -> Period | None:
    start, end = draft.head.get("start_year"), draft.head.get("end_year")
    return (start, end) if start and end else None
