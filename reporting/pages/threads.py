"""What was said about a row, and whether the reader may say something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reporting.models import Comment, Row, Submission
from reporting.pages.dates import moment
from reporting.queries.reviewing import comments_of, open_questions


@dataclass(frozen=True)
class Utterance:
    """`kind` is the code of 意见, 退回 or 更正."""

    kind: str
    label: str
    text: str
    by: str
    at: str


@dataclass(frozen=True)
class Thread:
    """`is_open_question`: the last word is a remark that no clerk of the form has answered; `typed` is a
    remark that came back because it could not be kept, and `complaint` why.
    """

    submission_id: int
    row_id: int
    utterances: tuple[Utterance, ...]
    is_open_question: bool
    can_comment: bool
    typed: str = ""
    complaint: str = ""

    @property
    def count(self) -> int:
        return len(self.utterances)


def threads_of(*, submission: Submission, rows: Sequence[Row], can_comment: bool) -> dict[int, Thread]:
    """By row id. Two queries, however many rows."""
    comments = comments_of([row.pk for row in rows])
    asked = open_questions(submission, comments)
    return {
        row.pk: Thread(
            submission_id=submission.pk,
            row_id=row.pk,
            utterances=tuple(_utterance(each) for each in comments.get(row.pk, [])),
            is_open_question=row.pk in asked,
            can_comment=can_comment,
        )
        for row in rows
    }


def _utterance(comment: Comment) -> Utterance:
    label = Comment.Kind(comment.kind).label
    return Utterance(comment.kind, label, comment.text, comment.by.name, moment(comment.at))
