"""The list of forms, and what is done with many of them at once."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reporting import services
from reporting.forms import chosen_forms
from reporting.pages.listing import list_page
from reporting.queries.reviewing import submissions_shown
from reporting.services.bulk import VERBS
from reporting.views.answers import person


@require_safe
def list_forms(request: HttpRequest) -> HttpResponse:
    return _listed(request)


@require_http_methods(["GET", "HEAD", "POST"])
def move_forms(request: HttpRequest) -> HttpResponse:
    """Review or accept what is clean in the forms ticked; the list then says how each fared.

    What is asked of that list by its filters and links is asked of this address: it leads to the list itself.
    """
    if request.method != "POST":
        return redirect(f"{reverse('reporting:list')}?{request.GET.urlencode()}")
    verb, ids = request.POST.get("action", ""), chosen_forms(request.POST)
    if verb not in VERBS:
        return redirect("reporting:list")
    if not ids:
        return _listed(request, complaint="请先勾选要办理的填报单。")
    found = submissions_shown(person(request), ids)
    if len(found) != len(set(ids)):
        raise Http404("所选的填报单中有的不存在。")
    outcomes = services.move_clean_rows(verb=verb, submissions=found, by=person(request), at=timezone.now())
    return _listed(request, outcomes=outcomes)


def _listed(request: HttpRequest, **came_back: Any) -> HttpResponse:
    page = list_page(user=person(request), params=request.GET, now=timezone.now(), **came_back)
    return TemplateResponse(
        request, "reporting/submission_list.html", {"page": page, "is_fictional": page.is_fictional}
    )
