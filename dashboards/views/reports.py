"""Reports: asking for one, watching it being made, its files."""

from __future__ import annotations

import json
from io import BytesIO
from typing import IO, Any

import structlog
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dashboards.forms import ReportForm
from dashboards.pages.reports import file_stem, report_page, reports_page
from dashboards.queries.reports import report_path, report_shown
from dashboards.services import ReportRefusedError, request_report
from dashboards.views.shown import shown
from reporting.media import DOCX, XLSX

log = structlog.get_logger(__name__)
REFUSALS = (ReportRefusedError, PermissionDenied)


@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: HttpRequest) -> HttpResponse:
    """The list of reports and the form that asks for one."""
    user: Any = request.user
    page = reports_page(user=user, params=request.GET)
    if request.method != "POST" or page is None:
        return shown(request, "dashboards/reports.html", page)
    form = ReportForm(request.POST)
    if not form.is_valid():
        refusal = form.refusal()
    else:
        try:
            report = _requested(request, **form.cleaned_data)
        except REFUSALS as error:
            refusal = str(error)
        else:
            return redirect("dashboards:report", report.pk)
    return shown(
        request, "dashboards/reports.html", reports_page(user=user, params=request.POST, refusal=refusal)
    )


@require_safe
def report(request: HttpRequest, report_id: int) -> HttpResponse:
    """While it is being made, htmx asks for the part that tells how far it is."""
    page = report_page(user=request.user, report_id=report_id)
    if page is None:
        raise Http404("没有这份报告。")
    if getattr(request, "htmx", False):
        answer = TemplateResponse(request, "dashboards/_report_progress.html", {"page": page})
        if not page.is_under_way:
            answer["HX-Refresh"] = "true"
        return answer
    return shown(request, "dashboards/report_detail.html", page)


@require_POST
def report_again(request: HttpRequest, report_id: int) -> HttpResponse:
    """The same once more, by what is known now."""
    former = _found(request.user, report_id)
    try:
        again = _requested(request, former.plan_id, former.kind, former.year, former.with_subtree)
    except REFUSALS as error:
        messages.error(request, str(error))
        return redirect("dashboards:report", former.pk)
    return redirect("dashboards:report", again.pk)


@require_safe
def report_file(request: HttpRequest, report_id: int, form: str) -> FileResponse:
    """`form` is word, excel, or data: the report as JSON."""
    found = _found(request.user, report_id)
    if found.state != "done":
        raise Http404("这份报告还没有生成。")
    stem = file_stem(found)
    if form == "word":
        return sent(stored(found.word_digest), f"{stem}.docx", DOCX)
    if form == "excel":
        return sent(stored(found.sheet_digest), f"{stem}附表.xlsx", XLSX)
    if form != "data":
        raise Http404("没有这种文件。")
    data = json.dumps(found.content, ensure_ascii=False, indent=1).encode()
    return sent(BytesIO(data), f"{stem}数据.json", "application/json")


def stored(digest: str) -> IO[bytes]:
    try:
        return default_storage.open(report_path(digest))
    except FileNotFoundError:
        log.error("the content of a report or template is missing", digest=digest)
        raise Http404("文件内容不在存储中，请重新生成，或联系系统管理员从备份恢复。") from None


def sent(file: IO[bytes], name: str, media_type: str) -> FileResponse:
    """To be saved, never shown: whatever it holds must not act on this site."""
    answer = FileResponse(file, as_attachment=True, filename=name, content_type=media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _requested(request: HttpRequest, plan: int, kind: str, year: int, with_subtree: bool) -> Any:
    by: Any = request.user
    return request_report(
        plan_id=plan, kind=kind, year=year, with_subtree=with_subtree, by=by, at=timezone.now()
    )


def _found(user: Any, report_id: int) -> Any:
    found = report_shown(user, report_id)
    if found is None:
        raise Http404("没有这份报告。")
    return found
