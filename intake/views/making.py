"""A confirmed draft becomes a plan, or revisions of the plan it revises."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from intake.forms.revision import RevisionForm
from intake.pages.making import earlier_of, make_page
from intake.pages.revision import revision_page
from intake.services.making import make_plan
from intake.services.revising import revise_plan
from intake.views.answers import REFUSALS, drafted, person, sentence_of


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest, draft_id: int) -> HttpResponse:
    """What will be made is shown, then made."""
    draft = drafted(request, draft_id, to_write=True)
    if draft.revises_id is not None:
        return redirect("intake:draft_revise", draft.pk)
    refusal = ""
    if request.method == "POST":
        try:
            make_plan(
                draft_id=draft.pk,
                earlier=earlier_of(draft, request.POST),
                seen=request.POST.get("seen", ""),
                by=person(request),
                at=timezone.now(),
            )
        except REFUSALS as error:
            refusal = sentence_of(error)
            draft.refresh_from_db()
        else:
            messages.success(request, "已生成规划草稿。请核对后发布；发布之前不参与评价。")
            return redirect("intake:draft", draft.pk)
    page = make_page(draft=draft, data=request.POST if request.method == "POST" else None, refusal=refusal)
    return TemplateResponse(request, "intake/make.html", {"page": page, "is_fictional": page.is_fictional})


@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Old and new targets side by side; what is asked once goes with each that changed."""
    draft = drafted(request, draft_id, to_write=True)
    if draft.revises_id is None:
        return redirect("intake:draft_make", draft.pk)
    form = RevisionForm(
        request.POST or None,
        initial={
            "document_number": draft.head.get("document_number") or "",
            "approved_by": draft.head.get("issuer") or "",
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            changed = revise_plan(
                draft_id=draft.pk, seen=request.POST.get("seen", ""), by=person(request), at=timezone.now(),
                **form.cleaned_data,
            )  # fmt: skip
        except REFUSALS as error:
            form.add_error(None, sentence_of(error))
            draft.refresh_from_db()
        else:
            messages.success(request, f"已调整 {changed} 项目标；受影响年度的评价正在更新。")
            return redirect("dashboards:plan", draft.revises_id)
    page = revision_page(draft=draft)
    context = {"page": page, "form": form, "is_fictional": page.is_fictional}
    return TemplateResponse(request, "intake/revise.html", context)
