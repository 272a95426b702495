"""A small fictional province with plans, figures and seven people, made through the services.

980000 示范省 ⊃ 980100 甲市 ⊃ 980101 东县, 980102 西县; 980200 乙市 ⊃ 980201 南县. Province, 甲市 and 东县
have a plan 2021–2025 with the same four indicators, judged as of 2025-03-01; figures are accepted up to 2023,
and 东县 has submitted 2024.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from accounts.models import Department, User
from accounts.roles import Role
from accounts.services import create_user, grant
from indicators.calc import parse_figure
from indicators.models import Indicator, PlanIndicator
from indicators.services.assessment import assess_plan_indicators
from indicators.services.figures import Reported, record_published, report
from indicators.services.promises import Promise, add_promises
from indicators.services.publishing import publish_plan
from plans.models import Plan
from plans.services import create_plan
from regions.models import Region
from regions.services import add_region

AT = datetime(2025, 3, 1, 8, tzinfo=UTC)
PASSWORD = "rain-falls-softly"
PLACES = (
    ("980000", "示范省", "province", None),
    ("980100", "甲市", "city", "980000"),
    ("980200", "乙市", "city", "980000"),
    ("980101", "东县", "county", "980100"),
    ("980102", "西县", "county", "980100"),
    ("980201", "南县", "county", "980200"),
)
WITH_PLANS = ("980000", "980100", "980101")
PEOPLE = (
    ("clerk", "陈录", "980101", Role.CLERK),
    ("reviewer", "沈核", "980100", Role.REVIEWER),
    ("leader", "凌导", "980000", Role.LEADER),
    ("analyst", "傅析", "980100", Role.ANALYST),
    ("planner", "桂划", "980100", Role.PLANNER),
    ("administrator", "管新", "980000", Role.SYSTEM_ADMIN),
    ("stranger", "莫生", "980201", Role.CLERK),
)
# code, name, unit, basis, sense, limits, baseline, target, attribute, figures 2021–2023, figure 2024
MEASURES: tuple[tuple[Any, ...], ...] = (
    ("new_jobs", "城镇新增就业", "万人", "cumulative", "higher", (0, None), "5", "〔30〕", "expected",
     ("6.2", ">6", "5.8"), "6.1"),
    ("unemployment", "城镇调查失业率", "%", "annual", "lower", (0, 100), "5.2", "≤5.5", "expected",
     ("5.1", "5.6", "5.0"), "5.3"),
    ("pension", "基本养老保险参保率", "%", "level", "higher", (0, 100), "90", "95", "binding",
     ("90.5", "91", "91.5"), "93"),
    ("skill_mix", "高技能人才结构", "", "annual", "composition", (None, None), "10∶40∶50", "12∶42∶46",
     "unstated", ("10∶41∶49", "11∶41∶48", "12∶42∶46"), "13∶42∶45"),
)  # fmt: skip


@dataclass(frozen=True)
class World:
    """What there is, by region code, indicator code and person."""

    regions: Mapping[str, Region]
    indicators: Mapping[str, Indicator]
    plans: Mapping[str, Plan]
    people: Mapping[str, User]
    department: Department

    def row(self, region: str, indicator: str) -> PlanIndicator:
        return PlanIndicator.objects.get(plan=self.plans[region], indicator=self.indicators[indicator])


def build_world() -> World:
    regions = {
        code: add_region(code=code, name=name, level=level, parent_id=parent, is_fictional=True)
        for code, name, level, parent in PLACES
    }
    indicators = {indicator.code: indicator for indicator in map(_indicator, MEASURES)}
    plans = {code: _plan(regions[code], indicators) for code in WITH_PLANS}
    for code in WITH_PLANS:
        _figures(code, indicators)
    assess_plan_indicators(plan_indicator_ids=list(PlanIndicator.objects.values_list("pk", flat=True)), at=AT)
    department = Department.objects.create(region=regions["980101"], name="就业促进科")
    return World(regions, indicators, plans, {who[0]: _person(*who, regions) for who in PEOPLE}, department)


def _indicator(measure: tuple[Any, ...]) -> Indicator:
    code, name, unit, basis, sense, (low, high), *_ = measure
    return Indicator.objects.create(
        code=code, name=name, unit=unit, domain="就业" if code in ("new_jobs", "unemployment") else "其他",
        definition=f"{name}的定义。", basis=basis, sense=sense,
        limit_low=None if low is None else Decimal(low), limit_high=None if high is None else Decimal(high),
    )  # fmt: skip


def _plan(region: Region, indicators: Mapping[str, Indicator]) -> Plan:
    plan = create_plan(
        region_id=region.code, title=f"{region}“十四五”人力资源和社会保障规划", start_year=2021,
        end_year=2025, by=None, at=AT, issuer=f"{region}人民政府",
    )  # fmt: skip
    promises = [
        Promise(
            indicator_id=indicators[code].pk, name=name, unit=unit, attribute=attribute, target_year=2025,
            target=parse_figure(target), baseline=parse_figure(baseline), baseline_year=2020,
        )
        for code, name, unit, _, _, _, baseline, target, attribute, *_ in MEASURES
    ]  # fmt: skip
    add_promises(plan_id=plan.pk, promises=promises, by=None, at=AT)
    return publish_plan(plan_id=plan.pk, by=None, at=AT)


def _figures(region: str, indicators: Mapping[str, Indicator]) -> None:
    accepted = [
        Reported(region, indicators[measure[0]].pk, year, parse_figure(text), source="统计年鉴")
        for measure in MEASURES
        for year, text in zip((2021, 2022, 2023), measure[9], strict=True)
    ]
    record_published(figures=accepted, at=AT)
    if region == "980101":
        submitted = [
            Reported(region, indicators[each[0]].pk, 2024, parse_figure(each[10])) for each in MEASURES
        ]
        report(figures=submitted, by=None, at=AT)


def _person(username: str, name: str, region: str, role: Role, regions: Mapping[str, Region]) -> User:
    user = create_user(username=username, name=name, password=PASSWORD, by=None, at=AT)
    grant(user=user, region=regions[region], role=role, by=None, at=AT)
    return user
