"""What another target would do to the verdicts, before anything is saved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from indicators.calc import Figure, Verdict, assess
from indicators.models import PlanIndicator, Standing
from indicators.queries.cases import plan_indicators_to_judge, subjects_of


@dataclass(frozen=True)
class Effect:
    """The verdict of a year by the target in force, and by the new one."""

    year: int
    before: Verdict
    after: Verdict


def effects_of(row: PlanIndicator, *, figure: Figure, in_force_date: date, until: int) -> list[Effect]:
    """Of every year up to `until` that the new target would decide, by the figures accepted now."""
    subjects = [
        subject
        for subject in subjects_of(plan_indicators_to_judge([row.pk]), until=until)
        if subject.standing is Standing.ACCEPTED
        and (subject.year >= row.plan.end_year or in_force_date <= date(subject.year, 12, 31))
    ]
    cases = [subject.case for subject in subjects]
    judged = assess([*cases, *(replace(case, target=figure) for case in cases)])
    return [
        Effect(subject.year, before, after)
        for subject, before, after in zip(subjects, judged[: len(cases)], judged[len(cases) :], strict=True)
    ]
