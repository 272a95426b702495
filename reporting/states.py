"""The states of a row and the moves between them: one table, read by services, pages and documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class State(Enum):
    """The state of a row; a form's state is derived from its rows."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    REVIEWED = "reviewed"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    LOCKED = "locked"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    State.DRAFT: "草稿",
    State.SUBMITTED: "已上报",
    State.REVIEWED: "已审核",
    State.ACCEPTED: "已接收",
    State.RETURNED: "已退回",
    State.LOCKED: "已锁定",
}


@dataclass(frozen=True)
class Move:
    """A verb, the states it starts from, the state it leads to, and who makes it."""

    verb: str
    label: str
    origins: frozenset[State]
    goal: State
    actor: str


def _moves() -> tuple[Move, ...]:
    draft, returned, submitted, reviewed = State.DRAFT, State.RETURNED, State.SUBMITTED, State.REVIEWED
    own, next_up = "本级审核员", "上一级（顶层为本级另一名）审核员"
    return (
        Move("submit", "上报", frozenset({draft, returned}), submitted, "填报员"),
        Move("withdraw", "撤回", frozenset({submitted}), draft, "填报员"),
        Move("review", "审核通过", frozenset({submitted}), reviewed, own),
        Move("return", "退回", frozenset({submitted, reviewed}), returned, "本级或上一级审核员"),
        Move("accept", "接收", frozenset({reviewed}), State.ACCEPTED, next_up),
        Move("lock", "锁定", frozenset({State.ACCEPTED}), State.LOCKED, "系统（任务结束）"),
        Move("correct", "申请更正", frozenset({State.ACCEPTED, State.LOCKED}), draft, "填报员（须说明原因）"),
        Move("drop", "放弃更正", frozenset({draft, returned}), State.ACCEPTED, "填报员（更正中的项）"),
    )


MOVES = {move.verb: move for move in _moves()}
EDITABLE = frozenset({State.DRAFT, State.RETURNED})  # what a clerk may still type into
HANDED_UP = frozenset(State) - EDITABLE  # what others see as it is


class MoveRefusedError(Exception):
    """The state does not allow it; the message says which state and which move, in Chinese."""


def check_move(state: State, verb: str) -> State:
    """The state after the move; MoveRefusedError where the table has none."""
    move = MOVES[verb]
    if state not in move.origins:
        allowed = "、".join(sorted(origin.label for origin in move.origins))
        raise MoveRefusedError(f"该项{state.label}，不能{move.label}（只有{allowed}的可以）。")
    return move.goal


ORDER = (State.RETURNED, State.DRAFT, State.SUBMITTED, State.REVIEWED, State.ACCEPTED, State.LOCKED)


def form_state(states: Iterable[State]) -> State:
    """The state of a form: that of the row which is least far along, a returned one first."""
    present = set(states)
    return next((state for state in ORDER if state in present), State.DRAFT)
