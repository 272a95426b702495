"""Rows of a draft as the confirmation page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from indicators.models.catalogue import BASES, SENSES
from intake.queries.standing import Judged
from plans.models import DraftRow
from plans.services.drafts import state_of

State = DraftRow.State
MATCHED = {"exact": "名称一致", "alias": "别名一致", "chosen": "人工选定", "new": "新指标"}
TAGS = {State.OPEN: "provisional", State.CONFIRMED: "ok", State.LEFT_OUT: "estimate"}


@dataclass(frozen=True)
class Shown:
    """A figure as printed, with its year."""

    text: str
    year: int | None


@dataclass(frozen=True)
class Line:
    """One row, indicator or task. `place` is the id of where it stands in the document."""

    id: int
    name: str
    number: str
    unit: str
    period: str
    group: str
    parent: str
    attribute: str
    is_local: bool
    baseline: Shown | None
    target: Shown | None
    actual: Shown | None
    per: str
    how: str
    how_name: str
    entry: str
    judged_by: str
    is_new: bool
    reason: str
    definition: str
    domain: str
    state: str
    state_name: str
    tag: str
    place: str
    where: str
    repeats: tuple[tuple[str, str, bool], ...]
    doubts: tuple[str, ...]
    faults: tuple[str, ...]
    is_edited: bool
    was_read: bool
    seen: str


@dataclass(frozen=True)
class Columns:
    """What the table's head says for all its rows: a year only where every figure below is of that year."""

    baseline_year: int | None
    target_year: int | None
    has_actuals: bool


@dataclass(frozen=True)
class Group:
    name: str
    lines: tuple[Line, ...]


def line_of(judged: Judged) -> Line:
    row, entry, read = judged.row, judged.row.entry, judged.row.as_read
    how = "exact" if entry.get("how") == "new" and judged.indicator else entry.get("how", "")
    return Line(
        id=row.pk,
        name=str(row),
        number=entry.get("number", ""),
        unit=entry["unit"],
        period=f"{entry['start_year']}—{entry['end_year']}" if "start_year" in entry else "",
        group=entry.get("group", entry.get("section", "")),
        parent=entry.get("parent", ""),
        attribute=entry.get("attribute", ""),
        is_local=entry.get("is_local", False),
        baseline=_shown(entry.get("baseline")),
        target=_shown(entry["target"]),
        actual=_shown(entry.get("actual")),
        per={1: "每年", 2: "每两年", 5: "每五年"}.get(entry.get("per") or 0, ""),
        how=how,
        how_name=MATCHED.get(how, "未选定"),
        entry=judged.indicator.name if judged.indicator else "",
        judged_by=_judged_by(entry),
        is_new=judged.is_new,
        reason=read.get("reason", "") if judged.is_new else "",
        definition=entry.get("definition", "") if judged.is_new else "",
        domain=entry.get("domain", "") if judged.is_new else "",
        state=row.state,
        state_name=row.get_state_display(),
        tag=TAGS[State(row.state)],
        place=f"at-{row.pk}" if read.get("place") else "",
        where=_where(read.get("place")),
        repeats=tuple(
            (f"at-{row.pk}-{number}", each["text"], each["agrees"])
            for number, each in enumerate(read.get("repeats", ()))
        ),
        doubts=judged.doubts,
        faults=judged.faults,
        is_edited=bool(read) and not _is_as_read(entry, read["entry"]),
        was_read=bool(read),
        seen=state_of(entry, row.state),
    )


def groups_of(lines: Iterable[Line]) -> tuple[Group, ...]:
    """In printed order; a group that comes back is shown again where it does."""
    return tuple(Group(name, tuple(each)) for name, each in groupby(lines, key=lambda line: line.group))


def columns_of(lines: Sequence[Line]) -> Columns:
    return Columns(
        baseline_year=_common_year([line.baseline for line in lines]),
        target_year=_common_year([line.target for line in lines]),
        has_actuals=any(line.actual for line in lines),
    )


def _common_year(figures: Iterable[Shown | None]) -> int | None:
    years = {each.year for each in figures if each}
    return years.pop() if len(years) == 1 else None


def counts_of(lines: Sequence[Line]) -> dict[str, int]:
    """How many rows stand how; `clean` are the open ones that nothing speaks against and that add nothing to
    the catalogue.
    """
    return {
        "all": len(lines),
        "open": sum(line.state == State.OPEN for line in lines),
        "confirmed": sum(line.state == State.CONFIRMED for line in lines),
        "left_out": sum(line.state == State.LEFT_OUT for line in lines),
        "clean": sum(
            line.state == State.OPEN and not (line.doubts or line.faults or line.is_new) for line in lines
        ),
    }


def _is_as_read(entry: Mapping[str, Any], read: Mapping[str, Any]) -> bool:
    """A new indicator that has come into the catalogue since is still as it was read."""
    is_added = read.get("how") == "new" and entry.get("how") == "exact"
    return read == ({**entry, "how": "new", "code": ""} if is_added else entry)


def _shown(data: Mapping[str, Any] | None) -> Shown | None:
    return None if data is None else Shown(data["text"], data["year"])


def _judged_by(entry: Mapping[str, Any]) -> str:
    """期末水平，越高越好 …; empty for a task."""
    if "basis" not in entry:
        return ""
    words = [dict(BASES).get(entry["basis"], ""), dict(SENSES).get(entry["sense"], "")]
    return "，".join(word for word in (*words, "每年都须达到" if entry["every_year"] else "") if word)


def _where(place: Mapping[str, Any] | None) -> str:
    if not place:
        return "手工添加"
    return f"第 {place['page']} 页" if place["page"] else f"第 {place['line']} 行"
