"""查找: one word over regions, plans, their indicators, the catalogue, commitments and departments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse

from accounts.permissions import can_keep_region
from dashboards.queries.search import KINDS, Found, Viewer, found_of, is_draft

MOST = 8
PAGE_SIZE = 50
LONGEST = 40
LABELS = {
    "region": "地区",
    "plan": "规划",
    "plan_indicator": "规划中的指标",
    "indicator": "指标目录",
    "commitment": "重点任务",
    "department": "部门",
}


@dataclass(frozen=True)
class Hit:
    """`url` is empty where there is no page of it for this reader."""

    label: str
    url: str
    about: str
    is_fictional: bool = False


@dataclass(frozen=True)
class Kind:
    label: str
    count: int
    hits: tuple[Hit, ...]
    all_url: str


@dataclass(frozen=True)
class SearchPage:
    """`paging` is there where all of one kind are shown; `label` names that kind."""

    text: str
    kinds: tuple[Kind, ...]
    label: str
    paging: Page[Any] | None
    back_url: str
    is_fictional: bool = False
    data_date: None = None
    rule_version: str = ""


def search_page(user: Viewer, params: Mapping[str, str]) -> SearchPage:
    text = " ".join(params.get("q", "").replace("\x00", "").split())[:LONGEST]
    wanted = params.get("kind", "")
    back = f"{reverse('dashboards:search')}?{urlencode({'q': text})}"
    if text and wanted in KINDS:
        paging = Paginator(found_of(user, wanted, text).rows, PAGE_SIZE).get_page(params.get("page"))
        hits = tuple(_hit(user, wanted, row, text) for row in paging.object_list)
        kinds = (Kind(LABELS[wanted], paging.paginator.count, hits, ""),) if hits else ()
        return SearchPage(text, kinds, LABELS[wanted], paging, back)
    found = [_kind(user, found_of(user, kind, text), text, back) for kind in KINDS] if text else []
    return SearchPage(text, tuple(kind for kind in found if kind.count), "", None, back)


def _kind(user: Viewer, found: Found, text: str, back: str) -> Kind:
    count = found.rows.count()
    hits = tuple(_hit(user, found.kind, row, text) for row in found.rows[:MOST])
    return Kind(LABELS[found.kind], count, hits, f"{back}&kind={found.kind}" if count > MOST else "")


def _hit(user: Viewer, kind: str, row: Any, text: str) -> Hit:
    if kind == "region":
        return _region_hit(row)
    if kind == "indicator":
        return _indicator_hit(row, text)
    if kind == "department":
        return _department_hit(user, row)
    plan = row if kind == "plan" else row.plan
    region, draft = plan.region, is_draft(plan)
    where = f"{region.name}，{plan.period}" if kind == "plan" else f"{region.name}，《{plan.title}》"
    about = f"{where}（草稿）" if draft else where
    return Hit(str(row), _plan_url(kind, row, plan.pk, draft=draft), about, region.is_fictional)


def _plan_url(kind: str, row: Any, plan_id: int, *, draft: bool) -> str:
    if kind == "plan_indicator" and not draft:
        return reverse("dashboards:indicator", args=[plan_id, row.pk])
    if kind == "commitment" and not draft:
        return reverse("dashboards:plan_commitments", args=[plan_id])
    return reverse("dashboards:plan", args=[plan_id])


def _region_hit(row: Any) -> Hit:
    above = row.parent.name if row.parent else ""
    words = [row.code, row.get_level_display(), above]
    about = "，".join(word for word in words if word)
    return Hit(row.name, reverse("accounts:region", args=[row.code]), about, row.is_fictional)


def _indicator_hit(row: Any, text: str) -> Hit:
    """Where it was found by another name, that is said."""
    aliases = [alias.name for alias in row.aliases.all() if text.lower() in alias.name.lower()]
    called = f"，又称{'、'.join(aliases)}" if aliases else ""
    return Hit(row.name, reverse("indicators:entry", args=[row.code]), f"{row.domain}{called}")


def _department_hit(user: Viewer, row: Any) -> Hit:
    kept = can_keep_region(user, row.region_id)
    url = reverse("accounts:department", args=[row.pk]) if kept else ""
    return Hit(row.name, url, row.region.name, row.region.is_fictional)
