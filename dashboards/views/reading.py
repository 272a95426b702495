"""Pages for everybody who reads: each asks for one page and shows it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dashboards.pages.address import asked
from dashboards.pages.board import board_page
from dashboards.pages.home import home_page
from dashboards.pages.indicator import indicator_page
from dashboards.pages.plans import plan_list_page, plan_page
from dashboards.queries.people import home_region
from dashboards.views.shown import shown


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return shown(request, "dashboards/home.html", home_page(user=request.user, today=timezone.localdate()))


@require_safe
def own_board(request: HttpRequest) -> HttpResponse:
    """The board of the region where the reader's first grant lies."""
    code = home_region(request.user)
    return redirect("dashboards:board", code) if code else redirect("dashboards:home")


@require_safe
def board(request: HttpRequest, code: str) -> HttpResponse:
    page = board_page(user=request.user, code=code, asked=asked(request.GET), today=timezone.localdate())
    return shown(request, "dashboards/board.html", page)


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    page = plan_list_page(user=request.user, params=request.GET)
    return TemplateResponse(request, "dashboards/plan_list.html", {"page": page})


@require_safe
def plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    page = plan_page(user=request.user, plan_id=plan_id, asked=asked(request.GET))
    return shown(request, "dashboards/plan_detail.html", page)


@require_safe
def indicator(request: HttpRequest, plan_id: int, plan_indicator_id: int) -> HttpResponse:
    page = indicator_page(
        user=request.user, plan_id=plan_id, plan_indicator_id=plan_indicator_id, asked=asked(request.GET)
    )
    return shown(request, "dashboards/indicator.html", page)
