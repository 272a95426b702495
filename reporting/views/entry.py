"""The clerk's side of a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from reporting import services
from reporting.forms import entries_of, entry_of
from reporting.models import Submission
from reporting.pages.entry import entry_page, preview_row
from reporting.permissions import can_fill
from reporting.queries import rows_of
from reporting.services import Saved, SubmissionBlockedError
from reporting.views.answers import REFUSALS, answer, found_submission, person, sentence_of

TEMPLATE = "reporting/submission_clerk.html"
NOT_KEPT = "有 {count} 项没有保存，您填的内容仍在表中。请看各项的说明。"


def entry(request: HttpRequest, submission: Submission) -> HttpResponse:
    """The form to fill in, and what came back with it."""
    acts = {"save": services.save_rows, "submit": services.save_and_submit}
    verb = request.POST.get("action", "")
    if request.method == "POST" and verb == "withdraw":
        return _withdraw(request, submission)
    if request.method == "POST":
        return _keep(request, submission, acts.get(verb, services.save_rows), verb)
    return answer(
        request, TEMPLATE, entry_page(user=person(request), submission=submission, now=timezone.now())
    )


def _keep(
    request: HttpRequest, submission: Submission, act: Callable[..., list[Saved]], verb: str
) -> HttpResponse:
    rows, now = rows_of(submission), timezone.now()
    entries = entries_of(request.POST, rows)
    try:
        saved = act(submission_id=submission.pk, entries=entries, by=person(request), at=now)
    except SubmissionBlockedError as error:
        return _again(request, submission, refusal=sentence_of(error), blocked=True)
    except REFUSALS as error:
        stored = {row.pk: row for row in rows}
        lost = [Saved(stored[each.row_id], each, refused="还没有保存。") for each in entries]
        return _again(request, submission, refusal=sentence_of(error), unsaved=lost)
    lost = [each for each in saved if not each.is_kept]
    if lost:
        return _again(request, submission, refusal=NOT_KEPT.format(count=len(lost)), unsaved=lost)
    messages.success(request, _success(verb, sum(each.changed for each in saved), localtime(now)))
    return redirect("reporting:submission", submission.pk)


def _success(verb: str, changed: int, at: Any) -> str:
    if verb == "submit":
        return "已上报。审核前可以撤回；评价随即更新，接收前标为“含未接收数据”。"
    return (
        f"已保存 {changed} 项改动（{at:%H:%M:%S}）。" if changed else f"没有改动，已是最新（{at:%H:%M:%S}）。"
    )


def _again(request: HttpRequest, submission: Submission, **found: Any) -> TemplateResponse:
    """The same form with everything that was typed, and what is wrong with it."""
    page = entry_page(user=person(request), submission=submission, now=timezone.now(), **found)
    return answer(request, TEMPLATE, page)


def _withdraw(request: HttpRequest, submission: Submission) -> HttpResponse:
    try:
        rows = services.withdraw(submission_id=submission.pk, by=person(request), at=timezone.now())
    except REFUSALS as error:
        return _again(request, submission, refusal=sentence_of(error))
    messages.success(request, f"已撤回 {len(rows)} 项，可以继续修改；改好后请重新上报。")
    return redirect("reporting:submission", submission.pk)


@require_POST
def preview(request: HttpRequest, submission_id: int, row_id: int) -> HttpResponse:
    """The verdict and the findings of one row as typed, without saving; asked for as its cell changes."""
    submission = found_submission(person(request), submission_id)
    if not can_fill(person(request), submission):
        raise Http404("没有这张填报单。")
    typed, _ = entry_of(request.POST, row_id)
    row = preview_row(submission=submission, entry=typed, now=timezone.now())
    if row is None:
        raise Http404("没有这一项，或它已经上报。")
    return TemplateResponse(request, "reporting/_row_result.html", {"row": row, "is_preview": True})
