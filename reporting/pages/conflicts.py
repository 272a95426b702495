"""What somebody else saved, or oneself in another window, beside what is in the cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plans.models import CommitmentReport
from reporting.models import TEXTS, Row
from reporting.pages.dates import moment
from reporting.services import Saved
from reporting.states import EDITABLE, State

LABELS = {
    "typed": "填报值",
    "note": "备注",
    "cause": "原因",
    "measure": "措施",
    "nature": "数据性质",
    "numerator": "分子",
    "denominator": "分母",
    "break_note": "口径变化说明",
    "progress": "进展",
}
CHOICES: dict[str, dict[str, str]] = {
    "nature": {value: str(label) for value, label in Row.Nature.choices},
    "progress": {value: str(label) for value, label in CommitmentReport.Progress.choices},
}


@dataclass(frozen=True)
class Difference:
    """`theirs` and `mine` as stored; of a choice the code."""

    name: str
    label: str
    theirs: str
    mine: str

    @property
    def theirs_said(self) -> str:
        return CHOICES.get(self.name, {}).get(self.theirs, self.theirs)

    @property
    def mine_said(self) -> str:
        return CHOICES.get(self.name, {}).get(self.mine, self.mine)


@dataclass(frozen=True)
class Conflict:
    """The row was saved meanwhile, by `by_id`; `is_final`: handed up, so that mine cannot be saved."""

    by: str
    by_id: int | None
    at: str
    is_final: bool
    differences: tuple[Difference, ...]


def lay_over(rows: Iterable[Row], unsaved: Mapping[int, Saved]) -> dict[int, Conflict]:
    """The unsaved texts, into the rows; by row id, what stands there where it is another's."""
    lost = [(row, unsaved[row.pk]) for row in rows if row.pk in unsaved]
    conflicts = {row.pk: _conflict(row, saved) for row, saved in lost if saved.conflict}
    for row, saved in lost:
        if State(row.state) in EDITABLE:
            for name in TEXTS:
                setattr(row, name, getattr(saved.entry, name))
    return conflicts


def _conflict(row: Row, saved: Saved) -> Conflict:
    """`row` as it is stored now."""
    handed_up = State(row.state) not in EDITABLE
    differing = tuple(
        Difference(name, LABELS[name], getattr(row, name), getattr(saved.entry, name))
        for name in TEXTS
        if getattr(row, name) != getattr(saved.entry, name).strip()
    )
    who = row.submitted_by if handed_up and row.submitted_by else row.saved_by
    return Conflict(
        who.name if who else "他人", who.pk if who else None, moment(row.saved_at), handed_up, differing
    )
