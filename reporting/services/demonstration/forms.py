"""One form on its way: filled in, submitted, returned, reviewed, accepted, each by whose work it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from reporting.demo import Goal, Key
from reporting.models import TEXTS, Row, Submission
from reporting.services import (
    Entry,
    SubmissionBlockedError,
    accept,
    open_correction,
    return_for_correction,
    review,
    save_rows,
    submit,
)
from reporting.services.demonstration.cast import Cast

NOTHING: Mapping[str, Mapping[str, str]] = {}


def forms_of(round_id: int) -> list[Submission]:
    """The forms of a round, regions in order."""
    found = Submission.objects.filter(round=round_id).select_related("round", "department")
    return list(found.order_by("region_id", "pk"))


def fill(
    submission: Submission,
    *,
    goals: Mapping[Key, Goal],
    cast: Cast,
    at: datetime,
    texts: Mapping[str, Mapping[str, str]] = NOTHING,
    first: int | None = None,
) -> None:
    """Type the year's figures into all rows, or the first few.

    `texts` by indicator: typed, note, cause, measure.
    """
    rows = _rows(submission)[:first]
    entries = [_entry(row, submission, goals, texts.get(row.measured.code, {})) for row in rows]
    save_rows(
        submission_id=submission.pk,
        entries=entries,
        by=cast.clerk(submission.region_id),
        at=at,
        responsible=cast.head(submission.region_id),
    )


def _entry(row: Row, submission: Submission, goals: Mapping[Key, Goal], texts: Mapping[str, str]) -> Entry:
    goal = goals[submission.region_id, row.measured.code]
    typed = goal.actuals.get(submission.round.year, "—")
    return Entry(row.pk, row.revision, **{"typed": typed, "note": row.note, **texts})


def retype(
    submission: Submission, *, texts: Mapping[str, Mapping[str, str]], cast: Cast, at: datetime
) -> None:
    """Correct the rows named, by indicator."""
    rows = [row for row in _rows(submission) if row.measured.code in texts]
    entries = [Entry(row.pk, row.revision, **{**_texts(row), **texts[row.measured.code]}) for row in rows]
    save_rows(submission_id=submission.pk, entries=entries, by=cast.clerk(submission.region_id), at=at)


def _texts(row: Row) -> dict[str, str]:
    return {name: getattr(row, name) for name in TEXTS}


def hand_in(submission: Submission, *, notes: Mapping[str, str], cast: Cast, at: datetime) -> None:
    """Submit, the warnings answered where there are any; `notes` by the check that warns."""
    by = cast.clerk(submission.region_id)
    try:
        submit(submission_id=submission.pk, by=by, at=at)
    except SubmissionBlockedError as blocked:
        codes = {row.pk: row.measured.code for row in _rows(submission)}
        said = {codes[pk]: [notes[each.code] for each in found] for pk, found in blocked.findings.items()}
        texts = {code: {"note": "".join(answers)} for code, answers in said.items()}
        retype(submission, texts=texts, cast=cast, at=at)
        submit(submission_id=submission.pk, by=by, at=at)


def pass_on(submission: Submission, *, cast: Cast, at: datetime) -> None:
    review(submission_id=submission.pk, by=cast.reviewer(submission.region_id), at=at)


def take_in(submission: Submission, *, cast: Cast, at: datetime) -> None:
    accept(submission_id=submission.pk, by=cast.acceptor(submission.region_id), at=at)


def send_back(
    submission: Submission, *, indicators: Sequence[str], comment: str, cast: Cast, at: datetime
) -> None:
    """Return the rows of these indicators and, by name, commitments; the next level up does."""
    row_ids = [row.pk for row in _rows(submission) if row.measured.code in indicators]
    promised = Row.objects.filter(submission=submission, commitment__name__in=indicators)
    row_ids += promised.values_list("pk", flat=True)
    by = cast.acceptor(submission.region_id)
    return_for_correction(submission_id=submission.pk, row_ids=row_ids, comment=comment, by=by, at=at)


def put_right(
    submission: Submission,
    *,
    indicator: str,
    reason: str,
    texts: Mapping[str, str],
    notes: Mapping[str, str],
    cast: Cast,
    at: datetime,
) -> None:
    """Correct an accepted figure: opened with a reason, changed, and on its way once more."""
    row = next(row for row in _rows(submission) if row.measured.code == indicator)
    by = cast.clerk(submission.region_id)
    open_correction(submission_id=submission.pk, row_ids=[row.pk], reason=reason, by=by, at=at)
    retype(submission, texts={indicator: texts}, cast=cast, at=at)
    carry_through(submission, notes=notes, cast=cast, at=at)


def carry_through(submission: Submission, *, notes: Mapping[str, str], cast: Cast, at: datetime) -> None:
    """From submission to acceptance within the week."""
    hand_in(submission, notes=notes, cast=cast, at=at)
    pass_on(submission, cast=cast, at=at + timedelta(days=2, minutes=25))
    take_in(submission, cast=cast, at=at + timedelta(days=5, minutes=-40))


def _rows(submission: Submission) -> list[Row]:
    rows = Row.objects.filter(submission=submission, commitment=None)
    return list(rows.select_related("indicator").order_by("pk"))
