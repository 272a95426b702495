"""Documents sent in, and the page on which what was read is confirmed."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intake.forms.head import HeadForm, head_typed
from intake.forms.upload import UploadForm
from intake.pages.confirm import confirm_page
from intake.pages.listing import form_choices, list_page, title_of
from intake.parsing.source import UnreadableError
from intake.services.uploading import SentBeforeError, take_document
from intake.views.answers import REFUSALS, drafted, person, sentence_of
from plans.permissions import can_plan
from plans.services.drafts import drop_draft, save_head, state_of


@require_http_methods(["GET", "HEAD", "POST"])
def drafts(request: HttpRequest) -> HttpResponse:
    """The drafts, and the form that takes a document."""
    user = person(request)
    page = list_page(user=user, number=request.GET.get("page"))
    if page is None:
        raise Http404("没有这个页面。")
    form = UploadForm(request.POST or None, request.FILES or None, **form_choices(user))
    former = None
    if request.method == "POST" and form.is_valid():
        revises = form.cleaned_data["revises"]
        try:
            draft = take_document(
                sent=form.sent(), region_id=form.cleaned_data["region"],
                revises_id=int(revises) if revises else None, by=user, at=timezone.now(),
            )  # fmt: skip
        except SentBeforeError as error:
            former = error.draft
            form.add_error(None, str(error))
        except (UnreadableError, *REFUSALS) as error:
            form.add_error("file" if form.cleaned_data["file"] else "text", sentence_of(error))
        else:
            return redirect("intake:draft", draft.pk)
    context = {"page": page, "form": form, "former": former, "is_fictional": page.is_fictional}
    return TemplateResponse(request, "intake/draft_list.html", context)


@require_safe
def draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """While the document is being read, htmx asks for the part that tells how far it is."""
    found = drafted(request, draft_id)
    page = confirm_page(user=person(request), draft=found, period=request.GET.get("period", ""))
    context = {"page": page, "is_fictional": page.is_fictional}
    if getattr(request, "htmx", False):
        answer = TemplateResponse(request, "intake/_reading.html", context)
        if not page.is_under_way:
            answer["HX-Refresh"] = "true"
        return answer
    template = (
        "intake/draft_reading.html" if page.is_under_way or page.state == "failed" else "intake/draft.html"
    )
    return TemplateResponse(request, template, context)


@require_http_methods(["GET", "HEAD", "POST"])
def draft_head(request: HttpRequest, draft_id: int) -> HttpResponse:
    """文件信息, corrected."""
    found = drafted(request, draft_id, to_write=True)
    form = HeadForm(request.POST or None, initial={**head_typed(found.head), "seen": state_of(found.head)})
    if request.method == "POST" and form.is_valid():
        try:
            save_head(
                draft_id=found.pk, head=form.head(), seen=form.cleaned_data["seen"], by=person(request),
                at=timezone.now(),
            )  # fmt: skip
        except REFUSALS as error:
            form.add_error(None, sentence_of(error))
        else:
            messages.success(request, "文件信息已保存。")
            return redirect("intake:draft", found.pk)
    return _shown(request, "intake/draft_head.html", found, form=form)


@require_POST
def draft_drop(request: HttpRequest, draft_id: int) -> HttpResponse:
    found = drafted(request, draft_id, to_write=True)
    try:
        drop_draft(draft_id=found.pk, by=person(request), at=timezone.now())
    except REFUSALS as error:
        messages.error(request, sentence_of(error))
        return redirect("intake:draft", found.pk)
    messages.success(request, f"已放弃“{title_of(found)}”。原件保留；要重新录入，可再次上传。")
    return redirect("intake:drafts")


def _shown(request: HttpRequest, template: str, found: object, **more: object) -> TemplateResponse:
    region = found.document.region  # type: ignore[attr-defined]
    context = {"draft": found, "title": title_of(found), "is_fictional": region.is_fictional}  # type: ignore[arg-type]
    return TemplateResponse(
        request, template, {**context, "can_edit": can_plan(person(request), region.pk), **more}
    )
