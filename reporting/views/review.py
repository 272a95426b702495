"""The reviewers' side of a form; those who only oversee read the same table."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from reporting import services
from reporting.forms import chosen_rows, own_comments
from reporting.models import Submission
from reporting.pages.review import review_page
from reporting.pages.review_rows import Chosen
from reporting.services.bulk import VERBS
from reporting.states import MOVES
from reporting.views.answers import REFUSALS, answer, person, sentence_of

TEMPLATE = "reporting/submission_reviewer.html"


def review(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Read, and pass on, accept or return: all rows, the clean ones, or those ticked."""
    if request.method == "POST":
        return _act(request, submission)
    return _shown(request, submission, chosen=Chosen(chosen_rows(request.GET)))


def _shown(request: HttpRequest, submission: Submission, **came_back: Any) -> HttpResponse:
    page = review_page(
        user=person(request),
        submission=submission,
        now=timezone.now(),
        only=request.GET.get("only", ""),
        **came_back,
    )
    return answer(request, TEMPLATE, page)


def _act(request: HttpRequest, submission: Submission) -> HttpResponse:
    """`action` is a verb for all its rows; with -clean for the clean ones, with -chosen for those ticked."""
    verb, _, which = request.POST.get("action", "").partition("-")
    ids, comment = chosen_rows(request.POST), request.POST.get("comment", "")
    own = own_comments(request.POST, ids)
    where: dict[str, Any] = {"submission_id": submission.pk, "by": person(request), "at": timezone.now()}
    try:
        if verb == "return":
            rows = services.return_for_correction(row_ids=ids, comment=comment, comments=own, **where)
        elif verb in VERBS:
            named = ids if which == "chosen" else None
            rows = VERBS[verb](row_ids=named, clean_only=which == "clean", **where)
        else:
            return redirect(request.get_full_path())
    except REFUSALS as error:
        sentence = sentence_of(error)
        about_comment = verb == "return" and "原因" in sentence
        return _shown(
            request,
            submission,
            chosen=Chosen(ids, own),
            comment=comment,
            comment_error=sentence if about_comment else "",
            refusal=sentence,
        )
    messages.success(request, f"已{MOVES[verb].label} {len(rows)} 项。")
    return redirect(request.get_full_path())
