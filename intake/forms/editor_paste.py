"""A pasted table as it came back: the text, what its columns are, and which rows are to be taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from indicators.models import PlanIndicator
from indicators.models.catalogue import BASES, SENSES
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
        name, entry = row.read.name, found.find(typed["entry"]) if typed["entry"].strip() else None
        if typed["entry"].strip() and entry is None:
            errors[place] = (
                f"指标目录中没有“{typed['entry'].strip()}”。请从列出的名称中选择，或清空作为新指标。"
            )
        elif entry is None and (
            found.find(name) or typed["basis"] not in dict(BASES) or typed["sense"] not in dict(SENSES)
        ):
            errors[place] = (
                f"目录中已有“{name}”，请填写它；或在录入后改名。"
                if found.find(name)
                else "请选定口径和方向。"
            )
        elif entry is not None and entry.pk in entries:
            errors[place] = f"“{entry}”已用于“{entries[entry.pk]}”，一个规划中只能用一次。"
        elif not name:
            errors[place] = "没有读到指标名称。"
        if entry is not None:
            entries.setdefault(entry.pk, name)
        parent = row.read.parent if row.read.parent in names else ""
        names.add(name)
        chosen.append(row_for(row, plan, entry, basis=typed["basis"], sense=typed["sense"], parent=parent))
    return Chosen(tuple(chosen), errors)
