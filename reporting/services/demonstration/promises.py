"""The plans of 示范省: drawn up by each region's planner, targets split down, published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from accounts.models import User
from indicators.calc import Figure, parse_figure
from indicators.models import Indicator, PlanIndicator
from indicators.services.annual import set_annual_targets
from indicators.services.promises import Promise, add_promises
from indicators.services.publishing import publish_plan
from indicators.services.revision import revise_target
from indicators.services.weights import set_weights
from plans.models import Plan
from plans.services import create_plan
from reporting.demo import Goal, Key, Line, Place, Sheet
from reporting.services.demonstration.calendar import noon
from reporting.services.demonstration.cast import Cast

MADE_DAYS_BEFORE = 20  # from the draft to its publication
FULL_WEIGHT = Decimal(100)


def draw_up(
    *,
    sheet: Sheet,
    goals: Mapping[Key, Goal],
    cast: Cast,
    catalogue: Mapping[str, Indicator],
    issued: Mapping[str, date],
) -> list[Plan]:
    """A published plan for every place that the sheet covers; `issued` by level."""
    plans: dict[str, Plan] = {}
    rows: dict[Key, PlanIndicator] = {}
    for place in cast.places:
        if not sheet.covers(place):
            continue
        day = issued[place.level]
        plan = _drafted(sheet, place, cast, plans, day)
        lines = sheet.lines_at(place)
        promises = [
            _promise(number, line, goals[place.code, line.indicator], place, sheet, cast, rows, catalogue)
            for number, line in enumerate(lines, start=1)
        ]
        by, at = cast.planner(place.code), noon(day - timedelta(days=MADE_DAYS_BEFORE - 1))
        made = add_promises(plan_id=plan.pk, promises=promises, by=by, at=at)
        for line, row in zip(lines, made, strict=True):
            rows[place.code, line.indicator] = row
            _set_annual_targets(row, goals[place.code, line.indicator], by, at)
        _set_weights(plan, lines, made, by, at)
        plans[place.code] = publish_plan(plan_id=plan.pk, by=by, at=noon(day))
        for line, row in zip(lines, made, strict=True):
            if line.revision and place is cast.top:
                _revise(row, line, by)
    return list(plans.values())


def _drafted(sheet: Sheet, place: Place, cast: Cast, plans: Mapping[str, Plan], day: date) -> Plan:
    parent = plans.get(place.parent or "")
    plan = create_plan(
        region_id=place.code,
        title=sheet.title.format(place=place.name),
        start_year=sheet.start_year,
        end_year=sheet.end_year,
        issued_date=day,
        by=cast.planner(place.code),
        at=noon(day - timedelta(days=MADE_DAYS_BEFORE)),
        issuer=sheet.papers[place.level].get("issuer", f"{place.name}人民政府"),
        document_number=sheet.papers[place.level].get("document_number", ""),
        parent_titles=[parent.title] if parent else [],
        source="虚构，供演示。",
    )
    if parent:
        plan.parent_plans.add(parent)
    return plan


def _promise(
    number: int,
    line: Line,
    goal: Goal,
    place: Place,
    sheet: Sheet,
    cast: Cast,
    rows: Mapping[Key, PlanIndicator],
    catalogue: Mapping[str, Indicator],
) -> Promise:
    above = rows.get((place.parent or "", line.indicator))
    name = line.department or place.departments[line.group]
    return Promise(
        indicator_id=catalogue[line.indicator].pk,
        name=line.name,
        unit=line.unit,
        target=parse_figure(goal.target),
        target_year=sheet.end_year,
        baseline=_reported(goal.baseline),
        baseline_year=sheet.baseline_year,
        number=str(number),
        group=line.group,
        parent=line.parent,
        attribute=line.attribute,
        is_local=bool(line.local_meaning),
        local_meaning=line.local_meaning,
        every_year=line.every_year,
        department_id=cast.departments[place.code, name].pk,
        split_from_id=above.pk if above else None,
        note=line.note,
    )


def _reported(text: str) -> Figure | None:
    """Nothing for the dash that a plan prints where there is no baseline."""
    figure = parse_figure(text)
    return figure if figure.is_reported else None


def _set_annual_targets(row: PlanIndicator, goal: Goal, by: User, at: datetime) -> None:
    figures = {year: parse_figure(text) for year, text in goal.annual_targets.items()}
    if figures:
        set_annual_targets(plan_indicator_id=row.pk, figures=figures, by=by, at=at)


def _set_weights(
    plan: Plan, lines: Sequence[Line], rows: Sequence[PlanIndicator], by: User, at: datetime
) -> None:
    """As the sheet says; what rows that a place does not have would weigh goes to the first of its rows."""
    weights = {row.pk: line.weight for line, row in zip(lines, rows, strict=True) if line.weight is not None}
    if weights:
        first = next(iter(weights))
        weights[first] += FULL_WEIGHT - sum(weights.values())
        set_weights(plan_id=plan.pk, weights=weights, by=by, at=at)


def _revise(row: PlanIndicator, line: Line, by: User) -> None:
    paper = line.revision
    day = date.fromisoformat(paper["in_force_date"])
    revise_target(
        plan_indicator_id=row.pk,
        figure=parse_figure(paper["target"]),
        in_force_date=day,
        reason=paper["reason"],
        document_number=paper["document_number"],
        approved_by=paper["approved_by"],
        by=by,
        at=noon(day),
    )
