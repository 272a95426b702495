"""分解核对 of a plan."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dashboards.pages.address import asked
from dashboards.pages.splits import splits_page
from dashboards.views.shown import shown


@require_safe
def plan_splits(request: HttpRequest, plan_id: int) -> HttpResponse:
    page = splits_page(user=request.user, plan_id=plan_id, asked=asked(request.GET), params=request.GET)
    return shown(request, "dashboards/splits.html", page)
