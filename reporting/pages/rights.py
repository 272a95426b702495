"""What one reviewer may do with the rows of one form, told before a button is pressed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from reporting.models import Row, Submission
from reporting.permissions import can_accept, can_review
from reporting.queries import is_open, regions_with_reviewers
from reporting.services.review import FOUR_EYES
from reporting.states import MOVES, State


@dataclass(frozen=True)
class Rights:
    """`review`, `accept`: of which level the person is; `is_open`: rows not under correction move too."""

    user_id: int
    review: bool
    accept: bool
    is_open: bool

    def may(self, verb: str, row: Row) -> bool:
        """Whether this person may review or accept the row: of that level, and not their own work."""
        own = any(getattr(row, field) == self.user_id for field, _ in FOUR_EYES[verb])
        return self._of_level(verb) and self._movable(verb, row) and not own

    def may_return(self, row: Row) -> bool:
        reopens = self.accept or (self.review and State(row.state) is State.SUBMITTED)
        return reopens and self._movable("return", row)

    def can_choose(self, row: Row) -> bool:
        """A tick is offered, though another person must do it: the refusal then says so."""
        return self.may_return(row) or any(
            self._of_level(verb) and self._movable(verb, row) for verb in FOUR_EYES
        )

    def _of_level(self, verb: str) -> bool:
        return self.review if verb == "review" else self.accept

    def _movable(self, verb: str, row: Row) -> bool:
        return State(row.state) in MOVES[verb].origins and (self.is_open or bool(row.correction))


def rights_of(user: User, submission: Submission, today: date) -> Rights:
    registered = regions_with_reviewers()
    return Rights(
        user_id=user.pk,
        review=can_review(user, submission, registered),
        accept=can_accept(user, submission, registered),
        is_open=is_open(submission, today),
    )
