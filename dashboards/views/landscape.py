"""各地区: regions side by side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dashboards.pages.address import asked
from dashboards.pages.landscape import landscape_page
from dashboards.views.shown import shown


@require_safe
def board_regions(request: HttpRequest, code: str) -> HttpResponse:
    page = landscape_page(user=request.user, code=code, asked=asked(request.GET), params=request.GET)
    return shown(request, "dashboards/regions.html", page)
