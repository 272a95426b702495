"""部门: added, renamed and removed by those who keep the region; nobody else finds the pages."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts import services
from accounts.forms import DepartmentForm
from accounts.models import Department
from accounts.pages.places import department_page, departments_page
from accounts.queries import department_kept_by
from accounts.views.door import person

REFUSALS = (services.AccountError, PermissionDenied, ValidationError)
MISSING = "没有这个页面。"


@require_http_methods(["GET", "HEAD", "POST"])
def departments(request: HttpRequest) -> HttpResponse:
    """The departments of one region; a new one is added in the same place."""
    page = departments_page(person(request), request.GET)
    if page is None:
        raise Http404(MISSING)
    form = DepartmentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_department(
                region_id=page.code, by=person(request), at=timezone.now(), **form.cleaned_data
            )
        except REFUSALS as error:
            form.add_error(None, error if isinstance(error, ValidationError) else str(error))
        else:
            messages.success(request, f"已增加部门“{made.name}”。")
            return redirect(f"{request.path}?region={page.code}")
    return _shown(request, "accounts/departments.html", page, form)


@require_http_methods(["GET", "HEAD", "POST"])
def department(request: HttpRequest, department_id: int) -> HttpResponse:
    found = _kept(request, department_id)
    form = DepartmentForm(request.POST if request.method == "POST" else None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        try:
            renamed = services.rename_department(
                department_id=found.pk, by=person(request), at=timezone.now(), **form.cleaned_data
            )
        except REFUSALS as error:
            form.add_error(None, error if isinstance(error, ValidationError) else str(error))
        else:
            messages.success(request, f"部门名称现为“{renamed.name}”。")
            return redirect(department_page(found).list_url)
    return _shown(request, "accounts/department.html", department_page(found), form)


@require_POST
def remove(request: HttpRequest, department_id: int) -> HttpResponse:
    found = _kept(request, department_id)
    page = department_page(found)
    try:
        services.remove_department(department_id=found.pk, by=person(request), at=timezone.now())
    except REFUSALS as error:
        messages.error(request, str(error))
        return redirect("accounts:department", found.pk)
    messages.success(request, f"部门“{found.name}”已删除。")
    return redirect(page.list_url)


def _kept(request: HttpRequest, department_id: int) -> Department:
    found = department_kept_by(person(request), department_id)
    if found is None:
        raise Http404(MISSING)
    return found


def _shown(request: HttpRequest, template: str, page: object, form: DepartmentForm) -> HttpResponse:
    context = {"page": page, "form": form, "is_fictional": getattr(page, "is_fictional", False)}
    return TemplateResponse(request, template, context)
