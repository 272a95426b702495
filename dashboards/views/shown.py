"""A page that may not be there for this reader."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse


def shown(request: HttpRequest, template: str, page: Any) -> HttpResponse:
    """404 where there is nothing that this reader may know of."""
    if page is None:
        raise Http404
    context = {
        "page": page,
        "is_fictional": page.is_fictional,
        "data_date": page.data_date,
        "rule_version": page.rule_version,
    }
    return TemplateResponse(request, template, context)
