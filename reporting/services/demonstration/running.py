"""The round that is open: forms in every state, dated from the moment of loading, so that it is due soon."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from reporting.demo import Goal, Key
from reporting.models import Round, Submission
from reporting.services import open_round, remind
from reporting.services.demonstration import commitments, forms
from reporting.services.demonstration.calendar import HERE, noon
from reporting.services.demonstration.cast import Cast
from reporting.services.demonstration.commitments import Deeds
from reporting.services.demonstration.forms import Words

FILLED, HANDED_IN, REVIEWED, DECIDED = (timedelta(days=days) for days in (12, 9, 6, 2))  # before now
REOPENED = timedelta(hours=20)


def run_round(
    *,
    script: Mapping[str, Any],
    words: Words,
    goals: Mapping[Key, Goal],
    deeds: Deeds,
    cast: Cast,
    at: datetime,
) -> Round:
    """Open the round and leave each form where the script says; forms it does not name stay untouched."""
    today = at.astimezone(HERE).date()
    opens_date = today - timedelta(days=script["opened_days_ago"])
    opened = open_round(
        region_id=cast.top.code,
        year=script["year"],
        opens_date=opens_date,
        due_date=today + timedelta(days=script["due_in_days"]),
        by=cast.planner(cast.top.code),
        at=noon(opens_date),
    )
    for submission in forms.forms_of(opened.pk):
        for entry in script["forms"]:
            if _is_meant(submission, entry):
                _leave(submission, entry, words, goals, deeds, cast, at)
    remind(at=at)
    return opened


def _is_meant(submission: Submission, entry: Mapping[str, Any]) -> bool:
    name = submission.department.name if submission.department else ""
    return (submission.region_id, name) == (entry["place"], entry.get("department", name))


def _leave(
    submission: Submission,
    entry: Mapping[str, Any],
    words: Words,
    goals: Mapping[Key, Goal],
    deeds: Deeds,
    cast: Cast,
    at: datetime,
) -> None:
    goes = entry["goes"]
    texts = {
        code: {"typed": typed} if isinstance(typed, str) else typed
        for code, typed in entry.get("typed", {}).items()
    }
    forms.fill(submission, goals=goals, cast=cast, at=at - FILLED, texts=texts, first=entry.get("filled"))
    forms.retype(submission, texts=texts, cast=cast, at=at - FILLED)
    if goes != "draft" or entry.get("commitments"):
        commitments.fill(submission, deeds=deeds, cast=cast, at=at - FILLED)
    if goes == "draft":
        return
    forms.hand_in(submission, words=words, cast=cast, at=at - HANDED_IN)
    if goes in ("reviewed", "accepted", "returned"):
        forms.pass_on(submission, cast=cast, at=at - REVIEWED)
    if goes == "returned":
        forms.send_back(
            submission, indicators=entry["rows"], comment=entry["comment"], cast=cast, at=at - DECIDED
        )
    if goes == "accepted":
        forms.take_in(submission, cast=cast, at=at - DECIDED)
    if "corrects" in entry:
        forms.open_again(
            submission, indicator=entry["corrects"], reason=entry["reason"], cast=cast, at=at - REOPENED
        )
