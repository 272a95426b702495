"""Rows of a draft: edited, decided one by one or together, added by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from intake.forms.row_offer import row_form
from intake.pages.bulk import bulk_page
from intake.pages.row import line_page, row_page
from intake.queries.drafts import row_shown
from intake.services.rows import decide_row, edit_row, take_rows
from intake.views.answers import REFUSALS, drafted, person, sentence_of
from plans.models import DraftRow, PlanDraft
from plans.services.drafts import add_row

KINDS = DraftRow.Kind


@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, draft_id: int, row_id: int) -> HttpResponse:
    """The row's form, alone or, for htmx, in the place of the row; `?part=line` puts the row back."""
    draft, found = _found(request, draft_id, row_id)
    if request.GET.get("part") == "line" and _is_part(request):
        return _line(request, draft, found)
    form = row_form(draft, found, found.kind, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            saved = edit_row(
                row_id=found.pk, entry=form.new_entry(), take=request.POST.get("action") == "take",
                seen=form.cleaned_data["seen"], by=person(request), at=timezone.now(),
            )  # fmt: skip
        except REFUSALS as error:
            form.add_error(None, sentence_of(error))
        else:
            return _line(request, draft, saved)
    page = row_page(draft=draft, row=found, kind=found.kind)
    template = "intake/_row_editing.html" if _is_part(request) else "intake/row.html"
    return TemplateResponse(
        request, template, {"page": page, "form": form, "is_fictional": page.is_fictional}
    )


@require_POST
def decide(request: HttpRequest, draft_id: int, row_id: int) -> HttpResponse:
    """`action` is take, leave, open or reset."""
    draft, found = _found(request, draft_id, row_id)
    try:
        found = decide_row(
            row_id=found.pk, action=request.POST.get("action", ""), seen=request.POST.get("seen", ""),
            by=person(request), at=timezone.now(),
        )  # fmt: skip
    except REFUSALS as error:
        if _is_part(request):
            return _line(request, draft, found, refusal=sentence_of(error))
        messages.error(request, sentence_of(error))
    return _line(request, draft, found)


@require_http_methods(["GET", "HEAD", "POST"])
def new_row(request: HttpRequest, draft_id: int, kind: str) -> HttpResponse:
    """A row that the reader missed."""
    draft = drafted(request, draft_id, to_write=True)
    if kind not in KINDS.values:
        raise Http404("没有这种行。")
    form = row_form(draft, None, kind, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_row(
                draft_id=draft.pk, kind=kind, entry=form.new_entry(), state=DraftRow.State.OPEN,
                by=person(request), at=timezone.now(),
            )  # fmt: skip
        except REFUSALS as error:
            form.add_error(None, sentence_of(error))
        else:
            messages.success(request, f"已添加“{made}”，请核对后采用。")
            return redirect(_address(draft, made))
    page = row_page(draft=draft, row=None, kind=kind)
    return TemplateResponse(
        request, "intake/row.html", {"page": page, "form": form, "is_fictional": page.is_fictional}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def take_all(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Names every new and every doubtful row; what is not ticked is not taken. `?tick=all` ticks all."""
    draft = drafted(request, draft_id, to_write=True)
    named = [int(each) for each in request.POST.getlist("row") if each.isdecimal() and len(each) < 18]
    refusal = ""
    if request.method == "POST":
        try:
            taken = take_rows(draft_id=draft.pk, named=named, by=person(request), at=timezone.now())
        except REFUSALS as error:
            refusal = sentence_of(error)
        else:
            messages.success(request, f"已采用 {len(taken)} 项。" if taken else "没有可以直接采用的项。")
            return redirect("intake:draft", draft.pk)
    is_sent = request.method == "POST"
    tick_all = not is_sent and request.GET.get("tick") == "all"
    page = bulk_page(draft=draft, ticked=named if is_sent else None, tick_all=tick_all, refusal=refusal)
    return TemplateResponse(
        request, "intake/take_all.html", {"page": page, "is_fictional": page.is_fictional}
    )


def _found(request: HttpRequest, draft_id: int, row_id: int) -> tuple[PlanDraft, DraftRow]:
    draft = drafted(request, draft_id, to_write=True)
    found = row_shown(person(request), draft_id, row_id)
    if found is None:
        raise Http404("没有这一行。")
    return draft, found


def _is_part(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def _line(request: HttpRequest, draft: PlanDraft, found: DraftRow, refusal: str = "") -> HttpResponse:
    """The row as it now stands, in its place on the page."""
    if not _is_part(request):
        return redirect(_address(draft, found))
    page = line_page(user=person(request), draft=draft, row=found)
    context: dict[str, Any] = {"page": page, "line": page.line, "refusal": refusal}
    return TemplateResponse(request, "intake/_row_changed.html", context)


def _address(draft: PlanDraft, found: DraftRow) -> str:
    entry = found.entry
    period = f"?period={entry['start_year']}-{entry['end_year']}" if "start_year" in entry else ""
    return f"{reverse('intake:draft', args=[draft.pk])}{period}#row-{found.pk}"
