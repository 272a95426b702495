"""重点任务 of a plan as a page of its own, narrowed by progress, deadline, department and section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from dashboards.pages.address import ACCEPTED, Asked, Choice, Kept
from dashboards.pages.choices import year_choices
from dashboards.pages.commitment_filters import questions_of
from dashboards.pages.commitments import (
    CommitmentRow,
    Counted,
    commitments_link,
    row_of,
    tally_links,
)
from dashboards.pages.moment import known_notice, latest_year, moment_of
from dashboards.pages.narrowing import Facet, chosen_of, facets_of, passing, removable
from dashboards.pages.notices import Notice, complaints, out_of_period
from dashboards.pages.plan_frame import PlanHead, about_plan
from dashboards.pages.reports import report_link
from dashboards.pages.tabs import plan_tabs
from dashboards.words.commitments import Stand, reported_of, stands_of
from plans.queries import commitments_and_reports, plan_shown


@dataclass(frozen=True, kw_only=True)
class CommitmentsPage(PlanHead):
    """`tally` and `overdue` count all of the plan's; `rows` are those that the choices leave. `chosen`: the
    choices made, each with the address without it; `kept`: what the form sends along.
    """

    report_url: str
    total: int
    reported: int
    tally: tuple[Counted, ...]
    overdue: int
    overdue_url: str
    facets: tuple[Facet, ...]
    chosen: tuple[Choice, ...]
    kept: tuple[tuple[str, object], ...]
    all_url: str
    rows: tuple[CommitmentRow, ...]
    has_departments: bool
    data_date: datetime | None
    rule_version: str = ""

    @property
    def matching(self) -> str:
        """Said before the choices made."""
        return f"{len(self.rows)} 项符合"

    @property
    def width(self) -> int:
        return 2 + self.has_departments + (3 if self.reported else 1)


def commitments_page(
    *, user: Any, plan_id: int, asked: Asked, params: Mapping[str, str]
) -> CommitmentsPage | None:
    """None where the plan is not for this person's eyes."""
    plan = plan_shown(user, plan_id)
    if plan is None:
        return None
    commitments, reports = commitments_and_reports(plan.pk, asked.known_at)
    told = [report for found in reports.values() for report in found.values()]
    year = asked.year_within(plan.years, latest_year(plan, asked) or plan.start_year)
    kept: Kept = {"year": year, **asked.kept}
    stands = stands_of(commitments, reports, year)
    questions = questions_of(stands)
    chosen, unknown = chosen_of(questions, params)
    columns = sorted({report.year for report in told if report.year <= year})
    return CommitmentsPage(
        **about_plan(plan),
        **_counts(plan.pk, stands, kept),
        tabs=plan_tabs(plan, "commitments", kept),
        year=year,
        years=year_choices(
            plan.years,
            {report.year for report in told},
            year,
            lambda other: commitments_link(plan.pk, **{**kept, **chosen, "year": other}),
        )
        if told
        else (),
        standings=(),
        report_url=report_link(user, plan, year),
        moment=moment_of(asked, commitments_link(plan.pk, year=year, **chosen)),
        notices=(
            *complaints(asked),
            *((Notice("warning", "".join(unknown)),) if unknown else ()),
            *out_of_period(asked, year, plan.period),
            *known_notice(asked),
        ),
        facets=facets_of(stands, questions, chosen),
        chosen=removable(questions, chosen, partial(commitments_link, plan.pk, **kept)),
        kept=tuple((name, value) for name, value in kept.items() if value and value != ACCEPTED),
        rows=tuple(
            row_of(each, reports.get(each.commitment.pk, {}), columns)
            for each in passing(stands, questions, chosen)
        ),
        data_date=max((report.acceptance.at for report in told), default=None),
    )


def _counts(plan_id: int, stands: Sequence[Stand], kept: Kept) -> dict[str, Any]:
    """Of all commitments of the plan; of their states nothing is said where nothing was reported."""
    reported = reported_of(stands)
    return {
        "total": len(stands),
        "reported": reported,
        "tally": tally_links(plan_id, stands, kept) if reported else (),
        "overdue": sum(each.is_overdue for each in stands),
        "overdue_url": commitments_link(plan_id, overdue=1, **kept),
        "all_url": commitments_link(plan_id, **kept),
        "has_departments": any(each.commitment.department for each in stands),
    }
