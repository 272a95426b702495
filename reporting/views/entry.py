"""The clerk's side of a form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime

from reporting import services
from reporting.forms import chosen_id, entries_of, reasons_of, responsible_of
from reporting.models import Row, Submission
from reporting.pages.entry import CameBack, entry_page
from reporting.queries import commitment_rows_of, rows_of
from reporting.services import Saved, SubmissionBlockedError
from reporting.views.answers import REFUSALS, answer, person, sentence_of

TEMPLATE = "reporting/submission_clerk.html"
SUBMITTED = "已上报。审核前可以撤回；评价随即更新，接收前标为“含未接收数据”。"
NOT_KEPT = "有 {count} 项没有保存，您填的内容仍在表中。请看各项的说明："


def entry(request: HttpRequest, submission: Submission) -> HttpResponse:
    """The form to fill in, and what came back with it. `correct` and `drop` name a row, `action` the rest."""
    if request.method != "POST":
        page = entry_page(user=person(request), submission=submission, now=timezone.now())
        return answer(request, TEMPLATE, page)
    if "correct" in request.POST:
        return _correct(request, submission, chosen_id(request.POST, "correct"))
    if "drop" in request.POST:
        return _drop(request, submission, chosen_id(request.POST, "drop"))
    if request.POST.get("action") == "withdraw":
        return _withdraw(request, submission)
    return _keep(request, submission)


def keep_typed(request: HttpRequest, submission: Submission, rows: Sequence[Row]) -> HttpResponse | None:
    """Without a script the clerk's whole form comes along with a remark: what was typed in it is saved; or
    the form again, where something was not.
    """
    if not entries_of(request.POST, rows) and responsible_of(request.POST) is None:
        return None
    saved = _saved(request, submission, services.save_rows, timezone.now())
    return saved if isinstance(saved, HttpResponse) else None


def _keep(request: HttpRequest, submission: Submission) -> HttpResponse:
    submits, now = request.POST.get("action") == "submit", timezone.now()
    act = services.save_and_submit if submits else services.save_rows
    saved = _saved(request, submission, act, now)
    if isinstance(saved, HttpResponse):
        return saved
    changed = sum(each.changed for each in saved)
    messages.success(request, SUBMITTED if submits else _kept(request, changed, localtime(now)))
    return redirect("reporting:submission", submission.pk)


def _kept(request: HttpRequest, changed: int, at: datetime) -> str:
    if changed:
        return f"已保存 {changed} 项改动（{at:%H:%M:%S}）。"
    if responsible_of(request.POST) is not None:
        return f"已保存单位负责人（{at:%H:%M:%S}）。"
    return f"没有改动，已是最新（{at:%H:%M:%S}）。"


def _correct(request: HttpRequest, submission: Submission, row_id: int) -> HttpResponse:
    """申请更正 of one row."""
    act = partial(
        services.save_and_correct, row_ids=[row_id], reason=request.POST.get(f"reason-{row_id}", "")
    )
    saved = _saved(request, submission, act, timezone.now(), about=row_id)
    if isinstance(saved, HttpResponse):
        return saved
    messages.success(request, "已开始更正，请修改后重新上报；重新接收前，已接收的数据仍然有效。")
    return redirect(f"{reverse('reporting:submission', args=[submission.pk])}#row-{row_id}")


def _drop(request: HttpRequest, submission: Submission, row_id: int) -> HttpResponse:
    """放弃更正 of one row: what was typed into it goes."""
    act = partial(services.save_and_drop, row_ids=[row_id])
    saved = _saved(request, submission, act, timezone.now(), about=row_id)
    if isinstance(saved, HttpResponse):
        return saved
    messages.success(request, "已放弃更正，该项恢复为已接收的数据。")
    return redirect(f"{reverse('reporting:submission', args=[submission.pk])}#row-{row_id}")


def _withdraw(request: HttpRequest, submission: Submission) -> HttpResponse:
    try:
        rows = services.withdraw(submission_id=submission.pk, by=person(request), at=timezone.now())
    except REFUSALS as error:
        return _again(request, submission, refusal=sentence_of(error))
    messages.success(request, f"已撤回 {len(rows)} 项，可以继续修改；改好后请重新上报。")
    return redirect("reporting:submission", submission.pk)


def _saved(
    request: HttpRequest,
    submission: Submission,
    act: Callable[..., list[Saved]],
    now: datetime,
    *,
    about: int | None = None,
) -> list[Saved] | HttpResponse:
    """What was typed, kept; or the form again, where something was not. A correction is `about` one row, into
    which nothing is saved.
    """
    rows = {row.pk: row for row in (*rows_of(submission), *commitment_rows_of(submission))}
    entries = [each for each in entries_of(request.POST, rows.values()) if each.row_id != about]
    typed = {"entries": entries, "responsible": responsible_of(request.POST)}
    try:
        saved = act(submission_id=submission.pk, by=person(request), at=now, **typed)
    except SubmissionBlockedError as error:
        return _again(request, submission, refusal=sentence_of(error), blocked=True)
    except REFUSALS as error:
        lost = [Saved(rows[each.row_id], each, refused="还没有保存。") for each in entries]
        found = {"unsaved": lost, "responsible": request.POST.get("responsible"), "at_fault": about}
        return _again(request, submission, refusal=sentence_of(error), **found)
    lost = [each for each in saved if not each.is_kept]
    if lost:
        return _again(request, submission, refusal=NOT_KEPT.format(count=len(lost)), unsaved=lost)
    return saved


def _again(request: HttpRequest, submission: Submission, **found: Any) -> TemplateResponse:
    """The same form with everything that was typed, and what is wrong with it."""
    submission.refresh_from_db(fields=["responsible"])
    came_back = CameBack(reasons=reasons_of(request.POST), **found)
    page = entry_page(user=person(request), submission=submission, now=timezone.now(), came_back=came_back)
    return answer(request, TEMPLATE, page)
