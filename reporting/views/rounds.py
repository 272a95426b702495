"""Rounds: opened, watched over, kept up with the plans and closed by planners."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reporting import services
from reporting.forms import DueForm, OpenRoundForm
from reporting.models import Round
from reporting.pages.rounds import DatePage, closing_page, due_page, extension_page, round_page
from reporting.permissions import can_plan
from reporting.queries import overseen_round, regions_planned_by
from reporting.views.answers import REFUSALS, found_submission, person, sentence_of

PAGE_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@PAGE_AND_POST
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
            return redirect("reporting:round", opened.pk)
    context = {"form": form, "is_fictional": any(region.is_fictional for region in regions)}
    return TemplateResponse(request, "reporting/round_open.html", context)


@require_safe
def round_detail(request: HttpRequest, round_id: int) -> HttpResponse:
    """For those who review or plan one of its forms."""
    found = _found(request, round_id)
    page = round_page(user=person(request), of_round=found, params=request.GET, now=timezone.now())
    return _answer(request, "reporting/round_detail.html", page)


@PAGE_AND_POST
def close_round(request: HttpRequest, round_id: int) -> HttpResponse:
    """Asked first, with what stays unaccepted; then done."""
    found = _found(request, round_id)
    if request.method != "POST":
        _check_manages(request, found)
        page = closing_page(user=person(request), of_round=found, now=timezone.now())
        return _answer(request, "reporting/round_close.html", page)
    return _done(
        request,
        found,
        lambda: services.close_round(round_id=found.pk, by=person(request), at=timezone.now()),
        lambda closed: f"“{closed}”已结束：已接收的各项已锁定。",
    )


@require_POST
def complete_round(request: HttpRequest, round_id: int) -> HttpResponse:
    found = _found(request, round_id)
    return _done(
        request,
        found,
        lambda: services.complete_round(round_id=found.pk, by=person(request), at=timezone.now()),
        lambda made: f"已补充 {made.rows} 项" + (f"，新增填报单 {made.forms} 张。" if made.forms else "。"),
    )


@PAGE_AND_POST
def reschedule_round(request: HttpRequest, round_id: int) -> HttpResponse:
    """Another due date for the whole round."""
    found = _found(request, round_id)
    _check_manages(request, found)

    def change(until: date, reason: str) -> str:
        services.reschedule(
            round_id=found.pk, due_date=until, reason=reason, by=person(request), at=timezone.now()
        )
        return f"“{found}”的截止日期已调整为 {until}。"

    return _asked_for_a_date(request, found, due_page(of_round=found), change)


@PAGE_AND_POST
def extend_form(request: HttpRequest, submission_id: int) -> HttpResponse:
    """延期: more time for one form."""
    submission = found_submission(person(request), submission_id)
    found = _found(request, submission.round_id)
    _check_manages(request, found)

    def change(until: date, reason: str) -> str:
        services.extend(
            submission_id=submission.pk,
            until_date=until,
            reason=reason,
            by=person(request),
            at=timezone.now(),
        )
        return f"{submission.region}的填报单已延期至 {until}。"

    return _asked_for_a_date(request, found, extension_page(submission=submission, of_round=found), change)


def _asked_for_a_date(
    request: HttpRequest, found: Round, page: DatePage, change: Callable[[date, str], str]
) -> HttpResponse:
    form = DueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            said = change(form.cleaned_data["until"], form.cleaned_data["reason"])
        except REFUSALS as error:
            form.add_error(None, sentence_of(error))
        else:
            messages.success(request, said)
            return redirect("reporting:round", found.pk)
    return _answer(request, "reporting/round_date.html", page, form=form)


def _found(request: HttpRequest, round_id: int) -> Round:
    found = overseen_round(person(request), round_id)
    if found is None:
        raise Http404("没有这项填报任务。")
    return found


def _check_manages(request: HttpRequest, found: Round) -> None:
    if not can_plan(person(request), found.region_id):
        raise Http404("没有这个页面。")


def _done(
    request: HttpRequest, found: Round, act: Callable[[], Any], told: Callable[[Any], str]
) -> HttpResponse:
    """A refusal is told on the round's page."""
    try:
        result = act()
    except REFUSALS as error:
        messages.error(request, sentence_of(error))
    else:
        messages.success(request, told(result))
    return redirect("reporting:round", found.pk)


def _answer(request: HttpRequest, template: str, page: Any, **more: Any) -> TemplateResponse:
    return TemplateResponse(request, template, {"page": page, "is_fictional": page.is_fictional, **more})
