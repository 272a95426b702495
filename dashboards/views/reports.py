"""Reports: asking for one, watching it being made, its files, and the offices' templates."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    raise Http404
