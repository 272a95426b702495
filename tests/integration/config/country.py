"""The small world grown until every place stands to 甲市 (980100) in another way, with everything in each.

980000 above · 980100 own · 980101, 980102 below · 980200 beside · 980201 a county of another city · 970000
another province. Each has a published plan with annual targets, commitments, accepted and submitted figures
and a form; some have a draft plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from accounts.roles import Role
from accounts.services import create_user, grant
from indicators.calc import parse_figure
from indicators.models import PlanIndicator
from indicators.services.annual import set_annual_targets
from indicators.services.assessment import assess_everything
from indicators.services.figures import Reported, report
from indicators.services.promises import Promise, add_promises
from plans.models import Plan
from plans.services import Pledge, add_commitments, create_plan
from regions.models import Region
from regions.services import add_region
from reporting.services import open_round
from tests.integration.world import AT, MEASURES, PASSWORD, World, _figures, _plan, build_world

PLACES = ("980000", "980100", "980101", "980102", "980200", "980201", "970000")
WITH_DRAFTS = ("980100", "980101", "980200")
NAMELESS = "无名"
PEOPLE = {
    "clerk": (Role.CLERK, "980100"),
    "reviewer": (Role.REVIEWER, "980100"),
    "leader": (Role.LEADER, "980100"),
    "analyst": (Role.ANALYST, "980100"),
    "planner": (Role.PLANNER, "980100"),
    "system officer": (Role.SYSTEM_ADMIN, "980100"),
    "security officer": (Role.SECURITY_ADMIN, "980100"),
    "audit officer": (Role.AUDIT_ADMIN, "980100"),
    "clerk below": (Role.CLERK, "980101"),
    "reviewer below": (Role.REVIEWER, "980101"),
    "reviewer above": (Role.REVIEWER, "980000"),
    "planner above": (Role.PLANNER, "980000"),
    "stranger": (Role.CLERK, "980201"),
    "neighbour": (Role.PLANNER, "970000"),
    "no grant": None,
}


@dataclass(frozen=True)
class Country:
    world: World
    people: Mapping[str, User]


def build_country() -> Country:
    world = build_world()
    neighbour = add_region(code="970000", name="邻省", level="province", parent_id=None, is_fictional=True)
    regions = {**world.regions, "970000": neighbour}
    people = {name: _person(name, regions) for name in PEOPLE}
    for code in PLACES:
        if code not in world.plans:
            _plan(regions[code], world.indicators)
            _figures(code, world.indicators)
        _submitted(code, world)
        _more(code)
    for code in WITH_DRAFTS:
        _draft(regions[code], world)
    for code, planner in (("980000", "planner above"), ("970000", "neighbour")):
        open_round(
            region_id=code, year=2025, opens_date=date(2025, 1, 5), due_date=date(2025, 3, 31),
            by=people[planner], at=AT,
        )  # fmt: skip
    assess_everything(at=AT)
    return Country(world, people)


def _person(name: str, regions: Mapping[str, Region]) -> User:
    user = create_user(
        username="of." + name.replace(" ", "."), name=NAMELESS, password=PASSWORD, by=None, at=AT
    )
    if (right := PEOPLE[name]) is not None:
        grant(user=user, region=regions[right[1]], role=right[0], by=None, at=AT)
    return user


def _submitted(code: str, world: World) -> None:
    """Figures of 2024, handed up and not accepted; 东县 has them already."""
    if code != "980101":
        new = [
            Reported(code, world.indicators[each[0]].pk, 2024, parse_figure(each[10])) for each in MEASURES
        ]
        report(figures=new, by=None, at=AT)


def _more(code: str) -> None:
    plan = Plan.objects.get(region=code)
    add_commitments(plan_id=plan.pk, pledges=[Pledge(name="建设驿站", quantity=200)], by=None, at=AT)
    row = PlanIndicator.objects.get(plan=plan, indicator__code="pension")
    set_annual_targets(plan_indicator_id=row.pk, figures={2023: parse_figure("93")}, by=None, at=AT)


def _draft(region: Region, world: World) -> None:
    plan = create_plan(
        region_id=region.code, title=f"{region}“十五五”规划", start_year=2026, end_year=2030, by=None, at=AT
    )
    promise = Promise(
        indicator_id=world.indicators["pension"].pk, name="基本养老保险参保率", unit="%",
        attribute="binding", target_year=2030, target=parse_figure("97"), baseline=parse_figure("95"),
        baseline_year=2025,
    )  # fmt: skip
    add_promises(plan_id=plan.pk, promises=[promise], by=None, at=AT)
    add_commitments(plan_id=plan.pk, pledges=[Pledge(name="培训讲师")], by=None, at=AT)
    row = PlanIndicator.objects.get(plan=plan)
    set_annual_targets(plan_indicator_id=row.pk, figures={2027: parse_figure("96")}, by=None, at=AT)
