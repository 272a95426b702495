"""What stands in the head of every page. Lazy: pages without a head, errors above all, ask nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from dashboards.queries import people
from reporting.queries import unread_notices

CATALOGUE = ("catalogue", "add_entry", "entry", "change_entry", "add_alias")
ACCOUNTS = {"tokens": "tokens", "token_issue": "tokens"} | dict.fromkeys(
    ("departments", "department", "regions", "region", "zone_add", "zone"), "catalogue"
)


@dataclass(frozen=True)
class NavItem:
    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Viewer:
    """`unread` counts notices; `reads_notices`: this is their page; `searches`: the head has a box."""

    name: str
    grants: tuple[str, ...]
    unread: int
    reads_notices: bool
    searches: bool


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`nav` by what the user may do, `viewer` with name and grants; empty for who is not signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": (), "viewer": None}
    return {
        "nav": SimpleLazyObject(lambda: _nav(request)),
        "viewer": SimpleLazyObject(lambda: _viewer(request)),
    }


def _nav(request: HttpRequest) -> tuple[NavItem, ...]:
    here, user = _section(request), request.user
    reads = people.reads_plans(user)
    items = [("home", "工作台", reverse("dashboards:home"), True)]
    items.append(("board", "驾驶舱", reverse("dashboards:own_board"), reads))
    items.append(("plans", "规划", reverse("dashboards:plans"), reads))
    items.append(("reports", "报告", reverse("dashboards:reports"), people.reads_boards(user)))
    fills = people.reports(user) or people.may_plan(user)
    items.append(("reporting", "填报", reverse("reporting:list"), fills))
    items.append(("intake", "录入", reverse("intake:drafts"), people.may_plan(user)))
    items.append(("history", "历史", reverse("reporting:history"), reads))
    items.append(("catalogue", "目录", reverse("indicators:catalogue"), people.has_grants(user)))
    items.append(("tokens", "接口", reverse("accounts:tokens"), reads))
    return tuple(NavItem(label, url, name == here) for name, label, url, shown in items if shown)


def _section(request: HttpRequest) -> str:
    """Which entry the page belongs to."""
    match = request.resolver_match
    if match is None:
        return ""
    if match.app_name == "accounts":
        return ACCOUNTS.get(match.url_name or "", "")
    if match.app_name == "reporting" and match.url_name in ("history", "figure"):
        return "history"
    if match.view_name == "reporting:notices":
        return ""
    if match.app_name == "indicators":
        return "catalogue" if match.url_name in CATALOGUE else "plans"
    if match.app_name == "docs":
        return "tokens"
    if match.app_name != "dashboards":
        return match.app_name
    family = (match.url_name or "").split("_")[0]
    return {"plan": "plans", "indicator": "plans", "own": "board", "report": "reports"}.get(family, family)


def _viewer(request: HttpRequest) -> Viewer:
    user, match = cast(User, request.user), request.resolver_match
    grants = [
        f"{grant.region_name}{grant.department} · {grant.role_name}" for grant in people.grants_of(user)
    ]
    return Viewer(
        name=user.name,
        grants=tuple(grants),
        unread=unread_notices(user),
        reads_notices=match is not None and match.view_name == "reporting:notices",
        searches=bool(grants),
    )
