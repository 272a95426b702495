"""A revised document beside the plan in force: which targets stay, change, come or go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.calc import Figure
from indicators.calc.inputs import figure_of
from indicators.calc.revised import same_promise, why_unusable
from indicators.calc.units import converted
from indicators.models import PlanIndicator, Target
from indicators.queries.planning import course_of, last_target, rows_with_annual_targets
from intake.queries.standing import is_task, period_of
from plans.models import DraftRow, Plan, PlanDraft
from plans.services.drafts import state_of


@dataclass(frozen=True)
class Difference:
    """`standing`: same, changed, unusable (with `why`), new (not in the plan) or gone (not in the document).

    `figure` is the new target in the unit of the plan's row.
    """

    standing: str
    row: DraftRow | None
    promise: PlanIndicator | None
    old: Target | None
    figure: Figure | None = None
    why: str = ""


def differences(plan: Plan, rows: Sequence[DraftRow]) -> list[Difference]:
    """In the order of the document, then what it no longer holds. Only rows that are taken count."""
    promises = {each.indicator.code: each for each in rows_with_annual_targets(plan)}
    found = []
    for row in rows:
        if (
            is_task(row)
            or row.state != DraftRow.State.CONFIRMED
            or period_of(row) != (plan.start_year, plan.end_year)
        ):
            continue
        promise = promises.pop(row.entry["code"], None)
        found.append(_difference(row, promise) if promise else Difference("new", row, None, None))
    gone = [Difference("gone", None, promise, last_target(promise)) for promise in promises.values()]
    return found + gone


def comparison_seen(draft: PlanDraft, found: Sequence[Difference]) -> str:
    """Changes whenever the draft or a target in force does."""
    targets = {str(each.promise.pk): each.old.version for each in found if each.promise and each.old}
    return state_of({"draft": draft.version, "targets": targets})


def _difference(row: DraftRow, promise: PlanIndicator) -> Difference:
    old, figure = last_target(promise), figure_of(row.entry["target"])
    if figure is None:
        return Difference("unusable", row, promise, old, None, "文件中没有读到目标值")
    figure = converted(figure, row.entry["unit"], promise.unit)
    if old is not None and same_promise(figure, old.figure):
        return Difference("same", row, promise, old, figure)
    why = why_unusable(figure, course_of(promise))
    return Difference("unusable" if why else "changed", row, promise, old, figure, why)
