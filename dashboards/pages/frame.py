"""What a board and its list share: whose, of which plan, as of which year; the choices above them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.urls import reverse

from dashboards.pages.address import ACCEPTED, PROVISIONAL, STANDINGS, Asked, Choice, Kept, link
from dashboards.pages.choices import standing_choices, year_choices
from dashboards.pages.notices import Notice, complaints, out_of_period, pending_notice, provisional_notice
from dashboards.pages.places import RegionSwitch, region_switch
from dashboards.pages.tabs import board_tabs
from dashboards.queries import people
from indicators.calc import RULE_VERSION
from indicators.queries.history import within_reach
from indicators.queries.progress import (
    judged_years,
    latest_reported_years,
    pending_count,
    year_to_open,
)
from plans.queries import Neighbourhood, neighbourhood, plans_of_region, region_shown

NO_PLAN = "规划发布之后，这里显示其各项指标的进展。可从页首切换到其他地区。"
ONLY_ACCEPTED = "同级地区只提供已接收的数据，本页按“已接收”显示。"
Address = Callable[..., str]  # of a region's code and parameters


@dataclass(frozen=True)
class Shown:
    """The plan that is shown, and as of when. `years` have verdicts; `public_only`: nothing is reported here,
    its figures come from published sources.
    """

    plan: Any
    year: int
    years: Sequence[int]
    latest: int | None
    public_only: bool
    asked: Asked

    @property
    def kept(self) -> Kept:
        return {"year": self.year, "plan": self.plan.pk, "standing": self.asked.standing}

    @property
    def list_url(self) -> str:
        """The list of its indicators, to be narrowed further."""
        return f"{list_link(self.plan.region_id, **self.kept)}&"


@dataclass(frozen=True)
class Ground:
    """`shown` is None where no plan is in force, or none for the year asked for."""

    region: Any
    around: Neighbourhood
    reached: bool
    plans: Sequence[Any]
    asked: Asked
    shown: Shown | None


@dataclass(frozen=True, kw_only=True)
class BoardHead:
    """What every page of a board starts with. Where the region has no plan in force there is no year, the
    rest is empty too, and `empty` says so.
    """

    region: str
    region_code: str
    is_fictional: bool
    switch: RegionSwitch
    notices: tuple[Notice, ...]
    year: int | None = None
    title: str = ""
    period: str = ""
    tabs: tuple[Choice, ...] = ()
    plans: tuple[Choice, ...] = ()
    years: tuple[Choice, ...] = ()
    standings: tuple[Choice, ...] = ()
    standing_label: str = ""
    data_date: datetime | None = None
    rule_version: str = RULE_VERSION
    empty: str = ""
    empty_hint: str = ""


def list_link(code: str, **params: object) -> str:
    return link(reverse("dashboards:board_list", args=[code]), **params)


def ground_of(*, user: Any, code: str, asked: Asked) -> Ground | None:
    """None where the region, the plan asked for or the standing is not for this person's eyes."""
    region = region_shown(user, code)
    if region is None:
        return None
    reached = within_reach(user, code)
    if asked.standing == PROVISIONAL and not reached:
        return None
    plans = plans_of_region(user, code)
    latest = latest_reported_years(plans, "accepted")
    plan = _plan(plans, asked, latest)
    if plan is None and asked.plan is not None:
        return None
    shown = _shown(plan, region, asked, latest.get(plan.pk)) if plan is not None else None
    return Ground(region, neighbourhood(user, region), reached, plans, asked, shown)


def _plan(plans: Sequence[Any], asked: Asked, latest: Mapping[int, int]) -> Any:
    """The plan asked for; else that which covers the year asked for; else that with the latest figures."""
    if asked.plan is not None:
        return next((plan for plan in plans if plan.pk == asked.plan), None)
    if asked.year is not None:
        return next((plan for plan in plans if asked.year in plan.years), None)
    return max(plans, key=lambda plan: (latest.get(plan.pk, 0), -plans.index(plan)), default=None)


def _shown(plan: Any, region: Any, asked: Asked, latest: int | None) -> Shown:
    years = judged_years(plan.pk)
    year = asked.year_within(plan.years, year_to_open(plan, latest, max(years, default=None)))
    public_only = people.is_public_only(region)
    return Shown(plan, year, years, latest, public_only, asked)


def as_all_reach(user: Any, ground: Ground) -> tuple[Ground, tuple[Notice, ...]]:
    """For siblings side by side: figures not accepted yet are for those whose grants cover all of them;
    without such grants all are judged by accepted ones, which is said.
    """
    region, shown = ground.region, ground.shown
    if shown is None or within_reach(user, region.parent_id or region.code):
        return ground, ()
    told = (Notice("info", ONLY_ACCEPTED),) if shown.asked.standing == PROVISIONAL else ()
    asked = replace(shown.asked, standing=ACCEPTED)
    return replace(ground, reached=False, asked=asked, shown=replace(shown, asked=asked)), told


def head_of(ground: Ground, *, tab: str, address: Address) -> dict[str, Any]:
    """The fields of BoardHead. `address`: where the choices lead."""
    region, asked, shown = ground.region, ground.asked, ground.shown
    head: dict[str, Any] = {
        "region": region.name,
        "region_code": region.code,
        "is_fictional": region.is_fictional,
        "switch": region_switch(ground.around, lambda other: address(other, year=asked.year)),
    }
    if shown is None:
        return {**head, **_nothing(ground, address)}
    plan, kept, code = shown.plan, shown.kept, shown.plan.region_id
    return {
        **head,
        "year": shown.year,
        "title": plan.title,
        "period": plan.period,
        "tabs": board_tabs(code, tab, kept),
        "standing_label": STANDINGS[asked.standing],
        "plans": _plan_choices(ground.plans, plan, asked, address),
        "years": year_choices(
            plan.years, shown.years, shown.year, lambda year: address(code, **{**kept, "year": year})
        ),
        "standings": standing_choices(
            asked.standing, lambda standing: address(code, **{**kept, "standing": standing})
        )
        if ground.reached
        else (),
        "notices": _notices(shown),
    }


def _nothing(ground: Ground, address: Address) -> dict[str, Any]:
    """Where the year is in no plan the plans there are can be chosen."""
    region, asked = ground.region, ground.asked
    outside = bool(ground.plans)
    choices = tuple(Choice(plan.period, address(region.code, plan=plan.pk)) for plan in ground.plans)
    return {
        "notices": tuple(complaints(asked)),
        "plans": choices,
        "empty": f"没有覆盖 {asked.year} 年的规划" if outside else f"{region.name}没有已发布的规划",
        "empty_hint": "请在页首另选规划期。" if outside else NO_PLAN,
    }


def _plan_choices(plans: Sequence[Any], current: Any, asked: Asked, address: Address) -> tuple[Choice, ...]:
    """Periods to choose from; the title where two plans share one. None where there is but one plan."""
    if len(plans) < 2:
        return ()
    periods = [plan.period for plan in plans]
    return tuple(
        Choice(
            plan.period if periods.count(plan.period) == 1 else plan.title,
            address(plan.region_id, plan=plan.pk, standing=asked.standing),
            plan.pk == current.pk,
        )
        for plan in sorted(plans, key=lambda plan: plan.start_year)
    )


def _notices(shown: Shown) -> tuple[Notice, ...]:
    asked, year, plan = shown.asked, shown.year, shown.plan
    notices = (
        complaints(asked) + out_of_period(asked, year, plan.period) + pending_notice(pending_count(plan.pk))
    )
    if asked.standing != PROVISIONAL and shown.latest and year > shown.latest:
        text = f"{year} 年还没有已接收的数据；以下按各指标最近一年的数据评价，不计入达标率。"
        notices.append(Notice("info", text))
    return (*notices, *provisional_notice(asked))
