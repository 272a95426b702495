"""The rounds that are over: all forms accepted, some late, one sent back, one definition changed later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from reporting.demo import Goal, Key
from reporting.models import Submission
from reporting.services import close_round, open_round
from reporting.services.demonstration import commitments, forms
from reporting.services.demonstration.calendar import closes, due, handed_in, noon, opens
from reporting.services.demonstration.cast import Cast
from reporting.services.demonstration.commitments import Deeds
from reporting.services.demonstration.forms import Words
from reporting.services.told import read_long_ago

REDEFINED_ON = (6, 18)  # month and day in the year after


def hold_round(
    *, year: int, script: Mapping[str, Any], goals: Mapping[Key, Goal], deeds: Deeds, cast: Cast
) -> None:
    """One year from opening to closing."""
    planner, top = cast.planner(cast.top.code), cast.top.code
    opened = open_round(
        region_id=top, year=year, opens_date=opens(year), due_date=due(year), by=planner, at=noon(opens(year))
    )
    order = [place.code for place in cast.places]
    submissions = forms.forms_of(opened.pk)
    for submission in submissions:
        code = submission.region_id
        at = handed_in(year, order.index(code), script["late"].get(code, 0))
        _fill_in(submission, script, goals, cast, at - timedelta(days=1))
        commitments.fill(submission, deeds=deeds, cast=cast, at=at - timedelta(days=1))
        _return_first(submission, script, goals, cast, at)
        forms.carry_through(submission, words=Words(script["notes"], script["reasons"]), cast=cast, at=at)
    close_round(round_id=opened.pk, by=planner, at=noon(closes(year)))
    _redefine(year, script, submissions, cast)
    read_long_ago(opened)


def _fill_in(
    submission: Submission, script: Mapping[str, Any], goals: Mapping[Key, Goal], cast: Cast, at: datetime
) -> None:
    texts = {
        each["indicator"]: {"cause": each["cause"], "measure": each["measure"]}
        for each in _of(submission, script["explained"])
    }
    forms.fill(submission, goals=goals, cast=cast, at=at, texts=texts)


def _return_first(
    submission: Submission,
    script: Mapping[str, Any],
    goals: Mapping[Key, Goal],
    cast: Cast,
    at: datetime,
) -> None:
    """A form that was handed in with a mistake, came back, and was corrected."""
    codes = {row.measured.code for row in submission.rows.filter(commitment=None).select_related("indicator")}
    for each in _of(submission, script["sent_back"]):
        code = each["indicator"]
        if code not in codes:
            continue
        right = goals[submission.region_id, code].actuals[submission.round.year]
        forms.retype(submission, texts={code: {"typed": each["first"]}}, cast=cast, at=at - timedelta(days=9))
        forms.hand_in(
            submission, words=Words(script["notes"], script["reasons"]), cast=cast, at=at - timedelta(days=8)
        )
        forms.send_back(
            submission, indicators=[code], comment=each["comment"], cast=cast, at=at - timedelta(days=6)
        )
        texts = {code: {"typed": right, "note": each["note"]}}
        forms.retype(submission, texts=texts, cast=cast, at=at - timedelta(hours=2))


def _redefine(year: int, script: Mapping[str, Any], submissions: Sequence[Submission], cast: Cast) -> None:
    """口径变化: an accepted figure corrected after the round was closed, with its explanation."""
    at = noon(date(year + 1, *REDEFINED_ON))
    for submission in submissions:
        for change in script["redefined"]:
            if (change["place"], change["year"]) != (submission.region_id, year):
                continue
            if not submission.rows.filter(indicator__code=change["indicator"]).exists():
                continue
            forms.put_right(
                submission,
                indicator=change["indicator"],
                reason=change["reason"],
                texts={"break_note": change["reason"]},
                words=Words(script["notes"], script["reasons"]),
                cast=cast,
                at=at,
            )


def _of(submission: Submission, entries: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    place = (submission.region_id, submission.round.year)
    return [each for each in entries if (each["place"], each["year"]) == place]
