"""One form on its way: filled in, submitted, returned, reviewed, accepted, each by whose work it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from indicators.calc import read_entry
from reporting.demo import Goal, Key
from reporting.models import TEXTS, Row, Submission
from reporting.queries import plan_indicators_of
from reporting.queries.tried import tried
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
from reporting.states import EDITABLE, State


@dataclass(frozen=True)
class Words:
    """What clerks say: an answer by the check that warns, cause and measure by the indicator that lags."""

    notes: Mapping[str, str]
    reasons: Mapping[str, Mapping[str, str]]


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


def hand_in(submission: Submission, *, words: Words, cast: Cast, at: datetime) -> None:
    """Submit, laggards explained, and the warnings answered where there are any."""
    by = cast.clerk(submission.region_id)
    retype(submission, texts=_explanations(submission, words), cast=cast, at=at)
    try:
        submit(submission_id=submission.pk, by=by, at=at)
    except SubmissionBlockedError as blocked:
        codes = {row.pk: row.measured.code for row in _rows(submission)}
        said = {
            codes[pk]: [words.notes[each.code] for each in found] for pk, found in blocked.findings.items()
        }
        texts = {code: {"note": "".join(answers)} for code, answers in said.items()}
        retype(submission, texts=texts, cast=cast, at=at)
        submit(submission_id=submission.pk, by=by, at=at)


def _explanations(submission: Submission, words: Words) -> dict[str, Mapping[str, str]]:
    """Cause and measure for the rows that are yellow or red and have none, by indicator."""
    rows = [row for row in _rows(submission) if State(row.state) in EDITABLE and not row.cause]
    figures = {row.measured.pk: figure for row in rows if (figure := read_entry(row.typed)).is_reported}
    judged = tried(plan_indicators_of(submission), submission.round.year, figures)
    lagging = {pk for pk, each in judged.items() if each.lamp in ("warn", "bad")}
    codes = [row.measured.code for row in rows if row.measured.pk in lagging]
    return {code: words.reasons[code] for code in codes if code in words.reasons}


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


def open_again(submission: Submission, *, indicator: str, reason: str, cast: Cast, at: datetime) -> None:
    """申请更正 for an accepted figure."""
    row = next(row for row in _rows(submission) if row.measured.code == indicator)
    by = cast.clerk(submission.region_id)
    open_correction(submission_id=submission.pk, row_ids=[row.pk], reason=reason, by=by, at=at)


def put_right(
    submission: Submission,
    *,
    indicator: str,
    reason: str,
    texts: Mapping[str, str],
    words: Words,
    cast: Cast,
    at: datetime,
) -> None:
    """Correct an accepted figure: opened with a reason, changed, and on its way once more."""
    open_again(submission, indicator=indicator, reason=reason, cast=cast, at=at)
    retype(submission, texts={indicator: texts}, cast=cast, at=at)
    carry_through(submission, words=words, cast=cast, at=at)


def carry_through(submission: Submission, *, words: Words, cast: Cast, at: datetime) -> None:
    """From submission to acceptance within the week."""
    hand_in(submission, words=words, cast=cast, at=at)
    pass_on(submission, cast=cast, at=at + timedelta(days=2, minutes=25))
    take_in(submission, cast=cast, at=at + timedelta(days=5, minutes=-40))


def _rows(submission: Submission) -> list[Row]:
    rows = Row.objects.filter(submission=submission, commitment=None)
    return list(rows.select_related("indicator").order_by("pk"))
