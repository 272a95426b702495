"""Versions of figures: the latest of all, and all of one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from reporting.pages.history import figure_page, history_page
from reporting.views.answers import person


@require_safe
def history(request: HttpRequest) -> HttpResponse:
    page = history_page(user=person(request), params=request.GET)
    return TemplateResponse(
        request, "reporting/history.html", {"page": page, "is_fictional": page.is_fictional}
    )


@require_safe
def figure(request: HttpRequest, region: str, indicator: str) -> HttpResponse:
    page = figure_page(user=person(request), region_code=region, indicator_code=indicator)
    if page is None:
        raise Http404("没有这个地区或指标的数据。")
    return TemplateResponse(
        request, "reporting/history_figure.html", {"page": page, "is_fictional": page.is_fictional}
    )
