"""区域对比 of a region."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dashboards.pages.address import asked
from dashboards.pages.compare import compare_page
from dashboards.pages.compare_choices import wanted
from dashboards.views.shown import shown


@require_safe
def board_compare(request: HttpRequest, code: str) -> HttpResponse:
    page = compare_page(user=request.user, code=code, asked=asked(request.GET), wanted=wanted(request.GET))
    return shown(request, "dashboards/compare.html", page)
