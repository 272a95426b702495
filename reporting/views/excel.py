"""The form as an Excel sheet: sent out, read in, shown, taken over."""

from __future__ import annotations

import io
from collections.abc import Sequence

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reporting import services
from reporting.models import Submission, Upload
from reporting.pages.sheet import sheet_file
from reporting.pages.upload import new_upload_page, upload_page
from reporting.permissions import can_fill
from reporting.services import Saved, UploadDecidedError
from reporting.sheets import SheetRefusedError
from reporting.views.answers import REFUSALS, found_submission, person, sentence_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def sheet(request: HttpRequest, submission_id: int) -> FileResponse:
    """To be filled in by the clerk of the form; whoever else may see the form gets what was handed up."""
    submission = found_submission(person(request), submission_id)
    file = sheet_file(user=person(request), submission=submission, now=timezone.now())
    answer = FileResponse(io.BytesIO(file.content), as_attachment=True, filename=file.name, content_type=XLSX)
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Asks for the filled-in sheet, reads it, and leads to the page that shows what it would change."""
    submission = _own_form(request, submission_id)
    if request.method != "POST":
        return _ask(request, submission)
    file = request.FILES.get("sheet")
    if not isinstance(file, UploadedFile):
        return _ask(request, submission, sentences=["没有选择文件。请先选择填好的 Excel 表格。"])
    name, most = file.name or "", settings.SHEET_MEGABYTES
    if (file.size or 0) > most * 1024 * 1024:
        return _ask(
            request, submission, name, [f"文件超过 {most} MB。填报表只有几十 KB，请检查是否选错了文件。"]
        )
    try:
        found = services.read_upload(
            submission_id=submission.pk, name=name, data=file.read(), by=person(request), at=timezone.now()
        )
    except SheetRefusedError as error:
        return _ask(request, submission, name, error.sentences)
    except REFUSALS as error:
        return _ask(request, submission, name, [sentence_of(error)])
    return redirect("reporting:shown_upload", submission.pk, found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def shown_upload(request: HttpRequest, submission_id: int, upload_id: int) -> HttpResponse:
    """What the sheet would change; the one who sent it takes it over or drops it."""
    submission = _own_form(request, submission_id)
    found = Upload.objects.filter(pk=upload_id, submission=submission, by=person(request)).first()
    if found is None:
        raise Http404("没有这次上传。")
    found.submission = submission
    refusal = ""
    if request.method == "POST":
        try:
            return _decide(request, found)
        except (UploadDecidedError, *REFUSALS) as error:
            refusal = sentence_of(error)
            found.refresh_from_db(fields=["state"])
    page = upload_page(upload=found, now=timezone.now(), refusal=refusal)
    return TemplateResponse(
        request, "reporting/upload_shown.html", {"page": page, "is_fictional": page.is_fictional}
    )


def _decide(request: HttpRequest, found: Upload) -> HttpResponse:
    """`action` is take, take_all (with the rows that have to be put right) or drop."""
    verb, by, now = request.POST.get("action", ""), person(request), timezone.now()
    if verb == "drop":
        services.drop_upload(upload_id=found.pk, by=by, at=now)
        messages.success(request, f"已放弃“{found.name}”，填报单没有变动。")
    elif verb in ("take", "take_all"):
        saved = services.take_upload(upload_id=found.pk, with_wrong=verb == "take_all", by=by, at=now)
        _tell(request, saved)
    else:
        return redirect("reporting:shown_upload", found.submission_id, found.pk)
    return redirect("reporting:submission", found.submission_id)


def _tell(request: HttpRequest, saved: list[Saved]) -> None:
    kept = sum(each.is_kept for each in saved)
    messages.success(request, f"已从 Excel 表采用 {kept} 项。请核对后上报。")
    if lost := [each for each in saved if not each.is_kept]:
        names = "、".join(str(each.row.indicator or each.row.commitment) for each in lost)
        messages.warning(request, f"{len(lost)} 项刚被他人改过，没有覆盖：{names}。")


def _own_form(request: HttpRequest, submission_id: int) -> Submission:
    """404 for everybody but its clerks."""
    submission = found_submission(person(request), submission_id)
    if not can_fill(person(request), submission):
        raise Http404("没有这张填报单。")
    return submission


def _ask(
    request: HttpRequest, submission: Submission, file: str = "", sentences: Sequence[str] = ()
) -> HttpResponse:
    page = new_upload_page(submission=submission, file=file, sentences=sentences)
    context = {"page": page, "is_fictional": page.is_fictional}
    return TemplateResponse(request, "reporting/upload_new.html", context)
