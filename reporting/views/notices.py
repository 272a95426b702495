"""通知: the list, opening one, and marking them read."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from reporting import services
from reporting.forms import chosen_id
from reporting.pages.notices import notices_page
from reporting.queries import submission_shown
from reporting.views.answers import person


@never_cache
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    page = notices_page(user=person(request), params=request.GET)
    context = {"page": page, "is_fictional": page.is_fictional}
    return TemplateResponse(request, "reporting/notices.html", context)


@require_POST
def open_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Read it, and go where it leads."""
    notice = services.read_notice(notice_id=notice_id, by=person(request), at=timezone.now())
    if notice is None:
        raise Http404("没有这条通知。")
    if notice.submission_id and submission_shown(person(request), notice.submission_id):
        return redirect("reporting:submission", notice.submission_id)
    messages.info(request, "这条通知所说的填报单已不在您的权限范围内。")
    return redirect("reporting:notices")


@require_POST
def read_notices(request: HttpRequest) -> HttpResponse:
    """All that the page knew of: what came in since stays unread."""
    newest = chosen_id(request.POST, "newest")
    count = services.read_notices(newest_id=newest, by=person(request), at=timezone.now())
    messages.success(request, f"已将 {count} 条通知标为已读。" if count else "没有未读的通知。")
    return redirect("reporting:notices")
