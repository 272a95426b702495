"""部门 and 地区: departments of a region, the tree of regions, and its zones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.urls import reverse

from accounts.models import Department, User
from accounts.permissions import can_keep_region, keeps_departments
from accounts.queries import departments_of, regions_kept_by
from regions.codes import zone_codes
from regions.models import Region
from regions.queries import children_of, matching, tops

PAGE_SIZE = 50
MOST_CHOICES = 30
LONGEST = 40


@dataclass(frozen=True)
class Step:
    """A region as a link."""

    name: str
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class DepartmentLine:
    name: str
    url: str
    uses: str


@dataclass(frozen=True)
class DepartmentsPage:
    """`choices`: regions to switch to; `more`: there are others, to be looked for by name or code."""

    code: str
    region: str
    above: str
    departments: tuple[DepartmentLine, ...]
    choices: tuple[Step, ...]
    more: bool
    text: str
    is_fictional: bool
    keeps_departments: bool = True


@dataclass(frozen=True)
class DepartmentPage:
    id: int
    name: str
    region: str
    list_url: str
    uses: tuple[tuple[str, int], ...]
    is_fictional: bool


@dataclass(frozen=True)
class RegionLine:
    name: str
    code: str
    url: str
    level: str
    above: str
    validity: str
    successor: Step | None
    is_ended: bool
    is_zone: bool
    is_fictional: bool
    children: int | None


@dataclass(frozen=True)
class RegionsPage:
    """Where nothing is looked for, `lines` are the tops of the tree and `paging` is None."""

    lines: tuple[RegionLine, ...]
    paging: Page[Region] | None
    text: str
    keeps_departments: bool
    is_fictional: bool = False


@dataclass(frozen=True)
class RegionPage:
    """`zone_codes`: how many zones there can be below; `edit_url`: where a zone is changed, if it is one."""

    line: RegionLine
    path: tuple[Step, ...]
    children: tuple[RegionLine, ...]
    can_keep: bool
    zone_codes: int
    edit_url: str
    departments_url: str
    is_fictional: bool
    keeps_departments: bool


def departments_page(user: User, params: Mapping[str, str]) -> DepartmentsPage | None:
    """None where this person keeps no region, or not the one asked for."""
    text, code = _typed(params, "q"), params.get("region", "")
    kept = regions_kept_by(user)
    found = kept & matching(text) if text else kept.order_by("code")
    choices = list(found.order_by("code")[: MOST_CHOICES + 1])
    wanted = kept.filter(code=code.replace("\x00", "")) if code else found
    region = wanted.select_related("parent__parent").order_by("code").first()
    if region is None and text and not code:
        region = kept.select_related("parent__parent").order_by("code").first()
    if region is None:
        return None
    return DepartmentsPage(
        code=region.code,
        region=region.name,
        above=path_of(region),
        departments=tuple(
            DepartmentLine(
                each.department.name,
                reverse("accounts:department", args=[each.department.pk]),
                "、".join(f"{label} {count} 项" for label, count in each.uses),
            )
            for each in departments_of(region.code)
        ),
        choices=tuple(_department_step(each, region) for each in choices[:MOST_CHOICES]),
        more=len(choices) > MOST_CHOICES,
        text=text,
        is_fictional=region.is_fictional,
    )


def department_page(department: Department) -> DepartmentPage:
    """`department` with its region."""
    uses = {each.department.pk: each.uses for each in departments_of(department.region_id)}
    return DepartmentPage(
        id=department.pk,
        name=department.name,
        region=department.region.name,
        list_url=f"{reverse('accounts:departments')}?region={department.region_id}",
        uses=uses.get(department.pk, ()),
        is_fictional=department.region.is_fictional,
    )


def regions_page(user: User, params: Mapping[str, str], *, today: date) -> RegionsPage:
    text = _typed(params, "q")
    paging = Paginator(matching(text), PAGE_SIZE).get_page(params.get("page")) if text else None
    found: Sequence[Region] = list(paging.object_list) if paging is not None else tops()
    return RegionsPage(tuple(_line(each, today) for each in found), paging, text, keeps_departments(user))


def region_page(user: User, region: Region, *, today: date) -> RegionPage:
    """`region` as `region_with_path` gives it."""
    parent = region.parent_id or region.code
    return RegionPage(
        line=_line(region, today),
        path=tuple(_step(each) for each in ancestors_of(region)),
        children=tuple(_line(each, today) for each in children_of(region)),
        can_keep=can_keep_region(user, region.code),
        zone_codes=len(zone_codes(region.code)),
        edit_url=reverse("accounts:zone", args=[region.code])
        if region.is_zone and can_keep_region(user, parent)
        else "",
        departments_url=f"{reverse('accounts:departments')}?region={region.code}",
        is_fictional=region.is_fictional,
        keeps_departments=keeps_departments(user),
    )


def ancestors_of(region: Region) -> list[Region]:
    """From the top down, without the region itself."""
    found: list[Region] = []
    above = region.parent
    while above is not None:
        found.insert(0, above)
        above = above.parent
    return found


def path_of(region: Region) -> str:
    """湖南省 长沙市: what stands above, the nation left out."""
    return " ".join(each.name for each in ancestors_of(region) if each.level != Region.Level.COUNTRY)


def _typed(params: Mapping[str, str], name: str) -> str:
    return params.get(name, "").replace("\x00", "").strip()[:LONGEST]


def _step(region: Region) -> Step:
    return Step(region.name, reverse("accounts:region", args=[region.code]))


def _department_step(region: Region, current: Region) -> Step:
    url = f"{reverse('accounts:departments')}?region={region.code}"
    return Step(region.name, url, region.pk == current.pk)


def _line(region: Region, today: date) -> RegionLine:
    above = "" if "parent" not in region._state.fields_cache else path_of(region)
    return RegionLine(
        name=region.name,
        code=region.code,
        url=reverse("accounts:region", args=[region.code]),
        level=region.get_level_display(),
        above=above,
        validity=_validity(region),
        successor=_step(region.successor) if region.successor_id and region.successor else None,
        is_ended=region.valid_to is not None and region.valid_to < today,
        is_zone=region.is_zone,
        is_fictional=region.is_fictional,
        children=getattr(region, "child_count", None),
    )


def _validity(region: Region) -> str:
    begun = f"{region.valid_from:%Y-%m-%d} 启用" if region.valid_from else ""
    ended = f"{region.valid_to:%Y-%m-%d} 停用" if region.valid_to else ""
    return "，".join(part for part in (begun, ended) if part) or "有效"
