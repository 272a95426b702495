"""地区: the tree for everyone with a grant; zones for those who keep the region above."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import services
from accounts.forms import ZoneChangeForm, ZoneForm
from accounts.pages.places import region_page, regions_page
from accounts.permissions import can_keep_region, reads_regions
from accounts.views.door import person
from regions.models import Region
from regions.queries import region_with_path

MISSING = "没有这个地区。"


@require_safe
def regions(request: HttpRequest) -> HttpResponse:
    if not reads_regions(request.user):
        raise Http404(MISSING)
    page = regions_page(person(request), request.GET, today=timezone.localdate())
    return TemplateResponse(request, "accounts/regions.html", {"page": page, "is_fictional": False})


@require_safe
def region(request: HttpRequest, code: str) -> HttpResponse:
    return _region(request, _found(request, code), ZoneForm())


@require_POST
def add_zone(request: HttpRequest, code: str) -> HttpResponse:
    parent = _found(request, code)
    if not can_keep_region(request.user, parent.code):
        raise Http404(MISSING)
    form = ZoneForm(request.POST)
    if form.is_valid():
        try:
            made = services.add_zone(
                parent_id=parent.code, by=person(request), at=timezone.now(), **form.cleaned_data
            )
        except (ValidationError, PermissionDenied) as error:
            form.add_error(None, error if isinstance(error, ValidationError) else str(error))
        else:
            messages.success(request, f"已增加{made.name}，代码 {made.code}。")
            return redirect("accounts:region", parent.code)
    return _region(request, parent, form)


@require_http_methods(["GET", "HEAD", "POST"])
def zone(request: HttpRequest, code: str) -> HttpResponse:
    """Rename a zone, or end it."""
    found = _found(request, code)
    if not found.is_zone or not can_keep_region(request.user, found.parent_id or found.code):
        raise Http404(MISSING)
    initial = {"name": found.name, "valid_to": found.valid_to}
    form = ZoneChangeForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_zone(code=found.code, by=person(request), at=timezone.now(), **form.cleaned_data)
        except (ValidationError, PermissionDenied) as error:
            form.add_error(None, error if isinstance(error, ValidationError) else str(error))
        else:
            messages.success(request, "已保存。")
            return redirect("accounts:region", found.code)
    return _shown(request, "accounts/zone.html", found, form)


def _found(request: HttpRequest, code: str) -> Region:
    found = region_with_path(code) if reads_regions(request.user) else None
    if found is None:
        raise Http404(MISSING)
    return found


def _region(request: HttpRequest, found: Region, form: ZoneForm) -> HttpResponse:
    return _shown(request, "accounts/region.html", found, form)


def _shown(request: HttpRequest, template: str, found: Region, form: Any) -> HttpResponse:
    page = region_page(person(request), found, today=timezone.localdate())
    context = {"page": page, "form": form, "is_fictional": found.is_fictional}
    return TemplateResponse(request, template, context)
