"""重点任务 of a plan as a page of its own, narrowed by progress, deadline, department and section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dashboards.pages.address import ACCEPTED, Asked, Choice, Kept, board_link
from dashboards.pages.commitment_filters import Facet, chosen_of, facets_of, passing, removable
from dashboards.pages.commitments import (
    CommitmentRow,
    Counted,
    commitments_link,
    row_of,
    tally_links,
    told_of,
)
from dashboards.pages.moment import Moment, known_notice, latest_year, moment_of
from dashboards.pages.notices import Notice, complaints, out_of_period
from dashboards.pages.places import Place, ancestors_of
from dashboards.pages.tabs import plan_tabs
from dashboards.words.commitments import reported_of, stands_of
from plans.queries import plan_shown


@dataclass(frozen=True)
class CommitmentsPage:
    """`tally` and `overdue` count all of the plan's; `rows` are those that the choices leave. `chosen`: the
    choices made, each with the address without it; `kept`: what the form sends along.
    """

    title: str
    region: str
    is_fictional: bool
    ancestors: tuple[Place, ...]
    board_url: str
    state: str
    is_draft: bool
    tabs: tuple[Choice, ...]
    year: int
    years: tuple[Choice, ...]
    moment: Moment
    notices: tuple[Notice, ...]
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
    def width(self) -> int:
        return 2 + self.has_departments + (3 if self.reported else 1)


def commitments_page(
    *, user: Any, plan_id: int, asked: Asked, params: Mapping[str, str]
) -> CommitmentsPage | None:
    """None where the plan is not for this person's eyes."""
    plan = plan_shown(user, plan_id)
    if plan is None:
        return None
    commitments, reports = told_of(plan.pk, asked.known_at)
    told = [report for found in reports.values() for report in found.values()]
    year = asked.year_within(plan.years, latest_year(plan, asked) or plan.start_year)
    kept: Kept = {"year": year, **asked.kept}
    stands = stands_of(commitments, reports, year)
    chosen, unknown = chosen_of(stands, params)
    columns = sorted({report.year for report in told if report.year <= year})
    return CommitmentsPage(
        **_head(plan),
        **_counts(plan.pk, stands, kept),
        tabs=plan_tabs(plan, "commitments", kept),
        year=year,
        years=_years(plan, {report.year for report in told}, year, {**kept, **chosen}),
        moment=moment_of(asked, commitments_link(plan.pk, year=year, **chosen)),
        notices=(
            *complaints(asked),
            *unknown,
            *out_of_period(asked, year, plan.period),
            *known_notice(asked),
        ),
        facets=facets_of(stands, chosen, reported=reported_of(stands) > 0),
        chosen=removable(stands, chosen, lambda left: commitments_link(plan.pk, **kept, **left)),
        kept=tuple((name, value) for name, value in kept.items() if value and value != ACCEPTED),
        rows=tuple(
            row_of(each, reports.get(each.commitment.pk, {}), columns) for each in passing(stands, chosen)
        ),
        data_date=max((report.acceptance.at for report in told), default=None),
    )


def _head(plan: Any) -> dict[str, Any]:
    region, draft = plan.region, plan.state == "draft"
    return {
        "title": plan.title,
        "region": region.name,
        "is_fictional": region.is_fictional,
        "ancestors": ancestors_of(region),
        "board_url": "" if draft else board_link(region.code, plan=plan.pk),
        "state": plan.get_state_display(),
        "is_draft": draft,
    }


def _counts(plan_id: int, stands: Sequence[Any], kept: Kept) -> dict[str, Any]:
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


def _years(plan: Any, reported: set[int], current: int, kept: Kept) -> tuple[Choice, ...]:
    """None where nothing was reported for any year."""
    if not reported:
        return ()
    return tuple(
        Choice(
            str(each),
            commitments_link(plan.pk, **{**kept, "year": each}) if each in reported else "",
            each == current,
        )
        for each in plan.years
    )
