"""Saying something about a row, from the clerk's page or the reviewers'."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from reporting import services
from reporting.forms import chosen_rows
from reporting.models import Row, Submission
from reporting.pages.threads import threads_of
from reporting.permissions import can_comment, can_fill
from reporting.queries import commitment_rows_of, rows_of
from reporting.views.answers import REFUSALS, found_submission, person, sentence_of
from reporting.views.entry import keep_typed


@require_POST
def comment(request: HttpRequest, submission_id: int, row_id: int) -> HttpResponse:
    """Back to the row; to a script, its conversation alone. A remark that was refused comes back with it."""
    submission = found_submission(person(request), submission_id)
    rows = [*rows_of(submission), *commitment_rows_of(submission)]
    row = next((each for each in rows if each.pk == row_id), None)
    if row is None:
        raise Http404("没有这一项。")
    by_script = request.headers.get("HX-Request") == "true"
    text, complaint = request.POST.get(f"say-{row_id}", ""), ""
    try:
        services.comment(
            submission_id=submission.pk, row_id=row_id, text=text, by=person(request), at=timezone.now()
        )
    except REFUSALS as error:
        complaint = sentence_of(error)
    again = None
    if not by_script and can_fill(person(request), submission):
        again = keep_typed(request, submission, rows)
    if again is not None and not complaint:
        return again
    if complaint or by_script:
        return _part(request, submission, row, text if complaint else "", complaint, by_script=by_script)
    return redirect(_back(request, submission, row))


def _part(
    request: HttpRequest, submission: Submission, row: Row, text: str, complaint: str, *, by_script: bool
) -> HttpResponse:
    may = can_comment(person(request), submission)
    thread = threads_of(submission=submission, rows=[row], can_comment=may)[row.pk]
    context: dict[str, Any] = {"thread": replace(thread, typed=text, complaint=complaint)}
    if by_script:
        return TemplateResponse(request, "reporting/_thread.html", context)
    context |= {"name": str(row.indicator or row.commitment), "back": _back(request, submission, row)}
    return TemplateResponse(request, "reporting/comment_refused.html", context)


def _back(request: HttpRequest, submission: Submission, row: Row) -> str:
    """The row on the page it came from, with the same ticks."""
    kept = {name: request.POST[name] for name in ("as", "only") if request.POST.get(name)}
    query = urlencode([*kept.items(), *(("row", each) for each in chosen_rows(request.POST))])
    address = reverse("reporting:submission", args=[submission.pk])
    return f"{address}?{query}#row-{row.pk}" if query else f"{address}#row-{row.pk}"
