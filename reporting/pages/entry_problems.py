"""The summary above the form: what was not kept, and what stands in the way of handing up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from reporting.pages.conflicts import Conflict
from reporting.pages.findings import Told
from reporting.pages.foot import Foot
from reporting.states import State


class Line(Protocol):
    """A figure or a commitment, as the counts and the summary look at it."""

    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def state(self) -> State: ...
    @property
    def seen(self) -> str: ...
    @property
    def is_editable(self) -> bool: ...
    @property
    def is_blank(self) -> bool: ...
    @property
    def is_returned(self) -> bool: ...
    @property
    def has_error(self) -> bool: ...
    @property
    def needs_answer(self) -> bool: ...
    @property
    def is_answered(self) -> bool: ...
    @property
    def findings(self) -> tuple[Told, ...]: ...
    @property
    def conflict(self) -> Conflict | None: ...
    @property
    def refused(self) -> str: ...


@dataclass(frozen=True)
class Problem:
    """A line of the summary; leads to the field with this id. `row_id` is None for the form's own fields."""

    anchor: str
    row_id: int | None
    name: str
    text: str


def unsaved_of(lines: Sequence[Line]) -> tuple[Problem, ...]:
    """Rows whose cells show what is not stored."""
    return tuple(
        Problem(f"typed-{row.id}", row.id, row.name, row.refused or "保存前已被改过，请核对后决定用哪一个。")
        for row in lines
        if row.refused or row.conflict
    )


def problems_of(lines: Sequence[Line], foot: Foot, *, blocked: bool) -> tuple[Problem, ...]:
    """Errors in what is kept; once handing up was tried, also what is not answered and who does not stand."""
    found = []
    for row in lines:
        if row.refused or row.conflict:
            continue
        for told in row.findings:
            if told.level == "error":
                found.append(Problem(f"typed-{row.id}", row.id, row.name, told.text))
                break
            if told.level == "warning" and blocked and not row.is_answered:
                found.append(Problem(f"note-{row.id}", row.id, row.name, told.text))
                break
    if foot.is_missing:
        found.append(Problem("responsible", None, "单位负责人", "请填写姓名，由其对本表负责。"))
    return tuple(found)
