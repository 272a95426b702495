"""The Word templates of an office: shown, put in force, given up, downloaded."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dashboards.pages.report_templates import templates_link, templates_page
from dashboards.permissions import can_keep_templates
from dashboards.queries.reports import KINDS, template_of
from dashboards.reports.word import TemplateError, default_template
from dashboards.services import drop_template, set_template
from dashboards.services.templates import MOST_BYTES, TOO_LARGE
from dashboards.views.reports import sent, stored
from dashboards.views.shown import shown
from reporting.media import DOCX


@require_http_methods(["GET", "HEAD", "POST"])
def report_templates(request: HttpRequest) -> HttpResponse:
    """Of the region asked for, or of the first in which one is the planner."""
    user: Any = request.user
    code = request.POST.get("region") or request.GET.get("region", "")
    page = templates_page(user=user, code=code)
    if request.method != "POST" or page is None:
        return shown(request, "dashboards/report_templates.html", page)
    kind = request.POST.get("kind", "")
    if kind not in KINDS:
        raise Http404("没有这种报告。")
    try:
        if "drop" in request.POST:
            drop_template(region_id=page.region_code, kind=kind, by=user, at=timezone.now())
            messages.success(request, f"{KINDS[kind]}已改用系统模板。原模板仍留存备查。")
        else:
            _set(request, page.region_code, kind, user)
            messages.success(request, f"{KINDS[kind]}的模板已启用，此后生成的报告都用它。")
    except (TemplateError, PermissionDenied) as error:
        page = templates_page(user=user, code=code, kind=kind, problem=str(error))
        return shown(request, "dashboards/report_templates.html", page)
    return redirect(templates_link(page.region_code))


def _set(request: HttpRequest, region_id: str, kind: str, user: Any) -> None:
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        raise TemplateError("没有选择文件。请先选择改好的 Word 模板。")
    if (file.size or 0) > MOST_BYTES:  # before it is read
        raise TemplateError(TOO_LARGE)
    set_template(
        region_id=region_id, kind=kind, name=file.name or "", data=file.read(), by=user, at=timezone.now()
    )


@require_safe
def default_template_file(request: HttpRequest, kind: str) -> FileResponse:
    """What comes with the system, to be changed and sent in."""
    if kind not in KINDS or templates_page(user=request.user, code="") is None:
        raise Http404("没有这种报告模板。")
    return sent(BytesIO(default_template(kind)), f"{KINDS[kind]}模板.docx", DOCX)


@require_safe
def report_template_file(request: HttpRequest, region: str, template_id: int) -> FileResponse:
    user: Any = request.user
    found = template_of(region, template_id) if can_keep_templates(user, region) else None
    if found is None:
        raise Http404("没有这份模板。")
    return sent(stored(found.digest), found.name, DOCX)
