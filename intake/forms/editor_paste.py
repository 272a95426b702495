"""A pasted table as it came back: the text, what its columns are, and which rows are to be taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from indicators.models import Indicator, PlanIndicator
from indicators.models.catalogue import BASES, SENSES
from intake.forms.editor_row import OTHER_UNIT
from intake.parsing.measures import convertible
from intake.queries.editor import Catalogue
from intake.services.editor import Row
from intake.services.pasting import LONGEST, ROLES, PastedRow, row_for
from plans.models import Plan

FIELDS = ("take", "entry", "basis", "sense")
MOST_COLUMNS = 30


@dataclass(frozen=True)
class Pasted:
    """`wrong`: why the text cannot be read at all."""

    text: str
    columns: tuple[str, ...]
    wrong: str


@dataclass(frozen=True)
class Chosen:
    """The rows that were ticked, and by place what is wrong with one."""

    rows: tuple[Row, ...]
    errors: Mapping[int, str]


def pasted_of(data: QueryDict) -> Pasted:
    text = data.get("text", "").replace("\x00", "")
    roles = [data.get(f"column-{place}", "") for place in range(MOST_COLUMNS)]
    columns = tuple(role if role in ROLES else "" for role in roles)
    return Pasted(text, columns, _wrong(text, columns))


def _wrong(text: str, columns: Sequence[str]) -> str:
    if not text.strip():
        return "还没有粘贴内容。请在 Word、Excel 或网页中选中整张表，复制后粘贴到下面。"
    if len(text) > LONGEST:
        return f"粘贴的内容超过 {LONGEST // 10_000} 万字。请只粘贴指标表。"
    named = [role for role in columns if role]
    if named and len(set(named)) < len(named):
        return "有两列选了同一种内容。一种内容只能对应一列。"
    if named and not {"name", "target"} <= set(named):
        return "请至少指明“指标名称”和“目标”两列。"
    return ""


def typed_in(data: QueryDict, place: int) -> dict[str, str]:
    """The fields of one row."""
    return {name: data.get(f"{name}-{place}", "") for name in FIELDS}


def chosen_of(
    data: QueryDict, rows: Sequence[PastedRow], plan: Plan, taken: Sequence[PlanIndicator], found: Catalogue
) -> Chosen:
    """Rows left out cost nothing; a 其中 row whose parent is left out stands on its own."""
    names = {each.name for each in taken}
    entries = {each.indicator_id: each.name for each in taken}
    chosen: list[Row] = []
    errors: dict[int, str] = {}
    for place, row in enumerate(rows):
        typed = typed_in(data, place)
        if typed["take"] != "1":
            continue
        name = row.read.name
        entry = found.find(typed["entry"]) if typed["entry"].strip() else None
        wrong = _entry_wrong(typed, row, entry, found) or _taken(entry, entries)
        if wrong:
            errors[place] = wrong
        if entry is not None:
            entries.setdefault(entry.pk, name)
        parent = row.read.parent if row.read.parent in names else ""
        names.add(name)
        chosen.append(row_for(row, plan, entry, basis=typed["basis"], sense=typed["sense"], parent=parent))
    return Chosen(tuple(chosen), errors)


def _entry_wrong(typed: Mapping[str, str], row: PastedRow, entry: Indicator | None, found: Catalogue) -> str:
    """Why the row cannot be measured by what its field says."""
    text, unit = typed["entry"].strip(), row.read.unit
    if entry is not None:
        return (
            "" if convertible(entry.unit, unit) else OTHER_UNIT.format(entry=entry, unit=entry.unit, own=unit)
        )
    if text:
        return f"指标目录中没有“{text}”。请从列出的名称中选择，或清空作为新指标。"
    if found.find(row.read.name):
        return f"目录中已有“{row.read.name}”，不能再作为新指标。请在左边填写要用的目录指标。"
    known = typed["basis"] in dict(BASES) and typed["sense"] in dict(SENSES)
    return "" if known else "请选定口径和方向。"


def _taken(entry: Indicator | None, entries: Mapping[int, str]) -> str:
    if entry is None or entry.pk not in entries:
        return ""
    return f"“{entry}”已用于“{entries[entry.pk]}”，一个规划中只能用一次。"
