"""查找."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dashboards.pages.search import search_page
from dashboards.queries.search import finds_anything
from dashboards.views.shown import shown


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """For everyone with a grant; without a word, the box alone."""
    user: Any = request.user
    if not finds_anything(user):
        raise Http404
    return shown(request, "dashboards/search.html", search_page(user, request.GET))
