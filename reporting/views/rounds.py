"""Rounds, opened and closed by planners."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from reporting import services
from reporting.forms import OpenRoundForm
from reporting.queries import regions_planned_by, rounds_shown
from reporting.views.answers import REFUSALS, person, sentence_of


@require_http_methods(["GET", "HEAD", "POST"])
def open_round(request: HttpRequest) -> HttpResponse:
    """For planners; nobody else finds the page."""
    regions = regions_planned_by(person(request))
    if not regions:
        raise Http404("没有这个页面。")
    today = timezone.localdate()
    usual = {"region": regions[0].code, "year": today.year - 1, "opens_date": today}
    form = OpenRoundForm(request.POST or None, regions=regions, initial=usual)
    if request.method == "POST" and form.is_valid():
        asked = dict(form.cleaned_data)
        try:
            opened = services.open_round(
                region_id=asked.pop("region"), by=person(request), at=timezone.now(), **asked
            )
        except REFUSALS as error:
            form.add_error(None, sentence_of(error))
        else:
            messages.success(request, f"“{opened}”已发起，各地区的填报单已经生成。")
            return redirect("reporting:list")
    context = {"form": form, "is_fictional": any(region.is_fictional for region in regions)}
    return TemplateResponse(request, "reporting/round_open.html", context)


@require_POST
def close_round(request: HttpRequest, round_id: int) -> HttpResponse:
    """End a round that this person may see; a refusal is told on the list."""
    if round_id not in {each.pk for each in rounds_shown(person(request))}:
        raise Http404("没有这项填报任务。")
    try:
        closed = services.close_round(round_id=round_id, by=person(request), at=timezone.now())
    except REFUSALS as error:
        messages.error(request, sentence_of(error))
    else:
        messages.success(request, f"“{closed}”已结束：已接收的各项已锁定。")
    return redirect("reporting:list")
