"""A judgement as the row of it that is stored, and verdicts as they would have been at a moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from indicators.calc import RULE_VERSION, assess, round_half_up
from indicators.calc import Verdict as Judgement
from indicators.calc.inputs import inputs_of
from indicators.models import Verdict
from indicators.queries.cases import Subject, plan_indicators_to_judge, subjects_known
from indicators.queries.known import was_published

PERCENTAGES = ("attainment", "closure", "schedule", "deviation")
AMOUNTS = ("gap", "remaining_pace", "pace_so_far", "margin", "extrapolation")


def verdicts_known(
    plan_indicator_ids: Iterable[int], years: Iterable[int], known_at: datetime
) -> dict[tuple[int, int], Verdict]:
    """By plan indicator and year: today's rules on what was known then. Unsaved, judged when asked for.

    Plans not yet published then, and years that had not begun, have none.
    """
    rows = plan_indicators_to_judge(plan_indicator_ids, known_at)
    published = [row for row in rows if was_published(row.plan, known_at)]
    begun = [year for year in years if year <= known_at.year]
    subjects = subjects_known(published, begun, known_at)
    judged = zip(subjects, assess([subject.case for subject in subjects]), strict=True)
    return {
        (subject.plan_indicator.pk, subject.year): verdict_of(subject, found, known_at)
        for subject, found in judged
    }


def verdict_of(subject: Subject, found: Judgement, at: datetime) -> Verdict:
    """The row, unsaved; its plan indicator is the subject's own."""
    plan_indicator, case = subject.plan_indicator, subject.case
    numbers = {name: getattr(found, name) for name in PERCENTAGES}
    numbers |= {name: _six_places(getattr(found, name)) for name in AMOUNTS}
    return Verdict(
        plan_indicator=plan_indicator,
        year=subject.year,
        standing=subject.standing.value,
        region_id=plan_indicator.plan.region_id,
        plan=plan_indicator.plan,
        attribute=plan_indicator.attribute,
        status=found.status,
        lamp=found.lamp(case.attribute).code,
        regime=found.regime,
        reason=found.reason or "",
        flags=" ".join(found.flags),
        judged_year=found.judged_year,
        is_final=found.final,
        actual_text=_actual_text(found),
        target_version=subject.target_version,
        inputs=inputs_of(case),
        rule_version=RULE_VERSION,
        assessed_at=at,
        **numbers,
    )


def _six_places(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else round_half_up(amount, 6)


def _actual_text(found: Judgement) -> str:
    """A as it is judged: a number, an interval, or shares."""
    if isinstance(found.actual, tuple):
        return "∶".join(str(member) for member in found.actual)
    return "" if found.actual is None else str(found.actual)
