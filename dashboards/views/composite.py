"""综合指数 of a plan."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dashboards.pages.address import asked
from dashboards.pages.composite import index_page
from dashboards.views.shown import shown


@require_safe
def plan_index(request: HttpRequest, plan_id: int) -> HttpResponse:
    page = index_page(user=request.user, plan_id=plan_id, asked=asked(request.GET))
    return shown(request, "dashboards/index.html", page)
