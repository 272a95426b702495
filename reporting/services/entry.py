"""What a clerk does with a form: save, submit, take back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import record
from indicators.calc import read_entry
from indicators.models import PlanIndicator
from indicators.services import figures
from reporting.models import TEXTS, Row, Submission
from reporting.permissions import check_can_fill
from reporting.queries import plan_indicators_of
from reporting.rules import Entered, Finding, Weight, findings_on
from reporting.states import EDITABLE, MoveRefusedError, State, check_move

FIELDS = {name: Row._meta.get_field(name) for name in TEXTS}
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
LONGEST_REASON = 300


@dataclass(frozen=True)
class Entry:
    """What came back from the form for one row; `revision` is the one its editor saw."""

    row_id: int
    revision: int
    typed: str
    note: str = ""
    cause: str = ""
    measure: str = ""


@dataclass(frozen=True)
class Saved:
    """How saving one row went. In a `conflict`, `row` is as somebody else left it, and nothing was overwritten;
    `refused` says why the texts cannot be kept at all.
    """

    row: Row
    entry: Entry
    changed: bool = False
    conflict: bool = False
    refused: str = ""

    @property
    def is_kept(self) -> bool:
        return not (self.conflict or self.refused)


class SubmissionBlockedError(Exception):
    """Errors stand in the way; `findings` by row id."""

    def __init__(self, findings: dict[int, list[Finding]]) -> None:
        super().__init__(f"有 {len(findings)} 项需要更正，填报单没有上报。已填的内容都已保存。")
        self.findings = findings


@transaction.atomic
def save_rows(*, submission_id: int, entries: Sequence[Entry], by: User, at: datetime) -> list[Saved]:
    """Keep what was typed, readable or not. A row that somebody else saved meanwhile is told, not overwritten."""
    submission = locked_submission(submission_id)
    check_can_fill(by, submission)
    _check_begun(submission, at)
    rows = {row.pk: row for row in locked_rows(submission, [entry.row_id for entry in entries])}
    return [_save(rows[entry.row_id], entry, by, at) for entry in entries if entry.row_id in rows]


def _save(row: Row, entry: Entry, by: User, at: datetime) -> Saved:
    new = {name: getattr(entry, name).strip() for name in TEXTS}
    if all(getattr(row, name) == text for name, text in new.items()):
        return Saved(row, entry)
    if row.revision != entry.revision or State(row.state) not in EDITABLE:
        return Saved(row, entry, conflict=True)
    if refused := _refusal(new):
        return Saved(row, entry, refused=refused)
    for name, text in new.items():
        setattr(row, name, text)
    row.revision += 1
    row.saved_by, row.saved_at = by, at
    row.save(update_fields=[*TEXTS, "revision", "saved_by", "saved_at"])
    return Saved(row, entry, changed=True)


def _refusal(texts: Mapping[str, str]) -> str:
    """Why these texts cannot be stored: too long, or with characters that no database keeps."""
    for name, text in texts.items():
        label, most = FIELDS[name].verbose_name, FIELDS[name].max_length or 0
        if len(text) > most:
            return f"{label}最多 {most} 字，现有 {len(text)} 字，没有保存。请缩短后再保存。"
        if CONTROL.search(text):
            return f"{label}中有不能显示的控制字符，没有保存。请删去重输。"
    return ""


def save_and_submit(*, submission_id: int, entries: Sequence[Entry], by: User, at: datetime) -> list[Saved]:
    """Save, and hand up if every entry was kept. What was saved stays saved, though submitting is blocked."""
    saved = save_rows(submission_id=submission_id, entries=entries, by=by, at=at)
    if all(each.is_kept for each in saved):
        submit(submission_id=submission_id, by=by, at=at)
    return saved


@transaction.atomic
def submit(*, submission_id: int, by: User, at: datetime) -> list[Row]:
    """Hand up every row that is still the clerk's; all of them or, with SubmissionBlockedError, none."""
    submission = locked_submission(submission_id)
    check_can_fill(by, submission)
    _check_begun(submission, at)
    rows = [row for row in locked_rows(submission) if State(row.state) in EDITABLE]
    if not rows:
        raise MoveRefusedError("没有可以上报的项：草稿和退回的各项都已上报。")
    printed = plan_indicators_of(submission)
    found = {row.pk: errors for row in rows if (errors := _errors(row, printed.get(row.indicator_id)))}
    if found:
        raise SubmissionBlockedError(found)
    reported = [_reported(row, submission, printed.get(row.indicator_id)) for row in rows]
    versions = figures.report(figures=reported, by=by, at=at)
    for row, version in zip(rows, versions, strict=True):
        row.state, row.version = check_move(State(row.state), "submit").value, version
        row.submitted_by, row.reviewed_by, row.comment = by, None, ""
        row.save(update_fields=["state", "version", "submitted_by", "reviewed_by", "comment"])
    if submission.first_submitted_at is None:
        submission.first_submitted_at = at
        submission.save(update_fields=["first_submitted_at"])
    record("submission.submitted", subject=submission, by=by, at=at, rows=len(rows))
    return rows


@transaction.atomic
def withdraw(*, submission_id: int, by: User, at: datetime) -> list[Row]:
    """撤回: take back what has not been reviewed yet; the versions stay in the history."""
    submission = locked_submission(submission_id)
    check_can_fill(by, submission)
    rows = [row for row in locked_rows(submission) if State(row.state) is State.SUBMITTED]
    if not rows:
        raise MoveRefusedError("没有可以撤回的项：只有已上报、尚未审核的可以撤回。")
    move_rows(rows, "withdraw")
    figures.withdraw(version_ids=[row.version_id for row in rows if row.version_id], by=by, at=at, reason="撤回")
    record("submission.withdrawn", subject=submission, by=by, at=at, rows=len(rows))
    return rows


def entered(row: Row, printed: PlanIndicator | None) -> Entered:
    """The row as the rules look at it; `printed` is its indicator as the plan has it."""
    indicator = row.indicator
    return Entered(
        typed=row.typed,
        unit=indicator.unit,
        basis=(printed.own_basis if printed else "") or indicator.basis,
        sense=(printed.own_sense if printed else "") or indicator.sense,
        limit_low=indicator.limit_low,
        limit_high=indicator.limit_high,
    )


def _errors(row: Row, printed: PlanIndicator | None) -> list[Finding]:
    return [finding for finding in findings_on(entered(row, printed)) if finding.weight is Weight.ERROR]


def _reported(row: Row, submission: Submission, printed: PlanIndicator | None) -> figures.Reported:
    """A figure in brackets is a total since the plan began."""
    figure = read_entry(row.typed)
    return figures.Reported(
        region_id=submission.region_id,
        indicator_id=row.indicator_id,
        year=submission.round.year,
        figure=figure,
        note=row.note,
        reason=_reason(row),
        source=str(submission),
        since_year=printed.plan.start_year if printed and figure.cumulative else None,
    )


def _reason(row: Row) -> str:
    """Why there is another version of a figure handed up before."""
    if row.version_id is None:
        return ""
    return f"按退回意见更正：{row.comment}"[:LONGEST_REASON] if row.comment else "撤回后重新上报"


def _check_begun(submission: Submission, at: datetime) -> None:
    opens = submission.round.opens_date
    if timezone.localdate(at) < opens:
        raise MoveRefusedError(f"“{submission.round}”{opens:%Y-%m-%d} 开始，现在还不能填报。")


def locked_submission(submission_id: int) -> Submission:
    """The form, locked for this transaction; a closed round takes no more changes."""
    found = Submission.objects.select_for_update(of=("self",)).select_related("round", "region__parent__parent")
    submission = found.get(pk=submission_id)
    if submission.round.closed_at is not None:
        raise MoveRefusedError(f"“{submission.round}”已经结束，填报单不能再变动。需要更正的，请走更正程序。")
    return submission


def locked_rows(submission: Submission, row_ids: Sequence[int] | None = None) -> list[Row]:
    """Rows of the form (all, or those named), locked, with their indicators."""
    rows = Row.objects.select_for_update(of=("self",)).select_related("indicator").filter(submission=submission)
    if row_ids is not None:
        rows = rows.filter(pk__in=row_ids)
    return list(rows.order_by("pk"))


def move_rows(rows: Sequence[Row], verb: str) -> None:
    """Move every row by one verb of the table; MoveRefused leaves all as they were."""
    for row in rows:
        row.state = check_move(State(row.state), verb).value
    Row.objects.bulk_update(rows, ["state"])
