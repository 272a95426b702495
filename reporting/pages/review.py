"""审核: the same table read only, with what a reviewer compares and may do; others may look on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from accounts.models import User
from reporting.models import Row, Submission
from reporting.pages.commitments import CommitmentReviewLine, commitment_review_lines
from reporting.pages.head import Head, head_of
from reporting.pages.printed import Section, common_year, sections_of, years_before
from reporting.pages.review_rows import LEVELS, UNSEEN, WAITING, Chosen, ReviewRow, review_rows, worst_of
from reporting.pages.rights import Rights, rights_of
from reporting.pages.threads import threads_of
from reporting.permissions import can_fill
from reporting.queries import commitment_rows_of, plan_indicators_of, rows_of
from reporting.services.review import FOUR_EYES
from reporting.states import MOVES, State

DOUBTFUL = "doubtful"  # ?only=
QUESTION = "question"


@dataclass(frozen=True)
class Concern:
    """A row to look at first, in one line of the summary; `level` as of findings, or question."""

    name: str
    level: str
    word: str
    text: str


@dataclass(frozen=True)
class Verb:
    """A button: how many rows it concerns, and how many of these are clean."""

    code: str
    label: str
    count: int
    clean: int

    @property
    def doubtful(self) -> int:
        return self.count - self.clean

    @property
    def some_clean(self) -> bool:
        """Whether the clean ones are a button of their own."""
        return 0 < self.clean < self.count


@dataclass(frozen=True)
class ReviewPage:
    """`verbs`: what may be done with all rows or the chosen ones; `hints`: why something may not.

    `concerns` are by row id; `only_doubtful`: the other rows are left out of the table.
    """

    submission_id: int
    head: Head
    earlier: tuple[int, ...]
    baseline_year: int | None
    target_year: int | None
    sections: tuple[Section[ReviewRow], ...]
    commitments: tuple[CommitmentReviewLine, ...]
    concerns: Mapping[int, Concern]
    only_doubtful: bool
    verbs: tuple[Verb, ...]
    can_return: bool
    hints: tuple[str, ...]
    comment: str
    comment_error: str
    refusal: str
    also_fills: bool
    is_fictional: bool

    @property
    def can_choose(self) -> bool:
        return bool(self.verbs) or self.can_return

    @property
    def columns(self) -> int:
        return 10 + len(self.earlier) + self.can_choose


def review_page(
    *,
    user: User,
    submission: Submission,
    now: datetime,
    only: str = "",
    chosen: Chosen | None = None,
    comment: str = "",
    comment_error: str = "",
    refusal: str = "",
) -> ReviewPage:
    """`chosen` and `comment` are what came back with a form that was refused."""
    rows, printed = rows_of(submission), plan_indicators_of(submission)
    promised = commitment_rows_of(submission)
    everything, today, chosen = [*rows, *promised], localdate(now), chosen or Chosen()
    rights = rights_of(user, submission, today)
    fills = can_fill(user, submission)
    threads = threads_of(
        submission=submission, rows=everything, can_comment=fills or rights.review or rights.accept
    )
    shown = review_rows(
        user=user,
        submission=submission,
        rows=rows,
        printed=printed,
        threads=threads,
        rights=rights,
        chosen=chosen,
    )
    commitments = commitment_review_lines(
        submission,
        rows=promised,
        choosable=[row.pk for row in promised if rights.can_choose(row)],
        chosen=chosen.rows,
        threads=threads,
        returns=chosen.returns or {},
    )
    concerns = _concerns([*shown, *commitments])
    doubtful = only == DOUBTFUL
    return ReviewPage(
        submission_id=submission.pk,
        head=head_of(submission, everything, today),
        earlier=years_before(submission.round.year),
        baseline_year=common_year(
            [each.baseline.year for each in printed.values() if hasattr(each, "baseline")]
        ),
        target_year=common_year([each.plan.end_year for each in printed.values()]),
        sections=sections_of([row for row in shown if not doubtful or row.id in concerns]),
        commitments=tuple(line for line in commitments if not doubtful or line.id in concerns),
        concerns=concerns,
        only_doubtful=doubtful,
        verbs=_verbs(everything, concerns, rights),
        can_return=any(rights.may_return(row) for row in everything),
        hints=_hints(everything, rights),
        comment=comment,
        comment_error=comment_error,
        refusal=refusal,
        also_fills=fills,
        is_fictional=submission.region.is_fictional,
    )


def _concerns(rows: Sequence[ReviewRow | CommitmentReviewLine]) -> dict[int, Concern]:
    """By row id, the worst first: what keeps rows not yet accepted from being taken over unseen."""
    found = {row.id: each for row in rows if row.state in WAITING and (each := _concern(row))}
    order = (*LEVELS, QUESTION)
    return dict(sorted(found.items(), key=lambda item: order.index(item[1].level)))


def _concern(row: ReviewRow | CommitmentReviewLine) -> Concern | None:
    if worst := worst_of(row.findings):
        return Concern(row.name, worst.level, worst.title, worst.text.removesuffix(UNSEEN))
    if row.thread.is_open_question:
        return Concern(row.name, QUESTION, "未答复", row.thread.utterances[-1].text)
    return None


def _verbs(rows: Sequence[Row], concerns: Mapping[int, Concern], rights: Rights) -> tuple[Verb, ...]:
    """Only where some row is left that somebody else entered (and reviewed)."""
    found = []
    for code in FOUR_EYES:
        mine = [row.pk for row in rows if rights.may(code, row)]
        clean = sum(row_id not in concerns for row_id in mine)
        found.append(Verb(code, MOVES[code].label, len(mine), clean))
    return tuple(verb for verb in found if verb.count)


def _hints(rows: Sequence[Row], rights: Rights) -> tuple[str, ...]:
    """Four eyes, told before a button is pressed."""
    waiting = [row for row in rows if State(row.state) in WAITING and (rights.is_open or row.correction)]
    own = sum(row.submitted_by_id == rights.user_id for row in waiting)
    passed = sum(
        State(row.state) is State.REVIEWED and row.reviewed_by_id == rights.user_id for row in waiting
    )
    hints = []
    if own and (rights.review or rights.accept):
        hints.append(f"其中 {own} 项由您本人上报，须由另一人审核和接收。")
    if passed and rights.accept:
        hints.append(f"其中 {passed} 项由您本人审核，须由另一名审核员接收。")
    return tuple(hints)
