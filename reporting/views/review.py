"""The reviewers' side of a form; those who only oversee read the same table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from reporting import services
from reporting.forms import chosen_rows
from reporting.models import Submission
from reporting.pages.review import review_page
from reporting.states import MOVES
from reporting.views.answers import REFUSALS, answer, found_submission, person, sentence_of

TEMPLATE = "reporting/submission_reviewer.html"
ACTS: dict[str, Callable[..., list[Any]]] = {"review": services.review, "accept": services.accept}


def review(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Read, and pass on, accept or return: all rows, or those ticked."""
    if request.method == "POST":
        return _act(request, submission)
    page = review_page(user=person(request), submission=submission, now=timezone.now())
    return answer(request, TEMPLATE, page)


def _act(request: HttpRequest, submission: Submission) -> HttpResponse:
    """`action` is a verb for all its rows, or a verb with -chosen for those ticked."""
    verb, _, chosen = request.POST.get("action", "").partition("-")
    ids, comment = chosen_rows(request.POST), request.POST.get("comment", "")
    where: dict[str, Any] = {"submission_id": submission.pk, "by": person(request), "at": timezone.now()}
    try:
        if verb == "return":
            rows = services.return_for_correction(row_ids=ids, comment=comment, **where)
        elif verb in ACTS:
            rows = ACTS[verb](row_ids=ids if chosen else None, **where)
        else:
            return redirect("reporting:submission", submission.pk)
    except REFUSALS as error:
        return _again(request, submission, error, ids, comment)
    messages.success(request, f"已{MOVES[verb].label} {len(rows)} 项。")
    found_submission(person(request), submission.pk)
    return redirect(request.get_full_path())


def _again(
    request: HttpRequest, submission: Submission, error: Exception, ids: list[int], comment: str
) -> HttpResponse:
    """With the same ticks and the comment as written."""
    sentence = sentence_of(error)
    about_comment = request.POST.get("action") == "return" and "原因" in sentence
    page = review_page(
        user=person(request),
        submission=submission,
        now=timezone.now(),
        chosen=ids,
        comment=comment,
        comment_error=sentence if about_comment else "",
        refusal=sentence,
    )
    return answer(request, TEMPLATE, page)
