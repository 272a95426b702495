"""Every move from every state: the table written out a second time."""

from __future__ import annotations

import pytest

from reporting.states import EDITABLE, MOVES, ORDER, MoveRefusedError, State, check_move, form_state

ALLOWED = {
    ("draft", "submit"): "submitted",
    ("returned", "submit"): "submitted",
    ("submitted", "withdraw"): "draft",
    ("submitted", "review"): "reviewed",
    ("submitted", "return"): "returned",
    ("reviewed", "return"): "returned",
    ("reviewed", "accept"): "accepted",
    ("accepted", "lock"): "locked",
    ("accepted", "correct"): "draft",
    ("locked", "correct"): "draft",
    ("draft", "drop"): "accepted",
    ("returned", "drop"): "accepted",
}


@pytest.mark.parametrize("verb", MOVES)
@pytest.mark.parametrize("state", State)
def test_move_leads_where_the_table_says_or_is_refused(state: State, verb: str) -> None:
    goal = ALLOWED.get((state.value, verb))
    if goal is not None:
        assert check_move(state, verb) is State(goal)
        return
    with pytest.raises(MoveRefusedError) as refused:
        check_move(state, verb)
    assert state.label in str(refused.value)
    assert MOVES[verb].label in str(refused.value)


def test_moves_have_no_other_verbs() -> None:
    assert {verb for _, verb in ALLOWED} == set(MOVES)


def test_clerk_types_only_into_drafts_and_returned_rows() -> None:
    assert {State.DRAFT, State.RETURNED} == EDITABLE


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ((), State.DRAFT),
        ((State.ACCEPTED, State.ACCEPTED), State.ACCEPTED),
        ((State.ACCEPTED, State.SUBMITTED), State.SUBMITTED),
        ((State.DRAFT, State.RETURNED, State.ACCEPTED), State.RETURNED),
        ((State.REVIEWED, State.DRAFT), State.DRAFT),
        ((State.LOCKED, State.REVIEWED), State.REVIEWED),
    ],
)
def test_form_state_is_that_of_the_row_least_far_along(states: tuple[State, ...], expected: State) -> None:
    assert form_state(states) is expected


def test_order_names_every_state_once() -> None:
    assert sorted(state.value for state in ORDER) == sorted(state.value for state in State)
