"""plan_splits."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def plan_splits(request: HttpRequest, plan_id: int) -> HttpResponse:
    raise Http404
