"""What stands in the head of every page. Lazy: pages without a head, errors above all, ask nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from dashboards import queries


@dataclass(frozen=True)
class NavItem:
    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Viewer:
    name: str
    grants: tuple[str, ...]


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`nav` by what the user may do, `viewer` with name and grants; empty for who is not signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": (), "viewer": None}
    return {"nav": SimpleLazyObject(lambda: _nav(request)), "viewer": SimpleLazyObject(lambda: _viewer(user))}


def _nav(request: HttpRequest) -> tuple[NavItem, ...]:
    here, user = _section(request), request.user
    reads = queries.reads_plans(user)
    items = [("home", "工作台", reverse("dashboards:home"), True)]
    items.append(("board", "驾驶舱", reverse("dashboards:own_board"), reads))
    items.append(("plans", "规划", reverse("dashboards:plans"), reads))
    fills = queries.reports(user) or queries.may_plan(user)
    items.append(("reporting", "填报", reverse("reporting:list"), fills))
    items.append(("tokens", "接口", reverse("accounts:tokens"), reads))
    return tuple(NavItem(label, url, name == here) for name, label, url, shown in items if shown)


def _section(request: HttpRequest) -> str:
    """Which entry the page belongs to."""
    match = request.resolver_match
    if match is None:
        return ""
    if match.app_name == "accounts":
        return "tokens" if match.url_name == "tokens" else ""
    if match.app_name != "dashboards":
        return match.app_name
    name = match.url_name or ""
    return {"plan": "plans", "indicator": "plans", "own_board": "board"}.get(name, name)


def _viewer(user: Any) -> Viewer:
    grants = [
        f"{grant.region_name}{grant.department} · {grant.role_name}" for grant in queries.grants_of(user)
    ]
    return Viewer(user.name, tuple(grants))
