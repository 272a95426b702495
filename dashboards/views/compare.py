"""board_compare."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def board_compare(request: HttpRequest, code: str) -> HttpResponse:
    raise Http404
