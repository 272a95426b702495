"""大屏 of a region."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dashboards.pages.address import asked
from dashboards.pages.wall import wall_page
from dashboards.views.shown import shown


@require_safe
def board_wall(request: HttpRequest, code: str) -> HttpResponse:
    page = wall_page(
        user=request.user,
        code=code,
        asked=asked(request.GET),
        params=request.GET,
        today=timezone.localdate(),
    )
    return shown(request, "dashboards/wall.html", page)
