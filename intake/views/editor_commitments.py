"""规划编辑: the commitments of a draft plan."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from indicators.views.answers import person, sentence_of
from intake.forms.editor_commitment import CommitmentForm, facts_of
from intake.queries.editor import commitment_edited_by, departments_of
from intake.views.editor_answers import SAID, closed, form_page, opened
from plans.models import Commitment, Plan
from plans.services import add_commitments
from plans.services import change_commitment as change
from plans.services import remove_commitment as remove

TEMPLATE = "intake/editor_commitment.html"


@require_http_methods(["GET", "HEAD", "POST"])
def add_commitment(request: HttpRequest, plan_id: int) -> HttpResponse:
    plan = opened(request, plan_id)
    told = closed(request, plan)
    if told:
        return told
    form = CommitmentForm(
        request.POST or None, plan=plan, departments=departments_of(plan), initial={"due_year": plan.end_year}
    )
    if request.method == "POST" and form.is_valid():
        try:
            add_commitments(plan_id=plan.pk, pledges=[form.pledge], by=person(request), at=timezone.now())
        except SAID as error:
            form.add_error(None, sentence_of(error))
        else:
            messages.success(request, f"已录入重点任务“{form.cleaned_data['name']}”。")
            return _back(plan)
    return form_page(request, TEMPLATE, plan, form, commitment=None)


@require_http_methods(["GET", "HEAD", "POST"])
def change_commitment(request: HttpRequest, commitment_id: int) -> HttpResponse:
    commitment = _opened(request, commitment_id)
    plan = commitment.plan
    told = closed(request, plan)
    if told:
        return told
    form = CommitmentForm(
        request.POST or None, plan=plan, departments=departments_of(plan), initial=facts_of(commitment)
    )
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            change(
                commitment_id=commitment_id,
                pledge=form.pledge,
                by=person(request),
                at=timezone.now(),
                seen=seen,
            )
        except SAID as error:
            form.add_error(None, sentence_of(error))
        else:
            messages.success(request, f"重点任务“{form.cleaned_data['name']}”已保存。")
            return _back(plan)
    return form_page(request, TEMPLATE, plan, form, commitment=commitment)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_commitment(request: HttpRequest, commitment_id: int) -> HttpResponse:
    commitment = _opened(request, commitment_id)
    told = closed(request, commitment.plan)
    if told:
        return told
    if request.method != "POST":
        return form_page(
            request, "intake/editor_remove.html", commitment.plan, None, row=None, commitment=commitment
        )
    try:
        remove(commitment_id=commitment_id, by=person(request), at=timezone.now())
    except SAID as error:
        messages.error(request, sentence_of(error))
    else:
        messages.success(request, f"重点任务“{commitment}”已移除。")
    return _back(commitment.plan)


def _opened(request: HttpRequest, commitment_id: int) -> Commitment:
    commitment = commitment_edited_by(person(request), commitment_id)
    if commitment is None:
        raise Http404("没有这个页面。")
    return commitment


def _back(plan: Plan) -> HttpResponse:
    return redirect(f"{reverse('intake:plan_editor', args=[plan.pk])}#commitments")
