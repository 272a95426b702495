"""佐证材料: the page of one row, and each file for those who may see the figure."""

from __future__ import annotations

import structlog
from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reporting import services
from reporting.forms import chosen_id
from reporting.models import Submission
from reporting.pages.evidence import evidence_page, evidence_shown
from reporting.queries import evidence_path
from reporting.services import SentFile
from reporting.views.answers import REFUSALS, found_submission, person, sentence_of

log = structlog.get_logger(__name__)


@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: HttpRequest, submission_id: int, row_id: int) -> HttpResponse:
    """The files of one row; its clerk adds and removes them here, with or without script."""
    submission, now = found_submission(person(request), submission_id), timezone.now()
    page = evidence_page(user=person(request), submission=submission, row_id=row_id, now=now)
    if page is None:
        raise Http404("没有这一项。")
    if request.method == "POST":
        if "remove" in request.POST:
            _remove(request, submission, row_id)
        else:
            _add(request, submission, row_id)
        return redirect("reporting:evidence", submission.pk, row_id)
    context = {"page": page, "is_fictional": page.is_fictional}
    return TemplateResponse(request, "reporting/evidence.html", context)


def _add(request: HttpRequest, submission: Submission, row_id: int) -> None:
    """Tells what became of each file."""
    files = [SentFile(each.name or "", each, each.size or 0) for each in request.FILES.getlist("file")]
    if not files:
        messages.error(request, "没有选择文件。请先选择要上传的文件。")
        return
    try:
        outcomes = services.add_evidence(
            submission_id=submission.pk, row_id=row_id, files=files, by=person(request), at=timezone.now()
        )
    except REFUSALS as error:
        messages.error(request, f"文件没有上传：{sentence_of(error)}")
        return
    for each in outcomes:
        if each.refused:
            messages.error(request, f"“{each.name}”没有上传：{each.refused}")
        else:
            messages.success(request, f"已上传“{each.name}”。")


def _remove(request: HttpRequest, submission: Submission, row_id: int) -> None:
    try:
        removed = services.remove_evidence(
            submission_id=submission.pk, row_id=row_id, evidence_id=chosen_id(request.POST, "remove"),
            by=person(request), at=timezone.now(),
        )  # fmt: skip
    except REFUSALS as error:
        messages.error(request, sentence_of(error))
    else:
        messages.success(request, f"已移除“{removed}”。文件仍留存备查。")


@require_safe
def evidence_file(request: HttpRequest, evidence_id: int) -> FileResponse:
    """To be saved, never shown: whatever it holds must not act on this site."""
    found = evidence_shown(user=person(request), evidence_id=evidence_id)
    if found is None:
        raise Http404("没有这份佐证材料。")
    try:
        content = default_storage.open(evidence_path(found.digest))
    except FileNotFoundError:
        log.error("the content of an evidence is missing", evidence=found.pk, digest=found.digest)
        raise Http404(f"“{found}”的内容不在存储中，请联系系统管理员从备份恢复。") from None
    answer = FileResponse(content, as_attachment=True, filename=found.name, content_type=found.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer
