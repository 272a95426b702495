"""The list behind the numbers of a board."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dashboards.pages.address import asked
from dashboards.pages.listing import list_page
from dashboards.views.shown import shown


@require_safe
def board_list(request: HttpRequest, code: str) -> HttpResponse:
    page = list_page(
        user=request.user,
        code=code,
        asked=asked(request.GET),
        params=request.GET,
        today=timezone.localdate(),
    )
    return shown(request, "dashboards/board_list.html", page)
