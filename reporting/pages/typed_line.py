"""What a figure and a commitment have in common, as lines that are typed into."""

from __future__ import annotations

from reporting.models import Row
from reporting.pages.entry_problems import Line
from reporting.pages.evidence import EvidencePart
from reporting.pages.threads import Thread
from reporting.states import EDITABLE, State


class TypedLine:
    """What follows from the fields of such a line, whichever of the two it is."""

    @property
    def is_invalid(self: Line) -> bool:
        return self.has_error or self.conflict is not None or bool(self.refused)

    @property
    def is_returned(self: Line) -> bool:
        return self.state is State.RETURNED

    @property
    def needs_answer(self: Line) -> bool:
        """A warning asks for a note, which then stands beside it."""
        return self.is_editable and any(each.level == "warning" for each in self.findings)

    @property
    def is_answered(self: Line) -> bool:
        return self.needs_answer and bool(self.note.strip())


def takes_typing(row: Row, *, is_shut: bool) -> bool:
    """`is_shut`: the round takes nothing now, save under correction."""
    return State(row.state) in EDITABLE and (not is_shut or bool(row.correction))


def marks_beside(evidence: EvidencePart, thread: Thread | None) -> tuple[str, ...]:
    """What a closed disclosure says of the files and the conversation inside."""
    marks = (
        f"材料 {len(evidence.files)}" if evidence.files else "",
        f"意见 {thread.count}" if thread and thread.count else "",
    )
    return tuple(mark for mark in marks if mark)
