"""The list of forms."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from reporting.pages.listing import list_page
from reporting.views.answers import person


@require_safe
def list_forms(request: HttpRequest) -> HttpResponse:
    page = list_page(user=person(request), params=request.GET, now=timezone.now())
    return TemplateResponse(
        request, "reporting/submission_list.html", {"page": page, "is_fictional": page.is_fictional}
    )
