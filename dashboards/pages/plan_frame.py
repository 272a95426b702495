"""What the pages of one plan share: the plan, as of which year; the choices above them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.pages.address import PROVISIONAL, Asked, Choice, Kept, board_link
from dashboards.pages.choices import standing_choices, year_choices
from dashboards.pages.moment import Moment, known_notice, latest_year, moment_of
from dashboards.pages.notices import Notice, complaints, out_of_period, pending_notice, provisional_notice
from dashboards.pages.places import Place, ancestors_of
from dashboards.pages.tabs import plan_tabs
from indicators.calc import RULE_VERSION
from indicators.queries.history import within_reach
from indicators.queries.progress import judged_years, pending_count, year_to_open
from plans.queries import plan_shown


@dataclass(frozen=True, kw_only=True)
class PlanHead:
    """What every page of a plan that judges starts with."""

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
    standings: tuple[Choice, ...]
    moment: Moment
    notices: tuple[Notice, ...]
    rule_version: str = RULE_VERSION


@dataclass(frozen=True)
class OpenPlan:
    """`years` have verdicts; `reached`: figures not accepted yet are for this person's eyes."""

    plan: Any
    asked: Asked
    year: int
    years: Sequence[int]
    reached: bool

    @property
    def kept(self) -> Kept:
        return {"year": self.year, **self.asked.kept}


def open_plan(*, user: Any, plan_id: int, asked: Asked) -> OpenPlan | None:
    """None where the plan, or the standing, is not for this person's eyes."""
    plan = plan_shown(user, plan_id)
    if plan is None:
        return None
    reached = within_reach(user, plan.region_id)
    if asked.standing == PROVISIONAL and not reached:
        return None
    years = [each for each in judged_years(plan.pk) if asked.has_begun(each)]
    opens_on = year_to_open(plan, latest_year(plan, asked), max(years, default=None))
    year = asked.year_within(plan.years, opens_on)
    return OpenPlan(plan, asked, year, years, reached)


def about_plan(plan: Any) -> dict[str, Any]:
    """The fields that every page of a plan starts with."""
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


def choices_of(opened: OpenPlan, *, tab: str, address: Callable[..., str]) -> dict[str, Any]:
    """Tabs, years, standings and the day: the fields of those pages that judge. `address`: of the page, with
    what it keeps itself. As known on a day there are no standings: then only accepted figures count.
    """
    plan, year, asked, kept = opened.plan, opened.year, opened.asked, opened.kept
    is_choice = opened.reached and opened.years and not asked.known_on
    return {
        "tabs": plan_tabs(plan, tab, kept),
        "year": year,
        "years": year_choices(
            plan.years, opened.years, year, lambda other: address(**{**kept, "year": other})
        ),
        "standings": standing_choices(asked.standing, lambda code: address(**{**kept, "standing": code}))
        if is_choice
        else (),
        "moment": moment_of(asked, address(year=year)),
    }


def notices_of(opened: OpenPlan, *own: Notice) -> tuple[Notice, ...]:
    """What was wrong with the address, the page's `own`, then what the figures are."""
    plan, asked = opened.plan, opened.asked
    said = [*complaints(asked), *out_of_period(asked, opened.year, plan.period), *own]
    if asked.known_on is None:
        said += pending_notice(pending_count(plan.pk))
    return (*said, *provisional_notice(asked), *known_notice(asked))
