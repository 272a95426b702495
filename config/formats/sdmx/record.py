"""The structures for one person: fixed code lists, and those that follow from the record and the grants."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.queries import regions_visible_to
from config.formats.sdmx.actuals import ACTUALS
from config.formats.sdmx.artefacts import Code, CodeList, Structures
from config.formats.sdmx.lists import FIXED
from config.formats.sdmx.progress import PROGRESS
from config.formats.sdmx.units import NONE, PERCENT, code_of
from indicators.models import Indicator, PlanIndicator
from plans.models import Plan
from regions.models import Region

FLOWS = (ACTUALS, PROGRESS)


def structures_for(user: User | AnonymousUser) -> Structures:
    plans = list(Plan.objects.visible_to(user).in_force().order_by("pk"))
    indicators = list(Indicator.objects.select_related("parent").order_by("code"))
    lists = [_areas(user), _indicators(indicators), _plans(plans), _units(indicators, plans), *FIXED]
    return Structures(lists, FLOWS, FLOWS, FLOWS)


def _areas(user: User | AnonymousUser) -> CodeList:
    regions = list(regions_visible_to(user).order_by("code"))
    known = {region.code for region in regions}
    return CodeList("CL_AREA", "地区", [_area(region, known) for region in regions], is_partial=True)


def _area(region: Region, known: set[str]) -> Code:
    parent = region.parent_id if region.parent_id in known else ""
    notes = [("LEVEL", region.get_level_display())]
    if region.is_fictional:
        notes.append(("DEMONSTRATION", "演示数据"))
    return Code(region.code, region.name, parent or "", notes=tuple(notes))


def _indicators(indicators: list[Indicator]) -> CodeList:
    return CodeList("CL_INDICATOR", "指标", [_indicator(each) for each in indicators])


def _indicator(indicator: Indicator) -> Code:
    notes = (
        ("UNIT_MEASURE", code_of(indicator.unit)),
        ("UNIT", indicator.unit),
        ("BASIS", indicator.get_basis_display()),
        ("SENSE", indicator.get_sense_display()),
        ("DOMAIN", indicator.domain),
        ("DECIMALS", str(indicator.decimals)),
    )
    return Code(
        indicator.code,
        indicator.name,
        indicator.parent.code if indicator.parent else "",
        indicator.definition,
        tuple((kind, text) for kind, text in notes if text),
    )


def _plans(plans: list[Plan]) -> CodeList:
    codes = [
        Code(str(plan.pk), plan.title, notes=(("PERIOD", f"{plan.start_year}/{plan.end_year}"),))
        for plan in plans
    ]
    return CodeList("CL_PLAN", "规划", codes, is_partial=True)


def _units(indicators: list[Indicator], plans: list[Plan]) -> CodeList:
    """Every unit of the catalogue and of the plans that are seen; its name is the unit as printed."""
    printed = {indicator.unit for indicator in indicators} - {""}
    printed |= set(PlanIndicator.objects.filter(plan__in=plans).order_by().values_list("unit", flat=True)) - {
        ""
    }
    names = {PERCENT: "%", NONE: "无计量单位"} | {code_of(unit): unit for unit in printed}
    return CodeList("CL_UNIT", "计量单位", [Code(*each) for each in sorted(names.items())])
