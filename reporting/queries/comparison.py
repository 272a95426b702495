"""The rows of a form as the checks look at them, with all that they are compared with.

The same number of queries for one row, as it is being typed, and for all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from indicators.calc import Figure
from indicators.calc.units import converted
from indicators.models import PlanIndicator
from indicators.models.figures import trimmed
from indicators.queries.cases import target_in_force
from reporting.fixture_files import checks
from reporting.models import Row, Submission
from reporting.queries.kin import Kin, kin_of
from reporting.queries.neighbours import Neighbours, neighbours_of
from reporting.queries.tried import Tried, tried
from reporting.rules import Entered, Finding, findings_on, findings_on_verdict, has_error


@dataclass(frozen=True)
class Comparison:
    """By row id `entered` and the `findings` of the rules; by indicator `tried`: how it would stand, where
    the figure has no error.
    """

    entered: Mapping[int, Entered]
    findings: dict[int, list[Finding]]
    tried: Mapping[int, Tried]


def comparison_of(
    submission: Submission, rows: Sequence[Row], printed: Mapping[int, PlanIndicator]
) -> Comparison:
    """`rows` as they stand in memory, typed texts that are not stored included; `printed`: the indicators as
    the plan has them.
    """
    kin, beside = kin_of(submission, rows, printed), neighbours_of(submission, rows)
    entered = {row.pk: _entered(row, printed.get(row.measured.pk), kin, beside) for row in rows}
    found = {pk: findings_on(each) for pk, each in entered.items()}
    judged = tried(printed, submission.round.year, _figures_to_try(rows, entered, found))
    for row in rows:
        if row.measured.pk in judged:
            entered[row.pk] = replace(entered[row.pk], lamp=judged[row.measured.pk].lamp)
            found[row.pk] += findings_on_verdict(entered[row.pk])
    return Comparison(entered, found, judged)


def _figures_to_try(
    rows: Sequence[Row], entered: Mapping[int, Entered], found: Mapping[int, list[Finding]]
) -> dict[int, Figure]:
    """By indicator, what was typed without an error."""
    figures = {row.measured.pk: entered[row.pk].figure for row in rows if not has_error(found[row.pk])}
    return {key: figure for key, figure in figures.items() if figure is not None and figure.is_reported}


def _entered(row: Row, printed: PlanIndicator | None, kin: Kin, beside: Neighbours) -> Entered:
    indicator, plan = row.measured, printed.plan if printed else None
    return Entered(
        typed=row.typed,
        checks=checks(),
        unit=indicator.unit,
        basis=printed.effective_basis if printed else indicator.basis,
        sense=printed.effective_sense if printed else indicator.sense,
        decimals=indicator.decimals,
        is_additive=indicator.is_additive,
        limit_low=None if indicator.limit_low is None else trimmed(indicator.limit_low),
        limit_high=None if indicator.limit_high is None else trimmed(indicator.limit_high),
        jump_notice=indicator.jump_notice,
        jump_warning=indicator.jump_warning,
        year=kin.year,
        start_year=plan.start_year if plan else None,
        plan_years=plan.end_year - plan.start_year + 1 if plan else None,
        note=row.note,
        cause=row.cause,
        measure=row.measure,
        numerator=row.numerator,
        denominator=row.denominator,
        break_note=row.break_note,
        correction=row.correction,
        earlier=kin.earlier(indicator.pk),
        target=_target(printed, kin.year),
        annual_target=_annual_target(printed, kin.year),
        whole=kin.whole_of(indicator),
        parts=kin.parts_of(indicator),
        children=beside.children.get(indicator.pk, {}),
        all_children=beside.all_asked(indicator.pk),
        siblings=beside.siblings.get(indicator.pk, {}),
        inflow=kin.inflow_of(indicator),
        accepted=kin.accepted.get(indicator.pk),
    )


def _target(printed: PlanIndicator | None, year: int) -> Figure | None:
    target = target_in_force(printed, year) if printed else None
    return _in_unit(target.figure, printed) if target and printed else None


def _annual_target(printed: PlanIndicator | None, year: int) -> Figure | None:
    found = [each for each in printed.annual_targets.all() if each.year == year] if printed else []
    return _in_unit(found[0].figure, printed) if found and printed else None


def _in_unit(figure: Figure, printed: PlanIndicator) -> Figure:
    """In the catalogue's unit, in which figures are typed."""
    return converted(figure, printed.unit, printed.indicator.unit)
